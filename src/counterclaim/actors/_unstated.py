"""Who is responsible for an attribution without a source: the clause, the quotation beside it, or nobody."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from counterclaim.actors._descriptions import owner_of
from counterclaim.actors._mentions import Form, Mention
from counterclaim.actors._speakers import Speakers
from counterclaim.actors._sweep import ISSUING
from counterclaim.records.attributions import Attribution
from counterclaim.records.mentions import ARTICLE, UNNAMED, Actor, ActorKind

NOT_KNOWN = re.compile(
    r"\bun(?:confirmed|verified|verifiable|clear|certain|known|substantiated|corroborated)\b"
    r"|(?:\b(?:not|no|neither|nor|never|yet|without|cannot|unable|impossible)\b|n[’']t\b).*?"
    r"(?:confirm|verif|corroborat|clear|evidence|known|certain|comment|proof|authenticat|establish)",
    re.I | re.S,
)


def unstated_actor(speakers: Speakers, attribution: Attribution, spoken: Sequence[Attribution]) -> Actor:
    cue = " ".join(span.of(speakers.text) for span in attribution.cue)
    speaker = _of_clause(speakers, attribution)
    if speaker is not None:
        return speaker
    within = _around(speakers, attribution)
    if within is not None:
        return within
    if speakers.is_quotation(attribution):
        speaker = speaker_near(speakers, attribution, spoken)
        if speaker is not None:
            return speaker
    if not cue and not speakers.is_quotation(attribution):
        return Actor(name=ARTICLE, kind=ActorKind.ARTICLE, resolution="none")
    if NOT_KNOWN.search(cue):
        return Actor(name=ARTICLE, kind=ActorKind.ARTICLE, resolution="none")
    return Actor(name=UNNAMED, kind=ActorKind.UNNAMED, resolution="none")


def _around(speakers: Speakers, attribution: Attribution) -> Actor | None:
    """Who says the words that a passive or an adverb stands in: “Xxx said she was believed to be …” is Xxx's
    statement. Hearsay by noun (“investigates reports that”) stays nobody's."""
    cue = [t for span in attribution.cue for t in speakers.parse.tokens_in(span)]
    outer = speakers.outer(attribution)
    if not cue or any(speakers.parse.pos[t] == "NOUN" for t in cue) or outer is None or not speakers.carries(outer):
        return None
    said = speakers.sources.get(outer.id, ())
    return said[0] if said and said[0].kind not in {ActorKind.ARTICLE, ActorKind.UNNAMED} else None


def _of_clause(speakers: Speakers, attribution: Attribution) -> Actor | None:
    """Whom the clause of the cue names: “its denial”, “the denial by Xxx”, “Xxx said in a statement”."""
    for span in attribution.cue:
        for token in speakers.parse.tokens_in(span):
            if speakers.parse.pos[token] != "NOUN":
                continue
            mention = speakers.mention(token) or Mention(start=token, end=token + 1, head=token, form=Form.DESCRIPTION)
            owner = owner_of(speakers.sweep, mention)
            if owner is None:
                head = speakers.parse.heads[token]
                if speakers.parse.lemmas[head] == "in":
                    head = speakers.parse.heads[head]
                elif speakers.parse.deps[token] != "dobj" or speakers.parse.lemmas[head] not in ISSUING:
                    continue
                subject = speakers.sweep.subject_of(head) if speakers.parse.pos[head] == "VERB" else None
                owner = speakers.mention(subject) if subject is not None else None
            if owner is not None and owner.party is not None:
                party = speakers.sweep.party(owner.party)
                at = speakers.parse.span(owner.start, owner.end)
                told_of = any(part.overlaps(at) for part in attribution.content)  # “rumours of Xxx's death”
                if party.kind is not ActorKind.DESCRIPTION and not told_of:
                    return speakers.of_party(party, owner, at)
    return None


def speaker_near(speakers: Speakers, attribution: Attribution, spoken: Sequence[Attribution]) -> Actor | None:
    """The speaker of a quotation without a source of its own: who is quoted before it in the paragraph, else who
    is quoted next in it, else who spoke last in the paragraph before."""
    here = speakers.paragraph(attribution.content[0].start)
    at = bisect_left(spoken, attribution.content[0].start, key=lambda a: a.content[0].start)
    before, after = spoken[max(0, at - 8) : at], spoken[at : at + 3]
    chosen = None
    for candidate in reversed(before):
        if speakers.paragraph(candidate.content[0].start) == here:
            chosen = candidate
            break
    if chosen is None:
        for candidate in after:
            if speakers.paragraph(candidate.content[0].start) == here and speakers.is_quotation(candidate):
                chosen = candidate
                break
    if chosen is None and before:
        latest = max(before, key=lambda a: max(s.end for s in (*a.content, *a.source, *a.cue)))
        if here - speakers.paragraph(latest.content[-1].start) <= 1:
            chosen = latest
    if chosen is None:
        return None
    actor = speakers.sources[chosen.id][0]
    if actor.kind in {ActorKind.ARTICLE, ActorKind.UNNAMED}:
        return None
    return Actor(
        name=actor.name,
        kind=actor.kind,
        mention=None,
        resolution="context",
        antecedent=actor.mention,
        person=actor.person,
        aliases=actor.aliases,
    )
