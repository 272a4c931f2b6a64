"""从梯度到一步：动量、Adam、权重衰减，还有接着训练。

运行方法：

    pip install torch
    python optimizers.py

运行结果：

    走到碗底的步数
      梯度下降，学习率 1/13：  116
      梯度下降，学习率 1/9：   超过 2000
      动量 4/9，学习率 1/9：   29
      Adam，学习率 0.5：       130
      Adam，损失乘以 1000：    130
    从 10 出发，权重衰减 0.1
      Adam：5.01
      AdamW：2.13
    带着优化器的状态接着训练，结果一样： True
"""

import torch
from torch import nn
from torch.optim import SGD, Adam, AdamW


def steps_to_the_bottom(make, scale=1.0, limit=2000):
    """从 (10, 1) 走到离 (x² + 25y²)/2 的最低点 0.001 以内，返回步数。"""
    p = torch.tensor([10.0, 1.0], dtype=torch.float64, requires_grad=True)
    optimizer = make([p])
    for step in range(limit):
        if p.detach().norm() < 1e-3:
            return step
        optimizer.zero_grad()
        (scale * (p[0] ** 2 + 25 * p[1] ** 2) / 2).backward()
        optimizer.step()
    return f"超过 {limit}"


def pushed(optimizer_of):
    """从 10 出发，梯度一直是 100，返回 500 步之后的位置。"""
    w = torch.tensor([10.0], requires_grad=True)
    optimizer = optimizer_of([w])
    for _ in range(500):
        optimizer.zero_grad()
        (100 * w).sum().backward()
        optimizer.step()
    return w.item()


def train(steps, state=None):
    """训练一个小模型，返回权重，和接着训练所需的一切。"""
    torch.manual_seed(0)
    model = nn.Linear(1, 1)
    optimizer = Adam(model.parameters(), lr=0.1)
    if state:
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
    for _ in range(steps):
        optimizer.zero_grad()
        ((model(torch.ones(4, 1)) - 3) ** 2).mean().backward()
        optimizer.step()
    return model.weight.item(), {"model": model.state_dict(), "optimizer": optimizer.state_dict()}


print("走到碗底的步数")
print("  梯度下降，学习率 1/13： ", steps_to_the_bottom(lambda ps: SGD(ps, lr=1 / 13)))
print("  梯度下降，学习率 1/9：  ", steps_to_the_bottom(lambda ps: SGD(ps, lr=1 / 9)))
momentum = steps_to_the_bottom(lambda ps: SGD(ps, lr=1 / 9, momentum=4 / 9))
print("  动量 4/9，学习率 1/9：  ", momentum)
print("  Adam，学习率 0.5：      ", steps_to_the_bottom(lambda ps: Adam(ps, lr=0.5)))
loud = steps_to_the_bottom(lambda ps: Adam(ps, lr=0.5), scale=1000.0)
print("  Adam，损失乘以 1000：   ", loud)

print("从 10 出发，权重衰减 0.1")
for kind in [Adam, AdamW]:
    end = pushed(lambda ps, kind=kind: kind(ps, lr=0.01, weight_decay=0.1))
    print(f"  {kind.__name__}：{end:.2f}")

whole, _ = train(20)
_, saved = train(10)
continued, _ = train(10, saved)
print("带着优化器的状态接着训练，结果一样：", continued == whole)
