"""One attribution read: its parts, and all that is read of each."""

from collections.abc import Iterator, Sequence

from counterclaim.claims._basis import read_basis
from counterclaim.claims._certainty import read_certainty
from counterclaim.claims._chains import carriers_of
from counterclaim.claims._circumstances import event_time_of, figures_of, places_of
from counterclaim.claims._context import Context
from counterclaim.claims._drafts import NARRATOR, Draft
from counterclaim.claims._forms import form_evidence
from counterclaim.claims._frames import read_frame
from counterclaim.claims._hedges import find_hedges
from counterclaim.claims._parts import read_parts
from counterclaim.claims._retractions import NEVER_SAID, TAKEN_BACK
from counterclaim.claims._stances import StanceReading
from counterclaim.claims._targets import read_denial_target
from counterclaim.claims._utterances import Act, clause_around, find_exhibits, read_act
from counterclaim.claims._words import words
from counterclaim.records.attributions import Attribution
from counterclaim.records.claims import Basis, DenialTarget, Form, Stance
from counterclaim.records.mentions import ARTICLE, UNNAMED, Actor, ActorKind, Timex
from counterclaim.records.notes import Evidence
from counterclaim.records.spans import Span

_NOBODY_SAYS = frozenset({"no", "nobody", "none", "neither"})
_NOBODY = Actor(name=UNNAMED, kind=ActorKind.UNNAMED, resolution="none")


def read_attribution(context: Context, attribution: Attribution, beside: Sequence[Attribution]) -> Iterator[Draft]:
    """The claims of one attribution: one for each part of its content and each of its actors. `beside` are the others
    whose words stand in its sentence."""
    cue, source = context.tokens(attribution.cue), context.tokens(attribution.source)
    whole = context.tokens(attribution.content)
    if not whole or _tells_of_saying(context, attribution, cue, whole):
        return
    clause = clause_around(context, cue, source, whole)
    act = read_act(context, cue, clause, whole)
    certainty, certainty_span = read_certainty(context, cue, clause)
    exhibits = find_exhibits(context, clause)
    others = tuple(_other_sources(attribution))
    others_words = _words_of(context, attribution, beside)
    for part in read_parts(context, attribution.content, cue):
        tokens, stance, form = part.tokens, part.stance, part.form
        if not _NOBODY_SAYS.isdisjoint(context.lemmas(source[:2])):
            stance = StanceReading(stance=Stance.UNKNOWN, rule="nobody says", span=attribution.source[0])
        if stance.stance is Stance.CONFIRMS and context.main(source) in _evidence(context, source):
            stance = StanceReading(stance=Stance.ASSERTS, rule="evidence confirms", span=stance.span)
        if stance.rule == NEVER_SAID and _of_oneself(context, attribution):
            stance = StanceReading(stance=Stance.DENIES, rule=NEVER_SAID, span=stance.span)
        carriers = carriers_of(context, attribution, part.content)
        hedges = find_hedges(context, cue, tokens)
        figures = figures_of(context, part.content)
        evidence = [stance.evidence(), part.kind_evidence, form_evidence(context, part.content)]
        evidence += [Evidence(field="hedged", rule="hedge", span=span) for span in hedges]
        evidence += context.certain_of(tokens)
        if certainty_span is not None:
            evidence.append(Evidence(field="certainty", rule="word", span=certainty_span))
        evidence += others
        evidence += [Evidence(field="conditions", rule="condition", span=span) for span in part.conditions]
        evidence += [Evidence(field="via", rule=c.rule, span=c.span, detail=c.name) for c in carriers]
        for actor in _speakers(context, attribution, stance.stance):
            voice, voice_form = actor, form
            if not attribution.source and stance.stance in (Stance.UNKNOWN, Stance.DOUBTS) and actor.name == UNNAMED:
                voice = NARRATOR
            if voice.name == ARTICLE:
                voice_form = Form.NARRATION
            event_time = event_time_of(context, part.content, tokens, act.said)
            speaker = frozenset(name for name in (voice.name, voice.person) if name is not None)
            basis, basis_span = read_basis(context, source, tokens, clause=clause, speaker=speaker, kind=part.kind)
            target, target_rule = read_denial_target(
                context, tokens, stance.stance, figures=bool(figures), speaker=speaker
            )
            if stance.rule.startswith("content:report") or stance.rule == TAKEN_BACK:
                target, target_rule = DenialTarget.REPORT, stance.rule
            if stance.rule == NEVER_SAID and stance.stance is Stance.DENIES:
                target, target_rule = DenialTarget.HAVING_SAID, stance.rule
            yield Draft(
                attribution=attribution,
                source=attribution.source,
                cue=attribution.cue,
                content=part.content,
                tokens=tokens,
                actor=voice,
                stance=stance.stance,
                form=voice_form,
                kind=part.kind,
                frame=read_frame(context, tokens, actor.name),
                act=act,
                via=tuple(carrier.name for carrier in carriers),
                hedges=hedges,
                certainty=certainty,
                basis=basis,
                denial_target=target,
                figures=figures,
                places=places_of(context, part.content, tokens, {*cue, *source, *others_words}),
                event_time=event_time,
                exhibits=exhibits,
                evidence=[*evidence, *_circumstances(act, event_time), *_read_of(basis, basis_span, target_rule)],
                found_by=attribution.found_by,
                score=attribution.score,
                conditions=part.conditions,
            )


