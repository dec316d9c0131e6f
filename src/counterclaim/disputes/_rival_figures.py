"""Why two figures of one matter that cannot both hold raise no dispute: a part, a rounded measure, another extent."""

import re
from dataclasses import replace
from itertools import product

from counterclaim.records.claims import Claim
from counterclaim.records.figure_relations import FigureRelation, compare_figures
from counterclaim.records.mentions import Figure, FigureUnit

#: Counts of a part, of some more, or a share: “six of them”, “four other men”, “two million apiece”.
PART = re.compile(
    r"\b(?:among|includ\w+|of (?:them|whom|those|these)|another|additional|apiece|each|per)\b"
    r"|\b(?:\d+|[a-z]+) (?:other|others|more)\b(?! than)",
    re.IGNORECASE,
)
#: What is measured and not counted: two reports round it, or turn it into another measure.
MEASURED = frozenset({FigureUnit.DISTANCE, FigureUnit.DURATION, FigureUnit.MONEY})
#: By which part the larger of two measures may exceed the smaller and be the same one, rounded.
ROUNDED = 0.1
#: A single case beside this many: “one man was arrested” does not say that no more were.
MANY = 10
#: What is measured of a thing, as far as it stands within some words behind the figure: “nine metres deep”.
EXTENT = re.compile(
    r"\A(?:\W+\w+){0,4}?\W+(?:(?P<deep>deep|depth)|(?P<wide>wide|width|across|diameter|broad)|(?P<long>long|length)"
    r"|(?P<high>high|tall|height|above)|(?P<far>away|from|off)|(?P<size>big|large|size))\b",
    re.IGNORECASE,
)
EXTENT_OF = re.compile(
    r"\b(?:(?P<deep>depth)|(?P<wide>width|diameter|radius)|(?P<long>length)|(?P<high>height))\s+of\s+(?:\w+\s+){0,2}\Z",
    re.IGNORECASE,
)
#: Characters behind a figure, and before it, that are looked at.
BEHIND, BEFORE = 60, 40


def counts_part(claim: Claim, words: str) -> bool:
    """Whether the figures of a claim are of a part, of others or of a share, as the words around them show."""
    return bool(claim.figures) and (any(f.part_of for f in claim.figures) or PART.search(words) is not None)


def why_no_rivals(a: Claim, b: Claim, texts: tuple[str, str]) -> str:
    """Why the figures of two claims are no rivals; empty where they may be. `texts` are those of the two reports."""
    clashing = [pair for pair in product(a.figures, b.figures) if compare_figures(*pair) is FigureRelation.CONFLICT]
    reasons = [_why_both_hold(one, other, texts) for one, other in clashing]
    return reasons[0] if reasons and all(reasons) else ""


def _why_both_hold(one: Figure, other: Figure, texts: tuple[str, str]) -> str:
    sizes = one.low, other.low
    if one.unit not in MEASURED:
        single = 1 in sizes and any(size is not None and size >= MANY for size in sizes)
        return "one tells of a single case, the other of many" if single else ""
    extents = [_extent(figure, text) for figure, text in zip((one, other), texts, strict=True)]
    if extents[0] and extents[1] and extents[0] != extents[1]:
        return f"one measures “{extents[0]}”, the other “{extents[1]}”"
    return "both are one measure, rounded" if _alike(one, other) else ""


def _extent(figure: Figure, text: str) -> str:
    start, end = figure.span.start, figure.span.end
    found = EXTENT_OF.search(text[max(0, start - BEFORE) : start]) or EXTENT.match(text[end : end + BEHIND])
    return found.lastgroup or "" if found else ""


def _alike(one: Figure, other: Figure) -> bool:
    """Whether the two would meet if each were a little larger or smaller: half of ROUNDED each."""
    return compare_figures(_loose(one), _loose(other)) is not FigureRelation.CONFLICT


def _loose(figure: Figure) -> Figure:
    low, high = figure.low, figure.high
    return replace(
        figure,
        low=None if low is None else low * (1 - ROUNDED / 2),
        high=None if high is None else high * (1 + ROUNDED / 2),
    )
