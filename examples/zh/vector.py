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
"""

import torch
from torch.func import jacrev


def mix(x):
    """返回 [x0·x1, x0 + x1]：每个输出都跟两个输入有关。"""
    return torch.stack([x[0] * x[1], x[0] + x[1]])


# 每个输出只跟一个输入有关：sum() 给出的就是逐元素的斜率。
x = torch.tensor([10.0, 20.0], requires_grad=True)
y = 2 * x**2
y.sum().backward()
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
for v in [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [3.0, -2.0]]:
    x.grad = None
    mix(x).backward(torch.tensor(v))
    print(f"v = {v} 得到 {x.grad.tolist()}")
    assert torch.equal(x.grad, torch.tensor(v) @ jacobian)
print("对角线：", jacobian.diagonal().tolist())
