"""Counts as ranges, one row a claimant; rows of one unit share a scale, and nothing is added."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from counterclaim.desk._figures import FigureGroup, FigureLine
from counterclaim.figures import TOLLS
from counterclaim.views import number

WIDTH = 1000.0
#: From this factor between the least and the greatest number on, a scale is logarithmic.
WIDE = 60.0
_TICKS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One count. `x1` and `x2` are None where no bound is known; an open side reaches to the edge of the chart."""

    line: FigureLine
    counted: str
    x1: float | None
    x2: float | None
    open_low: bool
    open_high: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The counts of one unit. `unit` says of what, `notes` are what conventions make of them."""

    unit: str
    scale: str
    ticks: tuple[Tick, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]


def draw_charts(groups: Sequence[FigureGroup]) -> tuple[Chart, ...]:
    """One chart for each role of people and things, and one for each other thing that is counted: boxes and kilograms
    share no scale."""
    charts = ((key, list(own)) for key, own in groupby(groups, key=_scale_of))
    return tuple(_chart(own[0].what, own) for _, own in charts)


def _scale_of(group: FigureGroup) -> tuple[str, ...]:
    return (group.unit.value,) if group.unit in TOLLS else (group.unit.value, group.matter, group.counted)


def _chart(unit: str, groups: Sequence[FigureGroup]) -> Chart:
    numbers = [
        bound for group in groups for line in group.lines for bound in (line.low, line.high) if bound is not None
    ]
    measure = next((group.measure for group in groups if group.measure), "")
    positive = [one for one in numbers if one > 0]
    logarithmic = len(positive) == len(numbers) > 0 and max(positive) / min(positive) > WIDE
    if logarithmic:
        low, high = math.floor(math.log10(min(positive))), math.ceil(math.log10(max(positive) * 1.2))
        step = max(1, (high - low) // _TICKS)
        marks = [10.0**power for power in range(low, high + 1, step)]

        def place(value: float) -> float:
            return WIDTH * (math.log10(value) - low) / ((high - low) or 1)
    else:
        marks = _steps(max(numbers, default=1.0), min([0.0, *numbers]))

        def place(value: float) -> float:
            return WIDTH * (value - marks[0]) / ((marks[-1] - marks[0]) or 1)

    return Chart(
        unit=unit,
        scale=", ".join(filter(None, (measure and f"drawn in {measure}", "logarithmic scale" if logarithmic else ""))),
        ticks=tuple(Tick(x=round(place(mark), 1), label=number(mark)) for mark in marks),
        rows=tuple(
            Row(
                line=line,
                counted=line.counted or group.counted,
                x1=None if line.low is None and line.high is None else _at(line.low, place, 0.0),
                x2=None if line.low is None and line.high is None else _at(line.high, place, WIDTH),
                open_low=line.low is None,
                open_high=line.high is None,
            )
            for group in groups
            for line in group.lines
        ),
        notes=tuple(
            dict.fromkeys(f"{group.counted or group.what}: {group.convention}" for group in groups if group.convention)
        ),
    )


def _at(value: float | None, place: Callable[[float], float], edge: float) -> float:
    return edge if value is None else round(place(value), 1)


def _steps(high: float, low: float) -> list[float]:
    """Round numbers from `low` to beyond `high`."""
    span = (high - low) * 1.12 or 1.0
    raw = span / _TICKS
    size = 10.0 ** math.floor(math.log10(raw))
    step = next(size * m for m in (1, 2, 2.5, 5, 10) if size * m >= raw)
    if high >= _TICKS:
        step = math.ceil(step)
    first = math.floor(low / step) * step
    count = math.ceil((high * 1.05 - first) / step)
    return [first + step * i for i in range(max(1, count) + 1)]
