"""Copies change nothing: rewrites of one dispatch alter no status, count of origins or rank."""

import random
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.disputes import build_accounts
from counterclaim.records.accounts import Accounts, Judgements, Match, MatchLabel, ReportLink
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim, Frame, Stance
from tests.factories import make_analysis, make_claim, make_revision

#: What is claimed, by whom, with which stance: two matters, each asserted and denied, the first more often.
DISPATCH = (
    ("Harrow Front", "the bridge at Orsk had fallen to the rebels", Stance.ASSERTS, "bridge"),
    ("Interior Ministry", "the bridge at Orsk had fallen", Stance.DENIES, "bridge"),
    ("Harrow Front", "two barges had been burned in the harbour", Stance.ASSERTS, "barges"),
)
OTHERS = (
    (("Port Authority", "barges had been burned in the harbour of Orsk", Stance.DENIES, "barges"),),
    (("Farmers' Union", "the bridge was in the hands of rebels", Stance.ASSERTS, "bridge"),),
)
SENTENCES = (
    "Lorries queued on the southern road from dawn while drivers brewed coffee on the tailboards.",
    "A ferryman who crossed at noon counted eleven tents on the eastern bank and no uniforms.",
    "The power failed twice in the night, and bakers of the old town worked by paraffin lamps.",
    "Schools below the hill stayed shut; their pupils were told to come back after the weekend.",
    "Two helicopters circled over the gasworks until the fog came down from the moor.",
    "Shopkeepers in the arcade had lowered their shutters and chalked the prices of candles on them.",
)
OWN = (
    "Rain fell on the valley all day, and a man with a ladder went from door to door without saying why.",
    "The orchestra rehearsed in spite of it all, in coats, with half of the trombones missing.",
)
ADDED = ("Nobody here slept well.", "It is a long story.", "Our readers know the town.", "More was expected later.")


def report(name: str, sentences: Sequence[str], told: Sequence[tuple[str, str, Stance, str]]) -> Analysis:
    lines = [*sentences, *(f"{actor} said {words}." for actor, words, _, _ in told)]
    revision = make_revision("\n\n".join(["Title " + name, *lines]), address=f"https://{name}.example/", outlet=name)
    claims = tuple(
        make_claim(revision, words, actor=actor, stance=stance, frame=Frame(terms=(matter, *words.split())))
        for actor, words, stance, matter in told
    )
    return make_analysis(revision, claims)


def rewrite(number: int, seed: int) -> Analysis:
    """The dispatch with a sentence left out, some moved, some words put in; all of its claims kept."""
    chance = random.Random(f"{seed} {number}")
    kept = chance.sample(SENTENCES, len(SENTENCES) - chance.randrange(2))
    return report(f"copy{number}", [chance.choice(ADDED), *kept, chance.choice(ADDED)], DISPATCH)


def matter_of(claim: Claim) -> str:
    return claim.frame.terms[0]


def accounts(reports: Sequence[Analysis]) -> Accounts:
    """The accounts where all reports are one story and claims on one matter are judged to be on one matter."""
    ids = sorted(analysis.revision.id for analysis in reports)
    claims = sorted((claim for analysis in reports for claim in analysis.claims), key=lambda claim: claim.id)
    return build_accounts(
        reports,
        Judgements(
            links=tuple(ReportLink(a=a, b=b, score=0.9) for i, a in enumerate(ids) for b in ids[i + 1 :]),
            matches=tuple(
                Match(a=a.id, b=b.id, label=MatchLabel.SAME, score=0.9)
                for i, a in enumerate(claims)
                for b in claims[i + 1 :]
                if matter_of(a) == matter_of(b)
            ),
        ),
    )


def summary(found: Accounts, reports: Sequence[Analysis]) -> dict[str, object]:
    """By matter: statuses, origins, and by position acts of saying and origins; and the disputes in their order."""
    matters = {claim.id: matter_of(claim) for analysis in reports for claim in analysis.claims}
    told: dict[str, object] = {
        matters[p.claims[0]]: (
            p.statuses,
            p.origins,
            [(position.actor, position.polarity, position.utterances, position.origins) for position in p.positions],
        )
        for p in found.propositions
    }
    told["disputes"] = sorted((round(d.score, 6), matters[d.sides_for[0]], d.kind) for d in found.disputes)
    return told


@settings(max_examples=4)
@given(st.integers(min_value=0, max_value=2**32))
def test_fifty_rewrites_of_one_dispatch_change_nothing(seed: int) -> None:
    """No status, no count of acts or origins, no dispute and no rank; only the number of reports grows."""
    alone = [
        report("agency", SENTENCES, DISPATCH),
        *(report(f"own{i}", [OWN[i]], told) for i, told in enumerate(OTHERS)),
    ]
    copies = [rewrite(number, seed) for number in range(50)]
    before, after = accounts(alone), accounts([*alone, *copies])
    assert summary(after, [*alone, *copies]) == summary(before, alone)
    assert sum(p.reports for p in after.propositions) == sum(p.reports for p in before.propositions) + 100
