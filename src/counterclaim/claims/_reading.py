"""From the attributions of a report to its claims."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from counterclaim.claims._context import Context, make_context, trimmed
from counterclaim.claims._drafts import Draft
from counterclaim.claims._forms import read_form
from counterclaim.claims._frames import read_frame
from counterclaim.claims._grouping import group_utterances
from counterclaim.claims._hedges import find_hedges, read_certainty
from counterclaim.claims._kinds import read_kind
from counterclaim.claims._narration import Assertion, find_narration
from counterclaim.claims._references import find_references
from counterclaim.claims._splitting import split_content
from counterclaim.claims._stances import StanceReading, read_stance
from counterclaim.claims._unconfirmed import Unconfirmed, find_unconfirmed, thing_before
from counterclaim.claims._utterances import (
    Act,
    clause_around,
    find_exhibits,
    read_act,
    read_basis,
    read_denial_target,
)
from counterclaim.records.attributions import Attribution
from counterclaim.records.claims import Claim, Form, Kind, Stance, Utterance
from counterclaim.records.ids import ClaimId, UtteranceId, make_id
from counterclaim.records.mentions import ARTICLE, UNNAMED, Actor, ActorKind, Actors, Figure, Place, Timex
from counterclaim.records.notes import Evidence
from counterclaim.records.parses import Parse
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import Span, Spans, covered

_NARRATOR = Actor(name=ARTICLE, kind=ActorKind.ARTICLE, resolution="none")
#: An outer attribution of a chain gives way to the inner ones where they hold this share of its content.
_NESTED = 0.6


def read_claims(
    revision: Revision,
    parse: Parse,
    attributions: Sequence[Attribution],
    *,
    actors: Actors,
    timexes: tuple[Timex, ...],
    figures: tuple[Figure, ...],
    places: tuple[Place, ...],
) -> tuple[Claim, ...]:
    """The claims of one report, in text order: those of its attributions, and the report's own assertions."""
    context = make_context(revision, parse, actors, timexes, figures, places)
    drafts = [draft for attribution in attributions for draft in _drafts_of(context, attribution, attributions)]
    drafts = _name_unconfirmed(context, drafts)
    taken = [span for draft in drafts for span in (*draft.cue, *draft.source, *draft.content)]
    taken += [span for a in attributions for span in (*a.source, *a.cue, *a.content)]
    drafts += [_narrated(context, assertion) for assertion in find_narration(context, drafts, taken)]
    drafts.sort(key=lambda draft: (draft.start, draft.content[-1].end))
    return _claims(context, drafts)


def _drafts_of(context: Context, attribution: Attribution, attributions: Sequence[Attribution]) -> Iterator[Draft]:
    attribution = _with_rest(context, attribution, attributions)
    cue, source = context.tokens(attribution.cue), context.tokens(attribution.source)
    whole = context.tokens(attribution.content)
    if not whole:
        return
    nested = [a for a in attributions if a.parent == attribution.id]
    if _gives_way(context, attribution, nested, cue, whole) or _inside_quotation(context, attribution, attributions):
        return
    clause = clause_around(context, cue, source, whole)
    act = read_act(context, cue, source, clause)
    certainty, certainty_span = read_certainty(context, clause)
    exhibits = find_exhibits(context, clause)
    for part in _parts(context, attribution, cue):
        tokens, stance, form = part.tokens, part.stance, part.form
        hedges = find_hedges(context, cue, tokens)
        basis, basis_span = read_basis(context, source, tokens, clause=clause)
        part_figures = tuple(f for f in context.figures if any(f.span.overlaps(s) for s in part.content))
        target, target_rule = read_denial_target(context, tokens, stance.stance, figures=bool(part_figures))
        evidence = [stance.evidence(), part.kind_evidence]
        if target is not None:
            evidence.append(Evidence(field="denial_target", rule=target_rule))
        if certainty_span is not None:
            evidence.append(Evidence(field="certainty", rule="word", span=certainty_span))
        if basis_span is not None:
            evidence.append(Evidence(field="basis", rule="word", span=basis_span))
        for actor in _speakers(context, attribution, stance.stance):
            voice, voice_form = actor, form
            if not attribution.source and stance.stance in (Stance.UNKNOWN, Stance.DOUBTS) and actor.name == UNNAMED:
                voice = _NARRATOR
            if voice.name == ARTICLE:
                voice_form = Form.NARRATION
            event_time = _event_time(context, part.content, tokens, act)
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
                via=context.actors.via.get(attribution.id, ()),
                hedges=hedges,
                certainty=certainty,
                basis=basis,
                denial_target=target,
                figures=part_figures,
                places=_places(context, part.content, tokens, {*cue, *source}),
                event_time=event_time,
                exhibits=exhibits,
                evidence=[*evidence, *_more(act, event_time)],
                found_by=attribution.found_by,
                score=attribution.score,
            )


