"""离开计算图：累计总和、NumPy、.data 和几种模式。

运行方法：

    pip install torch numpy
    python detach.py

运行结果：

    训练十步之后，损失的总和
    总和 + loss：          保留了计算图的 52 个节点
    总和 + loss.detach()： 保留了计算图的 0 个节点
    在 no_grad() 中：      保留了计算图的 0 个节点

    Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.
    写入 x.detach().numpy() 之后： [-1.0, 20.0]
    写入 x.detach().clone() 之后： [-1.0, 20.0]

    sigmoid，输出不改动：     [0.1966, 0.1050, 0.0452]
    通过 .data 把输出清零：   [0.0000, 0.0000, 0.0000]
    通过 detach 把输出清零： RuntimeError

    model(data)     有记录 True
    no_grad         有记录 False
    inference_mode  有记录 False
    eval()          有记录 True
"""

import torch

# 累计总和。不用 detach()，每一步的计算图都会留下一部分。
model = torch.nn.Linear(2, 1)
data = torch.ones(4, 2)
kept = total = 0
for _ in range(10):
    loss = model(data).pow(2).mean()
    loss.backward()
    kept = kept + loss
    total = total + loss.detach()  # 只取数值；最后调用一次 total.item()
with torch.no_grad():  # 用于验证：这里面什么也不记录
    unrecorded = model(data).pow(2).mean()


def count_nodes(tensor):
    """返回一个张量保留了计算图的多少个节点。"""
    found, waiting = set(), [tensor.grad_fn]
    while waiting:
        node = waiting.pop()
        if node is not None and node not in found:
            found.add(node)
            waiting += [child for child, _ in node.next_functions]
    return len(found)


print("训练十步之后，损失的总和")
for way, t in [
    ("总和 + loss：         ", kept),
    ("总和 + loss.detach()：", total),
    ("在 no_grad() 中：     ", unrecorded),
]:
    print(f"{way} 保留了计算图的 {count_nodes(t)} 个节点")
print()

# 转成 NumPy 数组：先是报错，再是共用内存，然后是复制。
x = torch.tensor([10.0, 20.0], requires_grad=True)
try:
    x.numpy()
except RuntimeError as error:
    print(error)
array = x.detach().numpy()  # 同一块内存
array[0] = -1
print("写入 x.detach().numpy() 之后：", x.tolist())
copy = x.detach().clone()  # 另一块内存
copy[1] = 5
print("写入 x.detach().clone() 之后：", x.tolist())
print()


def gradient(spoil):
    """先改动输出，再返回 sigmoid(x) 之和的梯度。"""
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = torch.sigmoid(x)  # 为 backward() 保存自己的输出
    spoil(y)
    y.sum().backward()
    return "[" + ", ".join(f"{value:.4f}" for value in x.grad.tolist()) + "]"


# 通过 .data 改动数值，autograd 不知道；通过 detach() 改动，它知道。
print("sigmoid，输出不改动：    ", gradient(lambda _: None))
print("通过 .data 把输出清零：  ", gradient(lambda y: y.data.zero_()))
try:
    gradient(lambda y: y.detach().zero_())
except RuntimeError as error:
    print("通过 detach 把输出清零：", type(error).__name__)
print()

# 几种模式：eval() 不在其中。
results = {"model(data)": model(data)}
with torch.no_grad():
    results["no_grad"] = model(data)
with torch.inference_mode():
    results["inference_mode"] = model(data)
results["eval()"] = model.eval()(data)
for way, result in results.items():
    print(f"{way:<15} 有记录 {result.requires_grad}")
