"""小批量：DataLoader 怎样分发 100 个样本，这对梯度有什么影响。

运行方法：

    pip install torch scikit-learn
    python batches.py

运行结果：

    各批量的大小： [16, 16, 16, 16, 16, 16, 4]
    用 drop_last：6 个批量
    种子相同，顺序相同： True
    下一轮的顺序还一样： False

    在 w = 0、b = 0 处，每个批量的梯度
      16 个样本       -117.89   -24.79
      16 个样本        -81.40    -6.20
      16 个样本       -141.79   -58.80
      16 个样本        -84.44   -31.58
      16 个样本        -67.37   -41.86
      16 个样本        -45.02   -15.41
       4 个样本        -61.58   -97.20
    全部样本            -88.53   -32.47
    加权平均            -88.53   -32.47
    直接平均            -85.64   -39.40
"""

import torch
from sklearn.datasets import make_regression
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

features, targets = make_regression(
    n_samples=100, n_features=1, noise=10, bias=14.5, random_state=0
)
x = torch.tensor(features, dtype=torch.float32)
y = torch.tensor(targets, dtype=torch.float32).reshape(-1, 1)  # 跟 x 一样排成一列
dataset = TensorDataset(x, y)


def epoch(generator):
    """返回一轮的所有批量。"""
    return list(DataLoader(dataset, batch_size=16, shuffle=True, generator=generator))


def gradient(xs, ys):
    """返回 w x + b 的均方误差在 w = 0、b = 0 处的梯度。"""
    w, b = torch.zeros(1, requires_grad=True), torch.zeros(1, requires_grad=True)
    loss = nn.functional.mse_loss(w * xs + b, ys)
    return torch.cat(torch.autograd.grad(loss, [w, b]))


def show(name, slopes):
    """打印对 w 和 b 的斜率。"""
    print(f"{name:<13} {slopes[0]:8.2f} {slopes[1]:8.2f}")


# 样本是怎样分发的。
generator = torch.Generator().manual_seed(0)
batches, again = epoch(generator), epoch(generator)
fresh = epoch(torch.Generator().manual_seed(0))
print("各批量的大小：", [len(xs) for xs, _ in batches])
print(f"用 drop_last：{len(DataLoader(dataset, batch_size=16, drop_last=True))} 个批量")
print("种子相同，顺序相同：", torch.equal(batches[0][0], fresh[0][0]))
print("下一轮的顺序还一样：", torch.equal(batches[0][0], again[0][0]))
print()

# 每个批量给出的梯度，以及它们怎样合成整体的梯度。
print("在 w = 0、b = 0 处，每个批量的梯度")
parts = torch.stack([gradient(xs, ys) for xs, ys in batches])
sizes = torch.tensor([len(xs) for xs, _ in batches])
for size, part in zip(sizes.tolist(), parts, strict=True):
    show(f"{size:4d} 个样本", part)
show("全部样本", gradient(x, y))
show("加权平均", (parts * sizes[:, None] / 100).sum(dim=0))
show("直接平均", parts.mean(dim=0))
