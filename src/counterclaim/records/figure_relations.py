"""Whether two figures can both hold. Pure functions."""

import re
from enum import StrEnum

from counterclaim.records.figure_conventions import apply_convention
from counterclaim.records.mentions import Figure, FigureChange, FigureUnit


class FigureRelation(StrEnum):
    CONFLICT = "conflict"  # they cannot both hold
    COMPATIBLE = "compatible"  # they measure the same and some number satisfies both
    NOT_COMPARABLE = "not_comparable"  # they measure or count different things


#: “about n” is taken as n less and more this share; “nearly n” as down to this share below n.
ABOUT_SHARE = 0.2
#: Hedges that put the number a little off.
ABOUT = frozenset({"about", "around", "roughly", "approximately", "some", "an estimated", "estimated", "circa", "or so",
                   "in the region of", "something like", "odd"})  # fmt: skip
NEAR = frozenset({"nearly", "almost", "close to", "approaching"})

#: Words for people in general, for those who fight, and for those who do not: a toll of one kind does not contradict a
#: toll of another. Singular, lower case.
PEOPLE = frozenset(
    "person people individual victim other human soul life casualty dead more "
    "death fatality injury arrest body corpse".split()
)
FIGHTERS = frozenset(
    "soldier troop fighter militant gunman combatant rebel insurgent terrorist officer policeman police serviceman "
    "paratrooper commander militiaman guerrilla jihadist extremist guard trooper marine commando recruit "
    "warrior".split()
)
CIVILIANS = frozenset(
    "civilian resident villager inhabitant citizen woman man child boy girl student worker protester passenger local "
    "worshipper farmer patient refugee pedestrian bystander shopper pupil teacher demonstrator".split()
)
#: Members of these count as civilians too, but a count of them is part of a count of civilians.
GENERAL_CIVILIANS = frozenset("civilian resident villager inhabitant citizen local".split())
IRREGULAR = {
    "people": "people", "men": "man", "women": "woman", "children": "child", "gunmen": "gunman", "lives": "life",
    "policemen": "policeman", "militiamen": "militiaman", "servicemen": "serviceman",
}  # fmt: skip

#: Measures by their size in kilometres and in hours.
KM = {
    "km": 1.0, "kilometre": 1.0, "kilometer": 1.0, "kms": 1.0, "mile": 1.609344, "metre": 0.001, "meter": 0.001,
    "m": 0.001, "foot": 0.0003048, "feet": 0.0003048, "ft": 0.0003048, "yard": 0.0009144, "inch": 0.0000254,
    "cm": 0.00001, "centimetre": 0.00001, "centimeter": 0.00001,
}  # fmt: skip
HOURS = {
    "second": 1 / 3600, "minute": 1 / 60, "hour": 1.0, "day": 24.0, "week": 168.0, "fortnight": 336.0, "month": 730.5,
    "year": 8766.0, "decade": 87_660.0, "century": 876_600.0,
}  # fmt: skip
#: Measures by weight in kilograms: words of one unit, and of several.
KILOGRAMS = {
    "kg": 1.0, "kilo": 1.0, "kilogram": 1.0, "kilogramme": 1.0, "g": 0.001, "gram": 0.001, "gramme": 0.001,
    "tonne": 1000.0, "ton": 1000.0, "pound": 0.45359237, "lb": 0.45359237,
}  # fmt: skip


def compare_figures(a: Figure, b: Figure) -> FigureRelation:
    """How two figures stand to each other; symmetric, and blind to place and time, which the caller compares.

    They are comparable if they have one unit and count one kind of thing (people in general match any people; a part
    of a total matches only another part). Comparable figures are compatible if their bounds meet and in conflict if
    not. Vague words take the `reach` convention, “about” a fifth either side, “nearly” a fifth below, and a large
    round number half a step of its last digit. A count of some people and a count of people in general conflict only
    where the part exceeds the whole, and say nothing about each other where the part is smaller.
    """
    if (
        _at_other_times(a, b)
        or a.unit != b.unit
        or a.currency != b.currency
        or (a.part_of is None) != (b.part_of is None)
    ):
        return FigureRelation.NOT_COMPARABLE
    order = _kinds(a, b)
    first, second = _bounds(a), _bounds(b)
    if order is None or first is None or second is None:
        return FigureRelation.NOT_COMPARABLE
    if max(first[0], second[0]) <= min(first[1], second[1]):
        return FigureRelation.COMPATIBLE
    if order == 0:
        return FigureRelation.CONFLICT
    part, whole = (first, second) if order < 0 else (second, first)
    return FigureRelation.CONFLICT if part[0] > whole[1] else FigureRelation.NOT_COMPARABLE


def _at_other_times(a: Figure, b: Figure) -> bool:
    """Whether one figure comes on top of the other's count, or is the count before it: both can hold."""
    if (a.change is FigureChange.ADDED) != (b.change is FigureChange.ADDED):
        return True
    if FigureChange.FORMER in (a.change, b.change):
        return True
    for one, other in ((a, b), (b, a)):
        if one.change is FigureChange.RISEN and (_most(other) or 0) < (one.low or 0):
            return True
        if one.change is FigureChange.FALLEN and (other.low or 0) > (_most(one) or 0):
            return True
    return False


