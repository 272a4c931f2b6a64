"""The gradient of a vector: why sum() works, when it misleads, and v in backward(v).

Run it:

    pip install torch numpy
    python vector.py

Expected output:

    y = 2x² with sum(): [40.0, 80.0]
    backward() alone: grad can be implicitly created only for scalar outputs

    Jacobian of [x0·x1, x0 + x1] at (10, 20): [[20.0, 10.0], [1.0, 1.0]]
    v = [1.0, 0.0] gives [20.0, 10.0]
    v = [0.0, 1.0] gives [1.0, 1.0]
    v = [1.0, 1.0] gives [21.0, 11.0]
    v = [3.0, -2.0] gives [58.0, 28.0]
    diagonal: [20.0, 1.0]
"""

import torch
from torch.func import jacrev


def mix(x):
    """Return [x0·x1, x0 + x1]: each output depends on both inputs."""
    return torch.stack([x[0] * x[1], x[0] + x[1]])


# Each output depends on one input: sum() gives the elementwise slopes.
x = torch.tensor([10.0, 20.0], requires_grad=True)
y = 2 * x**2
y.sum().backward()
print("y = 2x² with sum():", x.grad.tolist())

# Without sum() PyTorch does not know which output is meant.
try:
    (2 * x**2).backward()
except RuntimeError as error:
    print("backward() alone:", error)
print()

# Each output depends on both inputs: the weights v decide what comes back.
jacobian = jacrev(mix)(x.detach())
print(f"Jacobian of [x0·x1, x0 + x1] at (10, 20): {jacobian.tolist()}")
for v in [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [3.0, -2.0]]:
    x.grad = None
    mix(x).backward(torch.tensor(v))
    print(f"v = {v} gives {x.grad.tolist()}")
    assert torch.equal(x.grad, torch.tensor(v) @ jacobian)
print("diagonal:", jacobian.diagonal().tolist())