def _name_unconfirmed(context: Context, drafts: list[Draft]) -> list[Draft]:
    """`drafts` in which statements of no confirmation hold the thing not confirmed, and those no attribution holds."""
    drafts = sorted(drafts, key=lambda draft: draft.start)
    quoted = {token for span in context.quotations for token in context.parse.tokens_in(span)}
    statements = {s.head: s for s in find_unconfirmed(context) if s.head not in quoted}
    held: dict[int, list[Draft]] = {head: [] for head in statements}
    for draft in drafts:
        if draft.stance in (Stance.UNKNOWN, Stance.DOUBTS) and draft.form not in (Form.DIRECT, Form.MIXED):
            heads = statements.keys() & set(context.tokens(draft.cue)) or statements.keys() & set(draft.tokens)
            for head in heads:
                held[head].append(draft)
    dropped: set[int] = set()
    added: list[Draft] = []
    for head, statement in statements.items():
        if statement.content is None and _sound(context, statement, held[head]):
            continue
        things = _things(context, statement, drafts)
        if things:
            dropped.update(id(draft) for draft in held[head])
            like = held[head][-1] if held[head] else None
            added += [_unconfirmed(context, statement, thing, like) for thing in things]
    return [draft for draft in drafts if id(draft) not in dropped] + added


def _sound(context: Context, statement: Unconfirmed, held: Sequence[Draft]) -> bool:
    """Whether an attribution names the thing already: not by the statement's own words, nor by those of its party."""
    own = {statement.head, *statement.cue}
    if statement.party is not None:
        own.update(context.parse.subtree(statement.party))
    return any(own.isdisjoint(draft.tokens) for draft in held)


def _things(context: Context, statement: Unconfirmed, drafts: Sequence[Draft]) -> list[Spans]:
    """What is not confirmed: as named in the statement, else by a noun just before, else what was last claimed."""
    if statement.content is not None:
        return list(split_content(context, (statement.content,)))
    before = thing_before(context, statement.cue[0])
    if before is not None:
        return [(before,)]
    at = context.parse.sentence_index(statement.head)
    claimed = [
        draft
        for draft in drafts
        if 0 < at - context.parse.sentence_index(draft.tokens[0]) <= 2
        and draft.kind is Kind.FACT
        and draft.stance in (Stance.ASSERTS, Stance.CONFIRMS)
    ]
    if not claimed:
        return []
    last = claimed[-1]
    return [d.content for d in claimed if d.attribution is last.attribution and d.cue == last.cue]


def _unconfirmed(context: Context, statement: Unconfirmed, content: Spans, like: Draft | None) -> Draft:
    """The draft of a statement of no confirmation; `like` is what an attribution made of it."""
    parse, tokens = context.parse, context.tokens(content)
    cue = _runs(context, statement.cue)
    actor: Actor = _NARRATOR
    source: Spans = ()
    if like is not None and like.actor.name not in (ARTICLE, UNNAMED):
        actor, source = like.actor, like.source
    elif statement.party is not None:
        span = parse.span(statement.party, statement.party + 1)
        actor, source = party_at(context, statement.party), (span,)
    return Draft(
        attribution=like.attribution if like else None,
        source=source,
        cue=cue,
        content=content,
        tokens=tokens,
        actor=actor,
        stance=statement.stance,
        form=Form.NARRATION if actor.name == ARTICLE else Form.INDIRECT,
        kind=read_kind(context, statement.cue, tokens, stance=statement.stance, direct=False)[0],
        frame=read_frame(context, tokens, None),
        act=like.act if like else Act(),
        via=like.via if like else (),
        places=tuple(p for p in context.places if any(p.span.overlaps(span) for span in content)),
        figures=tuple(f for f in context.figures if any(f.span.overlaps(span) for span in content)),
        evidence=[Evidence(field="stance", rule="not confirmed", span=cue[0])],
        found_by=like.found_by if like else "unconfirmed",
        score=like.score if like else None,
    )


