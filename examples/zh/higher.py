"""高阶导数：对 x⁴ 求五次导，损失的曲率，牛顿法的一步，两种模式。

运行方法：

    pip install torch scikit-learn
    python higher.py

运行结果：

    x**4 在 2 处： [32.0, 48.0, 48.0, 24.0, 0.0]
    最大的曲率 2.141，所以学习率要小于 0.934
    学习率 0.925，400 步之后的损失：114.2
    学习率 0.944，400 步之后的损失：24215106901.8
    牛顿法的一步：w = 42.62，b = 13.69
    jacfwd，3 个输入，5000 个输出：90,000
    jacrev，3 个输入，5000 个输出：150,000,000
"""

import torch
from sklearn.datasets import make_regression
from torch.func import grad, hessian, jacfwd, jacrev
from torch.utils.flop_counter import FlopCounterMode


def derivatives(f, at, count):
    """返回 f 在一个数处的前若干阶导数。"""
    x = torch.tensor(at, requires_grad=True)
    y, found = f(x), []
    for _ in range(count):
        (y,) = torch.autograd.grad(y, x, create_graph=True)
        found.append(y.item())
    return found


features, targets = make_regression(
    n_samples=100, n_features=1, noise=10, bias=14.5, random_state=0
)
x, y = torch.tensor(features[:, 0]), torch.tensor(targets)
start = torch.zeros(2, dtype=torch.float64)


def loss(p):
    """返回直线的均方误差，p 里是 w 和 b。"""
    return ((x * p[0] + p[1] - y) ** 2).mean()


def descend(lr, steps=400):
    """用全部数据做若干步梯度下降，返回损失。"""
    p = start
    for _ in range(steps):
        p = p - lr * grad(loss)(p)
    return loss(p).item()


def cost(jacobian, f, inputs):
    """返回算雅可比矩阵时，矩阵乘法里做了多少次加法和乘法。"""
    with FlopCounterMode(display=False) as counter:
        jacobian(f)(torch.ones(inputs))
    return counter.get_total_flops()


print("x**4 在 2 处：", derivatives(lambda x: x**4, 2.0, 5))

H = hessian(loss)(start)
largest = torch.linalg.eigvalsh(H)[-1].item()
print(f"最大的曲率 {largest:.3f}，所以学习率要小于 {2 / largest:.3f}")
for lr in [0.925, 0.944]:
    print(f"学习率 {lr}，400 步之后的损失：{descend(lr):.1f}")

w, b = start - torch.linalg.solve(H, grad(loss)(start))
print(f"牛顿法的一步：w = {w:.2f}，b = {b:.2f}")

torch.manual_seed(0)
matrix = torch.randn(5000, 3)
for jacobian in [jacfwd, jacrev]:
    count = cost(jacobian, lambda p: torch.sin(matrix @ p), 3)
    print(f"{jacobian.__name__}，3 个输入，5000 个输出：{count:,}")
