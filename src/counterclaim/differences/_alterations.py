"""What of a claim is another in the later text. Where no word of it changed nothing did, however it was read."""

from collections import Counter
from collections.abc import Iterator

from counterclaim.differences._pairs import Read, same_party
from counterclaim.differences._words import numbers, tokens
from counterclaim.records.claims import Claim
from counterclaim.records.differences import Alteration, Aspect
from counterclaim.records.mentions import Figure
from counterclaim.records.spans import Spans, words_at


def find_alterations(old: Read, new: Read, before: str, after: str) -> tuple[Alteration, ...]:
    """The aspects in which two claims that are one differ, given the texts that they stand in; none for equal words."""
    if old.said == new.said and old.quoted == new.quoted:
        return ()
    found = list(_aspects(old, new, before, after))
    if not found and old.content != new.content:
        found.append(
            Alteration(
                aspect=Aspect.WORDS,
                before=_plain(words_at(before, old.claim.content)),
                after=_plain(words_at(after, new.claim.content)),
            )
        )
    return tuple(found)


def _aspects(old: Read, new: Read, before: str, after: str) -> Iterator[Alteration]:
    a, b = old.claim, new.claim
    changed_content = old.content != new.content
    if changed_content:
        yield from _figures(old, new)
    if a.stance is not b.stance:
        yield Alteration(aspect=Aspect.STANCE, before=a.stance.value, after=b.stance.value)
    sources = [_plain(words_at(text, claim.source)) for text, claim in ((before, a), (after, b))]
    if tokens(sources[0]) != tokens(sources[1]):
        if old.party is not None and new.party is None:
            yield Alteration(aspect=Aspect.ATTRIBUTION_REMOVED, before=sources[0] or a.actor.name, after=sources[1])
        elif old.party is None and new.party is not None:
            yield Alteration(aspect=Aspect.ATTRIBUTION_ADDED, before=sources[0], after=sources[1] or b.actor.name)
        elif not same_party(old, new):
            yield Alteration(aspect=Aspect.ACTOR, before=a.actor.name, after=b.actor.name)
    if [name.casefold() for name in a.via] != [name.casefold() for name in b.via]:
        yield Alteration(aspect=Aspect.CARRIER, before=" > ".join(a.via), after=" > ".join(b.via))
    if a.certainty is not b.certainty:
        yield Alteration(aspect=Aspect.CERTAINTY, before=a.certainty.value, after=b.certainty.value)
    yield from _dropped_or_added(
        (a.hedges, b.hedges), (a.hedged, b.hedged), (before, after), (Aspect.HEDGE_DROPPED, Aspect.HEDGE_ADDED)
    )
    yield from _dropped_or_added(
        (a.conditions, b.conditions),
        (bool(a.conditions), bool(b.conditions)),
        (before, after),
        (Aspect.CONDITION_DROPPED, Aspect.CONDITION_ADDED),
    )
    if changed_content:
        yield from _circumstances(a, b, before, after)
    if old.quoted != new.quoted:
        yield Alteration(aspect=Aspect.QUOTATION, before=a.form.value, after=b.form.value)
    if a.stance is b.stance and old.party is not None and new.party is not None:
        cues = [_plain(words_at(text, claim.cue)) for text, claim in ((before, a), (after, b))]
        if all(cues) and tokens(cues[0]) != tokens(cues[1]):
            yield Alteration(aspect=Aspect.CUE, before=cues[0], after=cues[1])


def _figures(old: Read, new: Read) -> Iterator[Alteration]:
    """The figures that took the place of others, of one unit in the order of the words; else the bare numbers."""
    kept = Counter(_value(f) for f in old.claim.figures) & Counter(_value(f) for f in new.claim.figures)
    ours, theirs = ([f for f in _without(read.claim.figures, kept)] for read in (old, new))
    paired = False
    for figure in ours:
        rival = next((other for other in theirs if other.unit is figure.unit), None)
        if rival is not None:
            theirs.remove(rival)
            paired = True
            yield Alteration(aspect=Aspect.FIGURE, before=figure.words, after=rival.words)
    before, after = (Counter(numbers(read.content)) for read in (old, new))
    if not paired and before != after:
        yield Alteration(
            aspect=Aspect.FIGURE,
            before=", ".join((before - after).elements()),
            after=", ".join((after - before).elements()),
        )


def _value(figure: Figure) -> tuple[float | None, float | None, str, str | None]:
    return figure.low, figure.high, figure.unit.value, figure.convention


def _without(
    figures: tuple[Figure, ...], kept: Counter[tuple[float | None, float | None, str, str | None]]
) -> Iterator[Figure]:
    left = Counter(kept)
    for figure in figures:
        if left[_value(figure)] > 0:
            left[_value(figure)] -= 1
        else:
            yield figure


def _dropped_or_added(
    spans: tuple[Spans, Spans], there: tuple[bool, bool], texts: tuple[str, str], aspects: tuple[Aspect, Aspect]
) -> Iterator[Alteration]:
    if there[0] == there[1]:
        return
    words = [_plain(words_at(text, own)) for text, own in zip(texts, spans, strict=True)]
    yield Alteration(aspect=aspects[0] if there[0] else aspects[1], before=words[0], after=words[1])


def _circumstances(a: Claim, b: Claim, before: str, after: str) -> Iterator[Alteration]:
    places = [
        list(dict.fromkeys(place.span.of(text) for place in claim.places if not place.attributive))
        for text, claim in ((before, a), (after, b))
    ]
    if {name.casefold() for name in places[0]} != {name.casefold() for name in places[1]}:
        yield Alteration(aspect=Aspect.PLACE, before=", ".join(places[0]), after=", ".join(places[1]))
    times = [claim.event_time for claim in (a, b)]
    words = [time.span.of(text) if time else "" for time, text in zip(times, (before, after), strict=True)]
    if words[0].casefold() != words[1].casefold():
        yield Alteration(aspect=Aspect.EVENT_TIME, before=words[0], after=words[1])


def _plain(words: str) -> str:
    return " ".join(words.split())