def _runs(context: Context, tokens: Sequence[int]) -> Spans:
    """The spans of `tokens`, neighbours as one."""
    runs: list[list[int]] = []
    for token in tokens:
        if runs and token == runs[-1][-1] + 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    return tuple(context.parse.span(run[0], run[-1] + 1) for run in runs)


def party_at(context: Context, head: int) -> Actor:
    """The party that the noun phrase of `head` names, by its mention where one was read, else in its own words."""
    parse = context.parse
    span = parse.span(head, head + 1)
    name = context.actors.name_at(span)
    for actor in context.actors.parties:
        if actor.name == name:
            return replace(actor, mention=span)
    if name:
        return Actor(name=name, kind=ActorKind.DESCRIPTION, mention=span)
    phrase = [t for t in parse.subtree(head) if t <= head and parse.pos[t] != "DET"]
    return Actor(
        name=" ".join(parse.words[t] for t in phrase) or parse.words[head],
        kind=ActorKind.DESCRIPTION,
        mention=span,
        resolution="description",
    )


def _speakers(context: Context, attribution: Attribution, stance: Stance) -> tuple[Actor, ...]:
    """The actors of an attribution; what somebody calls unclear without naming for whom is unclear to the speaker."""
    actors = context.actors.sources.get(attribution.id, (_UNNAMED,))
    nameless = all(actor.name in (ARTICLE, UNNAMED) for actor in actors)
    if nameless and not attribution.source and attribution.parent and stance in (Stance.UNKNOWN, Stance.DOUBTS):
        return context.actors.sources.get(attribution.parent, actors)
    return actors


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One part of a content with what decides whether it stands alone."""

    content: Spans
    tokens: list[int]
    stance: StanceReading
    form: Form
    kind: Kind
    kind_evidence: Evidence


def _parts(context: Context, attribution: Attribution, cue: Sequence[int]) -> list[_Part]:
    """The parts of the content that stand alone: fragments and runs of opinions stay with what they follow."""
    parts: list[_Part] = []
    for content in split_content(context, attribution.content):
        part = _part(context, content, cue)
        if part is None:
            continue
        if parts and _belongs(context, parts[-1], part):
            joined = _part(context, _join(context, attribution.content, parts[-1].content, part.content), cue)
            if joined is not None:
                parts[-1] = joined
                continue
        parts.append(part)
    return parts


def _part(context: Context, content: Spans, cue: Sequence[int]) -> _Part | None:
    tokens = context.tokens(content)
    if not tokens:
        return None
    stance = read_stance(context, cue, tokens)
    form = read_form(context, content)
    kind, evidence = read_kind(context, cue, tokens, stance=stance.stance, direct=form is Form.DIRECT)
    return _Part(content=content, tokens=tokens, stance=stance, form=form, kind=kind, kind_evidence=evidence)


def _belongs(context: Context, before: _Part, part: _Part) -> bool:
    words = [t for t in part.tokens if context.parse.pos[t] != "PUNCT"]
    if len(words) < _FRAGMENT:
        return True
    if before.kind is not part.kind or before.stance.stance is not part.stance.stance:
        return False
    if part.kind is not Kind.FACT:
        return True
    main = context.main(part.tokens)
    quoted = before.form is part.form is Form.DIRECT
    return quoted and main is not None and context.parse.deps[main] == "conj" and _lacks_subject(context, main)


def _lacks_subject(context: Context, verb: int) -> bool:
    return not any(
        context.parse.deps[c] in ("nsubj", "nsubjpass", "expl", "csubj") for c in context.parse.children[verb]
    )


def _join(context: Context, whole: Spans, before: Spans, after: Spans) -> Spans:
    """The words of `whole` from the first of `before` to the last of `after`."""
    first, last = before[0].start, after[-1].end
    cut = (Span(max(s.start, first), min(s.end, last)) for s in whole if s.start < last and s.end > first)
    return tuple(part for span in cut if (part := trimmed(context.revision.text, span, " \t\n\r")))


#: Fewer words than this are no claim of their own.
_FRAGMENT = 4

_UNNAMED = Actor(name=UNNAMED, kind=ActorKind.UNNAMED, resolution="none")


def _gives_way(
    context: Context,
    attribution: Attribution,
    nested: Sequence[Attribution],
    cue: Sequence[int],
    content: Sequence[int],
) -> bool:
    """Whether an outer attribution of a chain says nothing of its own: its inner ones hold what it says."""
    if not nested:
        return False
    stance = read_stance(context, cue, [])
    if stance.stance in (Stance.DENIES, Stance.DOUBTS, Stance.UNKNOWN):
        return False
    if any(_turns_on(context, attribution, a) for a in nested):
        return True
    inner = {t for a in nested for t in context.tokens((*a.source, *a.cue, *a.content))}
    return len(inner.intersection(content)) >= _NESTED * len(content)


def _turns_on(context: Context, outer: Attribution, inner: Attribution) -> bool:
    """Whether all that the outer one says is that the inner party says something (“reports say they claimed …”)."""
    return context.main(context.tokens(outer.content)) in context.tokens(inner.cue)


def _with_rest(context: Context, attribution: Attribution, attributions: Sequence[Attribution]) -> Attribution:
    """`attribution` with what follows its content in that of a chain's outer one: it is all the inner party's."""
    for outer in attributions:
        if outer.id != attribution.parent or not _turns_on(context, outer, attribution):
            continue
        end, last = attribution.content[-1].end, outer.content[-1].end
        rest = [Span(max(span.start, end), span.end) for span in outer.content if span.end > end]
        if rest and attribution.cue and attribution.cue[-1].end <= end < last:
            first = attribution.content[-1]
            gap = context.revision.text[end : rest[0].start]
            if not gap.strip():
                rest[0] = Span(first.start, rest[0].end)
                return replace(attribution, content=(*attribution.content[:-1], *rest))
            return replace(attribution, content=(*attribution.content, *rest))
    return attribution


def _inside_quotation(context: Context, attribution: Attribution, attributions: Sequence[Attribution]) -> bool:
    """Whether the cue stands in another's quoted words: what a speaker tells of others is part of what they say."""
    return bool(attribution.cue) and any(
        outer.id == attribution.parent
        and read_form(context, outer.content) is Form.DIRECT
        and covered(attribution.content, outer.content) < _NESTED * sum(map(len, outer.content))
        for outer in attributions
    )


