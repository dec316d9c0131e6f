"""Words that functions keep so as not to work out the same twice, forgotten where a text is erased."""

import functools
import gc
from collections.abc import Callable
from typing import Any


def forget_words() -> None:
    """Empties the cache of every function of this package whose arguments can hold words of a report.

    They are found among all objects, so that none has to be told of here, in any stage. What has only numbers for
    arguments (loaded models) stays.
    """
    for one in gc.get_objects():
        if type(one) is functools._lru_cache_wrapper and _keeps_words(one.__wrapped__):
            one.cache_clear()


def _keeps_words(function: Callable[..., Any]) -> bool:
    if getattr(function, "__module__", "").partition(".")[0] != "counterclaim":
        return False
    return any(kind is not int for name, kind in function.__annotations__.items() if name != "return")
