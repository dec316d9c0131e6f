"""Since when a party has said something: an update that keeps a sentence, or a copy of it, is no new saying."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from counterclaim.disputes import build_accounts
from counterclaim.ledger import AsOf, Ledger
from counterclaim.records.accounts import Accounts, Judgements, Match, MatchLabel, ReportLink, Status, StatusBasis
from counterclaim.records.analyses import Analysis
from counterclaim.records.mentions import Figure, FigureUnit
from counterclaim.records.revisions import Revision
from tests.factories import PUBLISHED, make_analysis, make_capture, make_claim, make_revision, span_of

NEWS = (
    "A baker opened at six and sold nothing but two loaves until the rain stopped after noon.",
    "Nurses in another town sent home the last of those who had queued to give blood.",
    "The ferry did not run; its crew painted the railings and argued about football all day.",
)


def after(hours: float) -> datetime:
    return PUBLISHED + timedelta(hours=hours)


def report(
    outlet: int,
    count: str,
    *,
    published: float,
    updated: float | None = None,
    captured: float | None = None,
    more: str = "",
    label: str = "soldiers",
) -> Analysis:
    """A report in which the Harrow Front counts the dead, published and updated so many hours after the first."""
    words = f"{count} {label} were killed beside the old mill"
    text = f"News {outlet}\n\n{NEWS[outlet]}\n\nThe Harrow Front said {words}.\n\n{more}".strip()
    revision = make_revision(
        text,
        address=f"https://o{outlet}.example/",
        outlet=f"Outlet {outlet}",
        published=after(published),
        updated=None if updated is None else after(updated),
        captured_at=after(captured if captured is not None else max(published, updated or 0) + 0.1),
    )
    number = float(count.rsplit(" ", 1)[-1])
    figure = Figure(
        span=span_of(text, count),
        words=count,
        low=number,
        high=None if count.startswith("at least") else number,
        unit=FigureUnit.KILLED,
    )
    claim = make_claim(revision, words, source="The Harrow Front", cue="said", figures=(figure,))
    return make_analysis(revision, (claim,))


def judged(told: Sequence[Analysis], label: MatchLabel = MatchLabel.SAME) -> Judgements:
    pairs = [(a, b) for i, a in enumerate(told) for b in told[i + 1 :] if a.revision.id != b.revision.id]
    return Judgements(
        links=tuple(
            ReportLink(a=x, b=y, score=0.9) for x, y in (sorted((a.revision.id, b.revision.id)) for a, b in pairs)
        ),
        matches=tuple(
            Match(a=x, b=y, label=label, score=0.9)
            for x, y in (sorted((a.claims[0].id, b.claims[0].id)) for a, b in pairs)
        ),
    )


def superseded(accounts: Accounts) -> list[StatusBasis]:
    found = {b.reason: b for p in accounts.propositions for b in p.status_bases if b.status is Status.SUPERSEDED}
    return list(found.values())


def build(told: Sequence[Analysis], earlier: Sequence[Revision] = (), label: MatchLabel = MatchLabel.SAME) -> Accounts:
    return build_accounts(told, replace(judged(told, label), earlier=tuple(earlier)))


def test_an_update_that_keeps_a_sentence_makes_it_no_newer() -> None:
    """Nineteen were counted after twelve, though the report with the twelve was updated last."""
    first = report(0, "12", published=1)
    kept = report(0, "12", published=1, updated=9, more="The road is open again.")
    newer = report(1, "19", published=4)
    (basis,) = superseded(build([kept, newer], [first.revision]))
    assert "first: “12”" in basis.reason
    assert "then: “19”" in basis.reason
    assert f"text of {after(1):%Y-%m-%d}" in basis.reason
    (alone,) = superseded(build([kept, newer]))  # nothing tells that the words are older than the update
    assert "then: “12”" in alone.reason


def test_a_count_that_an_update_brings_is_of_the_update() -> None:
    first = report(0, "12", published=1)
    other = report(1, "12", published=4)
    changed = report(0, "19", published=1, updated=9)
    (basis,) = superseded(build([changed, other], [first.revision]))
    assert ("first: “12”" in basis.reason, "then: “19”" in basis.reason) == (True, True)


def test_a_count_changed_without_a_word_is_of_the_capture() -> None:
    """The page still states its first hour alone: that proves nothing of the words it holds now."""
    first = report(0, "12", published=1, captured=2)
    other = report(1, "15", published=4)
    silent = report(0, "19", published=1, captured=9)
    (basis,) = superseded(build([silent, other], [first.revision]))
    assert ("first: “15”" in basis.reason, "then: “19”" in basis.reason) == (True, True)


def test_what_another_outlet_printed_before_was_said_before() -> None:
    """The Front's words stood in a first report; that a second one prints them last makes them no newer."""
    told = [report(0, "12", published=1), report(1, "19", published=4), report(2, "12", published=9)]
    (basis,) = superseded(build(told, label=MatchLabel.FIGURES))
    assert ("first: “12”" in basis.reason, "then: “19”" in basis.reason) == (True, True)


@pytest.mark.parametrize("label", [MatchLabel.SAME, MatchLabel.FIGURES])
def test_how_surely_a_number_is_stated_makes_no_newer_count(label: MatchLabel) -> None:
    assert not superseded(build([report(0, "at least 17", published=1), report(1, "17", published=4)], label=label))
    assert superseded(build([report(0, "at least 17", published=1), report(1, "23", published=4)], label=label))


def test_a_ledger_dates_words_by_the_texts_that_were_visible_then(tmp_path: Path) -> None:
    """As of a moment of recording before the first text was held, the update is all that dates them."""
    first = report(0, "12", published=1)
    kept = report(0, "12", published=1, updated=9, more="The road is open again.")
    newer = report(1, "19", published=4)
    clock = iter(after(20 + minute / 60) for minute in range(1000))
    with Ledger.open(tmp_path / "c.db", clock=lambda: next(clock)) as ledger:

        def add(analysis: Analysis) -> None:
            revision = analysis.revision
            capture = make_capture(revision.text, address=revision.address, captured_at=revision.captured_at)
            ledger.add(capture, analysis)

        add(kept)
        add(newer)
        ledger.add_judgements(judged([kept, newer]))
        before = next(clock)
        add(first)
        ledger.add_judgements(judged([first, newer]))
        for accounts in (
            ledger.accounts(build_accounts),
            ledger.accounts(build_accounts, AsOf(recorded=next(clock))),
            ledger.refresh(build_accounts),
        ):
            (basis,) = superseded(accounts)
            assert "then: “19”" in basis.reason
        (basis,) = superseded(ledger.accounts(build_accounts, AsOf(recorded=before)))
        assert "then: “12”" in basis.reason
        assert not superseded(ledger.accounts(build_accounts, AsOf(published=after(3))))
