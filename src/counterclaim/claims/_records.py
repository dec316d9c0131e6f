"""Drafts as claims: with ids, utterances and references, which need all claims of the report."""

from collections.abc import Sequence

from counterclaim.claims._certainty import weigh_certainty
from counterclaim.claims._confirmations import find_withheld
from counterclaim.claims._context import Context
from counterclaim.claims._drafts import Draft
from counterclaim.claims._grouping import group_utterances
from counterclaim.claims._references import find_references
from counterclaim.claims._utterances import Act
from counterclaim.records.claims import Claim, Utterance
from counterclaim.records.ids import ClaimId, UtteranceId, make_id
from counterclaim.records.notes import Evidence


def make_claims(context: Context, drafts: Sequence[Draft]) -> tuple[Claim, ...]:
    """The drafts as records, with their utterances and references."""
    acts = group_utterances(context, drafts)
    told = _told(drafts, acts)
    pointed = find_references(context, drafts)
    held_back = find_withheld(context, drafts)
    weigh_certainty(context, drafts, acts)
    ids = [_claim_id(context, draft) for draft in drafts]
    claims: dict[ClaimId, Claim] = {}
    for i, draft in enumerate(drafts):
        if ids[i] in claims:
            continue
        reference, withheld = pointed[i], held_back[i]
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
                said_first=act.said.first if act.said else act.moment[0] if act.moment else None,
                said_last=act.said.last if act.said else act.moment[1] if act.moment else None,
                language=act.language,
                translated=act.translated,
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
            conditions=draft.conditions,
            partial=draft.partial,
            withheld=ids[withheld] if withheld is not None and ids[withheld] != ids[i] else None,
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
            language=known.language or draft.act.language,
            moment=known.moment or draft.act.moment,
            translated=known.translated or draft.act.translated,
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
