"""The names of torch that the boxes of the guide use, on top of the guide's own engine.

Numbers are rounded to float32 after each operation, and print as torch prints them. It is no
PyTorch: what it lacks raises one sentence.
"""

import math
import struct

from autograd_guide.engine import Tensor as Engine
from autograd_guide.engine import each, shown

INFINITE, WIDTH = float("inf"), 80
LACKS = "{} is not in the small engine of this page: run it with PyTorch"
AGAIN = (
    "Trying to backward through the graph a second time (or directly access saved tensors after "
    "they have already been freed). Saved intermediate values of the graph are freed when you "
    "call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward "
    "through the graph a second time or if you need to access saved tensors after calling "
    "backward."
)
CHANGED = "a value that backward needs has been changed in place since it was used"
NO_GRAPH = "element 0 of tensors does not require grad and does not have a grad_fn"
LEAF = "a leaf Variable that requires grad is being used in an in-place operation."
WHOLE = "Only Tensors of floating point and complex dtype can require gradients"
RECORDING = [True]


def float32(x):
    """Round a number as float32 holds it."""
    try:
        return struct.unpack("f", struct.pack("f", x))[0]
    except OverflowError:
        return math.copysign(INFINITE, x)


def divided(x, y):
    """Divide as a processor does: by 0 it gives an infinity, or nan."""
    if y:
        return x / y
    return math.copysign(INFINITE, x) * math.copysign(1, y) if x and x == x else INFINITE * 0


def power(x, k):
    """Raise to a power as a processor does."""
    if x < 0 and k != int(k):
        return INFINITE * 0
    try:
        return divided(1.0, power(x, -k)) if k < 0 else x**k
    except OverflowError:
        return INFINITE if x > 0 or k % 2 == 0 else -INFINITE


def exponential(x):
    """Return e to the power of x, which may be too large for a number."""
    return math.exp(x) if x < 709 else x * INFINITE


def logarithm(x):
    """Return the natural logarithm of x; that of 0 is -inf."""
    return math.log(x) if x > 0 else (x - x if x != x else INFINITE * 0) if x else -INFINITE


def sigmoid_of(x):
    """Return 1 / (1 + e**-x)."""
    return 1 / (1 + exponential(-x))


class Node:
    """What ``grad_fn`` shows of a tensor that was computed: the name of the last operation."""

    def __init__(self, operation):
        self.operation = operation

    def name(self):
        return self.operation

    def __repr__(self):
        return "<" + self.operation + ">"

    def __getattr__(self, name):
        raise AttributeError(LACKS.format("grad_fn." + name))


