"""Time expressions: found by rule, read against the time of publication, as TIMEX3 values and as intervals."""

from counterclaim.timexes._find import find_timexes, find_timexes_in

__all__ = ["find_timexes", "find_timexes_in"]
