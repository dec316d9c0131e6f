"""A claim from what a person typed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from counterclaim.errors import InputError
from counterclaim.records.claims import Claim, Form, Kind, Stance
from counterclaim.records.mentions import Figure
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import Span, Spans
from counterclaim.review import (
    Rewriting,
    find_words,
    new_claim,
    parse_figure,
    parse_place,
    parse_time,
    rewrite,
    show_figure,
    show_place,
    with_frame,
)

NONE = "none"


def corrected(claim: Claim, revision: Revision, asked: Mapping[str, Any]) -> Claim:
    """The claim as asked for by the options of `review correct`."""
    asked_for = _rewriting(revision, asked, near=claim.content)
    new = rewrite(
        claim, replace(asked_for, figures=_kept(asked_for.figures, claim), places=_kept(asked_for.places, claim))
    )
    return with_frame(new, revision.text) if new.content != claim.content else new


def _kept(given: tuple[Any, ...] | None, claim: Claim) -> tuple[Any, ...] | None:
    """The figures or places given; those that the claim has so already stay with all that is known of them."""
    if given is None:
        return None
    held = {(one.span, show_figure(one)): one for one in claim.figures}
    placed = {(one.span, show_place(one)): one for one in claim.places}
    return tuple(
        held.get((one.span, show_figure(one)), one)
        if isinstance(one, Figure)
        else placed.get((one.span, show_place(one)), one)
        for one in given
    )


def added(revision: Revision, asked: Mapping[str, Any]) -> Claim:
    return new_claim(revision, _rewriting(revision, asked, near=()), found_by="a person")


def parts_of(claim: Claim, revision: Revision, into: Sequence[str]) -> tuple[Claim, ...]:
    """The parts of a claim, each with words of its content, and a stance of its own where one stands in front."""
    parts = []
    for asked in into:
        stance, mark, words = asked.partition(":")
        known = mark and stance in set(Stance)
        words = words.strip() if known else asked
        span = find_words(revision.text, words, near=claim.content, subject=claim.id)
        if not any(part.contains(span) for part in claim.content):
            raise InputError(f"“{span.of(revision.text)[:60]}” is no part of the claim's words", subject=claim.id)
        new = rewrite(claim, Rewriting(content=(span,), stance=Stance(stance) if known else None))
        parts.append(with_frame(new, revision.text))
    if any(a.content[0].overlaps(b.content[0]) for i, a in enumerate(parts) for b in parts[i + 1 :]):
        raise InputError("the parts of a claim do not overlap", subject=claim.id)
    return tuple(replace(part, score=None) for part in parts)


def _rewriting(revision: Revision, asked: Mapping[str, Any], *, near: Spans) -> Rewriting:
    subject = revision.id

    def spans(role: str) -> Spans | None:
        given: Sequence[str] = asked.get(role) or ()
        if not given:
            return None
        if tuple(given) == (NONE,):
            return ()
        return tuple(find_words(revision.text, words, near=near, subject=subject) for words in given)

    content = spans("content")
    around = content or near

    def valued(given: Iterable[str], read: Callable[[str, Span], Any]) -> tuple[Any, ...] | None:
        given = list(given)
        if not given:
            return None
        if given == [NONE]:
            return ()
        found = []
        for item in given:
            words, mark, value = item.partition("=")
            span = find_words(revision.text, words, near=around, subject=subject)
            found.append(read(value if mark else words, span))
        return tuple(found)

    time = asked.get("time")
    times = valued([time] if time else [], lambda v, s: parse_time(v, s, subject=subject))
    stance, form, kind = asked.get("stance"), asked.get("form"), asked.get("kind")
    return Rewriting(
        content=content,
        source=spans("source"),
        cue=spans("cue"),
        actor=asked.get("actor"),
        stance=Stance(stance) if stance else None,
        form=Form(form) if form else None,
        kind=Kind(kind) if kind else None,
        figures=valued(asked.get("figures") or (), lambda v, s: parse_figure(v, s, revision.text, subject=subject)),
        places=valued(asked.get("places") or (), lambda v, s: parse_place(v, s, subject=subject)),
        event_time=times[0] if times else None,
        no_time=times == (),
    )
