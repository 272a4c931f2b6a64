"""损失背后的计算图：谁是叶子张量，谁保留梯度，第二次 backward() 会怎样。

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
                AccumulateGrad，叶子张量的形状是 (2,)
              AccumulateGrad，叶子张量的形状是 ()

    x     叶子 True   requires_grad False  grad None
    w     叶子 True   requires_grad True   grad [-1.0, -2.0]
    b     叶子 True   requires_grad True   grad -1.0
    c     叶子 True   requires_grad True   grad None
    z     叶子 False  requires_grad True   grad -1.0

    exp 调用两次：   RuntimeError
    x + 1 调用两次： 梯度是 [2.0, 2.0]
"""

import torch

# 一个小模型。叶子张量是 x、w、b、c；z 和 loss 是算出来的。
x = torch.tensor([1.0, 2.0])  # 数据：不需要梯度
w = torch.tensor([3.0, -1.0], requires_grad=True)
b = torch.tensor(0.5, requires_grad=True)
c = torch.tensor(0.5, requires_grad=True)  # 下面没有用到，它的 .grad 一直是 None
z = w @ x + b
z.retain_grad()  # z 不是叶子张量，没有这一行就不保留它的梯度
loss = (z.relu() - 2) ** 2
loss.backward()


def walk(node, depth=1):
    """打印从一个节点到叶子张量的所有反向函数。"""
    name = node.name()
    if hasattr(node, "variable"):  # 路径的终点：叶子张量在这里得到梯度
        name = f"AccumulateGrad，叶子张量的形状是 {tuple(node.variable.shape)}"
    print("  " * depth + name)
    for child, _ in node.next_functions:
        if child is not None:  # None 表示这个输入不需要梯度
            walk(child, depth + 1)


print("从损失往回走：")
walk(loss.grad_fn)
print()
for name, t in {"x": x, "w": w, "b": b, "c": c, "z": z}.items():
    grad = t.grad.tolist() if t.grad is not None else None
    print(f"{name:<5} 叶子 {t.is_leaf!s:<5}  requires_grad {t.requires_grad!s:<5}  grad {grad}")
print()

# 第一次 backward() 会释放计算图保存的张量。第二次如果还要用到它们，通常就会报错，
# 例如 exp；x + 1 什么也没有保存，所以能通过，梯度又加了一遍。
# 这里说的是 eager mode：编译过的函数，两种情况都可能报错。
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x.exp().sum()
y.backward()
try:
    y.backward()
except RuntimeError as error:
    print("exp 调用两次：  ", type(error).__name__)

x.grad = None
y = (x + 1).sum()
y.backward()
y.backward()
print("x + 1 调用两次： 梯度是", x.grad.tolist())
