"""Errors and warnings that a lesson causes on purpose: shown, and missed when they do not come."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import torch


@contextmanager
def expect(kind: type[Exception], match: str = "") -> Iterator[None]:
    """Print the error or the warning that the block must cause.

    An error is printed as ``TypeName: message``, a warning as its category and first line: no
    traceback, no path. torch shows some warnings once per process; here they come every time.

    Args:
        kind: The class of the error or of the warning, exactly: not a class above it.
        match: A part of the message that must be in it.

    Raises:
        AssertionError: Nothing came, or something else.

    >>> with expect(ZeroDivisionError):
    ...     1 / 0
    ZeroDivisionError: division by zero
    >>> with expect(ValueError):
    ...     print("all is well")
    Traceback (most recent call last):
    AssertionError: expected ValueError, but nothing was raised
    """
    watch = _warning if issubclass(kind, Warning) else _error
    with watch(kind, match):
        yield


@contextmanager
def _error(kind: type[Exception], match: str) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        if type(error) is not kind or match not in str(error):
            raise AssertionError(_unlike(kind, match, error)) from error
        print(f"{kind.__name__}: {error}")
    else:
        msg = f"expected {kind.__name__}, but nothing was raised"
        raise AssertionError(msg)


@contextmanager
def _warning(kind: type[Exception], match: str) -> Iterator[None]:
    always = torch.is_warn_always_enabled()
    torch.set_warn_always(True)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            yield
    finally:
        torch.set_warn_always(always)
    for each in caught:
        if each.category is not kind or match not in str(each.message):
            raise AssertionError(_unlike(kind, match, each.message))
    if not caught:
        msg = f"expected {kind.__name__}, but no warning came"
        raise AssertionError(msg)
    print(f"{kind.__name__}: {_first_line(caught[0].message)}")


def _first_line(message: Warning | str) -> str:
    """Return the first line without torch's note on the place in its sources."""
    return str(message).splitlines()[0].partition(" (Triggered internally")[0]


def _unlike(kind: type[Exception], match: str, got: object) -> str:
    wanted = f"{kind.__name__} with “{match}”" if match else kind.__name__
    return f"expected {wanted}, but got {type(got).__name__}: {got}"
