"""What a rule is: a pattern, and a function from its match to a reading."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from counterclaim.timexes._calendar import Reading


@dataclass(slots=True)
class Context:
    """What a rule may look at beside its match. `now` is the anchor in local time, None where unknown; `exact` tells
    whether its hour is known. `day_first` is None where the order of day and month in figures is open. `updated` is the
    day of the text's last change, where it is a later one."""

    now: datetime | None
    heads_forward: Callable[[int, int], bool]  # whether the words around [start, end) speak of the future
    exact: bool = False
    day_first: bool | None = None
    southern: bool = False
    updated: date | None = None
    last_day: date | None = None  # the day named last in this text
    last_quarter: Reading | None = None

    @property
    def today(self) -> date | None:
        return self.now.date() if self.now else None

    def ahead_of(self, moment: datetime, start: int, end: int) -> bool:
        """Whether `moment` had not come when the report was published, though its words [start, end) do not look
        ahead: then an earlier one is meant."""
        return self.exact and self.now is not None and moment > self.now and not self.heads_forward(start, end)


Match = re.Match[str]
Resolve = Callable[[Match, Context], Reading | None]


class Rule(NamedTuple):
    name: str
    pattern: re.Pattern[str]
    resolve: Resolve


class Rules(list[Rule]):
    """The rules of one kind of expression, in the order in which they were added."""

    def add(self, name: str, pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> Callable[[Resolve], Resolve]:
        """Adds the decorated function under `name`; patterns match whole words only."""

        def add(resolve: Resolve) -> Resolve:
            self.append(Rule(name, re.compile(rf"(?<![\w$£€])(?:{pattern})(?!\w)", flags), resolve))
            return resolve

        return add


CASE = re.RegexFlag(0)


def group(m: Match, name: str) -> str:
    """The named group in lower case, empty where it did not match or does not exist."""
    return (m.groupdict().get(name) or "").lower()
