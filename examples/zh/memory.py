"""autograd 为往回走存了什么，检查点怎样省下大约一半。

运行方法：

    pip install torch
    python memory.py

运行结果：

    x + 1            0 字节
    x * x         4000 字节
    exp(x)        4000 字节
    exp(sin(x))   8000 字节
    全都留着：True  1,114,112 字节
    全都留着：False   589,824 字节
    梯度相等： True
"""

import torch
from torch import nn
from torch.autograd.graph import saved_tensors_hooks
from torch.utils.checkpoint import checkpoint


def saved(compute, ignore=()):
    """返回一段计算存了多少字节（有些张量不算），以及它的结果。"""
    storages = {}

    def put_aside(tensor):
        storage = tensor.untyped_storage()
        storages[storage.data_ptr()] = storage.nbytes()  # 同一块内存只算一次
        return tensor.detach()  # 返回张量本身，它的计算图就一直释放不掉

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
    print(f"{name:12} {amount:5} 字节")

torch.manual_seed(0)
blocks = nn.ModuleList(
    nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU()) for _ in range(8)
)
inputs = torch.randn(256, 64)


def network(keep_all):
    """返回网络的损失：全都留着，或者只留每块的输入。"""
    h = inputs
    for block in blocks:
        h = block(h) if keep_all else checkpoint(block, h, use_reentrant=False)
    return (h**2).mean()


gradients = []
for keep_all in [True, False]:
    amount, loss = saved(lambda keep_all=keep_all: network(keep_all), ignore=blocks.parameters())
    print(f"全都留着：{keep_all!s:5} {amount:9,} 字节")
    blocks.zero_grad()
    loss.backward()
    gradients.append([parameter.grad.clone() for parameter in blocks.parameters()])
print("梯度相等：", all(torch.equal(p, q) for p, q in zip(*gradients, strict=True)))
