"""损失背后的计算图：谁是叶子，谁留住梯度，第二次 backward() 会怎样。

运行方法：

    pip install torch numpy
    python graph.py

运行结果：

    从损失往回走：
      PowBackward0
        SubBackward0
          ReluBackward0
            AddBackward0
              DotBackward0
                AccumulateGrad，叶子的形状是 (2,)
              AccumulateGrad，叶子的形状是 ()

    x     叶子 True   requires_grad False  grad None
    w     叶子 True   requires_grad True   grad [-1.0, -2.0]
    b     叶子 True   requires_grad True   grad -1.0
    z     叶子 False  requires_grad True   grad -1.0

    exp 走两趟：   RuntimeError
    x + 1 走两趟： 梯度是 [2.0, 2.0]
"""

import torch


def walk(node, depth=1):
    """从一个节点开始，一直打印到叶子。"""
    leaf = getattr(node, "variable", None)
    if leaf is None:
        print("  " * depth + node.name())
    else:
        print("  " * depth + f"AccumulateGrad，叶子的形状是 {tuple(leaf.shape)}")
    for child, _ in node.next_functions:
        if child is not None:
            walk(child, depth + 1)


# 一个小模型：数据 x，权重 w，偏置 b；z 要求留住自己的梯度。
x = torch.tensor([1.0, 2.0])
w = torch.tensor([3.0, -1.0], requires_grad=True)
b = torch.tensor(0.5, requires_grad=True)
z = w @ x + b
z.retain_grad()
loss = (z.relu() - 2) ** 2

print("从损失往回走：")
walk(loss.grad_fn)
print()

loss.backward()
for name, t in {"x": x, "w": w, "b": b, "z": z}.items():
    grad = t.grad.tolist() if t.grad is not None else None
    print(f"{name:<5} 叶子 {t.is_leaf!s:<5}  requires_grad {t.requires_grad!s:<5}  grad {grad}")
print()

# 第二次 backward() 只在缺了保存的张量的地方失败，别处都能通过。
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x.exp().sum()
y.backward()
try:
    y.backward()
except RuntimeError as error:
    print("exp 走两趟：  ", type(error).__name__)

x.grad = None
y = (x + 1).sum()
y.backward()
y.backward()
print("x + 1 走两趟： 梯度是", x.grad.tolist())
