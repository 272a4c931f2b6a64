"""Tensors with the names of torch's, on top of the guide's own engine.

A ``Tensor`` is what a reader holds; its ``core`` is a tensor of the engine, whose numbers are
rounded to float32 after each operation. It is no PyTorch: what it lacks raises ``Lacking``.
"""

import math
import struct

from autograd_guide.engine import Tensor as Engine
from autograd_guide.engine import each, shown
from printing import INFINITE, tensor_text

AGAIN = (
    "Trying to backward through the graph a second time (or directly access saved tensors after "
    "they have already been freed). Saved intermediate values of the graph are freed when you "
    "call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward "
    "through the graph a second time or if you need to access saved tensors after calling "
    "backward."
)
CHANGED = (
    "one of the variables needed for gradient computation has been modified by an inplace "
    "operation: [torch.FloatTensor %s]%s is at version %d; expected version %d instead. Hint: "
    "enable anomaly detection to find the operation that failed to compute its gradient, with "
    "torch.autograd.set_detect_anomaly(True, check_nan=False)."
)
NO_GRAPH = "element 0 of tensors does not require grad and does not have a grad_fn"
LEAF = "a leaf Variable that requires grad is being used in an in-place operation."
NOT_LEAF = (
    "you can only change requires_grad flags of leaf variables. If you want to use a computed "
    "variable in a subgraph that doesn't require differentiation use var_no_grad = var.detach()."
)
WHOLE = "only Tensors of floating point dtype can require gradients"
RECORDING, COUNT = [True], [0]


class Lacking(AttributeError):
    """Says what the small engine has not, in a few signs of Python."""


class Dtype:
    """A kind of number, such as ``torch.float32``."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return "torch." + self.name


float32, int64, boolean = Dtype("float32"), Dtype("int64"), Dtype("bool")


class Size:
    """A shape as torch shows it. MicroPython cannot derive from tuple."""

    def __init__(self, sizes):
        self.sizes = tuple(sizes)

    def __len__(self):
        return len(self.sizes)

    def __getitem__(self, i):
        return self.sizes[i]

    def __iter__(self):
        return iter(self.sizes)

    def __eq__(self, other):
        return self.sizes == (other.sizes if isinstance(other, Size) else other)

    def numel(self):
        return product(self.sizes)

    def __repr__(self):
        return "torch.Size([" + ", ".join([str(size) for size in self.sizes]) + "])"


def rounded(x):
    """Round a number as float32 holds it."""
    try:
        return struct.unpack("f", struct.pack("f", x))[0]
    except OverflowError:
        return math.copysign(INFINITE, x)


def product(sizes):
    """Return the product of sizes."""
    total = 1
    for size in sizes:
        total *= size
    return total


class Core(Engine):
    """A tensor of the engine in float32, which records only what ``requires_grad`` asks for."""

    def __init__(self, data, shape=None, parents=(), rule=None):
        Engine.__init__(self, data, shape, parents, rule)
        self.data = [rounded(x) for x in self.data]
        self.requires_grad = RECORDING[0] and any([p.requires_grad for p in parents])
        if not self.requires_grad:
            self.parents, self.rule = (), None
        COUNT[0] += 1
        self.number, self.name, self.saved = COUNT[0], "", ()
        self.freed, self.retains = False, False
        # Changes in place, the operation of the last recorded one, and changes through x.data.
        self.version = [0, "", 0]

    def plus(self, grad, part):
        return [rounded(x) for x in Engine.plus(self, grad, [rounded(x) for x in part])]

    def ordered(self):
        """Return this tensor and all it was computed from, the latest first, as torch does."""
        return sorted(Engine.ordered(self), key=lambda core: -core.number)

    def check(self):
        """Raise torch's error if a value that the way back needs is gone or changed."""
        if self.freed:
            raise RuntimeError(AGAIN)
        for core, version, behind in self.saved:
            name = (core is not self and core.version[1]) or core.name
            if core.version[2] != behind:
                raise Lacking("x.data *= 2, y.backward()")
            if core.version[0] != version:
                origin = ", which is output 0 of %s," % name.split("Backward")[0] if name else ""
                shape = list(core.shape)
                raise RuntimeError(CHANGED % (shape, origin, core.version[0], version))


