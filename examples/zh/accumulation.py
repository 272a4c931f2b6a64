"""梯度会累加：一次、两次、三次；忘了清零；以及故意不清。

运行方法：

    pip install torch numpy
    python accumulation.py

运行结果：

    每次 backward() 之后的 x.grad： 40.0 80.0 120.0
    zero_grad() 之后： None

    走 0、22、44、66、88 步之后的 x
    清零：  10.000   6.412   4.111   2.636   1.690
    忘了：  10.000 -10.016  10.024 -10.024  10.017
    动量取 1，得到的数一模一样： True

    8 个样本一起算：     [0.9595, -0.4704, -1.0399]
    4 + 4，各自除过：    [0.9595, -0.4704, -1.0399]
    4 + 4，没有除：      [1.9190, -0.9407, -2.0797]
"""

import torch


def f(x):
    """返回 x² + 20。"""
    return x**2 + 20


def descend(clear, momentum=0.0, lr=0.01, steps=88):
    """返回在 f 上做梯度下降经过的位置；可以清零，也可以不清。"""
    x = torch.tensor(10.0, requires_grad=True)
    optimizer = torch.optim.SGD([x], lr=lr, momentum=momentum)
    positions = [x.item()]
    for _ in range(steps):
        if clear:
            optimizer.zero_grad()
        f(x).backward()
        optimizer.step()
        positions.append(x.item())
    return positions


def show(positions):
    """每隔 22 步取一个位置，拼成文字。"""
    return " ".join(f"{x:7.3f}" for x in positions[::22])


# 每次 backward() 都往 .grad 里加。
x = torch.tensor(10.0, requires_grad=True)
optimizer = torch.optim.SGD([x], lr=0.01)
sums = []
for _ in range(3):
    (2 * x**2).backward()
    sums.append(x.grad.item())
print("每次 backward() 之后的 x.grad：", *sums)
optimizer.zero_grad()
print("zero_grad() 之后：", x.grad)
print()

# 忘了清零：像个摆，跟动量取 1 一模一样。
forgotten = descend(clear=False)
print("走 0、22、44、66、88 步之后的 x")
print("清零：", show(descend(clear=True)))
print("忘了：", show(forgotten))
print("动量取 1，得到的数一模一样：", descend(clear=True, momentum=1.0) == forgotten)
print()

# 故意不清：把一个批量分成两份。
torch.manual_seed(0)
inputs, targets = torch.randn(8, 3), torch.randn(8)
w = torch.zeros(3, requires_grad=True)


def gradient(parts, divide):
    """返回批量的各份加起来的梯度，拼成文字。"""
    w.grad = None
    for rows in torch.arange(8).split(8 // parts):
        loss = ((inputs[rows] @ w - targets[rows]) ** 2).mean()
        (loss / parts if divide else loss).backward()
    return "[" + ", ".join(f"{value:.4f}" for value in w.grad.tolist()) + "]"


print("8 个样本一起算：    ", gradient(1, divide=True))
print("4 + 4，各自除过：   ", gradient(2, divide=True))
print("4 + 4，没有除：     ", gradient(2, divide=False))
