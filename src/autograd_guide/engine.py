"""Automatic differentiation in a hundred lines: tensors that know how they were computed.

A `Tensor` keeps its elements in a flat list, row after row, and beside it a shape. Each operation
returns a new tensor that knows its ``parents``, from which it was computed, and its ``rule``, which
turns the gradient of the result into one gradient for each parent. `Tensor.backward` follows these
rules from the result back to the inputs.

>>> x = Tensor(10.0)
>>> y = 2 * x**2
>>> y.backward()
>>> y, x.grad
(Tensor(200.0), [40.0])
>>> x = Tensor(0.0)
>>> y = 1 / (1 + (-x).exp())
>>> y.backward()
>>> y, x.grad
(Tensor(0.5), [0.25])

The file imports nothing but ``math``, and loops where a textbook would use recursion, so that it
runs under MicroPython in a browser as well. Its types are in ``engine.pyi``.
"""

import math


def each(function, *slopes):
    """Return the operation that applies a function to each element.

    Args:
        function: Takes one number, or two if the operation has two operands, and returns one.
        slopes: Its derivative with respect to the first number, to the second.

    >>> square = each(lambda x: x * x, lambda x: 2 * x)
    >>> square(Tensor([1.0, 3.0]))
    Tensor([1.0, 9.0])
    """

    def operation(*operands):
        parents = stretched(operands)
        points = list(zip(*[parent.data for parent in parents]))

        def rule(grad):
            return [[slope(*xs) * g for xs, g in zip(points, grad)] for slope in slopes]

        return type(parents[0])([function(*xs) for xs in points], parents[0].shape, parents, rule)

    return operation


class Tensor:
    """Numbers in a shape, such as ``Tensor(3.0)`` or ``Tensor([[1.0, 2.0], [3.0, 4.0]])``.

    Attributes:
        data: The elements as a flat list of floats, row after row.
        shape: The size of each dimension; ``()`` for a single number.
        grad: The gradient, a list in the order of ``data``; None until `backward` arrives here.

    Raises:
        ValueError: A list is empty, or the lists differ in length.
    """

    def __init__(self, data, shape=None, parents=(), rule=None):
        """Take nested lists; an operation passes a flat list, its shape, and where it came from."""
        self.data, self.shape = flattened(data) if shape is None else (data, shape)
        self.parents, self.rule, self.grad = parents, rule, None

    # An operation, and beside it its slope along each operand.
    __add__ = each(lambda x, y: x + y, lambda x, y: 1.0, lambda x, y: 1.0)
    __sub__ = each(lambda x, y: x - y, lambda x, y: 1.0, lambda x, y: -1.0)
    __mul__ = each(lambda x, y: x * y, lambda x, y: y, lambda x, y: x)
    __truediv__ = each(lambda x, y: x / y, lambda x, y: 1 / y, lambda x, y: -x / y**2)
    __neg__ = each(lambda x: -x, lambda x: -1.0)
    sin = each(math.sin, math.cos)
    cos = each(math.cos, lambda x: -math.sin(x))
    exp = each(math.exp, math.exp)
    log = each(math.log, lambda x: 1 / x)
    sqrt = each(math.sqrt, lambda x: 0.5 / math.sqrt(x))
    tanh = each(math.tanh, lambda x: 1 - math.tanh(x) ** 2)
    relu = each(lambda x: max(x, 0.0), lambda x: float(x > 0))

    def __pow__(self, k):
        """Raise each element to the power of a number."""
        return each(lambda x: x**k, lambda x: k * x ** (k - 1) if k else 0.0)(self)

    # A number on the left: Python asks the tensor on its right.
    __radd__, __rmul__ = __add__, __mul__
    __rsub__ = each(lambda x, y: y - x, lambda x, y: -1.0, lambda x, y: 1.0)
    __rtruediv__ = each(lambda x, y: y / x, lambda x, y: -y / x**2, lambda x, y: 1 / x)

    def take(self, places, shape):
        """Take the element at each of these places; one taken twice gets both gradients.

        >>> Tensor([5.0, 7.0]).take([1, 1, 0], (3,))
        Tensor([7.0, 7.0, 5.0])
        """
        values, size = [self.data[place] for place in places], len(self.data)
        return type(self)(values, shape, [self], lambda grad: [added_up(grad, places, size)])

    def put(self, places, shape):
        """Put each element at its place, adding up; each gets the gradient of its place.

        >>> Tensor([1.0, 2.0, 4.0]).put([0, 1, 0], (2,))
        Tensor([5.0, 2.0])
        """
        values = added_up(self.data, places, max(places) + 1)
        return type(self)(values, shape, [self], lambda grad: [[grad[place] for place in places]])

    def sum(self):
        """Return the sum of all elements."""
        return self.put([0] * len(self.data), ())

    def __matmul__(self, other):
        """Return the product of two matrices: multiply each row by each column, and add up.

        >>> Tensor([[1.0, 2.0], [3.0, 4.0]]) @ Tensor([[1.0], [10.0]])
        Tensor([[21.0], [43.0]])

        Raises:
            ValueError: The shapes are not (m, k) and (k, n).
        """
        if len(self.shape) != 2 or len(other.shape) != 2 or self.shape[1] != other.shape[0]:
            raise ValueError(f"@ needs shapes (m, k) and (k, n), not {self.shape}, {other.shape}")
        (m, k), n = self.shape, other.shape[1]
        return (self.take(range(m * k), (m, k, 1)) * other).put(shown((m, 1, n), (m, k, n)), (m, n))

    def backward(self):
        """Add the gradient of this number to ``grad`` of each tensor it was computed from.

        >>> a = Tensor(3.0)
        >>> (a + a).backward()
        >>> a.grad
        [2.0]

        Raises:
            ValueError: This tensor has more than one element.
        """
        if len(self.data) != 1:
            raise ValueError(f"backward starts at one number, got shape {self.shape}: sum it first")
        for tensor, grad in self.gradients([1.0]):
            tensor.grad = tensor.plus(tensor.grad, grad)

    def gradients(self, grad):
        """Yield this tensor and all it was computed from, each with its gradient."""
        arrived = {id(self): grad}
        for tensor in self.ordered():
            grad = arrived.pop(id(tensor))
            yield tensor, grad
            for parent, part in zip(tensor.parents, tensor.rule(grad) if tensor.parents else ()):
                arrived[id(parent)] = parent.plus(arrived.get(id(parent)), part)

    def ordered(self):
        """Return this tensor and all it was computed from, each before its parents.

        The stack holds the way from here; a tensor leaves it when all of its parents have left.
        """
        order, seen, stack = [], {id(self)}, [self]
        while stack:
            ahead = [parent for parent in stack[-1].parents if id(parent) not in seen]
            if ahead:
                seen.add(id(ahead[0]))
                stack.append(ahead[0])
            else:
                order.append(stack.pop())
        return reversed(order)

    def plus(self, grad, part):
        """Return a gradient of this tensor with a part added; None stands for nothing so far."""
        return [x + y for x, y in zip(grad, part)] if grad else part

    def tolist(self):
        """Return nested lists, or a number if the shape is ``()``."""
        rows = self.data
        for size in reversed(self.shape):
            rows = [rows[i : i + size] for i in range(0, len(rows), size)]
        return rows[0]

    def __repr__(self):
        """Return the elements in their shape."""
        return f"Tensor({self.tolist()})"