def origins(core):
    """Return the cores a result was computed from; those without a name are steps in between."""
    found = []
    for parent in core.parents:
        found += [parent] if parent.name or not parent.parents else origins(parent)
    return found


class Node:
    """What ``grad_fn`` shows of a tensor that was computed: the name of the last operation."""

    def __init__(self, core):
        self.core = core

    def name(self):
        return self.core.name if self.core.parents else "torch::autograd::AccumulateGrad"

    def __repr__(self):
        return "<" + self.name().split("::")[-1] + ">"

    @property
    def next_functions(self):
        return tuple([(Node(c) if c.requires_grad else None, 0) for c in origins(self.core)])

    def __getattr__(self, name):
        raise Lacking("grad_fn." + name)


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
        if k == 3:
            return rounded(x * x) * x
        return divided(1.0, power(x, -k)) if k < 0 else x**k
    except OverflowError:
        return INFINITE if x > 0 or k % 2 == 0 else -INFINITE


def exponential(x):
    """Return e to the power of x, which may be too large for a number."""
    return math.exp(x) if x < 709 else x * INFINITE


def logarithm(x):
    """Return the natural logarithm of x; that of 0 is -inf."""
    return math.log(x) if x > 0 else (x - x if x != x else INFINITE * 0) if x else -INFINITE


def logistic(x):
    """Return 1 / (1 + e**-x)."""
    return 1 / (1 + exponential(-x))


def wave(function):
    """Return sin or cos, which give nan for an infinity."""
    return lambda x: function(x) if abs(x) != INFINITE else INFINITE * 0


def cut(core):
    """Keep what is above 0; the gradient is 0, never -0, where a number was cut off."""
    rule = lambda grad: [[g if x > 0 else 0.0 for x, g in zip(core.data, grad)]]
    return type(core)([max(x, 0.0) for x in core.data], core.shape, [core], rule)


def kind_of(x):
    """Return the dtype of a tensor or a number, None for anything else."""
    if isinstance(x, Tensor):
        return x.dtype
    for kind, dtype in ((bool, boolean), (int, int64), (float, float32)):
        if isinstance(x, kind):
            return dtype
    return None


def promoted(operands):
    """Return the dtype of a result, None if an operand is no number."""
    kinds = [kind_of(x) for x in operands]
    if None in kinds:
        return None
    return float32 if float32 in kinds else int64 if int64 in kinds else boolean


def core_of(x, dtype):
    """Return the core of a tensor or number for an operation whose result has this dtype."""
    if not isinstance(x, Tensor):
        return Core(x) if dtype is float32 else Engine(x)
    core = x.now()
    if dtype is float32 and x.dtype is not float32:
        return Core(list(core.data), core.shape)
    return core


def result(core, dtype, name, saved=()):
    """Return the tensor that an operation has made, with the name of the operation in torch."""
    if dtype is float32:
        core.name = name
        if core.parents:
            core.saved = [(s, s.version[0], s.version[2]) for s in saved]
    else:
        core.parents = ()
    return Tensor(core, dtype)


def fit(cores):
    """Raise torch's error for two shapes that do not fit."""
    shapes = [core.shape for core in cores]
    most = max([len(shape) for shape in shapes])
    for back in range(1, min([len(shape) for shape in shapes]) + 1):
        sizes = [shape[-back] for shape in shapes]
        if len({size for size in sizes if size != 1}) > 1:
            text = (
                "The size of tensor a (%d) must match the size of tensor b (%d) at non-singleton "
                "dimension %d"
            )
            raise RuntimeError(text % (sizes[0], sizes[1], most - back))


