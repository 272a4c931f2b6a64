"""向量的梯度：sum() 为什么管用，什么时候会误导你，backward(v) 里的 v 又是什么。

运行方法：

    pip install torch numpy
    python vector.py

运行结果：

    y = 2x²，先求和： [40.0, 80.0]
    直接 backward()： grad can be implicitly created only for scalar outputs

    [x0·x1, x0 + x1] 在 (10, 20) 处的雅可比矩阵：[[20.0, 10.0], [1.0, 1.0]]
    v = [1.0, 0.0] 得到 [20.0, 10.0]
    v = [0.0, 1.0] 得到 [1.0, 1.0]
    v = [1.0, 1.0] 得到 [21.0, 11.0]
    v = [3.0, -2.0] 得到 [58.0, 28.0]
    对角线： [20.0, 1.0]

    损失 = 3·y0 − 2·y1：y.grad = [3.0, -2.0]，x.grad = [58.0, 28.0]
    y.backward(y.grad) 得到同样的 x.grad： True
"""

import torch
from torch.func import jacrev


def mix(x):
    """返回 [x0·x1, x0 + x1]：每个输出都跟两个输入有关。"""
    return torch.stack([x[0] * x[1], x[0] + x[1]])


def weighted_gradient(function, x, v):
    """返回 vᵀJ：各个输出的梯度，乘以权重 v 再相加。"""
    x = x.detach().requires_grad_()
    function(x).backward(v)  # v 的形状跟输出一样
    return x.grad


x = torch.tensor([10.0, 20.0], requires_grad=True)

# 每个输出只跟一个输入有关：sum() 给出的就是逐元素的导数。
(2 * x**2).sum().backward()
print("y = 2x²，先求和：", x.grad.tolist())

# 不求和，PyTorch 不知道你问的是哪个输出。
try:
    (2 * x**2).backward()
except RuntimeError as error:
    print("直接 backward()：", error)
print()

# 每个输出跟两个输入都有关：得到什么，由权重 v 决定。
jacobian = jacrev(mix)(x.detach())
print(f"[x0·x1, x0 + x1] 在 (10, 20) 处的雅可比矩阵：{jacobian.tolist()}")
for v in torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [3.0, -2.0]]):
    result = weighted_gradient(mix, x, v)
    print(f"v = {v.tolist()} 得到 {result.tolist()}")
    assert torch.equal(result, v @ jacobian)
print("对角线：", jacobian.diagonal().tolist())
print()

# v 从哪里来？它是损失对 y 的梯度。
x.grad = None
y = mix(x)
y.retain_grad()
(3 * y[0] - 2 * y[1]).backward()
print(f"损失 = 3·y0 − 2·y1：y.grad = {y.grad.tolist()}，x.grad = {x.grad.tolist()}")
again = weighted_gradient(mix, x, y.grad)
print("y.backward(y.grad) 得到同样的 x.grad：", torch.equal(again, x.grad))