class Tensor(Engine):
    """A tensor of the engine in float32, which records only what ``requires_grad`` asks for."""

    def __init__(self, data, shape=None, parents=(), rule=None):
        Engine.__init__(self, data, shape, parents, rule)
        self.data = [float32(x) for x in self.data]
        self.requires_grad = RECORDING[0] and any([parent.requires_grad for parent in parents])
        if not self.requires_grad:
            self.parents, self.rule = (), None
        self.operation, self.freed, self.retains, self.version = "", False, False, [0]
        self.versions = [parent.version[0] for parent in self.parents]

    @property
    def is_leaf(self):
        return not self.parents

    @property
    def grad_fn(self):
        return Node(self.operation) if self.parents else None

    @property
    def T(self):
        m, n = self.shape
        return named(
            "TBackward0", self.take([i * n + j for j in range(n) for i in range(m)], (n, m))
        )

    def plus(self, grad, part):
        return [float32(x) for x in Engine.plus(self, grad, [float32(x) for x in part])]

    def backward(self, gradient=None, retain_graph=False, create_graph=False):
        if create_graph:
            raise NotImplementedError(LACKS.format("create_graph=True"))
        for tensor, grad in arrived(self, gradient, retain_graph):
            if tensor.requires_grad and (tensor.is_leaf or tensor.retains):
                so_far = tensor.grad.data if tensor.grad is not None else None
                tensor.grad = Tensor(tensor.plus(so_far, grad), tensor.shape)

    def requires_grad_(self, requires_grad=True):
        self.requires_grad = requires_grad
        return self

    def retain_grad(self):
        self.retains = True

    def detach(self):
        out = Tensor(self.data, self.shape)
        out.data, out.version = self.data, self.version
        return out

    def item(self):
        if len(self.data) != 1:
            raise RuntimeError(
                "a Tensor with %d elements cannot be converted to Scalar" % len(self.data)
            )
        return self.data[0]

    def dim(self):
        return len(self.shape)

    def numel(self):
        return len(self.data)

    def size(self, dim):
        return self.shape[dim]

    def clone(self):
        return named("CloneBackward0", self.take(range(len(self.data)), self.shape))

    def reshape(self, *shape):
        if math_prod(shape) != len(self.data):
            raise RuntimeError(
                "shape '%s' is invalid for input of size %d" % (list(shape), len(self.data))
            )
        return named("ViewBackward0", self.take(range(len(self.data)), shape))

    def sum(self, dim=None):
        if dim is None:
            return named("SumBackward0", Engine.sum(self))
        at = range(len(self.shape))[dim]
        ones = self.shape[:at] + (1,) + self.shape[at + 1 :]
        out = self.put(shown(ones, self.shape), self.shape[:at] + self.shape[at + 1 :])
        return named("SumBackward1", out)

    def mean(self, dim=None):
        total = self.sum(dim)
        out = total / (len(self.data) / len(total.data))
        return named("MeanBackward0" if dim is None else "MeanBackward1", out)

    def __getitem__(self, i):
        if not isinstance(i, int):
            raise TypeError(LACKS.format("x[%s]" % (i,)))
        if not self.shape:
            raise IndexError("invalid index of a 0-dim tensor. Use `tensor.item()`")
        size = len(self.data) // self.shape[0]
        start = range(self.shape[0])[i] * size
        places = list(range(start, start + size))
        return named("SelectBackward0", self.take(places, self.shape[1:]))

    def __len__(self):
        return self.shape[0]

    def __setitem__(self, i, value):
        value = value.item() if isinstance(value, Tensor) else value
        if len(self.shape) != 1 or not isinstance(i, int):
            raise TypeError(LACKS.format("x[...] = ... but of one element"))
        data = list(self.data)
        data[i] = value
        self.become(Tensor(data, self.shape))

    def __pow__(self, k):
        if isinstance(k, Tensor):
            raise TypeError(LACKS.format("a tensor as an exponent"))
        slope = lambda x: k * power(x, k - 1) if k else 0.0
        return named("PowBackward0", each(lambda x: power(x, k), slope)(self))

    def __rtruediv__(self, number):
        return self.reciprocal() * number

    def __matmul__(self, other):
        a = self if len(self.shape) > 1 else self.take(range(len(self.data)), (1,) + self.shape)
        b = (
            other
            if len(other.shape) > 1
            else other.take(range(len(other.data)), other.shape + (1,))
        )
        if a.shape[1] != b.shape[0]:
            raise RuntimeError(
                "mat1 and mat2 shapes cannot be multiplied (%dx%d and %dx%d)" % (a.shape + b.shape)
            )
        out = Engine.__matmul__(a, b)
        shape = self.shape[:-1] + other.shape[1:]
        if shape == out.shape:
            return named("MmBackward0", out)
        name = "MvBackward0" if shape and len(self.shape) > 1 else "DotBackward0"
        return named(name, out.take(range(len(out.data)), shape))

    def become(self, other):
        """Take over the numbers of another tensor in place, if that may be done."""
        if RECORDING[0] and self.requires_grad:
            raise RuntimeError(
                LEAF if self.is_leaf else LACKS.format("changing this tensor in place")
            )
        if RECORDING[0] and other.requires_grad:
            raise RuntimeError(LACKS.format("recording a change in place"))
        self.data[:] = other.data
        self.version[0] += 1
        return self

    def zero_(self):
        return self.become(self * 0)

    def fill_(self, number):
        return self.become(self * 0 + number)

    def add_(self, other):
        return self.become(self + other)

    def sub_(self, other):
        return self.become(self - other)

    def mul_(self, other):
        return self.become(self * other)

    __iadd__, __isub__, __imul__ = add_, sub_, mul_

    def __eq__(self, other):
        raise TypeError(LACKS.format("comparing tensors (compare x.item())"))

    __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __eq__

    def __hash__(self):
        return id(self)

    def __bool__(self):
        return bool(self.item())

    def __getattr__(self, name):
        raise AttributeError(LACKS.format("Tensor." + name))

    def __repr__(self):
        text = shape_text(self.data, self.shape, width_and_form(self.data), 7)
        note = ", requires_grad=True" if self.requires_grad else ""
        note = ", grad_fn=" + repr(self.grad_fn) if self.parents else note
        last = text.split("\n")[-1]
        room = len(last) + (7 if last == text else 0) + len(note) + 1 <= WIDTH
        return "tensor(" + text + (note if room else note.replace(", ", ",\n       ")) + ")"

    def __str__(self):
        return repr(self)


