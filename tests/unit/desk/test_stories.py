"""The rows of the list of stories."""

from collections.abc import Mapping

from counterclaim.desk.pages._stories import list_stories
from counterclaim.records.accounts import Accounts, Dispute, DisputeKind, Position, Proposition, Story
from counterclaim.records.claims import Polarity
from counterclaim.records.ids import ClaimId, DisputeId, Json, PropositionId, RevisionId, StoryId

ROW: Mapping[str, Json] = {
    "id": "s1", "title": "Orsk", "reports": 2, "origins": 2, "disputes": 1, "propositions": 2,
    "first": None, "last": None,
}  # fmt: skip


def matter(number: int, words: str, **parties: Polarity) -> Proposition:
    claims = {actor: ClaimId(f"c{number}{actor}") for actor in parties}
    return Proposition(
        id=PropositionId(f"p{number}"),
        story_id=StoryId("s1"),
        words=words,
        wording=next(iter(claims.values())),
        claims=tuple(claims.values()),
        positions=tuple(
            Position(actor=actor, polarity=side, claims=(claims[actor],), utterances=1, origins=1)
            for actor, side in parties.items()
        ),
        statuses=(),
        status_reasons=(),
        reports=1,
        origins=1,
    )


def listed(*matters: Proposition, kind: DisputeKind) -> object:
    dispute = Dispute(
        id=DisputeId("d1"),
        story_id=StoryId("s1"),
        kind=kind,
        a=matters[0].id,
        b=matters[1].id if len(matters) > 1 else None,
        sides_for=matters[0].claims[:1],
        sides_against=matters[-1].claims[-1:],
        score=0.9,
    )
    story = Story(id=StoryId("s1"), title="Orsk", revisions=(RevisionId("r1"),))
    accounts = Accounts(stories=(story,), propositions=matters, disputes=(dispute,), answers=(), origins=())
    (entry,) = list_stories(accounts, [ROW])
    return entry.row.claimed_by, entry.row.denied_by, entry.row.rival, entry.row.rival_claimed_by


def test_who_only_counts_otherwise_is_said_to_deny_nothing() -> None:
    twelve, nineteen = matter(1, "12 died", Front=Polarity.FOR), matter(2, "19 died", Army=Polarity.FOR)
    assert listed(twelve, nineteen, kind=DisputeKind.FIGURES) == (("Front",), (), "19 died", ("Army",))


def test_who_denies_is_named_as_denying() -> None:
    both = matter(1, "the bridge fell", Front=Polarity.FOR, Army=Polarity.AGAINST)
    assert listed(both, kind=DisputeKind.DENIAL) == (("Front",), ("Army",), None, ())
