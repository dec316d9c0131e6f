"""A run of the collector: its parts put together, its signals, what it prints, logs and counts."""

import logging
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

import click

from counterclaim import __version__
from counterclaim.articles import TextLimits, canonical_address
from counterclaim.cli._directory import load_directory
from counterclaim.cli._intake import read_item, refuse_stand_in
from counterclaim.cli._visible import say
from counterclaim.collect import Client, Limits, Private
from counterclaim.collect.following import (
    Collector,
    Done,
    Frontier,
    Hosts,
    Kept,
    Metrics,
    Plan,
    Robots,
    Visitor,
    json_lines,
    make_plan,
)
from counterclaim.errors import ErasedError, SettingsError
from counterclaim.judging import judge_new
from counterclaim.ledger import AddOutcome, Ledger
from counterclaim.locations import stem_of
from counterclaim.pipeline import Models, load_models
from counterclaim.records.absences import Absence, Presence
from counterclaim.records.revisions import Capture
from counterclaim.settings import Settings
from counterclaim.views import many, tell_absence
from counterclaim.watching import follow_and_notice

#: New reports are compared with those held when there is a moment, and at the latest after so many.
COMPARE_AFTER = 50
#: Bytes of records that stay decoded. The ledger lets go of them, and of all words that functions keep, once it sees
#: that another process took something down.
_REMEMBERED = 1 << 20
#: Outcomes that are worth a line to a person.
_TOLD = frozenset({"new", "revised"})


def run(
    inputs: Sequence[str],
    settings: Settings,
    *,
    watch: bool,
    metrics_port: int | None,
    dry_run: bool,
    allow_private: bool,
) -> None:
    """Collects as `counterclaim collect` says."""
    plan = make_plan(inputs)
    client = Client(
        limits=Limits(max_bytes=settings.max_bytes, timeout_s=settings.timeout_s),
        agent=_agent(settings.contact or plan.contact),
        exempt=Private() if allow_private else (),
    )
    frontier = Frontier.open(stem_of(settings.ledger).with_suffix(".collect"))
    try:
        if dry_run:
            n_failed = _rehearse(plan, frontier.copy(), client)
        else:
            n_failed = _collect(plan, frontier, client, settings, watch=watch, metrics_port=metrics_port)
    finally:
        frontier.close()
    for message in plan.refused:
        say(" ".join(message.split()), err=True)
    if (n_failed or plan.refused) and not watch:
        raise click.exceptions.Exit(1)


def _agent(contact: str) -> str:
    """How the collector names itself to the sites that it visits."""
    contact = contact.strip()
    if not contact:
        raise SettingsError(
            "collecting needs a contact, an email or web address that the owners of the sites can write to: "
            'give --contact, or set contact = "desk@example.org" in counterclaim.toml or in the file of feeds'
        )
    if not (contact.isascii() and contact.isprintable()) or len(contact) > 200 or not {"@", "/"} & set(contact):
        raise SettingsError(f"contact must be an email or web address, not {contact!r}")
    return f"counterclaim/{__version__} (+{contact})"


def _rehearse(plan: Plan, frontier: Frontier, client: Client) -> int:
    """Reads the listings and prints which reports are due."""
    told = _Teller(None, None)

    def keep(capture: Capture) -> Kept:  # an address that was named, and is a page
        say("\t".join(("would read", capture.address, "")))
        return Kept(outcome="would read")

    collector = _collector(plan, frontier, client, keep, told, lists_only=True)
    with _stopping(collector):
        collector.run()
    now = time.time()
    for host in frontier.due_hosts(now):
        for known in frontier.due_at(host, now):
            say("\t".join(("would fetch", known.address, " ".join(known.title.split()))))
    told.sum_up(frontier)
    frontier.close()
    return told.n_failed


