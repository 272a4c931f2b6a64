"""Check a gradient: the best step of a measurement, an operation of one's own, and gradcheck.

Run it:

    pip install torch
    python checking.py

Expected output:

    best step for sin at 1 in torch.float32: 1e-2
    best step for sin at 1 in torch.float64: 1e-5
    gradient of log(1 + exp(x)): [0.5, nan]
    gradient of Softplus:        [0.5, 1.0]
    Softplus:  gradcheck says True
    Forgetful: gradcheck says: Jacobian mismatch for output 0 with respect to input 0,
"""

import torch
from torch.autograd import Function, gradcheck
from torch.autograd.gradcheck import GradcheckError


class Softplus(Function):
    """ln(1 + exp x), with a gradient that survives large x."""

    @staticmethod
    def forward(ctx, x):
        """Return the value and keep what backward needs."""
        ctx.save_for_backward(x)
        return x.clamp(min=0) + torch.log1p(torch.exp(-x.abs()))

    @staticmethod
    def backward(ctx, upstream):
        """Return the gradient that is passed on."""
        (x,) = ctx.saved_tensors
        return upstream * torch.sigmoid(x)


class Forgetful(Softplus):
    """The same, with a slip on the way back."""

    @staticmethod
    def backward(ctx, upstream):
        """Return the gradient that is passed on."""
        (x,) = ctx.saved_tensors
        return upstream * torch.tanh(x)


def best_step(f, slope, dtype):
    """Return the k for which the step 10**-k measures the slope of f at 1 best."""
    x = torch.tensor(1.0, dtype=dtype)

    def error(k):
        h = 10.0**-k
        return abs(((f(x + h) - f(x - h)) / (2 * h)).double() - slope).item()

    return min(range(1, 13), key=error)


def verdict(function, x):
    """Return what gradcheck says of a function at x."""
    try:
        return f"gradcheck says {gradcheck(function, (x,))}"
    except GradcheckError as error:
        return f"gradcheck says: {str(error).splitlines()[0]}"


truth = torch.tensor(1.0, dtype=torch.float64).cos()
for dtype in [torch.float32, torch.float64]:
    print(f"best step for sin at 1 in {dtype}: 1e-{best_step(torch.sin, truth, dtype)}")

x = torch.tensor([0.0, 100.0], requires_grad=True)
torch.log(1 + torch.exp(x)).sum().backward()
print("gradient of log(1 + exp(x)):", x.grad.tolist())
x.grad = None
Softplus.apply(x).sum().backward()
print("gradient of Softplus:       ", x.grad.tolist())

points = torch.tensor([-3.0, 0.5, 20.0], dtype=torch.float64, requires_grad=True)
print("Softplus: ", verdict(Softplus.apply, points))
print("Forgetful:", verdict(Forgetful.apply, points))
