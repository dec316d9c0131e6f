"""What work costs as its input grows."""

import gc
import time
from collections.abc import Callable
from typing import Any

TRIES = 6


def assert_linear(work: Callable[[Any], object], size: int, *, of: Callable[[int], Any] = lambda size: size) -> None:
    """Asserts that four times the input takes nowhere near sixteen times the processor's time.

    A busy machine makes work seem dearer, by chance, and never makes quadratic work seem linear: the sizes are
    compared up to six times, and once is enough.

    Args:
        work: What is measured, given what `of` makes of a size.
        size: The smaller of the sizes; the other is four times that.
        of: Makes the input of a size; that is not measured.
    """
    work(of(1))  # whatever is loaded once
    small, large = of(size), of(4 * size)
    tried = []
    for _ in range(TRIES):
        short, long = _cost(work, small), _cost(work, large)
        if long < 9 * max(short, 0.01):
            return
        tried.append(f"{short:.3f} s and {long:.3f} s")
    raise AssertionError(f"{size} and {4 * size}: {'; '.join(tried)}")


def _cost(work: Callable[[Any], object], given: Any) -> float:
    gc.collect()
    start = time.process_time()
    work(given)
    return time.process_time() - start
