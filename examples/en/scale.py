"""Data parallel training: several processes share each batch, DDP averages their gradients.

Run it:

    pip install torch
    python scale.py

or, with the same program, on each of four machines,

    torchrun --nnodes=4 --nproc-per-node=8 --rdzv-backend=c10d --rdzv-endpoint=host0:29500 scale.py

Expected output:

    shared w = 3.0615, b = 0.9642
    alone  w = 3.0615, b = 0.9642
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
    """Return 96 points round the line y = 3x + 1."""
    generator = torch.Generator().manual_seed(0)
    x = torch.rand(96, 1, generator=generator)
    return x, 3 * x + 1 + 0.1 * torch.randn(96, 1, generator=generator)


def fit(net, x, y, steps=200):
    """Train by gradient descent on the mean squared error."""
    optimizer = torch.optim.SGD(net.parameters(), lr=0.3)
    for _ in range(steps):
        optimizer.zero_grad()
        ((net(x) - y) ** 2).mean().backward()  # DDP averages here
        optimizer.step()


def line():
    """Return the same untrained model in every process."""
    torch.manual_seed(0)
    return nn.Linear(1, 1)


def train():
    """Train in the group that this process belongs to, each on its share of the data."""
    rank, processes = dist.get_rank(), dist.get_world_size()
    x, y = data()
    shared = DistributedDataParallel(line())
    fit(shared, x[rank::processes], y[rank::processes])  # equal shares if 96 can be divided
    alone = line()
    fit(alone, x, y)
    if rank == 0:
        for name, model in [("shared", shared.module), ("alone", alone)]:
            print(f"{name:6} w = {model.weight.item():.4f}, b = {model.bias.item():.4f}")
    dist.barrier()  # nobody leaves while another one still speaks to it


def start(rank, store):
    """Be one of two processes on this machine."""
    torch.set_num_threads(1)
    dist.init_process_group("gloo", init_method=store, rank=rank, world_size=2)
    train()
    dist.destroy_process_group()


if __name__ == "__main__":
    if "RANK" in os.environ:  # torchrun has started this process and says which one it is
        dist.init_process_group("gloo")
        train()
        dist.destroy_process_group()
    else:
        with tempfile.TemporaryDirectory() as folder:
            mp.spawn(start, args=(Path(folder, "store").as_uri(),), nprocs=2)
