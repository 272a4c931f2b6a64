"""The graph behind a loss: leaves, who keeps a gradient, and the second backward().

Run it:

    pip install torch numpy
    python graph.py

Expected output:

    the way back from the loss:
      PowBackward0
        SubBackward0
          ReluBackward0
            AddBackward0
              DotBackward0
                AccumulateGrad of a leaf with shape (2,)
              AccumulateGrad of a leaf with shape ()

    x     leaf True   requires_grad False  grad None
    w     leaf True   requires_grad True   grad [-1.0, -2.0]
    b     leaf True   requires_grad True   grad -1.0
    z     leaf False  requires_grad True   grad -1.0

    exp twice:   RuntimeError
    x + 1 twice: gradient [2.0, 2.0]
"""

import torch


def walk(node, depth=1):
    """Print the backward functions from a node to the leaves."""
    leaf = getattr(node, "variable", None)
    if leaf is None:
        print("  " * depth + node.name())
    else:
        print("  " * depth + f"AccumulateGrad of a leaf with shape {tuple(leaf.shape)}")
    for child, _ in node.next_functions:
        if child is not None:
            walk(child, depth + 1)


# A small model: data x, weights w, bias b; z asks to keep its gradient.
x = torch.tensor([1.0, 2.0])
w = torch.tensor([3.0, -1.0], requires_grad=True)
b = torch.tensor(0.5, requires_grad=True)
z = w @ x + b
z.retain_grad()
loss = (z.relu() - 2) ** 2

print("the way back from the loss:")
walk(loss.grad_fn)
print()

loss.backward()
for name, t in {"x": x, "w": w, "b": b, "z": z}.items():
    grad = t.grad.tolist() if t.grad is not None else None
    print(f"{name:<5} leaf {t.is_leaf!s:<5}  requires_grad {t.requires_grad!s:<5}  grad {grad}")
print()

# A second backward() fails where a saved tensor is gone, and nowhere else.
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x.exp().sum()
y.backward()
try:
    y.backward()
except RuntimeError as error:
    print("exp twice:  ", type(error).__name__)

x.grad = None
y = (x + 1).sum()
y.backward()
y.backward()
print("x + 1 twice: gradient", x.grad.tolist())
