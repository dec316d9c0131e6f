"""What work costs as its input grows."""

import time
from collections.abc import Callable


def assert_linear(work: Callable[[int], object], size: int) -> None:
    """Asserts that four times the input takes nowhere near sixteen times the processor's time."""
    work(1)  # whatever is loaded once
    short, long = _cost(work, size), _cost(work, 4 * size)
    assert long < 9 * max(short, 0.01), f"{size}: {short:.3f} s, {4 * size}: {long:.3f} s"


def _cost(work: Callable[[int], object], size: int) -> float:
    start = time.process_time()
    work(size)
    return time.process_time() - start