def math_prod(sizes):
    """Return the product of sizes."""
    product = 1
    for size in sizes:
        product *= size
    return product


def named(operation, out):
    """Give a result the name by which torch's ``grad_fn`` goes."""
    out.operation = operation
    return out


def renamed(operation, name):
    """Return an operation of the engine whose results have this name."""
    return lambda self, *others: named(name, operation(self, *others))


for name, operation, function in (
    ("__add__", "Add", Engine.__add__),
    ("__radd__", "Add", Engine.__add__),
    ("__sub__", "Sub", Engine.__sub__),
    ("__rsub__", "Rsub", Engine.__rsub__),
    ("__mul__", "Mul", Engine.__mul__),
    ("__rmul__", "Mul", Engine.__mul__),
    ("__neg__", "Neg", Engine.__neg__),
    ("sin", "Sin", Engine.sin),
    ("cos", "Cos", Engine.cos),
    ("tanh", "Tanh", Engine.tanh),
    ("relu", "Relu", Engine.relu),
    (
        "__truediv__",
        "Div",
        each(divided, lambda x, y: divided(1, y), lambda x, y: divided(divided(-x, y), y)),
    ),
    ("reciprocal", "Reciprocal", each(lambda x: divided(1, x), lambda x: divided(-1, x * x))),
    ("exp", "Exp", each(exponential, exponential)),
    ("log", "Log", each(logarithm, lambda x: divided(1, x))),
    ("sqrt", "Sqrt", each(lambda x: power(x, 0.5), lambda x: divided(0.5, power(x, 0.5)))),
    ("abs", "Abs", each(abs, lambda x: (x > 0) - (x < 0))),
    (
        "sigmoid",
        "Sigmoid",
        each(sigmoid_of, lambda x: sigmoid_of(x) * (1 - sigmoid_of(x))),
    ),
):
    ending = "Backward1" if operation == "Rsub" else "Backward0"
    setattr(Tensor, name, renamed(function, operation + ending))

SAVE_NOTHING = ("Add", "Sub", "Rsub", "Neg", "Sum", "Mean", "Clone", "View", "Select", "T")


def saves(tensor):
    """Say whether torch keeps values for the way back through this operation."""
    return tensor.operation.split("Backward")[0] not in ("",) + SAVE_NOTHING


def arrived(result, gradient, retain_graph):
    """Yield each tensor on the way back with the gradient that arrives there, as a flat list."""
    if not result.requires_grad:
        raise RuntimeError(NO_GRAPH)
    if gradient is None and len(result.data) != 1:
        raise RuntimeError("grad can be implicitly created only for scalar outputs")
    for tensor in result.ordered():
        if tensor.freed:
            raise RuntimeError(AGAIN)
        versions = [parent.version[0] for parent in tensor.parents]
        if saves(tensor) and versions != tensor.versions:
            raise RuntimeError(LACKS.format("going on after " + CHANGED))
    for tensor, grad in result.gradients([1.0] if gradient is None else list(gradient.data)):
        tensor.freed = saves(tensor) and not retain_graph
        yield tensor, grad


