"""Train parts of a model: freeze a body, put on a new head, and see whom the loss reaches.

Run it:

    pip install torch
    python parts.py

Expected output:

    epoch 1: loss 4.139
    epoch 200: loss 0.172
    0.weight  reached False
    0.bias    reached False
    1.weight  reached False
    1.bias    reached False
    3.weight  reached True
    3.bias    reached True
    changed: ['3.weight', '3.bias']
"""

import torch
from torch import nn


def reached(loss):
    """Return the ids of all leaf tensors that backward() would give a gradient."""
    found, seen, stack = set(), set(), [loss.grad_fn]
    while stack:
        node = stack.pop()
        if node is None or node in seen:
            continue
        seen.add(node)
        if hasattr(node, "variable"):  # only the end of a way, at a leaf, has one
            found.add(id(node.variable))
        stack.extend(following for following, _ in node.next_functions)
    return found


def build():
    """Return a model with a frozen body and a new head, and an optimizer, made last."""
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
    model[1].eval()  # after train(): the frozen BatchNorm keeps its running mean
    optimizer.zero_grad()
    loss = ((model(x) - y) ** 2).mean()
    loss.backward()
    optimizer.step()
    if epoch in (0, 199):
        print(f"epoch {epoch + 1}: loss {loss.item():.3f}")

ids = reached(loss)
for name, parameter in model.named_parameters():
    print(f"{name:9} reached {id(parameter) in ids}")
changed = [
    name for name, value in model.state_dict().items() if not torch.equal(value, before[name])
]
print("changed:", changed)
