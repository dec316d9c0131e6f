"""What the ledger reads where only some reports are concerned: these, what they are tied to, and nothing else."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from counterclaim.disputes import build_accounts
from counterclaim.judging import judge_new
from counterclaim.ledger import NOW, AsOf, Ledger
from counterclaim.ledger._entries import Contents
from counterclaim.records.analyses import Analysis
from counterclaim.records.decisions import DecisionAction
from tests.factories import CAPTURED, PUBLISHED, make_analysis, make_capture, make_claim, make_revision
from tests.properties.test_growth import EVENTS, WordEncoder
from tests.unit.review.decisions import decide

START = datetime(2026, 5, 1, tzinfo=UTC)


def told(number: int, event: int, address: int) -> Analysis:
    """A report on one of three events; several at one address are texts of one document."""
    words = f"{EVENTS[event]} {number}"
    revision = make_revision(
        f"Report {number}\n\n{words}.",
        address=f"https://o.example/{address}",
        captured_at=CAPTURED + timedelta(minutes=number),
        published=PUBLISHED + timedelta(hours=number),
    )
    return make_analysis(revision, (make_claim(revision, words, actor="army"),))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Three stories; one document changes from the first to the second, and a person ties the second to the third for
    an hour. Everything is recorded an hour after what came before."""
    hours = iter(range(1000))
    with Ledger.open(tmp_path / "a.db", clock=lambda: START + timedelta(hours=next(hours))) as ledger:
        reports = [
            told(n, event, address) for n, (event, address) in enumerate([(0, 0), (0, 1), (1, 2), (1, 0), (2, 3)])
        ]
        for analysis in reports:
            capture = make_capture(
                analysis.revision.text, address=analysis.revision.address, captured_at=analysis.revision.captured_at
            )
            ledger.add(capture, analysis)
            judge_new(ledger, WordEncoder())
        joined = ledger.add_decision(decide(DecisionAction.JOIN_REPORTS, reports[2].claims[0], reports[4].claims[0]))
        judge_new(ledger, WordEncoder())
        ledger.add_decision(decide(DecisionAction.UNDO, reports[2].claims[0], undoes=joined))
        yield ledger


def moments(ledger: Ledger) -> list[AsOf]:
    recorded = sorted({entry.recorded_at for entry in ledger.entries()})
    published = [PUBLISHED + timedelta(hours=hour) for hour in range(6)]
    return [NOW, *(AsOf(recorded=at) for at in recorded), *(AsOf(published=at) for at in published)]


def test_what_is_concerned_has_the_same_accounts_as_in_the_whole_ledger(ledger: Ledger) -> None:
    """As of every moment, whichever text of a document is named: also where a decision was undone since, or a document
    told of another event then."""
    ids = [analysis.revision.id for analysis in ledger.analyses(current=False)]
    documents = {revision.id: revision.document_id for revision in ledger.revisions()}
    for followed in (False, True):
        if followed:
            ledger.follow(build_accounts)
        for moment in moments(ledger):
            whole, every = ledger.accounts(build_accounts, moment), ledger.judgements(moment)
            for revision in ids:
                found = ledger.accounts(build_accounts, moment, only={revision})
                stories = {story.id for story in found.stories}
                held = {
                    story.id
                    for story in whole.stories
                    if documents[revision] in {documents[member] for member in story.revisions}
                }
                assert held <= stories
                assert found.stories == tuple(story for story in whole.stories if story.id in stories)
                assert found.propositions == tuple(p for p in whole.propositions if p.story_id in stories)
                assert found.disputes == tuple(d for d in whole.disputes if d.story_id in stories)
                told_of = {member for story in found.stories for member in story.revisions}
                some = ledger.judgements(moment, only=told_of)
                assert some.links == tuple(link for link in every.links if {link.a, link.b} <= told_of)


def test_what_is_not_concerned_is_not_read(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither for now, where the tables are behind, nor as of another moment."""
    read: list[object] = []
    analysis = Contents.analysis

    def counted(contents: Contents, *given: Any) -> Analysis | None:
        read.append(given[0])
        return analysis(contents, *given)

    monkeypatch.setattr(Contents, "analysis", counted)
    alone = told(9, 2, 9)
    ledger.add(make_capture(alone.revision.text, address=alone.revision.address), alone)
    for moment in (NOW, AsOf(recorded=START + timedelta(hours=900))):
        read.clear()
        assert len(ledger.accounts(build_accounts, moment, only={alone.revision.id}).stories) == 1
        assert len(read) == 1