def _narrated(context: Context, assertion: Assertion) -> Draft:
    """The draft of what the report itself asserts."""
    content, tokens, score = assertion.content, assertion.tokens, assertion.score
    stance = read_stance(context, [], tokens)
    if assertion.singles_out:  # “the only town that has not fallen” asserts which it is
        stance = StanceReading(stance=Stance.ASSERTS, rule="singled out")
    event_time = _event_time(context, content, tokens, Act())
    return Draft(
        attribution=None,
        source=(),
        cue=(),
        content=content,
        tokens=tokens,
        actor=_NARRATOR,
        stance=stance.stance,
        form=Form.NARRATION,
        kind=Kind.FACT,
        frame=read_frame(context, tokens, None),
        hedges=find_hedges(context, [], tokens),
        figures=tuple(f for f in context.figures if any(f.span.overlaps(span) for span in content)),
        places=_places(context, content, tokens, set()),
        event_time=event_time,
        evidence=[stance.evidence(), Evidence(field="form", rule="narration", span=content[0], score=score)],
        found_by="narration",
        score=score,
    )


def _places(context: Context, content: Spans, tokens: Sequence[int], saying: set[int]) -> tuple[Place, ...]:
    """The places in the content; where it has none, those of its sentence that neither source nor cue holds."""
    own = tuple(p for p in context.places if any(p.span.overlaps(span) for span in content))
    if own or not tokens:
        return own
    first, last = context.parse.sentence_of(tokens[0])
    sentence = context.parse.span(first, last)
    return tuple(
        p for p in context.places if sentence.contains(p.span) and saying.isdisjoint(context.parse.tokens_in(p.span))
    )


