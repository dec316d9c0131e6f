"""Whatever is added in whatever order: projections follow the log, and the log alone decides them."""

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.ledger import AddOutcome, AsOf, Ledger
from counterclaim.locations import Location
from counterclaim.records.accounts import Judgements, Match, MatchLabel, Reason, ReportLink
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Stance
from counterclaim.records.revisions import Capture
from tests.engines import Engine, dump
from tests.factories import CAPTURED, PUBLISHED, make_analysis, make_capture, make_claim, make_revision
from tests.ledgers import project_simply

Report = tuple[Capture, Analysis]

WORDS = st.text(alphabet="abcde “”\n\u0301\U0001f300\0", min_size=1, max_size=30).filter(str.strip)


@st.composite
def reports(draw: st.DrawFn) -> list[Report]:
    """Up to six reports at up to three addresses: some are texts of one document, some repeat each other."""
    made: list[Report] = []
    for number in range(draw(st.integers(1, 6))):
        sentences = draw(st.lists(WORDS, min_size=1, max_size=3))
        address = f"https://o.example/{draw(st.integers(0, 2))}"
        captured = CAPTURED + timedelta(minutes=draw(st.integers(0, 600)), seconds=number)
        updated = draw(st.none() | st.integers(0, 300).map(lambda m: PUBLISHED + timedelta(minutes=m)))
        published = draw(st.sampled_from([None, PUBLISHED, PUBLISHED + timedelta(hours=1)]))
        text = "Headline\n\n" + "\n\n".join(f"Item {n}: {sentence}" for n, sentence in enumerate(sentences))
        revision = make_revision(text, address=address, captured_at=captured, published=published, updated=updated)
        claims = tuple(
            make_claim(
                revision,
                f"Item {n}",
                actor=draw(st.sampled_from(["Harrow Front", "ministry", "(unnamed)"])),
                stance=draw(st.sampled_from(Stance)),
            )
            for n in range(len(sentences))
        )
        made.append((make_capture(text, address=address, captured_at=captured), make_analysis(revision, claims)))
    return made


@st.composite
def judgements(draw: st.DrawFn, held: tuple[Analysis, ...]) -> Judgements:
    links, matches = [], []
    for a, b in combinations(sorted(held, key=lambda analysis: analysis.revision.id), 2):
        if draw(st.booleans()):
            links.append(ReportLink(a=a.revision.id, b=b.revision.id, score=draw(st.floats(0, 1))))
        if a.claims and b.claims and draw(st.booleans()):  # type: ignore[arg-type]
            one, two = sorted((draw(st.sampled_from(a.claims)).id, draw(st.sampled_from(b.claims)).id))
            label = draw(st.sampled_from([MatchLabel.SAME, MatchLabel.CONTRADICTS, MatchLabel.UNRELATED]))
            reasons = (Reason(name="drawn", weight=draw(st.floats(-1, 1)), detail="“words”"),)
            matches.append(Match(a=one, b=two, label=label, score=draw(st.floats(0, 1)), reasons=reasons))
    return Judgements(links=tuple(links), matches=tuple(matches))


@contextmanager
def fresh(engine: Engine) -> Iterator[tuple[Ledger, Location]]:
    with tempfile.TemporaryDirectory() as folder:
        path = engine.place(Path(folder))
        with Ledger.open(path) as ledger:
            yield ledger, path


BOUNDED = settings(max_examples=15)


@BOUNDED
@given(data=st.data(), added=reports())
def test_following_the_log_gives_what_rebuilding_gives(
    engine: Engine, data: st.DataObject, added: list[Report]
) -> None:
    """After each step the followed tables equal those rebuilt from nothing but entries and contents."""
    with fresh(engine) as (ledger, path):
        for capture, analysis in added:
            ledger.add(capture, analysis)
            if data.draw(st.booleans()):
                ledger.add_judgements(data.draw(judgements(ledger.analyses(current=False))))
            if data.draw(st.booleans()) and analysis in ledger.analyses(current=False):
                ledger.add_reading(replace(analysis, claims=analysis.claims[1:], code_version="9.9.9"))
            if data.draw(st.booleans()):
                ledger.refresh(project_simply)
        followed = ledger.refresh(project_simply)
        rows = dump(path)
        ledger.rebuild(project_simply)
        assert ledger.accounts(project_simply) == followed
        assert dump(path) == rows
        assert ledger.verify().ok


@BOUNDED
@given(data=st.data(), added=reports(), seed=st.integers(0, 2**16))
def test_the_order_of_adding_does_not_matter(
    engine: Engine, data: st.DataObject, added: list[Report], seed: int
) -> None:
    """Distinct texts added in another order give the same views and the same accounts, as of any moment.

    (Of two captures with one text the first that is added is kept: that choice is the order's.)
    """
    distinct = list(
        {(analysis.revision.document_id, analysis.revision.text): (c, analysis) for c, analysis in added}.values()
    )
    shuffled = random.Random(seed).sample(distinct, len(distinct))
    moments = [None, PUBLISHED, PUBLISHED + timedelta(hours=1), CAPTURED + timedelta(hours=2)]
    judged = data.draw(judgements(tuple(analysis for _, analysis in distinct)))
    seen = []
    for order in (distinct, shuffled):
        with fresh(engine) as (ledger, _):
            ledger.add_all(order)
            ledger.add_judgements(judged)
            views = [AsOf(published=moment) for moment in moments]
            seen.append(
                (
                    [ledger.analyses(view) for view in views],
                    [ledger.judgements(view) for view in views],
                    [ledger.not_held(view) for view in views if view.published],
                    ledger.refresh(project_simply),
                )
            )
    assert seen[0] == seen[1]


@BOUNDED
@given(added=reports())
def test_adding_everything_again_adds_nothing(engine: Engine, added: list[Report]) -> None:
    with fresh(engine) as (ledger, _):
        ledger.add_all(added)
        before = list(ledger.entries())
        again = ledger.add_all(added)
        assert {result.outcome for result in again} == {AddOutcome.UNCHANGED}
        assert list(ledger.entries()) == before


@BOUNDED
@given(added=reports(), cut=st.integers(0, 6))
def test_a_past_recording_time_shows_the_ledger_of_that_time(engine: Engine, added: list[Report], cut: int) -> None:
    """What is added later changes no answer as of before."""
    with fresh(engine) as (ledger, _):
        ledger.add_all(added[:cut])
        entries = list(ledger.entries())
        view = AsOf(recorded=entries[-1].recorded_at) if entries else None
        then = ledger.analyses(), ledger.revisions()
        for capture, analysis in added[cut:]:
            ledger.add(capture, analysis)
        if view:
            assert (ledger.analyses(view), ledger.revisions(view)) == then