def width_and_form(values):
    """Return the width of a number and how torch writes it: whole, exponent, or four decimals."""
    sizes = [abs(x) for x in values if x and abs(x) != INFINITE and x == x]
    whole = all([x == int(x) for x in sizes])
    if sizes and (
        max(sizes) / min(sizes) > 1000 or max(sizes) > 1e8 or (not whole and min(sizes) < 1e-4)
    ):
        form = "{:.4e}"
    else:
        form = "{:.0f}." if whole else "{:.4f}"
    shown_ones = [x for x in values if x and abs(x) != INFINITE and x == x]
    return max([1] + [len(form.format(x)) for x in shown_ones]), form


def number_text(x, style):
    """Return a number as torch writes it among others."""
    width, form = style
    text = form.format(x) if x == x and abs(x) != INFINITE else str(x)
    return " " * (width - len(text)) + text


def shape_text(values, shape, style, indent):
    """Return numbers in brackets, with torch's line breaks."""
    if not shape:
        return number_text(values[0], style)
    if len(shape) == 1:
        texts = [number_text(x, style) for x in values]
        at_once = max(1, (WIDTH - indent) // (style[0] + 2))
        rows = [", ".join(texts[i : i + at_once]) for i in range(0, len(texts), at_once)]
        return "[" + (",\n" + " " * (indent + 1)).join(rows) + "]"
    size = len(values) // shape[0]
    parts = [values[i : i + size] for i in range(0, len(values), size)]
    rows = [shape_text(part, shape[1:], style, indent + 1) for part in parts]
    return "[" + ("," + "\n" * (len(shape) - 1) + " " * (indent + 1)).join(rows) + "]"


def tensor(data, requires_grad=False):
    """Make a tensor of float32 numbers."""
    out = Tensor(data)
    flat = [data]
    while isinstance(flat[0], list):
        flat = [x for part in flat for x in part]
    if all([isinstance(x, int) for x in flat]):
        if requires_grad:
            raise RuntimeError(WHOLE)
        raise TypeError(LACKS.format("a tensor of whole numbers (write 10.0 for 10)"))
    return out.requires_grad_(requires_grad)


def zeros(*shape, requires_grad=False):
    """Make a tensor of zeros."""
    return Tensor([0.0] * math_prod(shape), shape).requires_grad_(requires_grad)


def ones(*shape, requires_grad=False):
    """Make a tensor of ones."""
    return Tensor([1.0] * math_prod(shape), shape).requires_grad_(requires_grad)


def sin(x):
    """Return the sine of each element."""
    return x.sin()


def cos(x):
    """Return the cosine of each element."""
    return x.cos()


def exp(x):
    """Return e to the power of each element."""
    return x.exp()


def log(x):
    """Return the natural logarithm of each element."""
    return x.log()


def sqrt(x):
    """Return the square root of each element."""
    return x.sqrt()


def tanh(x):
    """Return the hyperbolic tangent of each element."""
    return x.tanh()


def relu(x):
    """Return each element above 0, and 0 for the others."""
    return x.relu()


def sigmoid(x):
    """Return 1 / (1 + e**-x) of each element."""
    return x.sigmoid()


def sum(x, dim=None):
    """Return the sum of all elements, or along one dimension."""
    return x.sum(dim)


def mean(x, dim=None):
    """Return the mean of all elements, or along one dimension."""
    return x.mean(dim)


class no_grad:
    """Within ``with torch.no_grad():`` nothing is recorded."""

    def __enter__(self):
        self.before = RECORDING[0]
        RECORDING[0] = False

    def __exit__(self, *error):
        RECORDING[0] = self.before


class autograd:
    """Stands for the module ``torch.autograd``."""

    @staticmethod
    def grad(outputs, inputs, grad_outputs=None, retain_graph=False, create_graph=False):
        """Return the gradient with respect to each input, and leave ``grad`` alone."""
        if create_graph:
            raise NotImplementedError(LACKS.format("create_graph=True"))
        inputs = inputs if isinstance(inputs, (list, tuple)) else (inputs,)
        found = {id(x): g for x, g in arrived(outputs, grad_outputs, retain_graph)}
        if any([id(x) not in found for x in inputs]):
            raise RuntimeError(LACKS.format("grad of an input that was not used"))
        return tuple([Tensor(found[id(x)], x.shape) for x in inputs])


def __getattr__(name):
    raise AttributeError(LACKS.format("torch." + name))