def _most(figure: Figure) -> float | None:
    return figure.high if figure.high is not None else figure.low


def _bounds(figure: Figure) -> tuple[float, float] | None:
    """The least and the most that a figure may mean, in the base measure; None where nothing bounds it."""
    vague = figure.low is None and figure.high is None
    if vague:
        figure = apply_convention(figure, "reach")
        if figure.low is None:
            return None
    low, high = figure.low or 0.0, float("inf") if figure.high is None else figure.high
    hedge = (figure.hedge or "").lower()
    if hedge in NEAR and figure.high is not None:
        low = max(low, figure.high * (1 - ABOUT_SHARE))
    elif hedge in ABOUT:
        low, high = low * (1 - ABOUT_SHARE), high * (1 + ABOUT_SHARE)
    elif not vague and figure.low is not None and figure.low == figure.high:
        slack = _rounding(figure.low)
        low, high = low - slack, high + slack
    scale = 1.0
    measure = kind_of(figure.counted)
    if figure.unit is FigureUnit.DISTANCE:
        scale = KM.get(measure, 1.0)
    elif figure.unit is FigureUnit.DURATION:
        scale = HOURS.get(measure, 1.0)
    elif figure.unit is FigureUnit.COUNT:
        scale = KILOGRAMS.get(measure, 1.0)
    return low * scale, high * scale


def _rounding(value: float) -> float:
    """Half a step of the last digit that is not nought, for numbers of a thousand and more; at most a twentieth."""
    if value < 1000 or value != int(value):
        return 0.0
    digits = str(int(value))
    step = 10.0 ** (len(digits) - len(digits.rstrip("0")))
    return min(step / 2, value / 20) if step > 1 else 0.0


def kind_of(counted: str | None) -> str:
    """The singular head noun of what is counted: “members of the council” gives “member”, None gives “people”."""
    if not counted:
        return "people"
    words = re.split(r" (?:of|from|in|at|on|with|by|near|to|and)(?: |\Z)|,", counted.lower(), maxsplit=1)[0].split()
    return singular(words[-1]) if words else "people"


def singular(noun: str) -> str:
    """A rough English singular, good enough to tell whether two nouns are one."""
    if noun in IRREGULAR:
        return IRREGULAR[noun]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes", "zes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun[:-1]
    return noun


CountKey = tuple[FigureUnit, str | None, bool, bool, str, tuple[str, ...]]


def count_key(figure: Figure) -> CountKey:
    """Equal for figures that count one thing in the sense of `compare_figures`, so that they stand in one tally: unit,
    currency, part of a total or not, added or not, kind, and whose."""
    kind = kind_of(figure.counted)
    general = next(
        (name for name, kinds in (("people", PEOPLE), ("fighters", FIGHTERS), ("civilians", GENERAL_CIVILIANS))
         if kind in kinds), kind
    )  # fmt: skip
    if figure.unit in (FigureUnit.DISTANCE, FigureUnit.DURATION, FigureUnit.MONEY, FigureUnit.SHARE):
        general = figure.unit.value
    added = figure.change is FigureChange.ADDED
    names = (figure.side,) if figure.side else tuple(sorted(_names(figure.counted)))
    return figure.unit, figure.currency, figure.part_of is not None, added, general, names


def _names(counted: str | None) -> frozenset[str]:
    """The capitalised words of what is counted: whose fighters, which nation's citizens."""
    return frozenset(re.findall(r"\b[A-Z][\w'’-]+", counted or ""))


def _kinds(a: Figure, b: Figure) -> int | None:
    """0 where both count one kind, -1 where `a` counts a part of what `b` counts, 1 the other way, None otherwise."""
    if a.unit in (FigureUnit.DISTANCE, FigureUnit.DURATION, FigureUnit.MONEY, FigureUnit.SHARE):
        return 0
    left, right = kind_of(a.counted), kind_of(b.counted)
    names_a, names_b = _names(a.counted), _names(b.counted)
    if names_a and names_b and not names_a & names_b:
        return None
    persons = a.unit not in (FigureUnit.COUNT, FigureUnit.CAPTURED, FigureUnit.DESTROYED)
    if not persons and (not a.counted or not b.counted):
        return None
    weighed = not persons and left in KILOGRAMS and right in KILOGRAMS
    if left == right or weighed or (left in PEOPLE and right in PEOPLE):
        return 0 if bool(names_a) == bool(names_b) else (-1 if names_a else 1)
    if left in PEOPLE or right in PEOPLE:
        return (1 if left in PEOPLE else -1) if persons else None
    if {left, right} <= FIGHTERS or {left, right} <= GENERAL_CIVILIANS:
        return 0
    if {left, right} <= CIVILIANS and (left in GENERAL_CIVILIANS or right in GENERAL_CIVILIANS):
        return 1 if left in GENERAL_CIVILIANS else -1
    return None
