"""小批量：自己写的 Dataset，DataLoader 怎样按批读取它，这对梯度有什么影响。

运行方法：

    pip install torch scikit-learn
    python batches.py

运行结果：

    0 号样本：(-0.360, -5.456)
    一个批量的形状： (16, 1) 和 (16, 1)
    各批量的大小： [16, 16, 16, 16, 16, 16, 4]
    用 drop_last：6 个批量
    TensorDataset，种子相同，批量相同： True
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
from torch.utils.data import DataLoader, Dataset, TensorDataset


class Points(Dataset):
    """一条直线周围的 100 个点：编号 → 样本。"""

    def __init__(self):
        """生成这些点。"""
        self.x, self.y = make_regression(
            n_samples=100, n_features=1, noise=10, bias=14.5, random_state=0
        )

    def __len__(self):
        """返回样本的个数。"""
        return len(self.y)

    def __getitem__(self, index):
        """返回一个样本：x 和 y。"""
        return self.x[index, 0], self.y[index]


def collate(samples):
    """把一列样本变成一列 x 和一列 y：样本 → 批量。"""
    return torch.tensor(samples, dtype=torch.float32).split(1, dim=1)


def epoch(dataset, generator, collate_fn=None):
    """返回一轮的所有批量。"""
    loader = DataLoader(
        dataset, batch_size=16, shuffle=True, generator=generator, collate_fn=collate_fn
    )
    return list(loader)


def gradient(x, y):
    """返回 w x + b 的均方误差在 w = 0、b = 0 处的梯度。"""
    w, b = torch.zeros(1, requires_grad=True), torch.zeros(1, requires_grad=True)
    loss = nn.functional.mse_loss(w * x + b, y)
    return torch.cat(torch.autograd.grad(loss, [w, b]))


def show(name, slopes):
    """打印对 w 和 b 的偏导数。"""
    print(f"{name:<13} {slopes[0]:8.2f} {slopes[1]:8.2f}")


# 从样本到批量。
points = Points()
generator = torch.Generator().manual_seed(0)
batches, again = epoch(points, generator, collate), epoch(points, generator, collate)
print(f"0 号样本：({points[0][0]:.3f}, {points[0][1]:.3f})")
print("一个批量的形状：", tuple(batches[0][0].shape), "和", tuple(batches[0][1].shape))
print("各批量的大小：", [len(x) for x, _ in batches])
print(f"用 drop_last：{len(DataLoader(points, batch_size=16, drop_last=True))} 个批量")

# 内存装得下的张量，这些都有现成的。
x, y = collate([points[index] for index in range(len(points))])
ready_made = epoch(TensorDataset(x, y), torch.Generator().manual_seed(0))
is_same = all(map(torch.equal, ready_made[0], batches[0]))
print("TensorDataset，种子相同，批量相同：", is_same)
print("下一轮的顺序还一样：", torch.equal(batches[0][0], again[0][0]))
print()

# 每个批量的梯度是一个估计；按样本数加权平均，就是全部数据的梯度。
print("在 w = 0、b = 0 处，每个批量的梯度")
parts = torch.stack([gradient(*batch) for batch in batches])
sizes = torch.tensor([len(x) for x, _ in batches])
for size, part in zip(sizes.tolist(), parts, strict=True):
    show(f"{size:4d} 个样本", part)
show("全部样本", gradient(x, y))
show("加权平均", (parts * sizes[:, None] / 100).sum(dim=0))
show("直接平均", parts.mean(dim=0))
