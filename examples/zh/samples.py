"""每个样本的梯度：数据里有错误的目标，训练一条直线，限制和不限制单个样本各一次。

运行方法：

    pip install torch
    python samples.py

运行结果：

    不限制        w =  -4.63，b =  9.73
    限制 0.5     w =   2.91，b =  1.06
"""

import torch
from torch import nn
from torch.func import functional_call, grad, vmap


def data():
    """返回直线 y = 3x + 1 附近的 100 个点；前 5 个目标错了，差 100。"""
    generator = torch.Generator().manual_seed(0)
    x = torch.rand(100, 1, generator=generator)
    y = 3 * x + 1 + 0.1 * torch.randn(100, 1, generator=generator)
    y[:5] += 100
    return x, y


def sample_gradients(model, x, y):
    """每个样本返回一行：它对所有参数的梯度。"""

    def loss(parameters, x, y):
        return ((functional_call(model, parameters, (x,)) - y) ** 2).mean()

    parameters = {name: p.detach() for name, p in model.named_parameters()}
    found = vmap(grad(loss), in_dims=(None, 0, 0))(parameters, x, y)
    return torch.cat([g.flatten(1) for g in found.values()], dim=1)


def fit(x, y, limit, steps=300, lr=0.5):
    """用梯度下降训练一条直线；单个样本的梯度长过 `limit`，就缩短到 `limit`。"""
    torch.manual_seed(0)
    model = nn.Linear(1, 1)
    for _ in range(steps):
        rows = sample_gradients(model, x, y)
        lengths = rows.norm(dim=1, keepdim=True)
        step = (rows * (limit / lengths).clamp(max=1)).mean(dim=0)
        with torch.no_grad():
            model.weight -= lr * step[:1]  # step 是对 w 的梯度和对 b 的梯度
            model.bias -= lr * step[1:]
    return model


if __name__ == "__main__":
    x, y = data()
    for name, limit in [("不限制", float("inf")), ("限制 0.5", 0.5)]:
        model = fit(x, y, limit)
        w, b = model.weight.item(), model.bias.item()
        print(f"{name:10} w = {w:6.2f}，b = {b:5.2f}")
