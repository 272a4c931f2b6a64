"""只训练一部分：冻结主体，换上新的头，看看损失能到达谁。

运行方法：

    pip install torch
    python parts.py

运行结果：

    第 1 轮：损失 4.139
    第 200 轮：损失 0.172
    0.weight  到达 False
    0.bias    到达 False
    1.weight  到达 False
    1.bias    到达 False
    3.weight  到达 True
    3.bias    到达 True
    变了的： ['3.weight', '3.bias']
"""

import torch
from torch import nn


def reached(loss):
    """返回 backward() 会给出梯度的所有叶子张量的 id。"""
    found, seen, stack = set(), set(), [loss.grad_fn]
    while stack:
        node = stack.pop()
        if node is None or node in seen:
            continue
        seen.add(node)
        if hasattr(node, "variable"):  # 只有路的尽头，也就是叶子那里才有
            found.add(id(node.variable))
        stack.extend(following for following, _ in node.next_functions)
    return found


def build():
    """返回冻结了主体、换上新头的模型，和最后才建的优化器。"""
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(2, 4), nn.BatchNorm1d(4), nn.Tanh(), nn.Linear(4, 2))
    model.requires_grad_(requires_grad=False)
    model[3] = nn.Linear(4, 1)
    return model, torch.optim.AdamW(model.parameters(), lr=0.05)


model, optimizer = build()
x = torch.randn(32, 2)
y = 3 * torch.tanh(x[:, :1]) + 1
before = {name: value.clone() for name, value in model.state_dict().items()}

for epoch in range(200):
    model.train()
    model[1].eval()  # 放在 train() 之后：冻结的 BatchNorm 不再改滑动平均值
    optimizer.zero_grad()
    loss = ((model(x) - y) ** 2).mean()
    loss.backward()
    optimizer.step()
    if epoch in (0, 199):
        print(f"第 {epoch + 1} 轮：损失 {loss.item():.3f}")

ids = reached(loss)
for name, parameter in model.named_parameters():
    print(f"{name:9} 到达 {id(parameter) in ids}")
changed = [
    name for name, value in model.state_dict().items() if not torch.equal(value, before[name])
]
print("变了的：", changed)
