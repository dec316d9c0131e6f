"""Kills a writer at random points and looks at what it left: `python -m tests.faults 1000 --log out/faults.jsonl`.

A run starts a ledger in a process of its own, which adds a batch as `counterclaim add` does and says through a pipe
what it was told is safe. It is ended by SIGKILL somewhere behind one of these messages: after a random time, or at a
random step of the database engine. All messages are as likely, so that no stage hides behind a slow one. Then
everything acknowledged must be there and nothing by half, `verify` must pass against the checkpoints that came through
the pipe, and the same batch, run again, must end as if nothing had happened. Most runs are killed again while they
resume.

The readings are made once, before the first run. A run follows from its seed, save for when the clock strikes.
"""

import json
import multiprocessing
import os
import random
import shutil
import signal
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from unittest import mock

from sqlalchemy import Engine as SqlEngine
from sqlalchemy import event

from counterclaim.errors import LedgerError
from counterclaim.judging import judge_new, make_maker
from counterclaim.ledger import Delivery, Ledger, _segments, delivery_id, parse_checkpoint
from counterclaim.ledger._checkpoints import Checkpoint, format_checkpoint
from counterclaim.locations import Location
from counterclaim.records.accounts import Accounts
from counterclaim.records.analyses import Analysis
from counterclaim.records.decisions import Decision, DecisionAction
from counterclaim.records.enquiries import Enquiry, Reply
from counterclaim.records.revisions import Capture
from counterclaim.records.turns import Told as ToldTurn
from counterclaim.records.turns import Turn, TurnId, TurnKind
from counterclaim.records.watches import Query, Watch
from tests.engines import Engine
from tests.factories import (
    CAPTURED,
    PUBLISHED,
    make_analysis,
    make_capture,
    make_claim,
    make_context,
    make_revision,
)
from tests.ledgers import project_simply
from tests.properties.test_growth import EVENTS, WordEncoder

# A clean process is forked for each run: starting Python anew takes longer than the whole run.
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload([__name__])

Report = tuple[Capture, Analysis]
#: Steps of SQLite's virtual machine between two looks at whether to die.
STRIDE = 50
#: The reports of the batch that are added in one transaction.
TOGETHER = slice(2, 5)


