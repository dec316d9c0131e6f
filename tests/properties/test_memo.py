"""What stays derived of reports changes no accounts, whichever reports are computed before, and holds no words."""

from datetime import timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.disputes import _accounts, build_accounts
from counterclaim.origins import _links, _words
from counterclaim.records.accounts import Accounts, Judgements, Match, MatchLabel, ReportLink
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Frame, Stance
from tests.factories import PUBLISHED, make_analysis, make_claim, make_revision

PASSAGES = (
    "Engineers opened the sluices of the Velka reservoir before dawn after a crack was found in the northern wall.",
    "Villagers carried furniture to upper floors while soldiers filled sandbags beside the flooded timber bridge.",
    "“We checked every bolt in that gallery with lamps on Friday and found nothing to worry about,” he said.",
    "The reservoir was built sixty years ago by convicts, and two villages with their chapels lie beneath its water.",
    "Correction: an earlier version of this article misstated how many cellars were flooded in the lower town.",
)
MEMOS = (_words._READ, _links._DERIVED, _accounts._NOTES)


def report(number: int) -> Analysis:
    """One of a few dozen reports that share passages, and a claim or a denial of one matter."""
    told = [passage for bit, passage in enumerate(PASSAGES) if (number + 1) >> bit & 1]
    claim = f"the dam of Velka held through the night of flood {number % 3}"
    text = "\n\n".join(["On the dam", *told, f"The company said that {claim}."])
    revision = make_revision(
        text, address=f"https://o{number}.example/dam", published=PUBLISHED + timedelta(hours=number), outlet=None
    )
    stance = Stance.DENIES if number % 4 == 3 else Stance.ASSERTS
    frame = Frame(terms=("dam", "velka", "hold", "night", "flood", str(number % 3)), predicate="hold")
    actor = ("Velka Water", "Harrow Front")[number % 2]
    return make_analysis(revision, (make_claim(revision, claim, actor=actor, stance=stance, frame=frame),))


REPORTS = [report(number) for number in range(31)]
JUDGEMENTS = Judgements(
    links=tuple(
        ReportLink(a=min(pair), b=max(pair), score=0.9) for pair in combinations([r.revision.id for r in REPORTS], 2)
    ),
    matches=tuple(
        Match(a=min(a, b), b=max(a, b), label=MatchLabel.SAME, score=0.9)
        for a, b in combinations([claim.id for r in REPORTS for claim in r.claims], 2)
    ),
)


def forget() -> None:
    for memo in MEMOS:
        memo.clear()


def accounts_of(numbers: set[int]) -> Accounts:
    return build_accounts([REPORTS[number] for number in sorted(numbers)], JUDGEMENTS)


@given(st.lists(st.sets(st.integers(0, 30), min_size=1, max_size=14), min_size=2, max_size=5))
@settings(max_examples=10)
def test_accounts_after_others_are_those_computed_afresh(moments: list[set[int]]) -> None:
    forget()
    kept = [accounts_of(numbers) for numbers in moments]
    for numbers, accounts in zip(moments, kept, strict=True):
        forget()
        assert accounts_of(numbers) == accounts


def test_reports_and_pairs_stay_derived_without_their_words() -> None:
    """So that what is erased from a ledger is not left in memory."""
    forget()
    accounts_of(set(range(31)))
    assert all(memo._held for memo in MEMOS)
    held = repr([memo._held for memo in MEMOS])
    assert not any(word in held for word in " ".join(PASSAGES).split() if len(word) > 5)