def operation(name, function, keeps="", floats=False):
    """Return the method for an operation.

    Args:
        name: How torch's ``grad_fn`` is called.
        function: Takes and returns cores.
        keeps: Which values the way back needs: "operands", "first", "last", "result", or none.
        floats: Whether whole numbers become floats.
    """

    def method(*operands):
        dtype = promoted(operands)
        if dtype is None:
            return NotImplemented
        if dtype is boolean and not floats:
            raise Lacking("bool " + name[:3].lower() + " bool")
        dtype = float32 if floats else dtype
        cores = [core_of(x, dtype) for x in operands]
        fit(cores)
        out = function(*cores)
        others = (
            [c for c, x in zip(cores, cores[::-1]) if x.requires_grad] if dtype is float32 else ()
        )
        kept = {"operands": others, "first": cores[:1], "last": cores[-1:], "result": [out]}
        return result(out, dtype, name, kept.get(keeps, ()))

    return method


def compared(test):
    """Return the method for a comparison."""

    def method(self, other):
        if kind_of(other) is None:
            return NotImplemented
        number = rounded if float32 in (self.dtype, kind_of(other)) else lambda x: x
        rule = each(lambda x, y: float(test(x, number(y))))
        operands = [
            Engine(x.now().data, x.now().shape) if isinstance(x, Tensor) else x
            for x in (self, other)
        ]
        return result(rule(*operands), boolean, "")

    return method


def places_of(shape, index):
    """Return the places that an index of whole numbers and slices takes, their shape, its name."""
    steps, out, name = [0], [], "AliasBackward0"
    for axis, size in enumerate(shape):
        part = index[axis] if axis < len(index) else None
        if part is None:
            chosen = list(range(size))
            out.append(size)
        elif isinstance(part, int):
            if not -size <= part < size:
                text = "index %d is out of bounds for dimension %d with size %d"
                raise IndexError(text % (part, len(out), size))
            chosen, name = [part % size], "SelectBackward0"
        else:
            chosen = list(range(size))[part]
            out.append(len(chosen))
            name = "SliceBackward0" if len(chosen) < size else name
        steps = [step * size + i for step in steps for i in chosen]
    return steps, tuple(out), name


