"""Statements of no confirmation as drafts: with the thing not confirmed, and who does not confirm it."""

from collections.abc import Sequence
from dataclasses import replace

from counterclaim.claims._circumstances import figures_of, places_of
from counterclaim.claims._context import Context
from counterclaim.claims._drafts import NARRATOR, Draft
from counterclaim.claims._frames import read_frame
from counterclaim.claims._kinds import read_kind
from counterclaim.claims._splitting import split_content
from counterclaim.claims._unconfirmed import Unconfirmed, find_unconfirmed, thing_before
from counterclaim.claims._utterances import Act
from counterclaim.claims._words import words
from counterclaim.records.claims import Form, Kind, Stance
from counterclaim.records.mentions import ARTICLE, UNNAMED, Actor, ActorKind
from counterclaim.records.notes import Evidence
from counterclaim.records.spans import Span, Spans

_PERCEIVED = frozenset({"hear", "see", "read", "know", "believe", "think"})


def name_unconfirmed(context: Context, drafts: list[Draft]) -> list[Draft]:
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
        else:  # “declined” as a cue, “to comment” as its content
            for token in dict.fromkeys((context.main(draft.tokens), draft.tokens[0])):
                if token in statements and not set(statements[token].cue).isdisjoint(context.tokens(draft.cue)):
                    held[token].append(draft)
    told = [
        draft
        for draft in drafts
        if draft.kind is Kind.FACT
        and draft.stance in (Stance.ASSERTS, Stance.CONFIRMS)
        and not _hearsay(context, draft)
    ]
    dropped: set[int] = set()
    added: list[Draft] = []
    for head, statement in statements.items():
        if statement.content is None and _sound(context, statement, held[head]):
            continue
        like = _likest(held[head])
        things = _things(context, statement, told, _party(context, statement, like)[0])
        if not things and (like is not None or statement.is_silence(context)):  # about what is not told
            end = like.content[-1].end if like is not None else context.parse.ends[statement.cue[-1]]
            said = Span(context.parse.starts[statement.cue[0]], end)
            dropped.update(id(draft) for draft in held[head])
            added.append(replace(_unconfirmed(context, statement, (said,), like), kind=Kind.OTHER))
        if things:
            dropped.update(id(draft) for draft in held[head])
            added += [_unconfirmed(context, statement, thing, like) for thing in things]
    return [draft for draft in drafts if id(draft) not in dropped] + added


def _likest(held: Sequence[Draft]) -> Draft | None:
    """The last of the drafts that hold a statement, one of somebody named before one of nobody."""
    named = [draft for draft in held if draft.actor.name not in (ARTICLE, UNNAMED)]
    return next(iter([*reversed(named), *reversed(held)]), None)


def _hearsay(context: Context, draft: Draft) -> bool:
    """“We have heard these rumours”: of what the speaker has heard, nobody else is asked to say anything."""
    main = context.main(draft.tokens)
    if main is None or context.parse.lemmas[main] not in _PERCEIVED:
        return False
    subject = context.subject(main)
    return subject is not None and context.parse.lemmas[subject] in ("i", "we")


def _sound(context: Context, statement: Unconfirmed, held: Sequence[Draft]) -> bool:
    """Whether an attribution names the thing already: not by the statement's own words, nor by those of its party."""
    own = {statement.head, *statement.cue}
    if statement.party is not None:
        own.update(context.parse.subtree(statement.party))
    return any(own.isdisjoint(draft.tokens) and not _asks(context, draft) for draft in held)


def _asks(context: Context, draft: Draft) -> bool:
    """Whether all that a content names is how somebody was asked: “a request for comment”."""
    main = context.main(draft.tokens)
    return main is not None and context.parse.lemmas[main] in words("asking_noun")


