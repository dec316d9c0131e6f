"""Denials told so that nobody misreads them: words that are the denial itself are never shown as what is denied."""

from dataclasses import replace
from datetime import timedelta

import pytest

from counterclaim.disputes import build_accounts
from counterclaim.exports._saying import told
from counterclaim.presentation import DocumentView, build_document, stance_words, telling_words
from counterclaim.protection import ReleaseRules, protect_for_release
from counterclaim.records.accounts import Judgements
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim, Frame, Stance
from counterclaim.records.notes import Evidence
from counterclaim.records.revisions import Revision
from counterclaim.watching import desk_sayings
from tests.factories import PUBLISHED, make_analysis, make_claim, make_revision

NEVER = "no such convoy had left the depot at Orsk"
LEFT = "that a convoy had left the depot at Orsk"
NEWS = f"No word\n\nThe Harrow Front said {NEVER}.\n\nThe Velka Army denied {LEFT}."


def claim_of(revision: Revision, words: str, actor: str, cue: str, rule: str, *, negated: bool) -> Claim:
    frame = Frame(subject="convoy", negated=negated, terms=tuple(words.split()))
    claim = make_claim(revision, words, actor=actor, cue=cue, stance=Stance.DENIES, frame=frame)
    return replace(claim, evidence=(Evidence(field="stance", rule=rule),))


@pytest.fixture
def report() -> Analysis:
    revision = make_revision(NEWS)
    return make_analysis(
        revision,
        (
            claim_of(revision, NEVER, "Harrow Front", "said", "content:negated", negated=True),
            claim_of(revision, LEFT, "Velka Army", "denied", "cue:denial", negated=False),
        ),
    )


@pytest.fixture
def document(report: Analysis) -> DocumentView:
    return build_document([report], build_accounts([report], Judgements()))


@pytest.mark.parametrize(
    ("rule", "negated", "says"),
    [
        ("content:negated", True, True),
        ("content:report called false", False, True),  # “called it a lie”
        ("cue:denial", False, False),
        ("cue:denial", True, False),  # “denied that it had no permission”
        ("default", False, False),  # a person corrected the stance
        ("default", True, True),
    ],
)
def test_the_reading_tells_whether_the_words_deny_or_are_denied(rule: str, negated: bool, says: bool) -> None:
    revision = make_revision(NEWS)
    claim = claim_of(revision, NEVER, "Harrow Front", "said", rule, negated=negated)
    assert claim.says_denial is says
    assert not replace(claim, stance=Stance.ASSERTS).says_denial


@pytest.mark.parametrize(
    ("stance", "says", "told", "telling"),
    [
        (Stance.DENIES, True, "denies, saying", "denies, saying"),
        (Stance.DENIES, False, "denies (“said”)", "denies (“said”)"),
        (Stance.UNKNOWN, False, "“said”", "leaves open (“said”)"),
        (Stance.ASSERTS, False, "asserts", "claims"),
    ],
)
def test_a_denial_in_its_own_words_is_said(stance: Stance, says: bool, told: str, telling: str) -> None:
    assert stance_words(stance, "said", says) == told
    assert telling_words(stance, " said\n", says) == telling


def test_no_way_out_denies_a_denial(document: DocumentView) -> None:
    """The sentences of exports, headings and turns say “saying” before the Front's words, and the cue before the
    Army's."""
    released = protect_for_release(document, now=PUBLISHED + timedelta(days=30), rules=ReleaseRules()).records
    front, army = (told(claim) for claim in released.claims)
    assert front == f"Harrow Front denies, saying: “{NEVER}”"
    assert army == f"Velka Army denies (“denied”): “{LEFT}”"
    assert {p.heading for p in released.propositions} == {
        f"Denied by Harrow Front, saying: “{NEVER}”",
        f"Whether “{LEFT}”: denied by Velka Army",
    }
    sayings = desk_sayings([document]).claims
    front_said, army_said = (sayings[claim.id] for claim in document.reports[0].claims)
    assert front_said.whole == front
    assert (front_said.holds, army_said.holds) == ("Harrow Front says so", "Velka Army denies it")
    assert front_said.what == "the denial of Harrow Front, saying"


def test_a_matter_is_headed_as_a_denial_where_its_words_are_one(report: Analysis) -> None:
    """What the Army denies is a matter with a question; what the Front says is none."""
    says = {
        p.words: p.says_denial for p in build_document([report], build_accounts([report], Judgements())).propositions
    }
    assert says == {NEVER: True, LEFT.removeprefix("that "): False}
