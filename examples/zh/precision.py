"""混合精度：用 32 位和 16 位算同一个梯度，再用 autocast 和 scaler 写一个训练循环。

运行方法：

    pip install torch
    python precision.py

运行结果：

    六层里的第一层：
    float32         零占   0%，误差   0.0%
    float16         零占  76%，误差 103.2%
    float16 × 1024  零占   0%，误差   0.3%
    bfloat16        零占   0%，误差   0.9%
    训练结果：w = 3.00，b = 1.00
"""

import torch
from torch import nn
from torch.amp import GradScaler

WAYS = {  # 名称：矩阵乘法的类型，损失乘以多少
    "float32": (None, 1.0),
    "float16": (torch.float16, 1.0),
    "float16 × 1024": (torch.float16, 1024.0),
    "bfloat16": (torch.bfloat16, 1.0),
}


def first_gradient(dtype, scale):
    """返回六层 sigmoid 里第一层的梯度；每次都是同一个网络、同样的数据。"""
    torch.manual_seed(0)
    hidden = [part for _ in range(6) for part in (nn.Linear(64, 64), nn.Sigmoid())]
    net = nn.Sequential(*hidden, nn.Linear(64, 1))
    x, y = torch.randn(256, 64), 1 + torch.randn(256, 1)
    with torch.autocast("cpu", dtype=dtype, enabled=dtype is not None):
        loss = nn.functional.mse_loss(net(x), y)
    (scale * loss).backward()
    return net[0].weight.grad / scale


def train(steps=200):
    """用 float16 的乘法拟合 y = 3x + 1；在 GPU 上，"cpu" 都写成 "cuda"。"""
    torch.manual_seed(0)
    model = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    scaler = GradScaler("cpu")
    x = torch.linspace(-1, 1, 20).reshape(-1, 1)
    for _ in range(steps):
        optimizer.zero_grad()
        with torch.autocast("cpu", dtype=torch.float16):
            loss = nn.functional.mse_loss(model(x), 3 * x + 1)
        scaler.scale(loss).backward()
        scaler.unscale_(optimizer)  # 从这里起，梯度才是原来的大小
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        scaler.step(optimizer)  # 有梯度不是有限数，就跳过
        scaler.update()
    return model


if __name__ == "__main__":
    exact = first_gradient(*WAYS["float32"])
    print("六层里的第一层：")
    for name, way in WAYS.items():
        found = first_gradient(*way)
        zeros, error = (found == 0).float().mean(), (found - exact).norm() / exact.norm()
        print(f"{name:15} 零占 {zeros:4.0%}，误差 {error:6.1%}")
    model = train()
    print(f"训练结果：w = {model.weight.item():.2f}，b = {model.bias.item():.2f}")
