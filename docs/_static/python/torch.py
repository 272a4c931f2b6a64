"""The names of torch that the boxes of the guide use; ``tensors.py`` has what is behind them."""

from autograd_guide.engine import Tensor as Engine
from tensors import (
    RECORDING,
    Core,
    Lacking,
    Size,
    Tensor,
    arrived,
    boolean,
    core_of,
    float32,
    int64,
    product,
    result,
)

NO_WHOLE = "Only Tensors of floating point and complex dtype can require gradients"
UNUSED = (
    "The differentiated Tensor at index %d appears to not have been used in the graph. Set "
    "allow_unused=True if this is the desired behavior."
)
long = int64


def made(data, shape, dtype, requires_grad):
    """Return a tensor of a flat list of numbers."""
    if dtype not in (float32, int64, boolean):
        raise Lacking("dtype=" + repr(dtype))
    core = Core(data, shape) if dtype is float32 else Engine([float(x) for x in data], shape)
    if requires_grad and dtype is not float32:
        raise RuntimeError(NO_WHOLE)
    out = Tensor(core, dtype)
    return out.requires_grad_() if requires_grad else out


def tensor(data, dtype=None, requires_grad=False):
    """Make a tensor of numbers in nested lists."""
    flat, shape = [data], ()
    while isinstance(flat[0], (list, tuple)):
        sizes = [len(part) if isinstance(part, (list, tuple)) else 0 for part in flat]
        if sizes != [sizes[0]] * len(sizes):
            text = "expected sequence of length %d at dim %d (got %d)"
            wrong = [size for size in sizes if size != sizes[0]][0]
            raise ValueError(text % (sizes[0], len(shape), wrong))
        shape += (sizes[0],)
        flat = [x for part in flat for x in part]
        if not flat:
            return made([], shape, dtype or float32, requires_grad)
    flat = [x.item() if isinstance(x, Tensor) else x for x in flat]
    for x in flat:
        if not isinstance(x, (bool, int, float)):
            raise Lacking("torch.tensor(%s)" % type(x).__name__)
    if dtype is None:
        floats = any([isinstance(x, float) for x in flat])
        whole = any([not isinstance(x, bool) for x in flat])
        dtype = float32 if floats else int64 if whole else boolean
    if dtype is int64:
        flat = [int(x) for x in flat]
    return made(flat, shape, dtype, requires_grad)


def sizes_of(shape):
    """Return a shape that was given as several numbers or as one tuple."""
    one = len(shape) == 1 and not isinstance(shape[0], int)
    return tuple(shape[0]) if one else tuple(shape)


def zeros(*shape, dtype=float32, requires_grad=False):
    """Make a tensor of zeros."""
    return full(sizes_of(shape), 0.0, dtype, requires_grad)


def ones(*shape, dtype=float32, requires_grad=False):
    """Make a tensor of ones."""
    return full(sizes_of(shape), 1.0, dtype, requires_grad)


def full(shape, number, dtype=None, requires_grad=False):
    """Make a tensor of one number."""
    dtype = dtype or (float32 if isinstance(number, float) else int64)
    return made([number] * product(shape), sizes_of((shape,)), dtype, requires_grad)


def zeros_like(x, requires_grad=False):
    """Make a tensor of zeros in the shape of another."""
    return full(x.core.shape, 0.0, x.dtype, requires_grad)


def ones_like(x, requires_grad=False):
    """Make a tensor of ones in the shape of another."""
    return full(x.core.shape, 1.0, x.dtype, requires_grad)


def eye(size):
    """Make a matrix with ones on its diagonal."""
    numbers = [float(i == j) for i in range(size) for j in range(size)]
    return made(numbers, (size, size), float32, False)


