"""Disputes and origins changed as people decided, whatever found them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from counterclaim._clusters import hold_pairs
from counterclaim.records.accounts import Dispute, DisputeKind, Origin, OriginKind, Reason
from counterclaim.records.claims import Claim, Polarity
from counterclaim.records.ids import ClaimId, DisputeId, OriginId, PropositionId, RevisionId, StoryId, make_id
from counterclaim.records.mentions import ARTICLE, UNNAMED
from counterclaim.review._pairs import Pairs

DECIDED = Reason(name="decision", weight=1.0, detail="a person decided so")
#: Kinds of origin that make reports one: what derives from one text.
DERIVED = frozenset({OriginKind.COPY, OriginKind.REWRITE})


def hold_disputes(
    story: StoryId,
    disputes: Sequence[Dispute],
    groups: Mapping[PropositionId, Sequence[Claim]],
    names: Mapping[ClaimId, str],
    decided: Pairs[ClaimId],
) -> tuple[Dispute, ...]:
    """The disputes of a story without those that people say are none, and with those that they say are.

    One is left out where every two parties that it sets against each other were said not to dispute it: a party that
    joins in later raises it again.
    """
    claims = {claim.id: claim for group in groups.values() for claim in group}
    home = {claim.id: identity for identity, group in groups.items() for claim in group}
    denied = {
        (frozenset((_party(claims[a], names), _party(claims[b], names))), frozenset((home[a], home[b])))
        for a, b in decided.apart
        if a in claims and b in claims
    }

    def is_none(dispute: Dispute) -> bool:
        about = frozenset(p for p in (dispute.a, dispute.b) if p is not None)
        pairs = {
            frozenset((_party(claims[a], names), _party(claims[b], names)))
            for a in dispute.sides_for
            for b in dispute.sides_against
            if a in claims and b in claims
        }
        pairs = {pair for pair in pairs if len(pair) == 2}
        return bool(pairs) and all((pair, about) in denied for pair in pairs)

    kept = [dispute for dispute in disputes if not is_none(dispute)]
    raised = {frozenset(p for p in (dispute.a, dispute.b) if p is not None) for dispute in kept}
    for a, b in sorted(decided.together):
        if a not in claims or b not in claims:
            continue
        about = frozenset((home[a], home[b]))
        if about not in raised:
            raised.add(about)
            kept.append(_raised(story, claims[a], claims[b], groups, home))
    return tuple(kept)


def _party(claim: Claim, names: Mapping[ClaimId, str]) -> str:
    """Who speaks; the narrators and the unnamed of two reports are two."""
    name = names[claim.id]
    return f"{name} {claim.revision_id}" if claim.actor.name in (ARTICLE, UNNAMED) else name


def _raised(
    story: StoryId,
    one: Claim,
    other: Claim,
    groups: Mapping[PropositionId, Sequence[Claim]],
    home: Mapping[ClaimId, PropositionId],
) -> Dispute:
    """The dispute that a person sees between two claims: a denial in one proposition, or a rivalry of two."""
    first, second = home[one.id], home[other.id]
    if first == second:
        about: tuple[PropositionId, PropositionId | None] = (first, None)
        sides = [[c.id for c in groups[first] if c.polarity is p] for p in (Polarity.FOR, Polarity.AGAINST)]
        kind = DisputeKind.DENIAL
        if not all(sides):
            sides = [[one.id], [other.id]]
    else:
        about = (min(first, second), max(first, second))
        sides = [[c.id for c in groups[p] if c.polarity is Polarity.FOR] or [groups[p][0].id] for p in about if p]
        kind = DisputeKind.CONTRADICTION
    return Dispute(
        id=DisputeId(make_id("d", {"kind": kind.value, "about": list(about)})),
        story_id=story,
        kind=kind,
        a=about[0],
        b=about[1],
        sides_for=tuple(sides[0]),
        sides_against=tuple(sides[1]),
        score=1.0,
        reasons=(DECIDED,),
    )


def hold_origins(origins: Sequence[Origin], decided: Pairs[RevisionId]) -> tuple[Origin, ...]:
    """The origins, parted where people say that two reports do not derive from one, joined where they say so."""
    if not decided.together and not decided.apart:
        return tuple(origins)
    # What derives from one text or quotes one statement stays together where one report is taken out.
    scores = {(a, b): 1.0 for origin in origins for a in origin.revisions for b in origin.revisions if a < b}
    kept: list[Origin] = []
    for origin in origins:
        if origin.kind in DERIVED:
            continue
        parts = hold_pairs([origin.revisions], apart=decided.apart, scores=scores)
        if len(parts) == 1:
            kept.append(origin)
        else:
            kept += [_origin(origin.kind, part, origin) for part in parts if len(part) > 1]
    derived = [origin for origin in origins if origin.kind in DERIVED]
    placed = {revision for origin in derived for revision in origin.revisions}
    loose = sorted({revision for pair in decided.together for revision in pair} - placed)
    groups = [*(origin.revisions for origin in derived), *([revision] for revision in loose)]
    before = {tuple(sorted(origin.revisions)): origin for origin in derived}
    for group in hold_pairs(groups, together=decided.together, apart=decided.apart, scores=scores):
        if tuple(group) in before:
            kept.append(before[tuple(group)])
        elif len(group) > 1:
            old = next((origin for origin in derived if set(group) & set(origin.revisions)), None)
            kept.append(_origin(old.kind if old else OriginKind.REWRITE, group, old))
    return tuple(sorted(kept, key=lambda origin: origin.id))


def _origin(kind: OriginKind, revisions: Sequence[RevisionId], old: Origin | None) -> Origin:
    identity = OriginId(make_id("o", {"kind": kind.value, "revisions": sorted(revisions)}))
    reasons = (DECIDED, *(old.reasons if old else ()))
    if old is None:
        return Origin(id=identity, kind=kind, revisions=tuple(sorted(revisions)), reasons=reasons)
    passages = tuple(passage for passage in old.passages if passage[0] in revisions)
    return replace(old, id=identity, revisions=tuple(sorted(revisions)), passages=passages, reasons=reasons)
