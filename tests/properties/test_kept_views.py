"""What a desk keeps of a ledger is at every moment what would be read afresh, whatever is added, decided or erased."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import combinations, count
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterclaim.deciding import Bench
from counterclaim.desk._reading import Desk, Reading
from counterclaim.disputes import build_accounts
from counterclaim.errors import LedgerError
from counterclaim.ledger import NOW, AsOf, Ledger
from counterclaim.records.accounts import Judgements, Match, MatchLabel, ReportLink
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Stance
from counterclaim.settings import Settings
from counterclaim.views import Lookup, Sight
from tests.factories import PUBLISHED, make_analysis, make_capture, make_claim, make_revision

TOPICS = ("bridge", "harbour", "mill")
START = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = (NOW, AsOf(published=PUBLISHED + timedelta(hours=3)), AsOf(recorded=START + timedelta(minutes=4)))

#: A report on a topic (again: another text of its first page), a decision, a takedown, or following.
STEPS = st.one_of(
    st.tuples(st.just("add"), st.sampled_from(TOPICS), st.booleans()),
    st.tuples(st.just("again"), st.sampled_from(TOPICS), st.booleans()),
    st.tuples(
        st.just("decide"), st.sampled_from(["accept", "withdraw", "comment", "merge", "part"]), st.integers(0, 9)
    ),
    st.tuples(st.just("take down"), st.integers(0, 9), st.just(0)),
    st.tuples(st.just("follow"), st.just(0), st.just(0)),
)


@contextmanager
def desk() -> Iterator[tuple[Desk, Ledger]]:
    """A desk that only reads, and the ledger of a process beside it that writes."""
    with tempfile.TemporaryDirectory() as folder:
        path, ticks = Path(folder) / "ledger.db", count(1)
        nothing: Any = None
        with (
            Ledger.open(path, clock=lambda: START + timedelta(minutes=next(ticks))) as writer,
            Ledger.open(path, behind=True, remember=1 << 20) as held,
        ):
            served = Settings(ledger=path)
            yield (
                Desk(settings=served, ledger=held, templates=nothing, adder=nothing, access=nothing),
                writer,
            )


def report(topic: str, number: int, denies: bool, *, version: int) -> Analysis:
    text = f"On the {topic}\n\nThe Front said the {topic} fell on day {version}.\n\nThe ministry spoke of the {topic}."
    at = PUBLISHED + timedelta(hours=number)
    revision = make_revision(
        text, address=f"https://o{number}.example/{topic}", published=at, captured_at=at + timedelta(hours=version)
    )
    claims = (
        make_claim(revision, f"the {topic} fell on day {version}", actor="Front"),
        make_claim(
            revision,
            f"spoke of the {topic}",
            actor="ministry",
            stance=Stance.DENIES if denies else Stance.ASSERTS,
        ),
    )
    return make_analysis(revision, claims)


def keep(writer: Ledger, read: Analysis) -> None:
    """Adds a report and ties it to those on its topic."""
    revision = read.revision
    writer.add(make_capture(revision.text, address=revision.address, captured_at=revision.captured_at), read)
    topic = revision.address.rsplit("/", 1)[-1]
    mates = [a for a in writer.analyses(current=False) if a.revision.address.endswith(topic)]
    pairs = [(a, b) for a, b in combinations(sorted(mates, key=lambda a: a.revision.id), 2) if read in (a, b)]
    links = tuple(ReportLink(a=a.revision.id, b=b.revision.id, score=0.9) for a, b in pairs)
    ends = [sorted((x.id, y.id)) for a, b in pairs for x in a.claims for y in b.claims]
    matches = tuple(Match(a=a, b=b, label=MatchLabel.SAME, score=0.9) for a, b in ends)
    writer.add_judgements(Judgements(links=links, matches=matches), judged=[revision.id])


def take(writer: Ledger, step: tuple[Any, Any, Any], number: int) -> None:
    what, first, second = step
    held = writer.analyses(current=False)
    if what == "add":
        keep(writer, report(first, number, second, version=1))
    elif what == "again":
        pages = sorted({a.revision.address for a in held if a.revision.address.endswith(first)})
        if pages:
            page = int(pages[0].split("o", 1)[1].split(".")[0].rsplit("o", 1)[-1])
            keep(writer, report(first, page, second, version=number + 2))
    elif what == "follow":
        writer.follow(build_accounts)
    elif what == "take down" and held:
        writer.take_down([held[first % len(held)].revision.id], author="Ada", reason="asked for by a court")
    elif what == "decide":
        claims = [claim.id for a in writer.analyses() for claim in a.claims]
        if len(claims) > 1:
            bench = Bench(writer, "Ada", "looked at it")
            one, other = claims[second % len(claims)], claims[(second + 1) % len(claims)]
            try:
                {
                    "accept": lambda: bench.accept([one]),
                    "withdraw": lambda: bench.withdraw([one]),
                    "comment": lambda: bench.comment(one),
                    "merge": lambda: bench.merge([one, other]),
                    "part": lambda: bench.part([one], [other]),
                }[first]()
            except LedgerError:
                return


def shown(sight: Sight, about: str) -> object:
    try:
        view = sight.view(about, judged=True)
        return view, sight.history(about, of=view)
    except LedgerError as error:
        return str(error)


@given(st.lists(STEPS, min_size=3, max_size=6))
@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
def test_what_is_kept_is_what_would_be_read_afresh(steps: list[tuple[Any, Any, Any]]) -> None:
    """Also the words of it, and the decoded records beneath: a takedown leaves nothing in a view that is asked for
    after it."""
    with desk() as (served, writer), Ledger.open(writer.path, behind=True) as other:
        asked: set[str] = set()
        for number, step in enumerate((("add", "bridge", True), ("add", "mill", False), *steps)):
            take(writer, step, number)
            if number % 2:
                writer.follow(build_accounts)
            asked |= {story.id for story in writer.accounts(build_accounts).stories}
            asked |= {analysis.revision.id for analysis in writer.analyses(current=False)}
            moment = MOMENTS[number % len(MOMENTS)]
            kept, fresh = Reading(served, moment), Sight(other, moment)
            followed = writer.is_followed()  # else the index is ahead of the accounts, and may name a story more
            for about in sorted(asked)[number % 3 :: 3]:
                assert shown(kept, about) == shown(fresh, about) or not followed
            assert kept.accounts() == fresh.accounts()
            assert kept.stories() == fresh.stories()


def test_what_others_add_does_not_make_a_story_be_read_again() -> None:
    with desk() as (served, writer):
        keep(writer, report("bridge", 0, True, version=1))
        keep(writer, report("mill", 1, True, version=1))
        writer.follow(build_accounts)
        (bridge, mill) = [story.id for story in writer.accounts(build_accounts).stories]
        before = [Reading(served, NOW).view(about) for about in (bridge, mill)]
        keep(writer, report("mill", 2, False, version=1))
        writer.follow(build_accounts)
        after = [Reading(served, NOW).view(about) for about in (bridge, mill)]
        assert after[0] is before[0]
        assert len(after[1].document.reports) == 2


def test_a_page_of_the_past_is_kept_too() -> None:
    moment = AsOf(published=PUBLISHED + timedelta(hours=5))
    with desk() as (served, writer):
        keep(writer, report("bridge", 0, True, version=1))
        writer.follow(build_accounts)
        (story,) = writer.accounts(build_accounts).stories
        before = Reading(served, moment).view(story.id)
        keep(writer, report("mill", 1, True, version=1))
        writer.follow(build_accounts)
        assert Reading(served, moment).view(story.id) is before


def test_what_is_taken_down_is_gone_with_the_next_page() -> None:
    """Also before anybody follows, also of stories that nothing else was recorded of, and twice in a row."""
    with desk() as (served, writer):
        for number, topic in enumerate(TOPICS):
            keep(writer, report(topic, number, True, version=1))
            keep(writer, report(topic, number + 5, False, version=1))
        writer.follow(build_accounts)
        for story in writer.accounts(build_accounts).stories:
            assert Lookup(Reading(served, NOW).view(story.id).document).claims
        for taken in ("bridge", "harbour"):
            gone = [a.revision.id for a in writer.analyses(current=False) if a.revision.address.endswith(taken)]
            assert all(taken in repr(Reading(served, NOW).view(revision)) for revision in gone)
            writer.take_down(gone, author="Ada", reason="asked for by a court")
            reading = Reading(served, NOW)
            assert taken not in repr(reading.accounts())
            assert taken not in repr(reading.stories())
            for story in writer.accounts(build_accounts).stories:
                assert taken not in repr(shown(Reading(served, NOW), story.id))
            for revision in gone:
                assert isinstance(shown(Reading(served, NOW), revision), str)
