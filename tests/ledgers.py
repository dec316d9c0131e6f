"""A projection for tests of the ledger: a pure function with the shape of the real one and none of its judgement.

Linked reports are a story, claims joined by a `same` match are a proposition, a `contradicts` match is a dispute.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from counterclaim.records.accounts import (
    Accounts,
    Dispute,
    DisputeKind,
    Judgements,
    MatchLabel,
    Origin,
    OriginKind,
    Position,
    Proposition,
    Status,
    Story,
)
from counterclaim.records.analyses import Analysis
from counterclaim.records.ids import DisputeId, OriginId, PropositionId, StoryId, make_id
from counterclaim.records.spans import words_at

T = TypeVar("T", bound=str)


def group(items: Iterable[T], pairs: Iterable[tuple[T, T]]) -> list[tuple[T, ...]]:
    """The items in groups joined by pairs, each sorted, in order of their first member."""
    leader = {item: item for item in items}

    def find(item: T) -> T:
        while leader[item] != item:
            item = leader[item]
        return item

    for a, b in pairs:
        low, high = sorted((find(a), find(b)))
        leader[high] = low
    groups: defaultdict[T, list[T]] = defaultdict(list)
    for item in sorted(leader):
        groups[find(item)].append(item)
    return [tuple(members) for members in groups.values()]


def project_simply(analyses: Sequence[Analysis], judgements: Judgements) -> Accounts:
    claims = {claim.id: claim for analysis in analyses for claim in analysis.claims}
    texts = {analysis.revision.id: analysis.revision.text for analysis in analyses}
    stories = {
        revision: Story(id=StoryId(make_id("s", members)), title="Reports", revisions=members)
        for members in group(texts, [(link.a, link.b) for link in judgements.links])
        for revision in members
    }
    same = [(match.a, match.b) for match in judgements.matches if match.label is MatchLabel.SAME]
    of_claim: dict[str, Proposition] = {}
    for members in group(claims, same):
        first = claims[members[0]]
        positions: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for member in members:
            positions[claims[member].actor.name, claims[member].polarity].append(member)
        proposition = Proposition(
            id=PropositionId(make_id("p", members)),
            story_id=stories[first.revision_id].id,
            words=words_at(texts[first.revision_id], first.content),
            wording=first.id,
            claims=members,
            positions=tuple(
                Position(
                    actor=key[0],
                    polarity=claims[own[0]].polarity,  # type: ignore[index]
                    claims=tuple(own),  # type: ignore[arg-type]
                    utterances=len(own),
                    origins=1,
                )
                for key, own in sorted(positions.items())
            ),
            statuses=(Status.ONE_ORIGIN,),
            status_reasons=("a test",),
            reports=len({claims[member].revision_id for member in members}),
            origins=1,
        )
        of_claim.update(dict.fromkeys(members, proposition))
    disputes = [
        Dispute(
            id=DisputeId(make_id("x", [match.a, match.b])),
            story_id=of_claim[match.a].story_id,
            kind=DisputeKind.CONTRADICTION,
            a=of_claim[match.a].id,
            b=of_claim[match.b].id,
            sides_for=(match.a,),
            sides_against=(match.b,),
            score=match.score,
            reasons=match.reasons,
        )
        for match in judgements.matches
        if match.label is MatchLabel.CONTRADICTS
    ]
    return Accounts(
        stories=tuple({story.id: story for story in stories.values()}.values()),
        propositions=tuple({proposition.id: proposition for proposition in of_claim.values()}.values()),
        disputes=tuple(disputes),
        answers=(),
        origins=tuple(
            Origin(id=OriginId(make_id("o", revision)), kind=OriginKind.OWN, revisions=(revision,))
            for revision in sorted(texts)
        ),
    )
