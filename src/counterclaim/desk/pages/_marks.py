"""A text cut where marks begin and end, so that marks that nest or overlap can be shown in one line of text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from counterclaim.presentation import ClaimView

ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words `[start, end)` that have a role in a claim."""

    start: int
    end: int
    role: str
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text under the same marks. `role` is that of the innermost mark, `claims` those that it is part of, the
    innermost first; `depth` counts how many contents lie over each other; `first` names the claims that begin here."""

    words: str
    role: str | None = None
    claims: tuple[str, ...] = ()
    depth: int = 0
    first: tuple[str, ...] = ()


def marks_of(claims: Iterable[ClaimView]) -> list[Mark]:
    """The marks of some claims of one report."""
    return [
        Mark(start=quote.start, end=quote.end, role=role, claim=claim.id)
        for claim in claims
        for role, quotes in zip(ROLES, (claim.source, claim.cue, claim.content), strict=True)
        for quote in quotes
    ]


def cut(text: str, start: int, end: int, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """The text at `[start, end)` in pieces. `marks` may reach beyond it."""
    inside = [mark for mark in marks if mark.start < end and start < mark.end]
    edges = sorted({start, end, *(m.start for m in inside if m.start > start), *(m.end for m in inside if m.end < end)})
    begins = sorted(inside, key=lambda mark: mark.start)
    first_at: dict[str, int] = {}
    for mark in marks:
        first_at[mark.claim] = min(mark.start, first_at.get(mark.claim, mark.start))
    pieces: list[Piece] = []
    active: list[Mark] = []
    at = 0
    for left, right in pairwise(edges):
        active = [mark for mark in active if mark.end > left]
        while at < len(begins) and begins[at].start <= left:
            active.append(begins[at])
            at += 1
        pieces.append(_piece(text[left:right], active, left, first_at))
    return tuple(pieces)


def _piece(words: str, active: Sequence[Mark], left: int, first_at: dict[str, int]) -> Piece:
    if not active:
        return Piece(words=words)
    ordered = sorted(active, key=lambda mark: (mark.end - mark.start, ROLES.index(mark.role), mark.claim))
    claims = tuple(dict.fromkeys(mark.claim for mark in ordered))
    contents = {(mark.start, mark.end) for mark in active if mark.role == "content"}
    return Piece(
        words=words,
        role=ordered[0].role,
        claims=claims,
        depth=len(contents),
        first=tuple(claim for claim in claims if first_at[claim] == left),
    )
