"""梯度会累加：调用三次，忘了清零，以及故意累加、每 k 个批量更新一次。

运行方法：

    pip install torch numpy
    python accumulation.py

运行结果：

    每次 backward() 之后的 x.grad： 40.0 80.0 120.0
    zero_grad() 之后： None

    走 0、22、44、66、88 步之后的 x
    清零：    10.000   6.412   4.111   2.636   1.690
    不清零：  10.000 -10.016  10.024 -10.024  10.017

    10 个样本，更新三次，分别用 4 个、4 个和剩下的 2 个
    每批 4 个，每 1 批更新一次：w = [0.1039, 0.0266, -0.2124]
    每批 2 个，每 2 批更新一次：w = [0.1039, 0.0266, -0.2124]
    每批 1 个，每 4 批更新一次：w = [0.1039, 0.0266, -0.2124]
    除舍入误差外相同： True
"""

import torch

# 每次 backward() 都往 .grad 里加。
x = torch.tensor(10.0, requires_grad=True)
optimizer = torch.optim.SGD([x], lr=0.01)
sums = []
for _ in range(3):
    (2 * x**2).backward()
    sums.append(x.grad.item())
print("每次 backward() 之后的 x.grad：", *sums)
optimizer.zero_grad()
print("zero_grad() 之后：", x.grad)
print()


def train(inputs, targets, size, every):
    """用样本求 w：每个小批量有 size 个样本，每 every 个小批量更新一次。"""
    w = torch.zeros(3, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.1)
    batches = list(zip(inputs.split(size), targets.split(size), strict=True))
    samples = 0
    for number, (x, y) in enumerate(batches, start=1):
        ((x @ w - y) ** 2).sum().backward()  # 加到 w.grad 里；保存的张量随即释放
        samples += len(y)
        if number % every == 0 or number == len(batches):  # 最后一组可能小一些
            w.grad /= samples  # 从总和变成这一组的平均值，不论这一组有多大
            optimizer.step()
            optimizer.zero_grad()
            samples = 0
    return w.detach()


def descend(clear):
    """返回在 x² + 20 上做梯度下降经过的位置；可以清零，也可以不清零。"""
    x = torch.tensor(10.0, requires_grad=True)
    optimizer = torch.optim.SGD([x], lr=0.01)
    positions = [x.item()]
    for _ in range(88):
        if clear:
            optimizer.zero_grad()
        (x**2 + 20).backward()
        optimizer.step()
        positions.append(x.item())
    return positions


# 忘了清零：在这条抛物线上，x 来回摆动，停不下来。
print("走 0、22、44、66、88 步之后的 x")
print("清零：  ", *(f"{x:7.3f}" for x in descend(clear=True)[::22]))
print("不清零：", *(f"{x:7.3f}" for x in descend(clear=False)[::22]))
print()

# 故意累加：用更小的批量，得到同样的更新。
torch.manual_seed(0)
inputs, targets = torch.randn(10, 3), torch.randn(10)
print("10 个样本，更新三次，分别用 4 个、4 个和剩下的 2 个")
results = []
for size, every in [(4, 1), (2, 2), (1, 4)]:
    results.append(train(inputs, targets, size, every))
    values = ", ".join(f"{value:.4f}" for value in results[-1].tolist())
    print(f"每批 {size} 个，每 {every} 批更新一次：w = [{values}]")
is_same = all(torch.allclose(w, results[0], atol=1e-6) for w in results)
print("除舍入误差外相同：", is_same)
