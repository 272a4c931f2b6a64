"""线性回归：从数据到训练好的直线，还有损失曲线和图。

运行方法：

    pip install torch scikit-learn matplotlib
    python regression.py
    python regression.py --epochs 20 --lr 0.1 --batch-size 10 --seed 1 --save line.png

运行结果：

    第  10 轮：损失 233.06
    第  20 轮：损失 121.84
    第  30 轮：损失 114.76
    第  40 轮：损失 114.37
    第  50 轮：损失 114.49
    第  60 轮：损失 114.60
    第  70 轮：损失 114.34
    第  80 轮：损失 114.35
    第  90 轮：损失 114.50
    第 100 轮：损失 114.47
    训练得到： w = 42.80，b = 13.80，均方误差 114.22
    最小二乘： w = 42.62，b = 13.69，均方误差 114.17
    数据来自： w = 42.39，b = 14.50
    加上 --save line.png 可以把图存下来。
"""

import argparse
import sys

import matplotlib.pyplot as plt
import torch
from matplotlib import font_manager
from sklearn.datasets import make_regression
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

LABELS = {
    "curve": "每一轮的损失",
    "epoch": "轮次",
    "loss": "均方误差",
    "line": "拟合的直线",
    "data": "数据",
    "trained": "训练出的直线",
    "true": "生成数据的直线",
}
FONTS = ["PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans CJK JP", "SimHei"]
BIAS = 14.5


def make_data():
    """返回一条直线周围的 100 个点（排成列），以及直线的斜率。"""
    x, y, slope = make_regression(
        n_samples=100, n_features=1, noise=10, coef=True, bias=BIAS, random_state=0
    )
    x = torch.tensor(x, dtype=torch.float32)
    y = torch.tensor(y, dtype=torch.float32).reshape(-1, 1)  # 少了它，直线就错了
    return x, y, float(slope)


def train(model, dataset, options):
    """训练模型，返回每一轮的平均损失。"""
    loader = DataLoader(dataset, batch_size=options.batch_size, shuffle=True)
    criterion = nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=options.lr)
    history = []
    for epoch in range(1, options.epochs + 1):
        total = 0.0
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)  # 最后一个批量可能小一些
        history.append(total / len(dataset))
        if epoch % max(1, options.epochs // 10) == 0:
            print(f"第 {epoch:3d} 轮：损失 {history[-1]:.2f}", flush=True)
        if not history[-1] < 1e30:
            sys.exit(f"第 {epoch} 轮损失失控了：--lr {options.lr} 太大。")
    return history


def report(model, x, y, slope):
    """打印训练出的直线，旁边是最好的直线和数据所来自的直线。"""
    with torch.no_grad():
        w, b = model.weight.item(), model.bias.item()
        mse = nn.functional.mse_loss(model(x), y)
    columns = torch.cat([x, torch.ones_like(x)], dim=1)
    best = torch.linalg.lstsq(columns, y).solution
    best_mse = nn.functional.mse_loss(columns @ best, y)
    print(f"训练得到： w = {w:.2f}，b = {b:.2f}，均方误差 {mse:.2f}")
    print(f"最小二乘： w = {best[0, 0]:.2f}，b = {best[1, 0]:.2f}，均方误差 {best_mse:.2f}")
    print(f"数据来自： w = {slope:.2f}，b = {BIAS:.2f}")


def choose_font():
    """让 Matplotlib 用上这台电脑里有、又含有这些字的字体。"""
    present = [name for name in FONTS if name in font_manager.get_font_names()]
    plt.rcParams["font.family"] = [*present, "DejaVu Sans"]
    if not (present or "".join(LABELS.values()).isascii()):
        print("图里的标签需要中文字体：请安装 Noto Sans CJK SC。", file=sys.stderr)


def draw(model, x, y, slope, history, save):
    """画出损失曲线和直线；存成文件，或者在屏幕上显示。"""
    if not save and plt.get_backend().lower() == "agg":
        return
    choose_font()
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
    left.plot(range(1, len(history) + 1), history)
    left.set(title=LABELS["curve"], xlabel=LABELS["epoch"], ylabel=LABELS["loss"], yscale="log")
    positions = torch.linspace(x.min(), x.max(), 50).reshape(-1, 1)
    with torch.no_grad():
        trained = model(positions)
    right.plot(x.numpy(), y.numpy(), ".", label=LABELS["data"])
    right.plot(positions.numpy(), trained.numpy(), label=LABELS["trained"])
    right.plot(positions.numpy(), (slope * positions + BIAS).numpy(), "--", label=LABELS["true"])
    right.set(title=LABELS["line"], xlabel="x", ylabel="y")
    right.legend()
    if save:
        figure.savefig(save)
    else:
        plt.show()


def number(kind, above, below):
    """返回一个函数，用来读取上下界之间的数。"""

    def read(text):
        try:
            value = kind(text)
        except ValueError:
            value = above
        if not above < value < below:
            wanted = "整数" if kind is int else "数"
            message = f"应该是大于 {above}、小于 {below} 的{wanted}，收到的是 {text}"
            raise argparse.ArgumentTypeError(message)
        return value

    return read


def main():
    """读选项，训练，报告，画图。"""
    about = "用 PyTorch 做线性回归。"
    parser = argparse.ArgumentParser(description=about, usage=argparse.SUPPRESS)
    epochs, rate, size, seed = (
        number(int, 0, 100_000),
        number(float, 0, 1000),
        number(int, 0, 101),
        number(int, -1, 2**63),
    )
    parser.add_argument("--epochs", type=epochs, default=100, help="训练多少轮，默认 100")
    parser.add_argument("--lr", type=rate, default=0.01, help="学习率，默认 0.01")
    parser.add_argument("--batch-size", type=size, default=16, help="每个批量多少样本，默认 16")
    parser.add_argument("--seed", type=seed, default=0, help="随机数种子，默认 0")
    parser.add_argument("--save", metavar="FILE", help="把图存到这个文件：.png、.svg 或 .pdf")
    options = parser.parse_args()
    if options.save and not options.save.lower().endswith((".png", ".svg", ".pdf")):
        sys.exit(f"--save 后面应该是 .png、.svg 或 .pdf 文件，收到的是 {options.save}")
    torch.manual_seed(options.seed)
    x, y, slope = make_data()
    model = nn.Linear(1, 1)
    history = train(model, TensorDataset(x, y), options)
    report(model, x, y, slope)
    try:
        draw(model, x, y, slope, history, options.save)
    except (OSError, ValueError) as error:
        sys.exit(f"--save {options.save}：图没有存成（{error}）。")
    hint = "加上 --save line.png 可以把图存下来。"
    print(f"图在 {options.save} 里。" if options.save else hint)


if __name__ == "__main__":
    main()