def arange(*limits, dtype=None, requires_grad=False):
    """Make a tensor of numbers from a start to before an end, in steps."""
    start, stop, step = (0,) + limits + (1,) if len(limits) == 1 else (limits + (1,))[:3]
    count = int(-((start - stop) // step))
    whole = all([isinstance(x, int) for x in (start, stop, step)])
    numbers = [start + i * step for i in range(count)]
    return made(numbers, (count,), dtype or (int64 if whole else float32), requires_grad)


def linspace(start, end, steps, requires_grad=False):
    """Make a tensor of evenly spaced numbers."""
    step = (end - start) / max(steps - 1, 1)
    half = steps // 2
    numbers = [start + i * step if i < half else end - (steps - 1 - i) * step for i in range(steps)]
    return made(numbers, (steps,), float32, requires_grad)


def stack(tensors, dim=0):
    """Put tensors of one shape into a new one, one after the other."""
    if dim or any([x.core.shape != tensors[0].core.shape for x in tensors]):
        raise Lacking("stack, dim != 0" if dim else "stack, x.shape != y.shape")
    return joined(tensors, (len(tensors),) + tensors[0].core.shape, "StackBackward0")


def cat(tensors, dim=0):
    """Put tensors together along their first dimension."""
    tails = [x.core.shape[1:] for x in tensors]
    if dim or any([tail != tails[0] for tail in tails]):
        raise Lacking("cat, dim != 0" if dim else "cat, x.shape != y.shape")
    rows = [x.core.shape[0] for x in tensors]
    total = 0
    for size in rows:
        total += size
    return joined(tensors, (total,) + tails[0], "CatBackward0")


def joined(tensors, shape, name):
    """Return the numbers of tensors one after the other; each gets its part of the gradient."""
    if any([x.dtype is not float32 for x in tensors]):
        raise Lacking(name[:5].lower().replace("b", "") + ", torch.int64")
    cores = [core_of(x, float32) for x in tensors]

    def rule(grad):
        parts, at = [], 0
        for core in cores:
            parts.append(grad[at : at + len(core.data)])
            at += len(core.data)
        return parts

    return result(Core([x for core in cores for x in core.data], shape, cores, rule), float32, name)


def is_tensor(x):
    """Say whether something is a tensor."""
    return isinstance(x, Tensor)


def equal(x, y):
    """Say whether two tensors have the same shape and the same numbers."""
    return x.core.shape == y.core.shape and x.now().data == y.now().data


def allclose(x, y, rtol=1e-05, atol=1e-08):
    """Say whether two tensors are nearly equal."""
    if x.core.shape != y.core.shape:
        raise Lacking("allclose, x.shape != y.shape")
    pairs = zip(x.now().data, y.now().data)
    return not any([a != b and not gap(a, b) <= atol + rtol * gap(b, 0) for a, b in pairs])


def gap(a, b):
    """Return how far apart two numbers are."""
    return a - b if a > b else b - a


def dot(x, y):
    """Return the sum of the products of two vectors."""
    if len(x.core.shape) != 1 or len(y.core.shape) != 1:
        raise Lacking("dot, ndim != 1")
    return x @ y


def matmul(x, y):
    """Return the product of two matrices, or of a matrix and a vector."""
    return x @ y


mm = mv = matmul


def method(name):
    """Return the function of torch that calls a method of its first argument."""

    def function(x, *others, **options):
        if not isinstance(x, Tensor):
            text = "%s(): argument 'input' (position 1) must be Tensor, not %s"
            raise TypeError(text % (name, type(x).__name__))
        return getattr(x, name)(*others, **options)

    return function


class Recording:
    """Switches recording on or off, in a ``with`` or around a function."""

    def __init__(self, on):
        self.on, self.before = on, []

    def __enter__(self):
        self.before.append(RECORDING[0])
        RECORDING[0] = self.on

    def __exit__(self, *error):
        RECORDING[0] = self.before.pop()

    def __call__(self, function):
        def inside(*arguments, **options):
            with self:
                return function(*arguments, **options)

        return inside


def no_grad(function=None):
    """Within ``with torch.no_grad():`` nothing is recorded."""
    return Recording(False) if function is None else Recording(False)(function)


def enable_grad(function=None):
    """Within ``with torch.enable_grad():`` all is recorded, even inside of ``no_grad``."""
    return Recording(True) if function is None else Recording(True)(function)


class set_grad_enabled(Recording):
    """Switches recording on or off at once, until the end of a ``with`` if there is one."""

    def __init__(self, mode):
        Recording.__init__(self, mode)
        self.first, RECORDING[0] = RECORDING[0], mode

    def __enter__(self):
        self.before.append(self.first)
        RECORDING[0] = self.on


def is_grad_enabled():
    """Say whether operations are recorded."""
    return RECORDING[0]


class autograd:
    """Stands for the module ``torch.autograd``."""

    @staticmethod
    def grad(
        outputs,
        inputs,
        grad_outputs=None,
        retain_graph=False,
        create_graph=False,
        allow_unused=False,
    ):
        """Return the gradient with respect to each input, and leave ``grad`` alone."""
        if create_graph:
            raise Lacking("grad(create_graph=True)")
        inputs = inputs if isinstance(inputs, (list, tuple)) else (inputs,)
        if not all([x.requires_grad for x in inputs]):
            raise RuntimeError("One of the differentiated Tensors does not require grad")
        found = {id(core): g for core, g in arrived(outputs, grad_outputs, retain_graph)}
        unused = [i for i, x in enumerate(inputs) if id(x.core) not in found]
        if unused and not allow_unused:
            raise RuntimeError(UNUSED % unused[0])
        grads = [found.get(id(x.core)) for x in inputs]
        return tuple([g and Tensor(Core(g, x.core.shape)) for g, x in zip(grads, inputs)])


class SGD:
    """Gradient descent, with momentum if wanted."""

    def __init__(self, params, lr=0.001, momentum=0):
        self.params, self.lr, self.momentum, self.moving = list(params), lr, momentum, {}
        for x in self.params:
            if not x.is_leaf:
                raise ValueError("can't optimize a non-leaf Tensor")

    def zero_grad(self, set_to_none=True):
        """Clear the gradient of each parameter."""
        for x in self.params:
            if set_to_none:
                x.grad = None
            elif x.grad is not None:
                x.grad.zero_()

    def step(self):
        """Move each parameter that has a gradient against it."""
        with no_grad():
            for x in self.params:
                if x.grad is None:
                    continue
                move = x.grad
                if self.momentum:
                    old = self.moving.get(id(x))
                    move = move.clone() if old is None else old * self.momentum + move
                    self.moving[id(x)] = move
                x.sub_(move * self.lr)

    def __getattr__(self, name):
        raise Lacking("torch.optim.SGD." + name)


class optim:
    """Stands for the module ``torch.optim``."""

    SGD = SGD


for name in (
    "sin cos exp log sqrt tanh relu sigmoid reciprocal square pow neg add sub mul div cumsum "
    "softmax isnan reshape flatten squeeze unsqueeze transpose t clone"
).split():
    globals()[name] = method(name)

# Names that Python itself has, and that the functions above use.
PYTHONS = {name: method(name) for name in ("sum", "mean", "abs", "max", "min", "all", "any")}
PYTHONS["float"], PYTHONS["bool"] = float32, boolean


def __getattr__(name):
    if name in PYTHONS:
        return PYTHONS[name]
    raise Lacking("torch." + name)
