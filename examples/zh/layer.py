"""一层和两层网络的梯度：先用公式，再用 autograd 核对。

运行方法：

    pip install torch numpy
    python layer.py

运行结果：

    一层，特征全是 1：w.grad 的各行都相同
      0.9170  -0.4015  -3.2085
      0.9170  -0.4015  -3.2085
      0.9170  -0.4015  -3.2085
      0.9170  -0.4015  -3.2085
      0.9170  -0.4015  -3.2085
    b.grad 是
      0.9170  -0.4015  -3.2085
    w.grad 和 b.grad 与公式相符： True

    两层，中间是 tanh
    后一层的 x.grad 就是 tanh 的输出的梯度： True
    所有梯度都与公式相符： True
"""

import torch


def layer_backward(x, w, dz):
    """返回 x、w、b 的梯度；其中 z = x @ w + b，dz 是 z 的梯度。"""
    return dz @ w.T, x.T @ dz, dz.sum(dim=0)


def mse_backward(z, y):
    """返回 z 的梯度；损失是 (z - y)² 的平均值。"""
    return 2 * (z - y) / z.numel()


def tanh_backward(h, dh):
    """返回 z 的梯度；其中 h = tanh(z)，dh 是 h 的梯度。"""
    return dh * (1 - h**2)


def parameters(*shape):
    """返回一个需要梯度的随机张量。"""
    return torch.randn(*shape, requires_grad=True)


def show(rows):
    """逐行打印矩阵。"""
    for row in rows.tolist():
        print(" ".join(f"{value:8.4f}" for value in row))


# 一层：两个样本，五个特征，三个输出；特征全是 1。
torch.manual_seed(0)
x, y = torch.ones(2, 5), torch.zeros(2, 3)
w, b = parameters(5, 3), parameters(3)
z = x @ w + b
((z - y) ** 2).mean().backward()
print("一层，特征全是 1：w.grad 的各行都相同")
show(w.grad)
print("b.grad 是")
show(b.grad[None])
with torch.no_grad():
    _, dw, db = layer_backward(x, w, mse_backward(z, y))
agrees = torch.allclose(w.grad, dw) and torch.allclose(b.grad, db)
print("w.grad 和 b.grad 与公式相符：", agrees)
print()

# 两层：前一层，激活函数 tanh，后一层。autograd 一次走完。
x, y = torch.randn(2, 5), torch.randn(2, 2)
w1, b1, w2, b2 = parameters(5, 3), parameters(3), parameters(3, 2), parameters(2)
h = torch.tanh(x @ w1 + b1)
h.retain_grad()
((h @ w2 + b2 - y) ** 2).mean().backward()

# 单看后一层：把 h 当作数据。前一层需要的，只是后一层的 x.grad。
x2 = h.detach().requires_grad_()
z2 = x2 @ w2 + b2
((z2 - y) ** 2).mean().backward()
print("两层，中间是 tanh")
is_handed_down = torch.allclose(x2.grad, h.grad)
print("后一层的 x.grad 就是 tanh 的输出的梯度：", is_handed_down)

# 同样的梯度用公式算，从损失一直算到前一层。
with torch.no_grad():
    dh, *_ = layer_backward(x2, w2, mse_backward(z2, y))
    _, dw1, db1 = layer_backward(x, w1, tanh_backward(h, dh))
pairs = [(h.grad, dh), (w1.grad, dw1), (b1.grad, db1)]
print("所有梯度都与公式相符：", all(torch.allclose(*pair) for pair in pairs))
