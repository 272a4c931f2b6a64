"""这条直线靠得住吗？错误的损失曲线、漏掉的 reshape，以及没有参与拟合的点。

运行方法：

    pip install torch scikit-learn
    python diagnosis.py

运行结果：

    轮次             1     30    100
    正确        1993.5  114.8  114.5
    错误         142.4   25.0   13.1

    目标 (16, 1)： w = 42.80，b = 13.80，均方误差 114
    目标 (16,)：   w = 5.25，b = 15.48，均方误差 1533

    用 80 个点拟合：w = 42.79，b = 13.78
    这 80 个点的均方误差：118.5，其余 20 个点：97.1
    划分 200 次：比值从 0.41 到 2.29，中位数 0.99
"""

import torch
from sklearn.datasets import make_regression
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def right_curve(epochs):
    """返回每一轮的损失：每轮重新累计，每个样本只算一次。"""
    return [sum(loss * size for loss, size in batches) / 100 for batches in epochs]


def wrong_curve(epochs):
    """返回许多程序画的那种曲线：总和从不清成 0。"""
    curve, total, samples = [], 0.0, 0
    for batches in epochs:
        total += sum(loss for loss, _ in batches)  # 最后 4 个样本的权重跟 16 个一样
        samples += sum(size for _, size in batches)
        curve.append(total / samples)  # 批量的平均值之和，却除以样本数
    return curve


def held_out(x, y, seed):
    """用 80 个点拟合直线；返回直线、在这些点上的误差、在另外 20 个点上的误差。"""
    x_fit, x_test, y_fit, y_test = train_test_split(x, y, test_size=0.2, random_state=seed)
    columns = torch.cat([x_fit, torch.ones_like(x_fit)], dim=1)
    w, b = torch.linalg.lstsq(columns, y_fit).solution
    return w, b, mse(w * x_fit + b, y_fit), mse(w * x_test + b, y_test)


def mse(prediction, target):
    """返回均方误差。两者形状不同时，也不会报错。"""
    return ((prediction - target) ** 2).mean()


def train(x, y):
    """训练一条直线；返回直线，以及每一轮里每个批量的损失和大小。"""
    torch.manual_seed(0)
    model = nn.Linear(1, 1)
    loader = DataLoader(TensorDataset(x, y), batch_size=16, shuffle=True)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    epochs = []
    for _ in range(100):
        epochs.append([])
        for batch_x, target in loader:
            prediction = model(batch_x)
            loss = mse(prediction, target)  # 少了 assert prediction.shape == target.shape
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            epochs[-1].append((loss.item(), len(target)))
    return model, epochs


def show(target, model, x, y):
    """打印训练出的直线，以及它在所有点上的误差。"""
    with torch.no_grad():
        w, b, error = model.weight.item(), model.bias.item(), mse(model(x), y)
    print(f"目标 {target:<8} w = {w:.2f}，b = {b:.2f}，均方误差 {error:.0f}")


x, y = make_regression(n_samples=100, n_features=1, noise=10, bias=14.5, random_state=0)
x = torch.tensor(x, dtype=torch.float32)
y = torch.tensor(y, dtype=torch.float32).reshape(-1, 1)

# 训练一次，画两条曲线。
line, epochs = train(x, y)
print("轮次             1     30    100")
for name, curve in [("正确      ", right_curve(epochs)), ("错误      ", wrong_curve(epochs))]:
    print(name, f"{curve[0]:7.1f} {curve[29]:6.1f} {curve[99]:6.1f}")
print()

# 漏掉 reshape：每个预测值都跟每个目标值相减，却没有任何提示。
flat_line, _ = train(x, y.flatten())
show("(16, 1)：", line, x, y)
show("(16,)：", flat_line, x, y)
print()

# 只划分一次、20 个点，说明不了多少：换一种划分，比值就不同。
w, b, fit, test = held_out(x, y, seed=0)
print(f"用 80 个点拟合：w = {w.item():.2f}，b = {b.item():.2f}")
print(f"这 80 个点的均方误差：{fit:.1f}，其余 20 个点：{test:.1f}")
errors = torch.tensor([held_out(x, y, seed)[2:] for seed in range(200)])
ratio = errors[:, 1] / errors[:, 0]  # 20 个点的误差除以 80 个点的误差
print(f"划分 200 次：比值从 {ratio.min():.2f} 到 {ratio.max():.2f}，中位数 {ratio.median():.2f}")
