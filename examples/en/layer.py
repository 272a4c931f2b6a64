"""The gradients of one layer and of two, by formula and by autograd.

Run it:

    pip install torch numpy
    python layer.py

Expected output:

    one layer, all features 1: the rows of w.grad are equal
      0.9170  -0.4015  -3.2085
      0.9170  -0.4015  -3.2085
      0.9170  -0.4015  -3.2085
      0.9170  -0.4015  -3.2085
      0.9170  -0.4015  -3.2085
    b.grad
      0.9170  -0.4015  -3.2085
    w.grad and b.grad agree with the formula: True

    two layers with tanh between them
    x.grad of the upper layer is the gradient of tanh's output: True
    all gradients agree with the formulas: True
"""

import torch


def layer_backward(x, w, dz):
    """Return the gradients of x, w and b, where z = x @ w + b and dz is that of z."""
    return dz @ w.T, x.T @ dz, dz.sum(dim=0)


def mse_backward(z, y):
    """Return the gradient of z, where the loss is the mean of (z - y)²."""
    return 2 * (z - y) / z.numel()


def tanh_backward(h, dh):
    """Return the gradient of z, where h = tanh(z) and dh is the gradient of h."""
    return dh * (1 - h**2)


def parameters(*shape):
    """Return a random tensor that requires a gradient."""
    return torch.randn(*shape, requires_grad=True)


def show(rows):
    """Print a matrix row by row."""
    for row in rows.tolist():
        print(" ".join(f"{value:8.4f}" for value in row))


# One layer: two samples, five features, three outputs; every feature is 1.
torch.manual_seed(0)
x, y = torch.ones(2, 5), torch.zeros(2, 3)
w, b = parameters(5, 3), parameters(3)
z = x @ w + b
((z - y) ** 2).mean().backward()
print("one layer, all features 1: the rows of w.grad are equal")
show(w.grad)
print("b.grad")
show(b.grad[None])
with torch.no_grad():
    _, dw, db = layer_backward(x, w, mse_backward(z, y))
agrees = torch.allclose(w.grad, dw) and torch.allclose(b.grad, db)
print("w.grad and b.grad agree with the formula:", agrees)
print()

# Two layers: the lower one, tanh, the upper one. Autograd walks through all of it.
x, y = torch.randn(2, 5), torch.randn(2, 2)
w1, b1, w2, b2 = parameters(5, 3), parameters(3), parameters(3, 2), parameters(2)
h = torch.tanh(x @ w1 + b1)
h.retain_grad()
((h @ w2 + b2 - y) ** 2).mean().backward()

# The upper layer alone: h as plain data. Its x.grad is all that the lower layer needs.
x2 = h.detach().requires_grad_()
z2 = x2 @ w2 + b2
((z2 - y) ** 2).mean().backward()
print("two layers with tanh between them")
is_handed_down = torch.allclose(x2.grad, h.grad)
print("x.grad of the upper layer is the gradient of tanh's output:", is_handed_down)

# The same by the formulas, from the loss down to the lower layer.
with torch.no_grad():
    dh, *_ = layer_backward(x2, w2, mse_backward(z2, y))
    _, dw1, db1 = layer_backward(x, w1, tanh_backward(h, dh))
pairs = [(h.grad, dh), (w1.grad, dw1), (b1.grad, db1)]
print("all gradients agree with the formulas:", all(torch.allclose(*pair) for pair in pairs))