def flattened(nested):
    """Return the numbers of nested lists as one flat list, and their shape.

    >>> flattened([[1, 2, 3], [4, 5, 6]])
    ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], (2, 3))
    """
    flat, shape = [nested], ()
    while isinstance(flat[0], list):
        sizes = {len(row) if isinstance(row, list) else 0 for row in flat}
        if len(sizes) > 1 or 0 in sizes:
            raise ValueError("the lists in a tensor must have one length, and not be empty")
        flat, shape = [x for row in flat for x in row], shape + tuple(sizes)
    return [float(x) for x in flat], shape


def stretched(operands):
    """Return tensors of one shape: numbers become tensors, and sizes of 1 are repeated to fit.

    >>> stretched([Tensor([1.0, 2.0]), 3.0])
    [Tensor([1.0, 2.0]), Tensor([3.0, 3.0])]
    """
    tensors = [x if isinstance(x, Tensor) else type(operands[0])(x) for x in operands]
    shapes = [tensor.shape for tensor in tensors]
    padded = [(1,) * (max(map(len, shapes)) - len(shape)) + shape for shape in shapes]
    common = tuple(max(sizes) for sizes in zip(*padded))
    if any(size not in (1, most) for shape in padded for size, most in zip(shape, common)):
        raise ValueError(f"shapes {shapes[0]} and {shapes[1]} do not fit: no size of 1 to repeat")
    return [t if t.shape == common else t.take(shown(t.shape, common), common) for t in tensors]


def shown(small, large):
    """Say which element of a small shape each element of a larger one shows.

    >>> shown((2, 1), (2, 3))
    [0, 0, 0, 1, 1, 1]
    """
    places = [0]
    for old, new in zip((1,) * (len(large) - len(small)) + small, large):
        places = [place * old + i % old for place in places for i in range(new)]
    return places


def added_up(values, places, size):
    """Return a list of this size, with each value added at its place.

    >>> added_up([1.0, 2.0, 4.0], [0, 1, 0], 2)
    [5.0, 2.0]
    """
    total = [0.0] * size
    for value, place in zip(values, places):
        total[place] += value
    return total
