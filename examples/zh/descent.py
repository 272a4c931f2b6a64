"""用梯度下降求 y = x² + 20 的最小值：每行打印的 x 和 y 是同一步的。

运行方法：

    pip install torch matplotlib
    python descent.py

运行结果：

    步数        x            y
       0   10.000000   120.000000
       1    9.800000   116.040001
      10    8.170728    86.760788
     100    1.326196    21.758795
    1000    0.000000    20.000000
    按公式 x = 10.0 · (0.98)^1000 = 1.68e-08，程序得到 1.68e-08。
    从第 458 步起，y 恰好等于 20.0。
    加上 --save descent.png 可以把图存下来。

再换别的值试试，结果会不同：

    python descent.py --lr 0.9 --steps 20 --start -7
"""

import argparse
import contextlib
import math
import sys

import matplotlib.pyplot as plt
import torch


def f(x):
    """返回 x² + 20；最低点是 (0, 20)。"""
    return x**2 + 20


def descend(start, lr, steps):
    """返回梯度下降每一步的 x 和 f(x)，包括起点。"""
    x = torch.tensor(start, requires_grad=True)
    history = [(x.item(), f(x).item())]
    for _ in range(steps):
        f(x).backward()  # 求当前 x 处的导数
        with torch.no_grad():
            x -= lr * x.grad  # 往下走一步，这一步不记录
        x.grad = None  # 不清零，下一次的导数就会加上来
        history.append((x.item(), f(x).item()))  # 新的 x 处的函数值
    return history


def report(history, lr):
    """打印其中几步、公式的结果，以及 y 从哪一步起不再变。"""
    last, (start, _), (x, y) = len(history) - 1, history[0], history[-1]
    if not math.isfinite(y):
        sys.exit(f"x 超出了 float32 的范围：--lr {lr} 太大了。")
    print("步数        x            y")
    for k in sorted({0, 1, min(10, last), min(100, last), last}):
        print(f"{k:4d} {history[k][0]:11.6f} {history[k][1]:12.6f}")
    factor = 1 - 2 * lr
    paper = start and start * factor**last  # 起点是 0，学习率再大也还是 0
    print(f"按公式 x = {start} · ({factor:g})^{last} = {paper:.2e}，程序得到 {x:.2e}。")
    if y == 20:
        first = [y for _, y in history].index(20)
        print(f"从第 {first} 步起，y 恰好等于 {y}。")


def draw(history, save):
    """画出曲线和经过的点；存成文件，或者在屏幕上显示。"""
    widest = max(abs(x) for x, _ in history) * 1.1 + 0.1
    grid = torch.linspace(-widest, widest, 200)
    plt.plot(grid.numpy(), f(grid).numpy())
    plt.plot(*zip(*history, strict=True), "o-", markersize=3)
    plt.xlabel("x")
    plt.ylabel("y = x² + 20")
    if save:
        plt.savefig(save)
    elif plt.get_backend().lower() != "agg":  # agg 表示没有屏幕
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
    """读取选项，下降，报告，画图。"""
    rate, count, place = number(float, 1e-9, 1000), number(int, 1, 10**6), number(float, -1e6, 1e6)
    parser = argparse.ArgumentParser(usage=argparse.SUPPRESS)
    parser.add_argument("--lr", type=rate, default=0.01, help="学习率（0.01）")
    parser.add_argument("--steps", type=count, default=1000, help="步数（1000）")
    parser.add_argument("--start", type=place, default=10.0, help="起点（10）")
    parser.add_argument("--save", type=picture, metavar="FILE", help="把图存到这个文件")
    options = parser.parse_args()
    history = descend(options.start, options.lr, options.steps)
    report(history, options.lr)
    try:
        draw(history, options.save)
    except OSError as error:
        sys.exit(f"--save {options.save}：图没有存成（{error}）。")
    hint = "加上 --save descent.png 可以把图存下来。"
    print(f"图在 {options.save} 里。" if options.save else hint)


if __name__ == "__main__":
    main()
