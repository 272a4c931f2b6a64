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

    loss = 3·y0 − 2·y1: y.grad = [3.0, -2.0], x.grad = [58.0, 28.0]
    y.backward(y.grad) gives the same x.grad: True
"""

import torch
from torch.func import jacrev


def mix(x):
    """Return [x0·x1, x0 + x1]: each output depends on both inputs."""
    return torch.stack([x[0] * x[1], x[0] + x[1]])


def weighted_gradient(function, x, v):
    """Return vᵀJ: the gradients of the outputs, weighted by v and added up."""
    x = x.detach().requires_grad_()
    function(x).backward(v)  # v has the shape of the output
    return x.grad


x = torch.tensor([10.0, 20.0], requires_grad=True)

# Each output depends on one input: sum() gives the elementwise derivatives.
(2 * x**2).sum().backward()
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
for v in torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [3.0, -2.0]]):
    result = weighted_gradient(mix, x, v)
    print(f"v = {v.tolist()} gives {result.tolist()}")
    assert torch.equal(result, v @ jacobian)
print("diagonal:", jacobian.diagonal().tolist())
print()

# Where does v come from? It is the gradient of the loss with respect to y.
x.grad = None
y = mix(x)
y.retain_grad()
(3 * y[0] - 2 * y[1]).backward()
print(f"loss = 3·y0 − 2·y1: y.grad = {y.grad.tolist()}, x.grad = {x.grad.tolist()}")
again = weighted_gradient(mix, x, y.grad)
print("y.backward(y.grad) gives the same x.grad:", torch.equal(again, x.grad))
