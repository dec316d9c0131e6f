"""How certain a report makes the events it tells of."""

from dataclasses import dataclass

from counterclaim.records.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Factuality:
    """An event, by the word that tells of it, and how certain its sentence makes it, whoever speaks.

    `value` is in [-3, 3]: 3 certain that it is (or will be) so, 0 left open, -3 certain that it is not. `reasons` are
    the parts of the number as (name, points), the rule first, then what was learned, the heaviest first; they add up
    to it where it is not cut off at an end of the scale.
    """

    token: int  # in the revision's parse
    span: Span
    value: float
    reasons: tuple[tuple[str, float], ...] = ()
