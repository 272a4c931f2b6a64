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
    c     leaf True   requires_grad True   grad None
    z     leaf False  requires_grad True   grad -1.0

    exp twice:   RuntimeError
    x + 1 twice: gradient [2.0, 2.0]
"""

import torch

# A small model. Its leaves are x, w, b and c; z and loss are computed.
x = torch.tensor([1.0, 2.0])  # data: no gradient wanted
w = torch.tensor([3.0, -1.0], requires_grad=True)
b = torch.tensor(0.5, requires_grad=True)
c = torch.tensor(0.5, requires_grad=True)  # not used below: its .grad stays None
z = w @ x + b
z.retain_grad()  # z is not a leaf: without this line its gradient is not kept
loss = (z.relu() - 2) ** 2
loss.backward()


def walk(node, depth=1):
    """Print the backward functions from a node to the leaves."""
    name = node.name()
    if hasattr(node, "variable"):  # the end of a path: here a leaf gets its gradient
        name = f"AccumulateGrad of a leaf with shape {tuple(node.variable.shape)}"
    print("  " * depth + name)
    for child, _ in node.next_functions:
        if child is not None:  # None stands for an input that needs no gradient
            walk(child, depth + 1)


print("the way back from the loss:")
walk(loss.grad_fn)
print()
for name, t in {"x": x, "w": w, "b": b, "c": c, "z": z}.items():
    grad = t.grad.tolist() if t.grad is not None else None
    print(f"{name:<5} leaf {t.is_leaf!s:<5}  requires_grad {t.requires_grad!s:<5}  grad {grad}")
print()

# The first backward() frees the tensors that the graph has saved. A second one usually
# fails where one of them is needed, as after exp; x + 1 has saved none, so it passes, and
# the gradient is added once more. (In eager mode; a compiled function may refuse both.)
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