def _collector(
    plan: Plan, frontier: Frontier, client: Client, keep: object, told: "_Teller", **more: object
) -> Collector:
    hosts = Hosts(plan.delay_s)
    visitor = Visitor(client, Robots(client), hosts)
    return Collector(
        plan, frontier, visitor, hosts, keep, canonical=canonical_address, tell=told.tell, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _collect(
    plan: Plan, frontier: Frontier, client: Client, settings: Settings, *, watch: bool, metrics_port: int | None
) -> int:
    directory, n_unread = load_directory(settings.actors)
    metrics = Metrics() if metrics_port is not None else None
    told = _Teller(json_lines(sys.stderr) if watch else None, metrics)
    if metrics is not None and metrics_port is not None:
        told.say("metrics", address=f"http://127.0.0.1:{metrics.serve(metrics_port)}/metrics")
    models = load_models(settings, directory)
    with Ledger.open(settings.ledger, remember=_REMEMBERED) as ledger:
        keeper = _Keeper(ledger, frontier, models, settings, told)
        keeper.forget()

        def rest() -> None:
            keeper.compare()
            if metrics is not None:
                metrics.show(frontier.counts(time.time()), collector.in_flight)

        hooks = {"forget": keeper.forget, "miss": keeper.miss, "rest": rest}
        collector = _collector(plan, frontier, client, keeper.keep, told, **hooks)
        told.say("started", sources=len(plan.sources), ledger=str(settings.ledger), version=__version__)
        with _stopping(collector):
            collector.run(watch=watch)
            if not collector.stopped:
                keeper.compare(all_=True)
        told.say("stopped" if collector.stopped else "finished", uncompared=keeper.uncompared)
    told.sum_up(frontier)
    return told.n_failed + n_unread


class _Keeper:
    """Reads captures and keeps them in the ledger."""

    def __init__(self, ledger: Ledger, frontier: Frontier, models: Models, settings: Settings, told: "_Teller") -> None:
        self._ledger, self._frontier, self._models, self._told = ledger, frontier, models, told
        self._seen = 0  # up to which entry of the ledger what was taken down is forgotten
        self._limits = TextLimits(max_chars=settings.max_chars, max_tags=settings.max_tags)
        self.uncompared = len(ledger.unjudged())

    def forget(self) -> None:
        """Lets go of what was taken down meanwhile by another process, or elsewhere while nothing was collected."""
        size = self._ledger.size()
        if size > self._seen and self._ledger.erased_after(self._seen):
            texts = self._frontier.texts()
            held = {text.id for text in self._ledger.revisions(only=texts.keys())} if texts else set()
            gone = {address for revision, addresses in texts.items() if revision not in held for address in addresses}
            if gone:
                self._frontier.forget(gone)
        self._seen = size

    def keep(self, capture: Capture) -> Kept:
        """What became of a capture; when this returns it is durable."""
        while not self._frontier.is_removed(capture.address):
            try:
                return self._keep(capture)
            except ErasedError:
                self.forget()
        return Kept(outcome="removed")

    def _keep(self, capture: Capture) -> Kept:
        held = self._ledger.held(capture)
        if held is not None:
            return Kept(outcome=AddOutcome.UNCHANGED.value, revision=held)
        started = time.monotonic()
        analysis = read_item(capture, self._models, self._limits)
        refuse_stand_in(self._ledger, analysis.revision)
        result = self._ledger.add(capture, analysis, seen=self._seen)
        if self._told.metrics is not None:
            self._told.metrics.time_reading(time.monotonic() - started)
        if result.outcome is not AddOutcome.UNCHANGED:
            self.uncompared += 1
            self._told.line(result.outcome.value, result.revision_id, len(analysis.claims), analysis.revision.title)
            if self.uncompared >= COMPARE_AFTER:
                self.compare()
        published = analysis.revision.published
        return Kept(
            outcome=result.outcome.value,
            published_at=published.earliest.timestamp() if published else None,
            text="\n".join(span.of(analysis.revision.text) for span in analysis.revision.read_spans),
            revision=result.revision_id,
        )

    def miss(self, found: Absence | Presence, also: frozenset[str]) -> None:
        """Keeps that a page whose text is held is gone, or is there again."""
        if isinstance(found, Absence):
            if self._ledger.add_absence(found, also=also) is not None:
                self._told.missed("gone", found.address, tell_absence(found))
        elif self._ledger.add_presence(found, also=also) is not None:
            self._told.missed("back", found.address, "there again")

    def compare(self, *, all_: bool = False) -> None:
        """Compares what is new with what is held, also what an earlier run was stopped before it compared, and looks
        for turns in it."""
        if self.uncompared or all_:
            judge_new(self._ledger, self._models.encoder, self._models.reader)
            follow_and_notice(self._ledger)  # so that no feed has to look for turns, when it is asked for
            self._ledger.tidy()
            self.uncompared = 0


class _Teller:
    """Tells a person, or a log where there is one, what is done; and counts it."""

    def __init__(self, log: logging.Logger | None, metrics: Metrics | None) -> None:
        self.log, self.metrics = log, metrics
        self.n_failed = 0
        self._outcomes: Counter[str] = Counter()
        self._new = 0

    def tell(self, done: Done) -> None:
        """Of one visit."""
        self._outcomes[done.after.outcome] += 1
        self._new += done.new
        if self.metrics is not None:
            self.metrics.count(done)
        if done.error:
            self.n_failed += 1
            if self.log is None:
                message = " ".join(done.error.split())
                say(message if done.known.address in message else f"{done.known.address}: {message}", err=True)
        if self.log is not None:
            fields = {
                "address": done.known.address,
                "came": done.visit.came.value,
                "status": done.visit.status,
                "outcome": done.after.outcome,
                "listed": done.new or None,
                "seconds": round(done.visit.seconds, 3),
                "next": round(done.after.due_at - time.time()) if done.after.state == "open" else None,
                "message": " ".join(done.error.split()) or None,
            }
            self.log.log(logging.WARNING if done.error else logging.INFO, "visit", extra={"fields": fields})

    def line(self, outcome: str, revision: str, n_claims: int, title: str) -> None:
        """Of a report that was added."""
        if self.log is None:
            say("\t".join((outcome, revision[:9], many(n_claims, "claim"), " ".join(title.split()))))
        else:
            fields = {"outcome": outcome, "revision": revision, "claims": n_claims, "title": " ".join(title.split())}
            self.log.info("report", extra={"fields": fields})

    def missed(self, outcome: str, address: str, what: str) -> None:
        """Of a page that is gone, or there again."""
        if self.log is None:
            say("\t".join((outcome, "", what, address)))
        else:
            self.log.warning(outcome, extra={"fields": {"address": address, "message": what}})

    def say(self, event: str, **fields: object) -> None:
        """Of the service itself, in a log."""
        if self.log is not None:
            self.log.info(event, extra={"fields": fields})

    def sum_up(self, frontier: Frontier) -> None:
        """What was done in all, and what is next."""
        counts = frontier.counts(time.time())
        if self.log is not None:
            self.say("sum", **dict(self._outcomes), **{f"now_{state}": number for state, number in counts.items()})
            return
        done = ", ".join(f"{number} {outcome}" for outcome, number in sorted(self._outcomes.items()))
        left = f"; {many(counts['due'], 'waits', 'wait')} for the next run" if counts["due"] else ""
        next_due = frontier.next_due(time.time())
        if not counts["due"] and next_due is not None:
            left = f"; the next visit is due in {max(1, round((next_due - time.time()) / 60))} min"
        visits = f"{many(sum(self._outcomes.values()), 'visit', 'visits')} ({done or 'nothing was due'})"
        found = f"{many(self._new, 'address', 'addresses')} found"
        say(f"{visits}, {found}, {counts.get('open', 0)} followed{left}", err=True)


@contextmanager
def _stopping(collector: Collector) -> Iterator[None]:
    """SIGTERM and SIGINT end the run after the report at hand; a second one ends it at once."""

    def stop(number: int, frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        collector.stop()

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
