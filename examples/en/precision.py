"""Mixed precision: a gradient in 32 and in 16 bits, and a training loop with autocast and a scaler.

Run it:

    pip install torch
    python precision.py

Expected output:

    the first layer of six:
    float32         zeros   0%, wrong by   0.0%
    float16         zeros  76%, wrong by 103.2%
    float16 × 1024  zeros   0%, wrong by   0.3%
    bfloat16        zeros   0%, wrong by   0.9%
    trained: w = 3.00, b = 1.00
"""

import torch
from torch import nn
from torch.amp import GradScaler

WAYS = {  # name: the type of the matrix products, and what the loss is multiplied by
    "float32": (None, 1.0),
    "float16": (torch.float16, 1.0),
    "float16 × 1024": (torch.float16, 1024.0),
    "bfloat16": (torch.bfloat16, 1.0),
}


def first_gradient(dtype, scale):
    """Return the gradient of the first of six sigmoid layers; net and data are always the same."""
    torch.manual_seed(0)
    hidden = [part for _ in range(6) for part in (nn.Linear(64, 64), nn.Sigmoid())]
    net = nn.Sequential(*hidden, nn.Linear(64, 1))
    x, y = torch.randn(256, 64), 1 + torch.randn(256, 1)
    with torch.autocast("cpu", dtype=dtype, enabled=dtype is not None):
        loss = nn.functional.mse_loss(net(x), y)
    (scale * loss).backward()
    return net[0].weight.grad / scale


def train(steps=200):
    """Fit y = 3x + 1 with products in float16; on a GPU write "cuda" for "cpu"."""
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
        scaler.unscale_(optimizer)  # from here the gradients have their true size
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        scaler.step(optimizer)  # skipped if a gradient is not finite
        scaler.update()
    return model


if __name__ == "__main__":
    exact = first_gradient(*WAYS["float32"])
    print("the first layer of six:")
    for name, way in WAYS.items():
        found = first_gradient(*way)
        zeros, error = (found == 0).float().mean(), (found - exact).norm() / exact.norm()
        print(f"{name:15} zeros {zeros:4.0%}, wrong by {error:6.1%}")
    model = train()
    print(f"trained: w = {model.weight.item():.2f}, b = {model.bias.item():.2f}")
