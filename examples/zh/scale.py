"""数据并行训练：几个进程分一个批量，DDP 把它们的梯度求平均。

运行方法：

    pip install torch
    python scale.py

同一个程序，在四台机器的每一台上：

    torchrun --nnodes=4 --nproc-per-node=8 --rdzv-backend=c10d --rdzv-endpoint=host0:29500 scale.py

运行结果：

    分着算    w = 3.0615，b = 0.9642
    单独算    w = 3.0615，b = 0.9642
"""

import os
import tempfile
from pathlib import Path

import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from torch import nn
from torch.nn.parallel import DistributedDataParallel


def data():
    """返回直线 y = 3x + 1 附近的 96 个点。"""
    generator = torch.Generator().manual_seed(0)
    x = torch.rand(96, 1, generator=generator)
    return x, 3 * x + 1 + 0.1 * torch.randn(96, 1, generator=generator)


def fit(net, x, y, steps=200):
    """用梯度下降训练，损失是均方误差。"""
    optimizer = torch.optim.SGD(net.parameters(), lr=0.3)
    for _ in range(steps):
        optimizer.zero_grad()
        ((net(x) - y) ** 2).mean().backward()  # DDP 在这里求平均
        optimizer.step()


def line():
    """返回还没训练的模型，每个进程里都一样。"""
    torch.manual_seed(0)
    return nn.Linear(1, 1)


def train():
    """在这个进程所在的组里训练，每个进程只用自己那份数据。"""
    rank, processes = dist.get_rank(), dist.get_world_size()
    x, y = data()
    shared = DistributedDataParallel(line())
    fit(shared, x[rank::processes], y[rank::processes])  # 96 能整除时，份额相等
    alone = line()
    fit(alone, x, y)
    if rank == 0:
        for name, model in [("分着算", shared.module), ("单独算", alone)]:
            print(f"{name:6} w = {model.weight.item():.4f}，b = {model.bias.item():.4f}")
    dist.barrier()  # 还有谁在跟它说话，就先别走


def start(rank, store):
    """充当这台机器上两个进程中的一个。"""
    torch.set_num_threads(1)
    dist.init_process_group("gloo", init_method=store, rank=rank, world_size=2)
    train()
    dist.destroy_process_group()


if __name__ == "__main__":
    if "RANK" in os.environ:  # 由 torchrun 启动，它会说这是第几个
        dist.init_process_group("gloo")
        train()
        dist.destroy_process_group()
    else:
        with tempfile.TemporaryDirectory() as folder:
            mp.spawn(start, args=(Path(folder, "store").as_uri(),), nprocs=2)
