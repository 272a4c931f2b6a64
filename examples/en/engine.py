"""An automatic differentiation engine in under fifty lines, checked by nudging, and at work.

Run it:

    python engine.py

Expected output:

    (1 - x) * sin(x) + 2 * x / (1 + exp(-x)) at 2: value 2.6139, gradient 1.6884
    by nudging: 1.6884
    a line through (0, 1), (1, 3), (2, 5), (3, 7): w = 2.00, b = 1.00
"""

import math


class Value:
    """A number that knows which numbers it was computed from, and how fast it moves with each."""

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
        for node in ordered(self):  # each node once, after all that used it
            for parent, slope in zip(node.parents, node.slopes):
                parent.grad += slope * node.grad  # paths add up


def value(x):
    """Return x as a Value."""
    return x if isinstance(x, Value) else Value(x)


def ordered(result):
    """Return the result and all it was computed from, each before its parents."""
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
    """Return (1 - x) · sin x + 2x / (1 + exp(-x))."""
    return (1 - x) * x.sin() + 2 * x / (1 + (-x).exp())


def fit(points, lr=0.1, steps=300):
    """Fit a line to points by gradient descent and return its w and b."""
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
print(f"(1 - x) * sin(x) + 2 * x / (1 + exp(-x)) at 2: value {y.data:.4f}, gradient {x.grad:.4f}")

h = 1e-6
nudged = (f(Value(2 + h)).data - f(Value(2 - h)).data) / (2 * h)
print(f"by nudging: {nudged:.4f}")

w, b = fit([(0.0, 1.0), (1.0, 3.0), (2.0, 5.0), (3.0, 7.0)])
print(f"a line through (0, 1), (1, 3), (2, 5), (3, 7): w = {w:.2f}, b = {b:.2f}")