def _event_time(context: Context, content: Spans, tokens: Sequence[int], act: Act) -> Timex | None:
    """The time expression of the content nearest to its main verb; never the time of the saying."""
    main = context.main(list(tokens))
    dated = [
        timex
        for timex in context.timexes
        if timex.first is not None and timex != act.said and any(span.contains(timex.span) for span in content)
    ]
    if main is None or not dated:
        return dated[0] if dated else None
    return min(dated, key=lambda timex: (_depth(context, timex.span, main), timex.span.start))


def _depth(context: Context, span: Span, main: int) -> int:
    """How many heads lie between the words at `span` and `main` (a large number where `main` is not above them)."""
    depths = []
    for token in context.parse.tokens_in(span):
        for depth, head in enumerate(context.parse.ancestors(token)):
            if head == main:
                depths.append(depth)
                break
    return min(depths, default=1000)


def _more(act: Act, event_time: Timex | None) -> Iterator[Evidence]:
    if act.channel_span is not None:
        yield Evidence(field="utterance.channel", rule="word", span=act.channel_span)
    if act.said is not None:
        yield Evidence(field="utterance.said", rule="time in the cue's clause", span=act.said.span)
    if event_time is not None:
        yield Evidence(field="event_time", rule="time in the content", span=event_time.span)


def _claims(context: Context, drafts: Sequence[Draft]) -> tuple[Claim, ...]:
    """The drafts as records, with their utterances and references."""
    acts = group_utterances(context, drafts)
    told = _told(drafts, acts)
    pointed = find_references(context, drafts)
    ids = [_claim_id(context, draft) for draft in drafts]
    claims: dict[ClaimId, Claim] = {}
    for i, draft in enumerate(drafts):
        if ids[i] in claims:
            continue
        reference = pointed[i]
        evidence = list(draft.evidence)
        if reference is not None:
            evidence.append(Evidence(field="refers_to", rule="points back", span=drafts[reference].content[0]))
        if acts[i] != i and drafts[acts[i]].cue != draft.cue:
            evidence.append(Evidence(field="utterance", rule="same act", span=drafts[acts[i]].content[0]))
        act = told[acts[i]]
        claims[ids[i]] = Claim(
            id=ids[i],
            revision_id=context.revision.id,
            attribution_id=draft.attribution.id if draft.attribution else None,
            source=draft.source,
            cue=draft.cue,
            content=draft.content,
            actor=draft.actor,
            utterance=Utterance(
                id=UtteranceId(make_id("u", [context.revision.id, ids[acts[i]]])),
                capacity=act.capacity,
                channel=act.channel,
                channel_span=act.channel_span,
                recipient=act.recipient,
                said=act.said,
                said_first=act.said.first if act.said else None,
                said_last=act.said.last if act.said else None,
            ),
            stance=draft.stance,
            form=draft.form,
            kind=draft.kind,
            via=draft.via,
            hedged=bool(draft.hedges),
            hedges=draft.hedges,
            certainty=draft.certainty,
            basis=draft.basis,
            denial_target=draft.denial_target,
            refers_to=ids[reference] if reference is not None else None,
            figures=draft.figures,
            places=draft.places,
            event_time=draft.event_time,
            frame=draft.frame,
            exhibits=draft.exhibits,
            found_by=draft.found_by,
            score=draft.score,
            evidence=tuple(evidence),
        )
    return tuple(claims.values())


def _told(drafts: Sequence[Draft], acts: Sequence[int]) -> dict[int, Act]:
    """For each act what its mentions tell of it together: the first to name a channel, recipient or time counts."""
    told: dict[int, Act] = {}
    for draft, number in zip(drafts, acts, strict=True):
        known = told.get(number, Act())
        by_channel = known if known.channel else draft.act
        told[number] = Act(
            channel=by_channel.channel,
            channel_span=by_channel.channel_span,
            recipient=known.recipient or draft.act.recipient,
            said=known.said or draft.act.said,
            capacity=known.capacity or draft.act.capacity or (draft.actor.person and draft.actor.name),
        )
    return told


def _claim_id(context: Context, draft: Draft) -> ClaimId:
    return ClaimId(
        make_id(
            "c",
            [
                context.revision.id,
                draft.actor.name,
                draft.stance.value,
                [[span.start, span.end] for span in draft.content],
                [[span.start, span.end] for span in draft.cue],
            ],
        )
    )