class Tensor:
    """A tensor with the names that torch's has, as far as the lessons use them."""

    def __init__(self, core, dtype=float32, shows=None):
        # A view shows some places of a list of numbers.
        self.core, self.dtype, self.shows = core, dtype, shows

    def now(self):
        """Return the core; a view reads its numbers again, which may have been changed."""
        if self.shows:
            numbers, places = self.shows
            self.core.data = [numbers[place] for place in places]
        return self.core

    def viewed(self, places, shape, name):
        """Return the tensor that shows these of the numbers, in another shape."""
        core = self.now().take(places, shape)
        out = result(core, self.dtype, name)
        if self.dtype is float32:
            core.version = self.core.version
        numbers, mine = self.shows or (self.core.data, range(len(self.core.data)))
        out.shows = numbers, [mine[place] for place in places]
        return out

    # What it is.

    @property
    def shape(self):
        return Size(self.core.shape)

    @property
    def requires_grad(self):
        return self.dtype is float32 and self.core.requires_grad

    @requires_grad.setter
    def requires_grad(self, wanted):
        self.requires_grad_(wanted)

    @property
    def is_leaf(self):
        return not self.core.parents

    @property
    def grad_fn(self):
        return Node(self.core) if self.core.parents else None

    @property
    def grad(self):
        return self.core.grad

    @grad.setter
    def grad(self, value):
        if value is not None and value.core.shape != self.core.shape:
            raise RuntimeError("assigned grad has data of a different size")
        self.core.grad = value

    @property
    def data(self):
        out = self.detach()
        if self.dtype is float32:
            # As in torch, backward does not hear of a change; but it would need the new numbers.
            out.core.version, out.core.behind = [0, "", 0], self.core.version
        return out

    @data.setter
    def data(self, value):
        if value.core.shape != self.core.shape:
            raise Lacking("x.data = (another shape)")
        if self.shows or value.shows:
            raise Lacking("x[i].data = …")
        self.core.data = value.now().data
        if self.dtype is float32:
            self.core.version[2] += 1

    @property
    def T(self):
        return self.transpose(0, 1)

    @property
    def ndim(self):
        return len(self.core.shape)

    def dim(self):
        return len(self.core.shape)

    def numel(self):
        return len(self.core.data)

    def size(self, dim=None):
        return self.shape if dim is None else self.core.shape[dim]

    def item(self):
        if len(self.core.data) != 1:
            count = len(self.core.data)
            raise RuntimeError("a Tensor with %d elements cannot be converted to Scalar" % count)
        return self.plain()[0]

    def plain(self):
        """Return the numbers as Python's floats, whole numbers or truth values."""
        kind = {float32: float, int64: int, boolean: bool}[self.dtype]
        return [kind(x) for x in self.now().data]

    def tolist(self):
        return Engine(self.plain(), self.core.shape).tolist()

    # Recording and walking back.

    def requires_grad_(self, requires_grad=True):
        if requires_grad and self.dtype is not float32:
            raise RuntimeError(WHOLE)
        if self.core.parents and not requires_grad:
            raise RuntimeError(NOT_LEAF)
        if self.dtype is float32:
            self.core.requires_grad = requires_grad
        return self

    def retain_grad(self):
        if not self.requires_grad:
            raise RuntimeError("can't retain_grad on Tensor that has requires_grad=False")
        self.core.retains = True

    def detach(self):
        core = type(self.core)(self.now().data, self.core.shape)
        core.data = self.core.data
        if self.dtype is float32:
            core.version = self.core.version
        return Tensor(core, self.dtype, self.shows)

    def backward(self, gradient=None, retain_graph=False, create_graph=False, inputs=None):
        if create_graph or inputs:
            raise Lacking("backward(create_graph=True)" if create_graph else "backward(inputs=…)")
        for core, grad in arrived(self, gradient, retain_graph):
            if core.requires_grad and (not core.parents or core.retains):
                if core.grad is None:
                    core.grad = Tensor(Core(grad, core.shape))
                else:
                    core.grad.become(Tensor(Core(core.plus(core.grad.core.data, grad), core.shape)))

    # Other shapes.

    def clone(self):
        core = self.now().take(range(len(self.core.data)), self.core.shape)
        return result(core, self.dtype, "CloneBackward0")

    def view(self, *shape):
        shape = tuple(shape[0]) if len(shape) == 1 and not isinstance(shape[0], int) else shape
        count = len(self.core.data)
        if shape.count(-1) == 1:
            rest = -product(shape)
            shape = tuple([count // rest if size == -1 else size for size in shape])
        if product(shape) != count:
            text = "shape '%s' is invalid for input of size %d"
            raise RuntimeError(text % (list(shape), count))
        return self.viewed(range(count), shape, "ViewBackward0")

    reshape = view

    def flatten(self):
        return self if len(self.core.shape) == 1 else self.view(-1)

    def unsqueeze(self, dim):
        shape = list(self.core.shape)
        shape.insert(dim % (len(shape) + 1), 1)
        return self.viewed(range(len(self.core.data)), tuple(shape), "UnsqueezeBackward0")

    def squeeze(self):
        shape = tuple([size for size in self.core.shape if size != 1])
        return self.viewed(range(len(self.core.data)), shape, "SqueezeBackward0")

    def transpose(self, first, second):
        if len(self.core.shape) != 2:
            raise Lacking("transpose, ndim != 2")
        m, n = self.core.shape
        places = [i * n + j for j in range(n) for i in range(m)]
        return self.viewed(places, (n, m), "TransposeBackward0")

    def t(self):
        return self.transpose(0, 1)

    def __getitem__(self, index):
        index = index if isinstance(index, tuple) else (index,)
        if not all([isinstance(i, (int, slice)) and not isinstance(i, bool) for i in index]):
            raise Lacking("x[tensor]" if isinstance(index[0], Tensor) else "x[%s]" % (index[0],))
        if not self.core.shape:
            raise IndexError(
                "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or "
                "`tensor.item<T>()` in C++ to convert a 0-dim tensor to a number"
            )
        if len(index) > len(self.core.shape):
            text = "too many indices for tensor of dimension %d"
            raise IndexError(text % len(self.core.shape))
        return self.viewed(*places_of(self.core.shape, index))

    def __len__(self):
        if not self.core.shape:
            raise TypeError("len() of a 0-d tensor")
        return self.core.shape[0]

    def __iter__(self):
        if not self.core.shape:
            raise TypeError("iteration over a 0-d tensor")
        places = [places_of(self.core.shape, (i,)) for i in range(len(self))]
        return iter([self.viewed(where, shape, "UnbindBackward0") for where, shape, _ in places])

    def long(self):
        data = [float(int(x)) for x in self.now().data]
        return Tensor(Engine(data, self.core.shape), int64)

    def float(self):
        return self if self.dtype is float32 else Tensor(core_of(self, float32))

    # Adding up.

    def put_together(self, dim, name, keepdim, mean=False):
        """Return the sums or means along a dimension, or of all."""
        whole = self.long() if self.dtype is boolean else self
        core, shape, count = whole.now(), self.core.shape, self.numel()
        places, rest = [0] * count, ()
        if dim is not None:
            at = range(len(shape))[dim]
            places = shown(shape[:at] + (1,) + shape[at + 1 :], shape)
            rest = shape[:at] + ((1,) if keepdim else ()) + shape[at + 1 :]
        sums = core.put(places, rest)
        if mean:
            size = count / len(sums.data)
            rule = lambda grad: [[grad[place] / size for place in places]]
            sums = Core([x / size for x in sums.data], rest, [core], rule)
        return result(sums, whole.dtype, name + ("Backward0" if dim is None else "Backward1"))

    def sum(self, dim=None, keepdim=False):
        return self.put_together(dim, "Sum", keepdim)

    def mean(self, dim=None, keepdim=False):
        if self.dtype is not float32:
            raise Lacking("mean(), " + repr(self.dtype))
        return self.put_together(dim, "Mean", keepdim, True)

    def cumsum(self, dim=0):
        if len(self.core.shape) != 1:
            raise Lacking("cumsum, ndim != 1")
        size = len(self.core.data)
        pairs = [(i, j) for i in range(size) for j in range(i + 1)]
        spread = self.now().take([j for _i, j in pairs], (len(pairs),))
        return result(spread.put([i for i, _j in pairs], (size,)), self.dtype, "CumsumBackward0")

    def softmax(self, dim):
        if len(self.core.shape) != 1:
            raise Lacking("softmax, ndim != 1")
        core = self.now()
        most = max(core.data)
        powers = each(lambda x: exponential(x - most), lambda x: exponential(x - most))(core)
        out = Core.__truediv__(powers, powers.sum())
        return result(out, float32, "SoftmaxBackward0", [out])

    def extreme(self, choose, name):
        """Return the largest or smallest element; equal ones share its gradient, as in torch."""
        core = self.now()
        best = choose(core.data)
        places = [i for i, x in enumerate(core.data) if x == best]
        if self.dtype is not float32:
            return Tensor(Engine(best), self.dtype)
        chosen = core.take(places, (len(places),)).sum()
        return result(chosen / len(places), float32, name + "Backward1", [core])

    def max(self):
        return self.extreme(max, "Max")

    def min(self):
        return self.extreme(min, "Min")

    def all(self):
        return Tensor(Engine(float(all(self.now().data))), boolean)

    def any(self):
        return Tensor(Engine(float(any(self.now().data))), boolean)

    def isnan(self):
        return self != self

    # Arithmetic that does not go element by element.

    def __pow__(self, k):
        if isinstance(k, Tensor):
            raise Lacking("x ** tensor")
        slope = lambda x: k * power(x, k - 1) if k else 0.0
        rule = each(lambda x: power(x, k), slope)
        raised = operation("PowBackward0", lambda core: rule(core), "first", isinstance(k, float))
        return raised(self)

    def pow(self, k):
        return self**k

    def square(self):
        return self**2

    def __rtruediv__(self, number):
        return self.reciprocal() * number

    def __matmul__(self, other):
        if not isinstance(other, Tensor):
            return NotImplemented
        if self.dtype is not float32 or other.dtype is not float32:
            raise Lacking("@, torch.int64")
        a, b = self.now(), other.now()
        if not 0 < len(a.shape) < 3 or not 0 < len(b.shape) < 3:
            raise Lacking("@, ndim > 2")
        left = a if len(a.shape) == 2 else a.take(range(len(a.data)), (1,) + a.shape)
        right = b if len(b.shape) == 2 else b.take(range(len(b.data)), b.shape + (1,))
        if left.shape[1] != right.shape[0]:
            text = "mat1 and mat2 shapes cannot be multiplied (%dx%d and %dx%d)"
            raise RuntimeError(text % (left.shape + right.shape))
        out = left @ right
        shape = a.shape[:-1] + b.shape[1:]
        name = "Mm" if len(shape) == 2 else "Dot" if not shape else "Mv"
        if out.shape != shape:
            out = out.take(range(len(out.data)), shape)
        kept = [c for c, partner in ((b, a), (a, b)) if partner.requires_grad]
        if len(a.shape) == 1 and len(b.shape) == 2:
            name = "Squeeze4"
        return result(out, float32, name + "Backward0", kept)

    # Changes in place.

    def become(self, other):
        """Take over the numbers of another tensor in place, as far as torch allows it."""
        core, new = self.now(), other.now()
        recorded = RECORDING[0] and (self.requires_grad or getattr(new, "requires_grad", False))
        if self.shows and recorded:
            raise Lacking("x[i] += 1, requires_grad=True")
        if new.shape != core.shape:
            raise Lacking("x += (another shape)")
        if other.dtype is float32 and self.dtype is not float32:
            text = "result type Float can't be cast to the desired output type %s"
            raise RuntimeError(text % ("Long" if self.dtype is int64 else "Bool"))
        if self.dtype is float32:
            if RECORDING[0] and self.requires_grad and self.is_leaf:
                raise RuntimeError(LEAF)
            if RECORDING[0] and self.requires_grad and not new.requires_grad:
                raise Lacking("x.zero_(), requires_grad=True")
            core.version[0] += 1
            if RECORDING[0] and new.requires_grad:
                new.version, new.retains = core.version, core.retains
                new.version[1] = new.name
                new.saved = [
                    (s, s.version[0], b) if s is new else (s, v, b) for s, v, b in new.saved
                ]
                self.core = new
            if hasattr(core, "behind"):
                core.behind[2] += 1
        numbers, places = self.shows or (core.data, range(len(core.data)))
        for place, number in zip(places, list(new.data)):
            numbers[place] = number
        self.core.data = core.data
        self.now()
        return self

    def zero_(self):
        return self.become(
            Tensor(type(self.core)([0.0] * self.numel(), self.core.shape), self.dtype)
        )

    def fill_(self, number):
        data = [float(number)] * self.numel()
        return self.become(Tensor(type(self.core)(data, self.core.shape), self.dtype))

    def copy_(self, other):
        return self.become(other)

    def add_(self, other):
        return self.become(self + other)

    def sub_(self, other):
        return self.become(self - other)

    def mul_(self, other):
        return self.become(self * other)

    def div_(self, other):
        return self.become(self / other)

    __iadd__, __isub__, __imul__, __itruediv__ = add_, sub_, mul_, div_

    def __setitem__(self, i, value):
        if RECORDING[0] and self.requires_grad and self.is_leaf:
            raise RuntimeError("a view of " + LEAF)
        part = self[i]
        if not isinstance(value, Tensor):
            part.fill_(value)
        else:
            part.become(value if value.shape == part.shape else value + part.detach() * 0)

    # What Python asks for.

    def __hash__(self):
        return id(self)

    def __bool__(self):
        if len(self.core.data) != 1:
            raise RuntimeError("Boolean value of Tensor with more than one value is ambiguous")
        return bool(self.item())

    def __int__(self):
        return int(self.item())

    def __getattr__(self, name):
        raise Lacking("Tensor." + name)

    def __repr__(self):
        core = self.now()
        note = ", requires_grad=True" if self.requires_grad else ""
        note = ", grad_fn=" + repr(self.grad_fn) if core.parents else note
        floats = self.dtype is float32
        return tensor_text(core.data if floats else self.plain(), core.shape, floats, note)

    def __str__(self):
        return repr(self)


for names, called, function, keeps, floats in (
    ("__add__ __radd__ add", "Add", Engine.__add__, "", False),
    ("__sub__ sub", "Sub", Engine.__sub__, "", False),
    ("__mul__ __rmul__ mul", "Mul", Engine.__mul__, "operands", False),
    ("__neg__ neg", "Neg", Engine.__neg__, "", False),
    ("sin", "Sin", each(wave(math.sin), wave(math.cos)), "first", True),
    ("cos", "Cos", each(wave(math.cos), lambda x: -wave(math.sin)(x)), "first", True),
    ("tanh", "Tanh", Engine.tanh, "result", True),
    ("relu", "Relu", cut, "result", False),
    (
        "__truediv__ div",
        "Div",
        each(divided, lambda x, y: divided(1, y), lambda x, y: divided(divided(-x, y), y)),
        "last",
        True,
    ),
    (
        "reciprocal",
        "Reciprocal",
        each(lambda x: divided(1, x), lambda x: divided(-1, x * x)),
        "result",
        True,
    ),
    ("exp", "Exp", each(exponential, exponential), "result", True),
    ("log", "Log", each(logarithm, lambda x: divided(1, x)), "first", True),
    (
        "sqrt",
        "Sqrt",
        each(lambda x: power(x, 0.5), lambda x: divided(0.5, power(x, 0.5))),
        "result",
        True,
    ),
    ("__abs__ abs", "Abs", each(abs, lambda x: (x > 0) - (x < 0)), "first", False),
    (
        "sigmoid",
        "Sigmoid",
        each(logistic, lambda x: logistic(x) * (1 - logistic(x))),
        "result",
        True,
    ),
):
    for name in names.split():
        setattr(Tensor, name, operation(called + "Backward0", function, keeps, floats))
Tensor.__rsub__ = lambda self, other: operation("RsubBackward1", lambda a, b: Engine.__sub__(b, a))(
    self, other
)

for name, test in (
    ("__eq__", lambda x, y: x == y),
    ("__ne__", lambda x, y: x != y),
    ("__lt__", lambda x, y: x < y),
    ("__le__", lambda x, y: x <= y),
    ("__gt__", lambda x, y: x > y),
    ("__ge__", lambda x, y: x >= y),
):
    setattr(Tensor, name, compared(test))


def arrived(tensor, gradient, retain_graph):
    """Yield each core on the way back with the gradient that arrives there, as a flat list."""
    core = tensor.now()
    if not tensor.requires_grad:
        raise RuntimeError(NO_GRAPH)
    if gradient is None and len(core.data) != 1:
        raise RuntimeError("grad can be implicitly created only for scalar outputs")
    if gradient is not None and gradient.core.shape != core.shape:
        text = (
            "Mismatch in shape: grad_output[0] has a shape of %s and output[0] has a shape of %s."
        )
        raise RuntimeError(text % (gradient.shape, tensor.shape))
    for step in core.ordered():
        step.check()
    start = [1.0] if gradient is None else list(gradient.now().data)
    for step, grad in core.gradients(start):
        step.freed = bool(step.saved) and not retain_graph
        yield step, grad
