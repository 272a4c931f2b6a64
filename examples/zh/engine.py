"""不到五十行的自动微分引擎：推一推来核对，再拿它训练一条直线。

运行方法：

    python engine.py

运行结果：

    (1 - x) * sin(x) + 2 * x / (1 + exp(-x)) 在 2 处：值 2.6139，梯度 1.6884
    推一推： 1.6884
    穿过 (0, 1)、(1, 3)、(2, 5)、(3, 7) 的直线：w = 2.00，b = 1.00
"""

import math


class Value:
    """一个数，记得自己由哪些数算出来，也记得对每个数的导数。"""

    def __init__(self, data, parents=(), slopes=()):
        self.data, self.parents, self.slopes = data, parents, slopes
        self.grad = 0.0

    def __add__(self, other):
        other = value(other)
        return Value(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        other = value(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def __pow__(self, k):
        return Value(self.data**k, (self,), (k * self.data ** (k - 1),))

    def __neg__(self):
        return self * -1.0

    def __sub__(self, other):
        return self + -value(other)

    def __rsub__(self, other):
        return value(other) - self

    def __truediv__(self, other):
        return self * value(other) ** -1.0

    def __rtruediv__(self, other):
        return value(other) / self

    __radd__, __rmul__ = __add__, __mul__

    def sin(self):
        return Value(math.sin(self.data), (self,), (math.cos(self.data),))

    def exp(self):
        result = math.exp(self.data)
        return Value(result, (self,), (result,))

    def backward(self):
        self.grad = 1.0
        for node in ordered(self):  # 每个节点一次，排在用过它的运算之后
            for parent, slope in zip(node.parents, node.slopes):
                parent.grad += slope * node.grad  # 不同的路相加


def value(x):
    """把 x 变成 Value 再返回。"""
    return x if isinstance(x, Value) else Value(x)


def ordered(result):
    """返回结果和算出它的所有数，每个都排在自己的父节点前面。"""
    order, seen, stack = [], {result}, [result]
    while stack:
        waiting = [parent for parent in stack[-1].parents if parent not in seen]
        if waiting:
            seen.add(waiting[0])
            stack.append(waiting[0])
        else:
            order.append(stack.pop())
    return reversed(order)


def f(x):
    """返回 (1 - x) · sin x + 2x / (1 + exp(-x))。"""
    return (1 - x) * x.sin() + 2 * x / (1 + (-x).exp())


def fit(points, lr=0.1, steps=300):
    """用梯度下降给这些点拟合一条直线，返回 w 和 b。"""
    w, b = 0.0, 0.0
    for _ in range(steps):
        weight, bias = Value(w), Value(b)
        loss = Value(0.0)
        for x, y in points:
            error = weight * x + bias - y
            loss = loss + error**2
        (loss / len(points)).backward()
        w, b = w - lr * weight.grad, b - lr * bias.grad
    return w, b


x = Value(2.0)
y = f(x)
y.backward()
print(f"(1 - x) * sin(x) + 2 * x / (1 + exp(-x)) 在 2 处：值 {y.data:.4f}，梯度 {x.grad:.4f}")

h = 1e-6
nudged = (f(Value(2 + h)).data - f(Value(2 - h)).data) / (2 * h)
print(f"推一推： {nudged:.4f}")

w, b = fit([(0.0, 1.0), (1.0, 3.0), (2.0, 5.0), (3.0, 7.0)])
print(f"穿过 (0, 1)、(1, 3)、(2, 5)、(3, 7) 的直线：w = {w:.2f}，b = {b:.2f}")
