"""检查梯度：量导数的最好步长，自己写的运算，还有 gradcheck。

运行方法：

    pip install torch
    python checking.py

运行结果：

    torch.float32 量 sin 在 1 处的导数，最好的步长：1e-2
    torch.float64 量 sin 在 1 处的导数，最好的步长：1e-5
    log(1 + exp(x)) 的梯度： [0.5, nan]
    Softplus 的梯度：         [0.5, 1.0]
    正确的 Softplus：  gradcheck 说 True
    写错的 Forgetful： gradcheck 说：Jacobian mismatch for output 0 with respect to input 0,
"""

import torch
from torch.autograd import Function, gradcheck
from torch.autograd.gradcheck import GradcheckError


class Softplus(Function):
    """ln(1 + exp x)，x 很大时梯度也算得出来。"""

    @staticmethod
    def forward(ctx, x):
        """返回值，并存下 backward 要用的。"""
        ctx.save_for_backward(x)
        return x.clamp(min=0) + torch.log1p(torch.exp(-x.abs()))

    @staticmethod
    def backward(ctx, upstream):
        """返回往下传的梯度。"""
        (x,) = ctx.saved_tensors
        return upstream * torch.sigmoid(x)


class Forgetful(Softplus):
    """一样，只是往回走时写错了一处。"""

    @staticmethod
    def backward(ctx, upstream):
        """返回往下传的梯度。"""
        (x,) = ctx.saved_tensors
        return upstream * torch.tanh(x)


def best_step(f, slope, dtype):
    """返回 k：步长 10**-k 量 f 在 1 处的导数最准。"""
    x = torch.tensor(1.0, dtype=dtype)

    def error(k):
        h = 10.0**-k
        return abs(((f(x + h) - f(x - h)) / (2 * h)).double() - slope).item()

    return min(range(1, 13), key=error)


def verdict(function, x):
    """返回 gradcheck 对函数在 x 处的判断。"""
    try:
        return f"gradcheck 说 {gradcheck(function, (x,))}"
    except GradcheckError as error:
        return f"gradcheck 说：{str(error).splitlines()[0]}"


truth = torch.tensor(1.0, dtype=torch.float64).cos()
for dtype in [torch.float32, torch.float64]:
    print(f"{dtype} 量 sin 在 1 处的导数，最好的步长：1e-{best_step(torch.sin, truth, dtype)}")

x = torch.tensor([0.0, 100.0], requires_grad=True)
torch.log(1 + torch.exp(x)).sum().backward()
print("log(1 + exp(x)) 的梯度：", x.grad.tolist())
x.grad = None
Softplus.apply(x).sum().backward()
print("Softplus 的梯度：        ", x.grad.tolist())

points = torch.tensor([-3.0, 0.5, 20.0], dtype=torch.float64, requires_grad=True)
print("正确的 Softplus： ", verdict(Softplus.apply, points))
print("写错的 Forgetful：", verdict(Forgetful.apply, points))
