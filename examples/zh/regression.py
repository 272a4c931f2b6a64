"""线性回归：从数据到训练好的直线，还有损失曲线和图。

运行方法：

    pip install torch scikit-learn matplotlib
    python regression.py

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
    数据来自： w = 42.39，b = 14.50，均方误差 114.87
    加上 --save line.png 可以把图存下来。

再换别的值试试，结果会不同：

    python regression.py --epochs 20 --lr 0.1 --batch-size 10 --seed 1
"""

import argparse
import contextlib
import sys
import warnings

import matplotlib.pyplot as plt
import torch
from matplotlib import font_manager
from sklearn.datasets import make_regression
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def train(model, x, y, options):
    """用两列数据 x 和 y 训练模型，返回每一轮的平均损失。"""
    loader = DataLoader(TensorDataset(x, y), batch_size=options.batch_size, shuffle=True)
    criterion = nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=options.lr)
    history = []
    for _ in range(options.epochs):
        total = 0.0
        for batch_x, target in loader:
            prediction = model(batch_x)
            assert prediction.shape == target.shape  # 否则直线是错的，却不报错
            loss = criterion(prediction, target)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(target)  # 最后一个批量可能小一些
        history.append(total / len(x))
    return history


def make_data():
    """返回一条直线周围的 100 个点（两列），以及这条直线的 w 和 b。"""
    x, y, w = make_regression(
        n_samples=100, n_features=1, noise=10, coef=True, bias=14.5, random_state=0
    )
    x = torch.tensor(x, dtype=torch.float32)
    y = torch.tensor(y, dtype=torch.float32).reshape(-1, 1)  # 跟 x 一样排成一列
    return x, y, (float(w), 14.5)


def least_squares(x, y):
    """返回在这些点上误差最小的直线的 w 和 b。"""
    columns = torch.cat([x, torch.ones_like(x)], dim=1)
    return torch.linalg.lstsq(columns, y).solution.flatten().tolist()


def report(history, lines, x, y):
    """打印损失，再打印训练出的直线、最小二乘直线和生成数据的直线。"""
    for epoch, loss in enumerate(history, start=1):
        if epoch % max(1, len(history) // 10) == 0:
            print(f"第 {epoch:3d} 轮：损失 {loss:.2f}")
    names = ["训练得到：", "最小二乘：", "数据来自："]
    for name, (w, b) in zip(names, lines, strict=True):
        mse = ((w * x + b - y) ** 2).mean()
        print(f"{name} w = {w:.2f}，b = {b:.2f}，均方误差 {mse:.2f}")


FONTS = ["PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans CJK JP", "SimHei"]


def choose_font(text):
    """让 Matplotlib 用这台电脑里有、又含有这些字的字体。"""
    present = [name for name in FONTS if name in font_manager.get_font_names()]
    plt.rcParams["font.family"] = [*present, "DejaVu Sans"]
    if not (present or text.isascii()):
        print("图里的标签需要中文字体：请安装 Noto Sans CJK SC。", file=sys.stderr)
        warnings.filterwarnings("ignore", "Glyph")  # 说一次就够，不必逐字警告


def draw(history, lines, x, y, save):
    """画出损失曲线和直线；存成文件，或者在屏幕上显示。"""
    if not save and plt.get_backend().lower() == "agg":
        return  # 没有屏幕，也不存文件
    title = "每一轮的损失"
    choose_font(title)
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
    left.plot(range(1, len(history) + 1), history)
    left.set(title=title, xlabel="轮次", ylabel="均方误差", yscale="log")
    right.plot(x.numpy(), y.numpy(), ".", label="数据")
    ends = torch.stack([x.min(), x.max()])
    trained, _, made_from = [w * ends + b for w, b in lines]
    right.plot(ends.numpy(), trained.numpy(), label="训练出的直线")
    right.plot(ends.numpy(), made_from.numpy(), "--", label="生成数据的直线")
    right.set(title="拟合的直线", xlabel="x", ylabel="y")
    right.legend()
    if save:
        figure.savefig(save)
    else:
        plt.show()


def number(kind, low, high):
    """返回一个函数，它读取从 low 到 high 的数。"""

    def read(text):
        with contextlib.suppress(ValueError):
            if low <= kind(text) <= high:
                return kind(text)
        name = "整数" if kind is int else "数"
        message = f"应该是从 {low} 到 {high} 的{name}，收到的是 {text}"
        raise argparse.ArgumentTypeError(message)

    return read


def picture(text):
    """读取图的文件名。"""
    if not text.lower().endswith((".png", ".svg", ".pdf")):
        raise argparse.ArgumentTypeError(f"应该是 .png、.svg 或 .pdf 文件，收到的是 {text}")
    return text


def main():
    """读取选项，训练，报告，画图。"""
    rate, count = number(float, 1e-9, 1000), number(int, 1, 10**4)
    size, seed = number(int, 1, 100), number(int, 0, 10**9)
    parser = argparse.ArgumentParser(usage=argparse.SUPPRESS)
    parser.add_argument("--epochs", type=count, default=100, help="轮次（100）")
    parser.add_argument("--lr", type=rate, default=0.01, help="学习率（0.01）")
    parser.add_argument("--batch-size", type=size, default=16, help="每个批量的样本数（16）")
    parser.add_argument("--seed", type=seed, default=0, help="随机种子（0）")
    parser.add_argument("--save", type=picture, metavar="FILE", help="把图存到这个文件")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    x, y, made_from = make_data()
    model = nn.Linear(1, 1)
    history = train(model, x, y, options)
    if not history[-1] < 1e30:
        sys.exit(f"损失发散了：--lr {options.lr} 太大。")
    trained = model.weight.item(), model.bias.item()
    lines = [trained, least_squares(x, y), made_from]
    report(history, lines, x, y)
    try:
        draw(history, lines, x, y, options.save)
    except OSError as error:
        sys.exit(f"--save {options.save}：图没有存成（{error}）。")
    hint = "加上 --save line.png 可以把图存下来。"
    print(f"图在 {options.save} 里。" if options.save else hint)


if __name__ == "__main__":
    main()
