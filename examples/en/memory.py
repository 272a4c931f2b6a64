"""What autograd puts aside for the way back, and how checkpointing does without about half of it.

Run it:

    pip install torch
    python memory.py

Expected output:

    x + 1            0 bytes
    x * x         4000 bytes
    exp(x)        4000 bytes
    exp(sin(x))   8000 bytes
    all kept True  1,114,112 bytes
    all kept False   589,824 bytes
    equal gradients: True
"""

import torch
from torch import nn
from torch.autograd.graph import saved_tensors_hooks
from torch.utils.checkpoint import checkpoint


def saved(compute, ignore=()):
    """Return how many bytes a computation puts aside, without those of some tensors; its result."""
    storages = {}

    def put_aside(tensor):
        storage = tensor.untyped_storage()
        storages[storage.data_ptr()] = storage.nbytes()  # the same memory counts once
        return tensor.detach()  # the tensor itself would keep its own graph alive

    with saved_tensors_hooks(put_aside, lambda tensor: tensor):
        result = compute()
    for tensor in ignore:
        storages.pop(tensor.untyped_storage().data_ptr(), None)
    return sum(storages.values()), result


x = torch.ones(1000, requires_grad=True)
for name, compute in {
    "x + 1": lambda: x + 1,
    "x * x": lambda: x * x,
    "exp(x)": lambda: torch.exp(x),
    "exp(sin(x))": lambda: torch.exp(torch.sin(x)),
}.items():
    amount, _ = saved(compute)
    print(f"{name:12} {amount:5} bytes")

torch.manual_seed(0)
blocks = nn.ModuleList(
    nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU()) for _ in range(8)
)
inputs = torch.randn(256, 64)


def network(keep_all):
    """Return the loss of the network, with all values kept or only the inputs of the blocks."""
    h = inputs
    for block in blocks:
        h = block(h) if keep_all else checkpoint(block, h, use_reentrant=False)
    return (h**2).mean()


gradients = []
for keep_all in [True, False]:
    amount, loss = saved(lambda keep_all=keep_all: network(keep_all), ignore=blocks.parameters())
    print(f"all kept {keep_all!s:5} {amount:9,} bytes")
    blocks.zero_grad()
    loss.backward()
    gradients.append([parameter.grad.clone() for parameter in blocks.parameters()])
print("equal gradients:", all(torch.equal(p, q) for p, q in zip(*gradients, strict=True)))