def _words_of(context: Context, attribution: Attribution, beside: Sequence[Attribution]) -> set[int]:
    """The words of the contents beside `attribution`: where that happened is not where this did."""
    own = (*attribution.cue, *attribution.content)
    apart = (a for a in beside if not any(x.overlaps(y) for x in a.content for y in own))
    return {token for a in apart for token in context.tokens(a.content)}


def _of_oneself(context: Context, attribution: Attribution) -> bool:
    """“She said she had never claimed that …”, “I did not say that …”: the speaker's own words about the saying."""
    if not {"i", "we"}.isdisjoint(context.lemmas(context.tokens(attribution.source))):
        return True
    speakers = {actor.name for actor in context.actors.sources.get(attribution.id, ())}
    outer = context.actors.sources.get(attribution.parent, ()) if attribution.parent else ()
    return not speakers.isdisjoint(actor.name for actor in outer)


def _evidence(context: Context, source: list[int]) -> list[int]:
    """The tokens that name evidence: tests and images show something, but are no party that concedes it."""
    return [token for token in source if context.parse.lemmas[token] in words("evidence_noun")]


def _other_sources(attribution: Attribution) -> Iterator[Evidence]:
    """Who else may have said it, by the tagger."""
    for other in attribution.others:
        span = Span(other.source[0].start, other.source[-1].end) if other.source else None
        yield Evidence(
            field="source", rule="second reading", span=span, score=other.score, detail="" if span else "nobody named"
        )


def _tells_of_saying(context: Context, attribution: Attribution, cue: list[int], content: list[int]) -> bool:
    """Whether a hedge is about how something said came (“a video reportedly sent to …”): certainty, not a claim."""
    parse = context.parse
    if attribution.source or words("reported").isdisjoint(context.lemmas(cue)):
        return False
    main = context.main(content)
    return main is not None and parse.deps[main] == "acl" and parse.lemmas[parse.heads[main]] in words("channel")


def _speakers(context: Context, attribution: Attribution, stance: Stance) -> tuple[Actor, ...]:
    """The actors of an attribution; what somebody calls unclear without naming for whom is unclear to the speaker."""
    actors = context.actors.sources.get(attribution.id, (_NOBODY,))
    nameless = all(actor.name in (ARTICLE, UNNAMED) for actor in actors)
    if nameless and not attribution.source and attribution.parent and stance in (Stance.UNKNOWN, Stance.DOUBTS):
        return context.actors.sources.get(attribution.parent, actors)
    return actors


def _read_of(basis: Basis, span: Span | None, target_rule: str) -> Iterator[Evidence]:
    if span is not None:
        yield Evidence(field="basis", rule=basis.value, span=span)
    if target_rule:
        yield Evidence(field="denial_target", rule=target_rule)


def _circumstances(act: Act, event_time: Timex | None) -> Iterator[Evidence]:
    if act.channel_span is not None:
        yield Evidence(field="utterance.channel", rule="word", span=act.channel_span)
    if act.said is not None:
        yield Evidence(field="utterance.said", rule="time in the cue's clause", span=act.said.span)
    if act.language_span is not None:
        field = "utterance.language" if act.language else "utterance.translated"
        yield Evidence(field=field, rule="word", span=act.language_span)
    if event_time is not None:
        yield Evidence(field="event_time", rule="time in the content", span=event_time.span)
