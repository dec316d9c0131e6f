"""Finding again what a decision is about: in another reading of the same text, and in a later text of the document."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from counterclaim.records.claims import Claim
from counterclaim.records.decisions import ON_REPORTS, Decision, Words
from counterclaim.records.ids import RevisionId
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import Span, Spans, covered, hull

R = TypeVar("R")

#: A decision holds for a claim whose content shares at least this part of the words that it binds to.
SHARED = 0.5
#: Code points before and after a quotation that tell its places in a text apart.
CONTEXT = 32


class Lost(Exception):
    """Words that a decision is about stand nowhere in the text."""


def share(a: Spans, b: Spans) -> float:
    """The part of the longer of two sets of spans that both hold."""
    return covered(a, b) / max(1, sum(map(len, a)), sum(map(len, b)))


def find_claim(claims: Iterable[Claim], spans: Spans, *, speaker: str | None = None) -> Claim | None:
    """The claim that a decision on `spans` is about: the one that shares most of the words, at least one half.

    Of claims in the same words that of `speaker` is meant; None where that leaves several, because whoever decided
    spoke of one.
    """
    shares = [(share(spans, claim.content), claim) for claim in claims]
    most = max((found for found, _ in shares), default=0.0)
    if most < SHARED:
        return None
    best = [claim for found, claim in shares if found == most]
    if len(best) > 1:
        best = [claim for claim in best if claim.actor.name == speaker] if speaker is not None else best
        polarities = {(claim.actor.name, claim.stance, claim.content) for claim in best}
        if len(polarities) != 1:
            return None
    return min(best, key=lambda claim: claim.id)


def find_beside(claims: Iterable[Claim], claim: Claim) -> tuple[Claim, ...]:
    """The other claims that share at least half of a claim's words: of several speakers, or of several stances."""
    return tuple(c for c in claims if c.id != claim.id and share(claim.content, c.content) >= SHARED)


def find_quote(text: str, quote: str, *, prefix: str = "", suffix: str = "", near: int = 0) -> Span | None:
    """Where `quote` stands in `text`: of several places the one whose surroundings agree best, then the nearest."""
    if not quote:
        return None
    best: tuple[int, int, int] | None = None
    at = text.find(quote)
    while at >= 0:
        before = _agree(reversed(text[max(0, at - len(prefix)) : at]), reversed(prefix))
        after = _agree(text[at + len(quote) : at + len(quote) + len(suffix)], suffix)
        rank = (-before - after, abs(at - near), at)
        best = rank if best is None else min(best, rank)
        at = text.find(quote, at + 1)
    return None if best is None else Span(best[2], best[2] + len(quote))


def _agree(a: Iterable[str], b: Iterable[str]) -> int:
    """How many characters agree from the start on."""
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count


def quote_of(text: str, span: Span) -> tuple[str, str, str]:
    """What stands before the span, in it and after it: enough to find it again in another text."""
    before = text[max(0, span.start - CONTEXT) : span.start]
    return before, span.of(text), text[span.end : span.end + CONTEXT]


def carry(
    decision: Decision,
    current: Mapping[RevisionId, RevisionId],
    revision: Callable[[RevisionId], Revision | None],
) -> Decision | None:
    """The decision as it holds for the current texts of the documents; None where its words are gone.

    `current` gives for a visible revision the current one of its document, `revision` the revision of an id. Words
    move as they stand: a claim with its source and cue must stand in the new text unchanged.
    """
    now = current.get(decision.revision_id)
    if now is None:
        return None
    whole = decision.action in ON_REPORTS
    try:
        elsewhere = tuple(_carry_words(words, current, revision, whole=whole) for words in decision.elsewhere)
        if now == decision.revision_id:
            return replace(decision, elsewhere=elsewhere)
        old, new = revision(decision.revision_id), revision(now)
        if old is None or new is None:
            return None
        if whole:
            return replace(decision, revision_id=new.id, spans=whole_text(new), elsewhere=elsewhere)
        move = _mover(old.text, new.text, hull(_own_spans(decision)))
        return replace(
            decision,
            revision_id=new.id,
            spans=tuple(move(span) for span in decision.spans),
            claims=tuple(replace(moved(claim, move), revision_id=new.id) for claim in decision.claims),
            elsewhere=elsewhere,
        )
    except Lost:
        return None


def whole_text(revision: Revision) -> Spans:
    """The span of all of a report, to which decisions on reports bind."""
    return (Span(0, max(1, len(revision.text))),)


def _own_spans(decision: Decision) -> Sequence[Span]:
    return [
        *decision.spans,
        *(span for claim in decision.claims for span in (*claim.source, *claim.cue, *claim.content)),
    ]


def _carry_words(
    words: Words,
    current: Mapping[RevisionId, RevisionId],
    revision: Callable[[RevisionId], Revision | None],
    *,
    whole: bool,
) -> Words:
    now = current.get(words.revision_id)
    if now is None or now == words.revision_id:
        return words  # what is not visible has no claims that could be meant, and needs none
    old, new = revision(words.revision_id), revision(now)
    if old is None or new is None:
        raise Lost
    if whole:
        return Words(revision_id=new.id, spans=whole_text(new))
    move = _mover(old.text, new.text, hull(words.spans))
    return Words(revision_id=new.id, spans=tuple(move(span) for span in words.spans))


def _mover(old: str, new: str, words: Span) -> Callable[[Span], Span]:
    """A function that moves spans inside `words` to where these words stand in `new`, and others one by one."""
    before, quote, after = quote_of(old, words)
    found = find_quote(new, quote, prefix=before, suffix=after, near=words.start)
    if found is None:
        raise Lost
    shift = found.start - words.start

    def move(span: Span) -> Span:
        if words.contains(span):
            return Span(span.start + shift, span.end + shift)
        left, inside, right = quote_of(old, span)
        other = find_quote(new, inside, prefix=left, suffix=right, near=span.start + shift)
        if other is None:
            raise Lost
        return other

    return move


def moved(record: R, move: Callable[[Span], Span]) -> R:
    """The record with every span in it moved."""
    return _moved(record, move)  # type: ignore[no-any-return]


def _moved(value: Any, move: Callable[[Span], Span]) -> Any:
    if isinstance(value, Span):
        return move(value)
    if isinstance(value, tuple):
        return tuple(_moved(part, move) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _moved(getattr(value, field.name), move) for field in fields(value)})
    return value