def memory() -> str | None:
    """A folder in memory, where there is one: a kill does not depend on the disk, and a run mostly waits for it."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


@cache
def readings() -> tuple[Report, ...]:
    """Six reports of two events, one of them another text of the first, one with a large page."""
    rng = random.Random(6)
    made: list[Report] = []
    for number in range(6):
        words = EVENTS[number % 2].split()
        sentences = [" ".join(rng.sample(words, 6)) for _ in range(3)]
        text = "\n\n".join(f"{sentence}." for sentence in [f"Report {number}", *sentences])
        address = f"https://o.example/{number % 5}"
        captured = CAPTURED + timedelta(minutes=number)
        revision = make_revision(
            text, address=address, captured_at=captured, published=PUBLISHED + timedelta(hours=number)
        )
        claims = tuple(make_claim(revision, sentence) for sentence in dict.fromkeys(sentences))
        capture = make_capture(text, address=address, captured_at=captured)
        if number == 3:
            capture = make_capture(text.encode() + rng.randbytes(200_000), address=address, captured_at=captured)
            revision = type(revision)(
                **{name: getattr(revision, name) for name in revision.__slots__} | {"capture_id": capture.id}
            )
        made.append((capture, make_analysis(revision, claims)))
    return tuple(made)


@contextmanager
def small_segments() -> Iterator[None]:
    """Lets the files of the neighbour index be written within a batch of a few reports."""
    with mock.patch.multiple(_segments, TAIL=2, FANOUT=2):
        yield


def work(where: Location, say: Callable[..., None]) -> None:
    """Adds the batch, or what is missing of it, and says what is safe."""
    batch = readings()
    groups = (batch[:1], batch[1:2], batch[TOGETHER], batch[5:])
    say(stage="opening")
    with small_segments(), Ledger.open(where) as ledger:
        for number, group in enumerate(groups):
            say(stage="adding")
            results = ledger.add_all(group) if len(group) > 1 else (ledger.add(*group[0]),)
            say(added=[result.revision_id for result in results])
            if number == 0 and not ledger.decisions():
                revision, claims = group[0][1].revision, group[0][1].claims
                comment = Decision(
                    action=DecisionAction.COMMENT,
                    revision_id=revision.id,
                    spans=claims[0].content,
                    author="Ada Reviewer",
                    reason="dubious",
                )
                say(stage="deciding")
                say(decided=[ledger.add_decision(comment)])
            if number == 1:
                finish(ledger, say)
                accompany(ledger, say)
        finish(ledger, say)
        deliver(ledger, say)
        say(stage="closing")
    say(stage="done")


def finish(ledger: Ledger, say: Callable[..., None]) -> None:
    """What `add` does when the reports are safe; then a checkpoint."""
    say(stage="judging")
    judge_new(ledger, WordEncoder(), done=lambda revision_id: say(judged=[revision_id]))
    say(stage="following")
    ledger.follow(project_simply)
    say(stage="tidying")
    ledger.tidy()
    say(stage="checkpointing")
    say(checkpoint=format_checkpoint(ledger.checkpoint()))


def accompany(ledger: Ledger, say: Callable[..., None]) -> None:
    """What people add besides: a watch, rows of context, a question with its answer. What is there is not repeated."""
    analysis = readings()[0][1]
    if not ledger.watches():
        say(stage="watching")
        say(kept=[ledger.add_watch(Watch(name="bridge", query=Query(words="bridge"), author="Ada Reviewer"))])
    say(stage="surrounding")
    ledger.add_context(make_context("XXX1", "XXX2"))
    say(kept=[held.entry_id for held in ledger.contexts()])
    if not ledger.enquiries():
        say(stage="asking")
        question = Enquiry(
            asked="the ministry",
            question="who counted?",
            asked_at=CAPTURED,
            about_kind="claim",
            about=analysis.claims[0].id,
            claims=(analysis.claims[0].id,),
            revisions=(analysis.revision.id,),
            author="Ada Reviewer",
        )
        say(kept=[ledger.add_enquiry(question)])
    for held in ledger.enquiries(only_open=True):
        with suppress(LedgerError):  # another process with the same batch may have been first
            ledger.answer_enquiry(held.id, Reply(answer="nobody did", answered_at=CAPTURED, author="Ada Reviewer"))
        say(kept=[f"reply to {held.id}"])


def deliver(ledger: Ledger, say: Callable[..., None]) -> None:
    """What `alerts` does: keeps a turn, queues it for the watch, sends it."""
    say(stage="telling")
    watch, claim = ledger.watches()[0], readings()[0][1].claims[0]
    turn = Turn(
        id=TurnId("n1"),
        kind=TurnKind.DENIED,
        since=None,
        at=PUBLISHED,
        story=None,
        proposition=None,
        claims=(claim.id,),
        revisions=(claim.revision_id,),
    )
    words = dict.fromkeys(("before", "after", "answer", "review"), "")
    lists = dict.fromkeys(("actors", "outlets", "addresses", "places", "events"), ())
    ledger.add_turns([ToldTurn(turn=turn, sentence="denied", published=None, **words, **lists)], PUBLISHED)  # type: ignore[arg-type]
    say(kept=[turn.id])
    say(stage="queueing")
    one = Delivery(
        id=delivery_id(watch.id, "webhook", [turn.id]),
        watch=watch.id,
        channel="webhook",
        turns=(turn.id,),
        state="pending",
        attempts=0,
        created_at=PUBLISHED,
        due_at=PUBLISHED,
    )
    ledger.enqueue(watch.id, "webhook", [one], PUBLISHED)
    say(kept=[one.id])
    say(stage="sending")
    for due in ledger.take_due(CAPTURED, CAPTURED, most=5):
        ledger.settle_delivery(due.id, "done", due_at=CAPTURED, tried=True)


def die_at(step: int | None, count: list[int]) -> None:
    """Counts the steps of every SQLite connection made from now on, and ends the process at one of them."""

    def look() -> int:
        count[0] += 1
        if count[0] == step:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    def listen(connection: Any, _record: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.set_progress_handler(look, STRIDE)

    event.listen(SqlEngine, "connect", listen)


def child(where: Location, step: int | None, pipe: Connection) -> None:
    """The process that may be killed."""
    count = [0]

    def say(**message: object) -> None:
        pipe.send_bytes(json.dumps({**message, "steps": count[0]}).encode())

    die_at(step, count)
    work(where, say)


@dataclass
class Told:
    """What came through the pipe: what the writer was told is safe, and how far it came."""

    stage: str = "starting"
    added: set[str] = field(default_factory=set)
    judged: set[str] = field(default_factory=set)
    decided: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)  # watches, enquiries, replies, context, turns, deliveries
    checkpoints: list[Checkpoint] = field(default_factory=list)
    marks: list[tuple[float, int]] = field(default_factory=list)  # of each message: seconds and steps since the first

    def hear(self, message: dict[str, Any], seconds: float) -> None:
        self.stage = message.get("stage", self.stage)
        self.marks.append((seconds, message["steps"]))
        self.added.update(message.get("added", ()))
        self.judged.update(message.get("judged", ()))
        self.decided.update(message.get("decided", ()))
        self.kept.update(message.get("kept", ()))
        if "checkpoint" in message:
            self.checkpoints.append(parse_checkpoint(message["checkpoint"]))


@dataclass(frozen=True)
class Plan:
    """When to kill: so long after so many messages, or at a step of the database engine."""

    messages: int
    wait_s: float = 0.0
    step: int | None = None


def run_child(where: Location, told: Told, plan: Plan | None = None) -> bool:
    """Runs the batch in a process of its own; returns whether it was killed before its end."""
    receive, send = processes.Pipe(duplex=False)
    process = processes.Process(target=child, args=(where, plan.step if plan else None, send))
    process.start()
    send.close()
    told.stage, told.marks, start = "starting", [], 0.0
    strikes = plan is not None and plan.step is None
    try:
        while True:
            if strikes and plan and len(told.marks) == plan.messages:
                time.sleep(plan.wait_s)
                process.kill()
                strikes = False  # what it said before is still in the pipe
            message = json.loads(receive.recv_bytes())
            start = start or time.monotonic()
            told.hear(message, time.monotonic() - start)
    except EOFError:
        pass
    process.join()
    if process.exitcode not in (0, -signal.SIGKILL):
        raise AssertionError(f"the writer ended with {process.exitcode} while {told.stage}")
    return told.stage != "done"


def check(ledger: Ledger, told: Told, *, tables: bool) -> dict[str, int]:
    """Looks at what a writer left; returns how much it was. With `tables` everything computed is computed again.

    Raises:
        AssertionError: something that was acknowledged is not there, or something is there by half.
    """
    with ledger._database.writing():
        pass  # a server may still be undoing what the writer had begun
    with small_segments():
        held = {revision.id for revision in ledger.revisions()}
        assert told.added <= held, f"acknowledged, but not there: {told.added - held}"
        together = {analysis.revision.id for _, analysis in readings()[TOGETHER]}
        assert together <= held or not together & held, "half of what was added together is there"
        kinds = dict(ledger.stats().by_kind)
        numbers = {kinds.get(kind, 0) for kind in ("capture", "revision", "reading")}
        assert numbers == {len(held)}, f"half of a report is there: {kinds}"
        assert told.judged <= ledger.judged(), "a judgement that was acknowledged is not there"
        decided = {decision.entry_id for decision in ledger.decisions()}
        assert told.decided <= decided, "a decision that was acknowledged is not there"
        assert told.kept <= accompanying(ledger), f"acknowledged, but not there: {told.kept - accompanying(ledger)}"
        assert len(ledger.context()) in (0, 2), "half of a file of context is there"
        checked = ledger.verify(told.checkpoints, project=project_simply if tables else None)
        assert checked.ok, f"verify: {checked.faults}"
        assert checked.covered == max((one.size for one in told.checkpoints), default=0)
        for imprint in ledger.imprints(held).values():
            ledger.near(imprint)
        return {"entries": checked.entries, "revisions": len(held)}


def accompanying(ledger: Ledger) -> set[str]:
    """Everything that is there besides reports, judgements and decisions, by its id."""
    asked = ledger.enquiries()
    return {
        *(held.id for held in ledger.watches()),
        *(held.entry_id for held in ledger.contexts()),
        *(held.id for held in asked),
        *(f"reply to {held.id}" for held in asked if held.reply is not None),
        *(told.turn.id for told in ledger.turns()),
        *(one.id for one in ledger.deliveries()),
    }


@dataclass(frozen=True)
class Whole:
    """What a batch comes to that nobody interrupts."""

    accounts: Accounts
    analyses: tuple[Analysis, ...]
    kinds: dict[str, int]
    sent: tuple[tuple[tuple[str, ...], str], ...]


def whole(ledger: Ledger) -> Whole:
    """What a finished batch came to; also that its files beside the ledger are those that it names, and no others."""
    with ledger._database.reading() as connection:
        named = {name for name, _ in _segments.segments(connection)}
    folder = _segments.folder_of(ledger.path)
    there = {file.name for file in folder.iterdir()} if folder.is_dir() else set()
    assert there == named, f"files beside the ledger: {sorted(there)}, named: {sorted(named)}"
    assert ledger.without_imprint(make_maker(WordEncoder())) == ledger.unjudged() == ()
    # How many judgements and checkpoints there are depends on where it was interrupted; what they say does not.
    kinds = {kind: number for kind, number in ledger.stats().by_kind if kind not in ("checkpoint", "judgement")}
    sent = tuple((one.turns, one.state) for one in ledger.deliveries())
    return Whole(ledger.accounts(project_simply), ledger.analyses(), kinds, sent)


@dataclass(frozen=True)
class Measure:
    """A batch that nobody interrupts: what it comes to, and when each of its messages came."""

    whole: Whole
    marks: tuple[tuple[float, int], ...]

    def plan(self, rng: random.Random, engine: Engine, *, upto: float) -> Plan:
        """A random point: behind which message, and how far on the way to the next one."""
        messages = rng.randrange(1, 1 + int(upto * (len(self.marks) - 1)))
        (seconds, steps), (next_seconds, next_steps) = self.marks[messages - 1 : messages + 1]
        share = rng.random()
        if engine.name == "sqlite" and next_steps > steps and rng.random() < 0.5:
            return Plan(messages, step=steps + 1 + int(share * (next_steps - steps)))
        return Plan(messages, wait_s=share * (next_seconds - seconds))


def measure(engine: Engine) -> Measure:
    """Runs a batch to its end, in a ledger of its own."""
    with tempfile.TemporaryDirectory() as folder:
        where, told = engine.place(Path(folder)), Told()
        assert not run_child(where, told)
        marks = tuple(told.marks)
        with Ledger.open(where) as ledger:
            check(ledger, told, tables=True)
            return Measure(whole(ledger), marks)


@dataclass(frozen=True)
class Outcome:
    """What a run came to, for its log."""

    seed: int
    engine: str
    kills: tuple[str, ...]  # how and while what
    acknowledged: int  # reports
    found: int  # reports
    entries: int
    seconds: float


def run_one(engine: Engine, seed: int, measured: Measure, folder: Path) -> Outcome:
    """One run: killed, looked at, resumed, and compared with a batch that was not interrupted.

    Raises:
        AssertionError: something was lost, by half, repeated, or left lying about.
    """
    rng = random.Random(seed)
    start = time.monotonic()
    where, told, kills = engine.place(folder), Told(), []
    found = {"entries": 0, "revisions": 0}
    acknowledged = 0
    for number in range(rng.randint(1, 5)):
        plan = measured.plan(rng, engine, upto=1 if number == 0 else 0.6)
        if not run_child(where, told, plan):
            break
        kills.append(f"{told.stage} ({'time' if plan.step is None else 'step'})")
        acknowledged = len(told.added)
        with Ledger.open(where) as ledger:
            found = check(ledger, told, tables=rng.random() < 0.2)
    run_child(where, told)
    assert told.stage == "done"
    with Ledger.open(where) as ledger:
        check(ledger, told, tables=rng.random() < 0.2)
        ended = whole(ledger)
    assert ended.kinds == measured.whole.kinds, f"repeated or lost: {ended.kinds}, not {measured.whole.kinds}"
    assert ended.sent == measured.whole.sent, f"not sent: {ended.sent}"
    assert ended.analyses == measured.whole.analyses, "readings differ from those of a batch that was not interrupted"
    assert ended.accounts == measured.whole.accounts, "accounts differ from those of a batch that was not interrupted"
    return Outcome(
        seed=seed,
        engine=engine.name,
        kills=tuple(kills),
        acknowledged=acknowledged,
        found=found["revisions"],
        entries=found["entries"],
        seconds=round(time.monotonic() - start, 3),
    )


def run_all(engine: Engine, kills: int, seed: int, parent: Path, log: Callable[[str], None]) -> Counter[str]:
    """Runs until so many writers were killed; returns how often while what. Each run is a line of JSON in the log."""
    measured = measure(engine)
    log(
        json.dumps(
            {
                "engine": engine.name,
                "first seed": seed,
                "seconds": measured.marks[-1][0],
                "steps": measured.marks[-1][1],
            }
        )
    )
    while_: Counter[str] = Counter()
    while sum(while_.values()) < kills:
        folder = parent / f"run-{seed}"
        folder.mkdir()
        outcome = run_one(engine, seed, measured, folder)
        log(json.dumps(asdict(outcome)))
        while_.update(outcome.kills)
        shutil.rmtree(folder)  # of a run that fails it stays, to be looked at
        seed += 1
    return while_
