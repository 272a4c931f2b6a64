"""`expect` prints an expected error or warning, and fails if none or another one comes."""

import warnings

import pytest
import torch

from autograd_guide import expect


def test_an_expected_error_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """The line has the type and the message, and no traceback."""
    with expect(RuntimeError, match="scalar outputs"):
        torch.ones(2, requires_grad=True).exp().backward()
    printed = "RuntimeError: grad can be implicitly created only for scalar outputs\n"
    assert capsys.readouterr().out == printed


@pytest.mark.parametrize(
    ("kind", "match", "raised"),
    [
        (ValueError, "", None),
        (ValueError, "", TypeError("x")),
        (ValueError, "other", ValueError("x")),
        (Exception, "", ValueError("a base class is not the class")),
        (UserWarning, "", None),
        (UserWarning, "", FutureWarning("x")),
        (UserWarning, "other", UserWarning("x")),
    ],
)
def test_what_was_not_expected_fails(
    kind: type[Exception], match: str, raised: Exception | None
) -> None:
    """No error or warning, another type and another message each raise an AssertionError."""
    with pytest.raises(AssertionError, match="expected"), expect(kind, match=match):
        if isinstance(raised, Warning):
            warnings.warn(raised, stacklevel=1)
        elif raised is not None:
            raise raised


def test_an_error_inside_an_expected_warning_is_not_swallowed() -> None:
    """An error other than the expected warning leaves the ``with`` block as it is."""
    with pytest.raises(ZeroDivisionError), expect(UserWarning):
        _ = 1 / 0


def test_warnings_that_torch_shows_once_come_every_time(capsys: pytest.CaptureFixture[str]) -> None:
    """A second `expect` gets the warning too; afterwards torch's warn-always flag is restored."""
    before = torch.is_warn_always_enabled()
    x = torch.ones(1, requires_grad=True)
    for _ in range(2):
        with expect(UserWarning, match="scalar"):
            float(x)
    assert torch.is_warn_always_enabled() == before
    first, second = capsys.readouterr().out.splitlines()
    assert first == second
    assert first.startswith("UserWarning: Converting a tensor with requires_grad=True")


def test_the_place_in_torch_s_sources_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    """A message is printed without the path and line of torch's C++ source file."""
    with expect(UserWarning, match="not a leaf"):
        _ = torch.ones(1, requires_grad=True).exp().grad
    printed = capsys.readouterr().out
    assert printed.endswith("for more information.\n")
    assert ".h:" not in printed


def test_a_warning_is_shown_by_its_first_line_however_it_is_filtered(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Of two warnings the first is printed, also if the reader's filters ignore warnings."""
    for _ in range(2):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with expect(UserWarning, match="o"):
                warnings.warn("one\nof two lines", stacklevel=1)
                warnings.warn("two", stacklevel=1)
    assert capsys.readouterr().out == "UserWarning: one\n" * 2


@pytest.mark.parametrize(
    ("kind", "match", "sentence"),
    [
        (ValueError, "", "expected ValueError, but got TypeError: x"),
        (ValueError, "y", "expected ValueError with “y”, but got TypeError: x"),
    ],
)
def test_the_failure_says_what_was_expected_and_what_came(
    kind: type[Exception], match: str, sentence: str
) -> None:
    """The AssertionError keeps the error that was raised as its cause."""
    reason = TypeError("x")
    with pytest.raises(AssertionError) as caught, expect(kind, match=match):
        raise reason
    assert str(caught.value) == sentence
    assert caught.value.__cause__ is reason


def test_torch_s_warn_always_flag_is_restored_after_an_error_too() -> None:
    """Both if it was set and if it was not."""
    for before in (True, False):
        torch.set_warn_always(before)
        with pytest.raises(ZeroDivisionError), expect(UserWarning):
            _ = 1 / 0
        assert torch.is_warn_always_enabled() is before
