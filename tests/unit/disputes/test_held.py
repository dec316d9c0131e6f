"""A denial held back from a dispute is shown with why: in the accounts, the document, the page and the command."""

from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner
from fastapi.testclient import TestClient

from counterclaim.cli import cli
from counterclaim.desk import make_desk
from counterclaim.disputes import build_accounts
from counterclaim.ledger import Ledger
from counterclaim.presentation import build_document
from counterclaim.records.accounts import Answer, Judgements, Match, MatchLabel
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Frame, Stance
from counterclaim.records.notes import Evidence
from counterclaim.settings import Settings
from tests.factories import make_analysis, make_capture, make_claim, make_revision

TOLD = "the bridge at Orsk fell on Monday"
ASKED = "did the bridge at Orsk not fall on Monday?"
TEXT = f"The Harrow Front says {TOLD}. A councillor asked: {ASKED}"
WHY = "no dispute, because it only asks"


def asked() -> tuple[Analysis, Judgements]:
    """One tells of it, and another only asks, which was read as a denial and judged to be of it."""
    revision = make_revision(TEXT)
    frame = Frame(predicate="fall", subject="the bridge", terms=("bridge", "orsk", "fall", "monday"))
    claim = make_claim(revision, TOLD, cue="says", frame=frame)
    question = make_claim(
        revision, ASKED, actor="councillor", cue="asked", stance=Stance.DENIES, frame=replace(frame, negated=True)
    )
    question = replace(question, evidence=(Evidence(field="stance", rule="content:negated"),))
    a, b = sorted((claim.id, question.id))
    match = Match(a=a, b=b, label=MatchLabel.SAME, score=0.9)
    return make_analysis(revision, (claim, question)), Judgements(matches=(match,))


def test_an_answer_says_why_it_is_no_dispute() -> None:
    """In the accounts, and in the document that every view and export is made of."""
    analysis, judgements = asked()
    accounts = build_accounts([analysis], judgements)
    assert not accounts.disputes
    assert [answer.held for answer in accounts.answers] == [WHY]
    assert [answer.held for answer in build_document([analysis], accounts).answers] == [WHY]


def test_an_answer_that_nobody_held_back_says_nothing() -> None:
    """A denial in other words was never put to the claim."""
    a, b = (claim.id for claim in asked()[0].claims)
    assert Answer(denial=b, claim=a, unanswered="").held == ""


def test_the_page_its_record_and_the_command_say_why(tmp_path: Path) -> None:
    """Beside the answer, in the words of the accounts."""
    path = tmp_path / "held.db"
    analysis, judgements = asked()
    story = build_accounts([analysis], judgements).stories[0].id
    with Ledger.open(path) as ledger:
        ledger.add(make_capture(TEXT), analysis)
        ledger.add_judgements(judgements, judged=(analysis.revision.id,))
        ledger.follow(build_accounts)
    with TestClient(make_desk(Settings(ledger=path)), base_url="http://127.0.0.1") as client:
        assert WHY in client.get(f"/story/{story}").text
        assert client.get(f"/story/{story}.json").json()["answers"][0]["held"] == WHY
    shown = CliRunner().invoke(cli, ["show", story, "--ledger", str(path)])
    assert f"held back: {WHY}" in " ".join(shown.stdout.split())
