"""From gradient to step: momentum, Adam, weight decay, and a training that is continued.

Run it:

    pip install torch
    python optimizers.py

Expected output:

    steps to the bottom of the bowl
      gradient descent, lr 1/13: 116
      gradient descent, lr 1/9:  more than 2000
      momentum 4/9, lr 1/9:      29
      Adam, lr 0.5:              130
      Adam, loss times 1000:     130
    pushed from 10, with a weight decay of 0.1
      Adam: 5.01
      AdamW: 2.13
    continued with the optimizer's state, the same: True
"""

import torch
from torch import nn
from torch.optim import SGD, Adam, AdamW


def steps_to_the_bottom(make, scale=1.0, limit=2000):
    """Return the steps from (10, 1) to within 0.001 of the lowest point of (x² + 25y²)/2."""
    p = torch.tensor([10.0, 1.0], dtype=torch.float64, requires_grad=True)
    optimizer = make([p])
    for step in range(limit):
        if p.detach().norm() < 1e-3:
            return step
        optimizer.zero_grad()
        (scale * (p[0] ** 2 + 25 * p[1] ** 2) / 2).backward()
        optimizer.step()
    return f"more than {limit}"


def pushed(optimizer_of):
    """Return where 500 steps with the gradient 100 lead from 10."""
    w = torch.tensor([10.0], requires_grad=True)
    optimizer = optimizer_of([w])
    for _ in range(500):
        optimizer.zero_grad()
        (100 * w).sum().backward()
        optimizer.step()
    return w.item()


def train(steps, state=None):
    """Train a small model; return its weight and all that is needed to go on."""
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


print("steps to the bottom of the bowl")
print("  gradient descent, lr 1/13:", steps_to_the_bottom(lambda ps: SGD(ps, lr=1 / 13)))
print("  gradient descent, lr 1/9: ", steps_to_the_bottom(lambda ps: SGD(ps, lr=1 / 9)))
momentum = steps_to_the_bottom(lambda ps: SGD(ps, lr=1 / 9, momentum=4 / 9))
print("  momentum 4/9, lr 1/9:     ", momentum)
print("  Adam, lr 0.5:             ", steps_to_the_bottom(lambda ps: Adam(ps, lr=0.5)))
loud = steps_to_the_bottom(lambda ps: Adam(ps, lr=0.5), scale=1000.0)
print("  Adam, loss times 1000:    ", loud)

print("pushed from 10, with a weight decay of 0.1")
for kind in [Adam, AdamW]:
    end = pushed(lambda ps, kind=kind: kind(ps, lr=0.01, weight_decay=0.1))
    print(f"  {kind.__name__}: {end:.2f}")

whole, _ = train(20)
_, saved = train(10)
continued, _ = train(10, saved)
print("continued with the optimizer's state, the same:", continued == whole)
