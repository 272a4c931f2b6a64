"""launch() runs a function in real processes of torch.distributed, and leaves none behind."""

import pytest
import torch
import torch.distributed as dist

from autograd_guide import launch


def half(value: float) -> float:
    """Return half of a number."""
    return value / 2


def ranks() -> dict[str, object]:
    """Say who one is, what the group's ranks add up to, and what a helper says."""
    total = torch.tensor(float(dist.get_rank()))
    dist.all_reduce(total)
    return {"rank": dist.get_rank(), "of": dist.get_world_size(), "half": half(total.item())}


def fails() -> None:
    """Fail in the first process only."""
    if dist.get_rank() == 0:
        raise ValueError("no such thing")  # noqa: EM101, TRY003


def hangs() -> None:
    """Wait for what nobody sends."""
    dist.recv(torch.zeros(1), src=1 - dist.get_rank())


def test_each_process_answers_in_the_order_of_ranks() -> None:
    """Three processes, ranks 0 to 2, which add up to 3."""
    answers = launch(ranks, half, processes=3)
    assert answers == [{"rank": rank, "of": 3, "half": 1.5} for rank in range(3)]


def test_a_failure_is_said_in_one_line() -> None:
    """The other process does not wait for the one that failed for ever."""
    with pytest.raises(RuntimeError, match="a process failed: ") as failure:
        launch(fails)
    assert "\n" not in str(failure.value)


def test_processes_that_hang_are_ended() -> None:
    """One sentence names the limit."""
    with pytest.raises(RuntimeError, match="have not ended within 1 seconds"):
        launch(hangs, limit=1)


def test_a_function_without_a_source_is_refused() -> None:
    """The source is what the processes get."""
    with pytest.raises(TypeError, match="launch needs functions whose source can be read"):
        launch(print)


@pytest.mark.parametrize("wrong", [{"processes": 0}, {"limit": 0.0}])
def test_bad_numbers_are_refused(wrong: dict[str, float]) -> None:
    """Before anything is started."""
    with pytest.raises(ValueError, match=next(iter(wrong))):
        launch(ranks, **wrong)  # type: ignore[arg-type]
