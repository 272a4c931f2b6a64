"""Runs the code of a box: in the reader's browser by MicroPython, in each build by all engines."""

import io
import sys

try:
    from micropython import schedule
    from time import ticks_ms
except ImportError:  # another Python, which builds the site
    schedule = None

NAME = "<box>"
SIGNS = [("lt", "<"), ("gt", ">"), ("le", "<="), ("ge", ">="), ("pow", "**")]
SIGNS += [("floordiv", "//"), ("mod", "%")]


class NoKeyboard(RuntimeError):
    """Raised by ``input()``."""


def pulse(_):
    """Call JavaScript at each turn of a loop: WebKit stops no WebAssembly that never does."""
    ticks_ms()
    schedule(pulse, None)


def no_input(*_):
    raise NoKeyboard


def line_of(error):
    """Return the number of the last line of the reader's code that an error went through."""
    if hasattr(sys, "print_exception"):  # MicroPython
        text = io.StringIO()
        sys.print_exception(error, text)
        parts = text.getvalue().split('File "' + NAME + '", line ')[1:]
        return int(parts[-1].split(",")[0].split("\n")[0]) if parts else 0
    line, trace = getattr(error, "lineno", 0) or 0, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == NAME:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def lacking(error):
    """Return what a reader's code needs that is not here, in a few signs of Python, or nothing."""
    kind, text = type(error).__name__, str(error)
    if kind == "Lacking":
        return "import torch.…" if text == "torch.__path__" else text
    if isinstance(error, ImportError) and "'" in text:
        return text.split("'")[1]
    if "object of type 'Tensor'" in text:  # of MicroPython's f-strings
        return 'f"{x:.2f}" → x.item()'
    for name, sign in SIGNS:
        if text.startswith("unsupported types for __" + name) and "'Tensor'" in text:
            first, second = ["x" if "Tensor" in part else "1" for part in text.split(",")]
            return "%s %s %s" % (first, sign, second)
    if text == "can't convert Tensor to float":
        return "float(x) → x.item()"
    return ""


def ended_by(error):
    """Return how an error ended a run, and a text."""
    if lacking(error):
        return "lacking", lacking(error)
    if isinstance(error, MemoryError):
        return "memory", ""
    if isinstance(error, NoKeyboard):
        return "keyboard", ""
    if isinstance(error, RuntimeError) and "maximum recursion depth" in str(error):
        return "deep", ""
    return "error", (type(error).__name__ + ": " + str(error)).rstrip(": ")


def times(x, y):
    return x.mul_(y) if hasattr(x, "mul_") else x * y


def over(x, y):
    return x.div_(y) if hasattr(x, "div_") else x / y


def in_place(code):
    """Write ``x *= y`` and ``x /= y`` as calls: MicroPython asks no object to do them in place."""
    lines = code.split("\n")
    for number, line in enumerate(lines):
        for sign, function in ((" *= ", "__times"), (" /= ", "__over")):
            target, _, value = line.partition(sign)
            value = value.split("#")[0].rstrip()
            whole = all([value.count(a) == value.count(b) for a, b in ("()", "[]", "{}")])
            name = target.strip()
            if (
                value
                and whole
                and not any([sign in name for sign in "()[]=:;, '\""] + [";" in value])
            ):
                lines[number] = "%s = %s(%s, %s)" % (target, function, name, value)
    return "\n".join(lines)


def run(code, check):
    """Run code, then its check; return how it ended, a text, and the line of an error.

    It ends as "done", "right" (the check has passed), "wrong" (the text says why), "unchecked" (the
    check could not go on), "lacking" (the text names what is not here), "memory", "keyboard",
    "deep" or "error".
    """
    if schedule:
        schedule(pulse, None)
    names = {"__name__": "__main__", "input": no_input, "__times": times, "__over": over}
    if hasattr(sys, "print_exception"):
        code = in_place(code)
    try:
        exec(compile(code, NAME, "exec"), names)
    except BaseException as error:
        return list(ended_by(error)) + [line_of(error)]
    if not check:
        return ["done", "", 0]
    try:
        exec(compile(check, "<check>", "exec"), names)
    except BaseException as error:
        line, (ended, text) = line_of(error), ended_by(error)
        if isinstance(error, AssertionError) and not line:
            return ["wrong", str(error), 0]
        return ["unchecked" if ended == "error" and not line else ended, text, line]
    return ["right", "", 0]