def _things(context: Context, statement: Unconfirmed, told: Sequence[Draft], party: Actor) -> list[Spans]:
    """What is not confirmed: as named in the statement, else by a noun just before, else what was last `told`."""
    if statement.content is not None:
        return list(split_content(context, (statement.content,), denied=True))
    before = thing_before(context, statement.cue[0])
    silence = statement.is_silence(context)
    if before is not None and not (silence and context.block_of(before) != _block(context, statement)):
        return [(before,)]
    # Nobody is asked to confirm what they said themselves.
    claimed = [d for d in told if d.actor.name != party.name and d.tokens[0] < statement.head]
    last = _last_about(context, statement, claimed, party) if silence else None
    if last is None:
        last = _last_near(context, statement, claimed, silence=silence)
    if last is None:
        return []
    at = context.parse.sentence_index(last.tokens[0])
    return [
        d.content
        for d in claimed
        if d.attribution is last.attribution and d.cue == last.cue and context.parse.sentence_index(d.tokens[0]) == at
    ]


def _last_near(context: Context, statement: Unconfirmed, told: Sequence[Draft], *, silence: bool) -> Draft | None:
    """What was claimed in the same sentence or the one or two before; where it is silence, in the same paragraph."""
    at = context.parse.sentence_index(statement.head)
    for back in (1, 2):
        for draft in reversed(told):
            here = context.parse.sentence_index(draft.tokens[0]) == at - back
            if here and not (silence and context.block_of(draft.content[0]) != _block(context, statement)):
                return draft
    return None


def _last_about(context: Context, statement: Unconfirmed, told: Sequence[Draft], party: Actor) -> Draft | None:
    """The last claim about `party` in the paragraph of the statement or the one before."""
    block = _block(context, statement)
    for draft in reversed(told):
        if context.block_of(draft.content[0]) < block - 1:
            return None
        if _is_about(context, draft, statement, party):
            return draft
    return None


def _is_about(context: Context, draft: Draft, statement: Unconfirmed, party: Actor) -> bool:
    """Whether a content names the party, by any mention of it or by the same noun."""
    starts = (context.parse.starts[token] for token in draft.tokens)
    if any(context.mention_starts.get(start, (None, ""))[1] == party.name for start in starts):
        return True
    noun = context.parse.lemmas[statement.party] if statement.party is not None else ""
    return noun in context.lemmas(draft.tokens)


def _block(context: Context, statement: Unconfirmed) -> int:
    return context.block_of(context.parse.span(statement.head, statement.head + 1))


def _unconfirmed(context: Context, statement: Unconfirmed, content: Spans, like: Draft | None) -> Draft:
    """The draft of a statement of no confirmation; `like` is what an attribution made of it."""
    tokens = context.tokens(content)
    cue = _runs(context, statement.cue)
    actor, source = _party(context, statement, like)
    kind, kind_evidence = read_kind(context, statement.cue, tokens, stance=statement.stance, direct=False)
    form = Form.NARRATION if actor.name == ARTICLE else Form.INDIRECT
    form_reason = Evidence(field="form", rule="told without quoting", span=cue[0])
    return Draft(
        attribution=like.attribution if like else None,
        source=source,
        cue=cue,
        content=content,
        tokens=tokens,
        actor=actor,
        stance=statement.stance,
        form=form,
        kind=kind,
        frame=read_frame(context, tokens, None),
        act=like.act if like else Act(),
        via=like.via if like else (),
        places=places_of(context, content, tokens, set(statement.cue)),
        figures=figures_of(context, content),
        evidence=[Evidence(field="stance", rule="not confirmed", span=cue[0]), kind_evidence, form_reason],
        found_by=like.found_by if like else "unconfirmed",
        score=like.score if like else None,
    )


def _party(context: Context, statement: Unconfirmed, like: Draft | None) -> tuple[Actor, Spans]:
    """Who does not confirm, and where they are named: the narrator where nobody is."""
    if like is not None and like.actor.name not in (ARTICLE, UNNAMED):
        return like.actor, like.source
    if statement.party is not None:
        span = context.parse.span(statement.party, statement.party + 1)
        return _party_at(context, statement.party), (span,)
    return NARRATOR, ()


def _runs(context: Context, tokens: Sequence[int]) -> Spans:
    """The spans of `tokens`, neighbours as one."""
    runs: list[list[int]] = []
    for token in tokens:
        if runs and token == runs[-1][-1] + 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    return tuple(context.parse.span(run[0], run[-1] + 1) for run in runs)


def _party_at(context: Context, head: int) -> Actor:
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
