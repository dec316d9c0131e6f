"""When to ask again: often while a report is new or changing, seldom when it is old, later when a server is in trouble.

All times are seconds since 1970, all spans seconds.
"""

import random
from email.utils import parsedate_to_datetime

MINUTE, HOUR, DAY = 60.0, 3_600.0, 86_400.0
#: The first visit to a new report comes after so long; each one that finds nothing new doubles the wait.
SOONEST, LATEST = 15 * MINUTE, 30 * DAY
#: A visit that finds a change divides the wait by this.
SOONER = 4.0
#: The longest wait after transient failures.
LAST_RETRY = DAY / 2
#: After so many failures in a row an address is given up; one listed again is tried again.
GIVE_UP = 12
#: The longest that a server may keep us away with one answer.
LONGEST_HOLD = 7 * DAY


def first_interval(age_s: float) -> float:
    """The wait until a report is visited again that was `age_s` old at its first visit."""
    return min(LATEST, max(SOONEST, age_s / 4))


def next_interval(interval_s: float, *, changed: bool) -> float:
    """The wait that follows a visit, by the wait before it."""
    return max(SOONEST, interval_s / SOONER) if changed else min(LATEST, max(SOONEST, interval_s * 2))


def list_interval(every_s: float, stated_s: float | None, last_s: float | None, *, changed: bool) -> float:
    """The wait until a feed is asked again: what its plan says, or the feed itself where that is longer (up to a day);
    where nothing is new it grows, up to four times that."""
    base = max(every_s, min(stated_s or 0.0, DAY))
    return base if changed or last_s is None else min(4 * base, max(base, last_s * 1.5))


def retry_interval(first_s: float, failures: int, chance: random.Random) -> float:
    """The wait after so many transient failures in a row: `first_s`, then twice that and so on, of which a random part
    is taken off so that what failed together is not asked together."""
    longest = min(LAST_RETRY, first_s * 2.0 ** min(max(failures, 1) - 1, 20))
    return longest * chance.uniform(0.5, 1.0)


def spread(interval_s: float, chance: random.Random) -> float:
    """A wait with a tenth of it taken off or put on, so that visits do not bunch."""
    return interval_s * chance.uniform(0.9, 1.1)


def read_retry_after(header: str | None, now: float) -> float | None:
    """The seconds that a `Retry-After` header asks for: a number or a date; None where it says nothing sensible."""
    words = (header or "").strip()
    if words.isascii() and words.isdigit():
        seconds = float(words[:12])
    else:
        try:
            seconds = parsedate_to_datetime(words).timestamp() - now
        except (ValueError, TypeError, OverflowError, IndexError):
            return None
    return min(max(0.0, seconds), LONGEST_HOLD)
