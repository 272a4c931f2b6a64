"""用梯度下降求 y = x² + 20 的最小值：每行打印的 x 和 y 是配套的。

运行方法：

    pip install torch matplotlib
    python descent.py
    python descent.py --lr 0.9 --steps 20 --start -7 --save descent.png

运行结果：

    步数        x            y
       0   10.000000   120.000000
       1    9.800000   116.040001
      10    8.170728    86.760788
     100    1.326196    21.758795
    1000    0.000000    20.000000
    纸上的公式给出 x = 10.0 · (0.98)^1000 = 1.68e-08，程序得到 1.68e-08。
    从第 458 步起，y 一点不差就是 20.0。
    加上 --save descent.png 可以把图存下来。
"""

import argparse
import math
import sys

import matplotlib.pyplot as plt
import torch


def f(x):
    """返回 x² + 20；最低点是 (0, 20)。"""
    return x**2 + 20


def descend(start, lr, steps):
    """返回梯度下降一路经过的位置和函数值，包括起点。"""
    x = torch.tensor(start, requires_grad=True)
    xs, ys = [x.item()], [f(x).item()]
    for _ in range(steps):
        f(x).backward()  # 求当前 x 处的斜率
        with torch.no_grad():
            x -= lr * x.grad  # 往下走一步，这一步不记录
        x.grad = None  # 不清掉，下一个斜率就会加上来
        xs.append(x.item())
        ys.append(f(x).item())  # 新的 x 处的函数值
        if not math.isfinite(ys[-1]):
            sys.exit(f"第 {len(ys) - 1} 步超出了 float32 的范围：--lr {lr} 太大了。")
    return xs, ys


def report(xs, ys, lr):
    """打印其中几步、纸上的公式，以及 y 从哪一步起不再变。"""
    print("步数        x            y")
    for k in sorted({0, 1, 10, 100, len(xs) - 1}):
        if k < len(xs):
            print(f"{k:4d} {xs[k]:11.6f} {ys[k]:12.6f}")
    k, factor = len(xs) - 1, 1 - 2 * lr
    paper = xs[0] * factor**k
    print(f"纸上的公式给出 x = {xs[0]} · ({factor:g})^{k} = {paper:.2e}，程序得到 {xs[-1]:.2e}。")
    if ys[-1] == 20:
        print(f"从第 {ys.index(20)} 步起，y 一点不差就是 {ys[-1]}。")


def draw(xs, ys, save):
    """画出曲线和走过的路；存成文件，或者在有屏幕时直接显示。"""
    widest = max(abs(x) for x in xs) * 1.1 + 0.1
    grid = torch.linspace(-widest, widest, 200)
    plt.plot(grid.numpy(), f(grid).numpy())
    plt.plot(xs, ys, "o-", markersize=3)
    plt.xlabel("x")
    plt.ylabel("y = x² + 20")
    if save:
        plt.savefig(save)
    elif plt.get_backend().lower() != "agg":
        plt.show()


def number(text, kind=float, above=-1e18, below=1e18):
    """返回文字写的那个数；它必须在上下界之间。"""
    try:
        value = kind(text)
    except ValueError:
        value = math.nan
    if not above < value < below:
        wanted = "整数" if kind is int else "数"
        message = f"应该是大于 {above}、小于 {below} 的{wanted}，收到的是 {text}"
        raise argparse.ArgumentTypeError(message)
    return value


def rate(text):
    """返回学习率：大于 0 的数。"""
    return number(text, above=0)


def count(text):
    """返回步数：大于 0 的整数。"""
    return number(text, int, above=0)


def main():
    """读选项，下降，报告，画图。"""
    about = "用梯度下降求 y = x² + 20 的最小值。"
    parser = argparse.ArgumentParser(description=about, usage=argparse.SUPPRESS)
    parser.add_argument("--lr", type=rate, default=0.01, help="学习率，默认 0.01")
    parser.add_argument("--steps", type=count, default=1000, help="走多少步，默认 1000")
    parser.add_argument("--start", type=number, default=10.0, help="起点，默认 10")
    parser.add_argument("--save", metavar="FILE", help="把图存到这个文件：.png、.svg 或 .pdf")
    options = parser.parse_args()
    if options.save and not options.save.lower().endswith((".png", ".svg", ".pdf")):
        sys.exit(f"--save 后面应该是 .png、.svg 或 .pdf 文件，收到的是 {options.save}")
    xs, ys = descend(options.start, options.lr, options.steps)
    report(xs, ys, options.lr)
    try:
        draw(xs, ys, options.save)
    except (OSError, ValueError) as error:
        sys.exit(f"--save {options.save}：图没有存成（{error}）。")
    hint = "加上 --save descent.png 可以把图存下来。"
    print(f"图在 {options.save} 里。" if options.save else hint)


if __name__ == "__main__":
    main()
