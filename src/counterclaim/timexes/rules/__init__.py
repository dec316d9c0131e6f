"""The rules: a pattern for each kind of time expression and what it means relative to the moment of publication.

A module holds the rules of one kind. Of two rules that match the same words the one that stands earlier here reads
them. Every repeat in a pattern is bounded and no two adjoining repeats can match the same words, so that matching is
linear in the text. Source: own rules, after the TIMEX3 guidelines (Saurí and others, 2006) for types, values, extents.
"""

from counterclaim.timexes.rules import (
    _clocks,
    _dates,
    _distances,
    _durations,
    _periods,
    _ranges,
    _references,
    _relative,
    _sets,
    _years,
)
from counterclaim.timexes.rules._rule import Context, Match, Rule
from counterclaim.timexes.rules._values import span_of

RULES: tuple[Rule, ...] = (
    *_dates.RULES,
    *_periods.RULES,
    *_years.RULES,
    *_relative.RULES,
    *_distances.RULES,
    *_references.RULES,
    *_sets.RULES,
    *_clocks.RULES,
    *_durations.RULES,
    *_ranges.RULES,
)

__all__ = ["RULES", "Context", "Match", "Rule", "span_of"]
