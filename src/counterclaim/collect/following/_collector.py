"""The loop: what is due is fetched, what was fetched is kept, and when to come again is decided."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from queue import Empty, SimpleQueue
from typing import Protocol

from counterclaim.collect._captures import capture_page
from counterclaim.collect.following import _schedule as schedule
from counterclaim.collect.following._frontier import WALLED, After, Frontier, Known
from counterclaim.collect.following._hosts import Hosts
from counterclaim.collect.following._listings import Item, Listing, read_listing
from counterclaim.collect.following._missing import SAYS, Doubts, reason_of, wall_before
from counterclaim.collect.following._pages import stated_address
from counterclaim.collect.following._placeholders import SHORT, look_at, probe_address, sketch_of
from counterclaim.collect.following._plan import Plan
from counterclaim.collect.following._visits import Came, Errand, Visit, Visitor, host_of
from counterclaim.errors import InputError, ItemError, WallError
from counterclaim.records.absences import Absence, AbsenceReason, Presence
from counterclaim.records.revisions import Capture

#: A run that ends by itself waits so long for a host's turn or for another try; what comes later is for the next run.
PATIENCE_S = 60.0
#: Lists that one index of sitemaps may bring in.
MOST_LISTS = 500
#: How soon a report that cannot be read (no article, another language) is looked at again, and how often.
_UNREADABLE_AGAIN, _TRIES = schedule.DAY, 3
#: In doubt a worker waits so long for the turn of a host that is to be asked for a page that cannot exist.
_PROBE_WAIT_S = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of a capture: `outcome` is new, revised or unchanged; `text` is the report's, where it was read;
    `revision` is what the ledger holds it as."""

    outcome: str
    published_at: float | None = None
    text: str = ""
    revision: str = ""


class Keep(Protocol):
    """Reads a capture and keeps it durably. Raises ItemError where it is no report that can be read."""

    def __call__(self, capture: Capture) -> Kept: ...


class Miss(Protocol):
    """Keeps that a page which may be held is gone, or is there again. `also` are other addresses that it went by."""

    def __call__(self, found: Absence | Presence, also: frozenset[str]) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One visit and what was made of it; `new` counts the addresses that it listed for the first time."""

    known: Known
    visit: Visit
    after: After
    new: int = 0
    error: str = ""


class Collector:
    """Follows what a frontier holds. `canonical` gives an address without what only tracks its readers, or None;
    `forget` makes the frontier forget what was taken down meanwhile; `miss` is told of pages that are gone, `tell` of
    each visit once it is kept, `rest` whenever there is a moment before the next."""

    def __init__(
        self,
        plan: Plan,
        frontier: Frontier,
        visitor: Visitor,
        hosts: Hosts,
        keep: Keep,
        *,
        canonical: Callable[[str], str | None],
        forget: Callable[[], None] = lambda: None,
        miss: Miss = lambda found, also: None,
        tell: Callable[[Done], None] = lambda done: None,
        rest: Callable[[], None] = lambda: None,
        now: Callable[[], float] = time.time,
        chance: random.Random | None = None,
        lists_only: bool = False,
    ) -> None:
        self._plan, self._frontier, self._visitor, self._hosts, self._keep = plan, frontier, visitor, hosts, keep
        self._forget = forget
        self._canonical, self._miss, self._tell, self._rest, self._now = canonical, miss, tell, rest, now
        self._chance = chance or random.Random()
        self._lists_only = lists_only
        self._doubts = Doubts(frontier, now)
        self._out: dict[str, Known] = {}
        self._troubles: dict[str, int] = {}
        self._errands: SimpleQueue[tuple[Known, Visit | None]] = SimpleQueue()
        self._results: SimpleQueue[tuple[Known, Visit, Visit | None] | None] = SimpleQueue()
        self._stopping = False
        self._wake_at = 0.0

    def stop(self) -> None:
        """Ends the run after the report that is being read. May be called by a signal's handler."""
        self._stopping = True
        self._results.put(None)

    @property
    def stopped(self) -> bool:
        """Whether it was told to end."""
        return self._stopping

    @property
    def in_flight(self) -> int:
        """The requests that are being made."""
        return len(self._out)

    def run(self, *, watch: bool = False) -> None:
        """Visits what is due until nothing is, or with `watch` until it is stopped."""
        listed = (replace(item, address=self._canonical(item.address) or item.address) for item in self._plan.listed)
        self._frontier.follow(self._plan.sources, self._now(), listed=listed)
        for _ in range(self._plan.hosts):
            threading.Thread(target=self._work, daemon=True).start()
        while not self._stopping:
            self._send_out(watch)
            if not self._out and not watch and self._wake_at > self._now() + PATIENCE_S:
                break
            try:
                came = self._results.get(timeout=self._pause())
            except Empty:
                self._rest()
                continue
            if came is not None and not self._stopping:
                self._take(*came)

    def _work(self) -> None:
        """A worker: threads that nobody waits for at the end, since what they fetch then is fetched again."""
        while True:
            known, doubted = self._errands.get()
            if doubted is None:
                self._results.put((known, self._visit(known.errand), None))
            else:
                ready_at = self._hosts.ready_at(known.host) or 0.0
                time.sleep(min(max(0.0, ready_at - self._now()), _PROBE_WAIT_S))
                self._results.put((known, doubted, self._visit(Errand(address=probe_address(known.address)))))

    def _visit(self, errand: Errand) -> Visit:
        try:
            return self._visitor.visit(errand)
        except Exception as error:  # one odd answer must not cost a host its worker
            message = f"{errand.address}: {type(error).__name__} while fetching it ({error}): a fault of this program"
            return Visit(errand=errand, came=Came.FAILED, message=message)

    def _send_out(self, watch: bool) -> None:
        """Gives workers what is due at hosts whose turn it is, and notes when there may be something next: what is
        only due later counts while watching, and where it failed."""
        now = self._now()
        next_due = self._frontier.next_due(now, lists=self._lists_only, failed=not watch)
        waits = [next_due] if next_due is not None else []
        for host in self._frontier.due_hosts(now, lists=self._lists_only):
            ready_at = self._hosts.ready_at(host)
            if host in self._out or ready_at is None:
                continue
            if ready_at > now:
                waits.append(ready_at)
            elif len(self._out) < self._plan.hosts:
                known = self._frontier.next_of(host, now, lists=self._lists_only)
                if known is not None:
                    self._out[host] = known
                    self._errands.put((known, None))
        self._wake_at = min(waits, default=float("inf"))

    def _pause(self) -> float:
        """The longest time to wait for a result: requests that are out end by themselves."""
        return max(0.01, min(self._wake_at - self._now(), 1.0 if self._out else 5.0))

    def _take(self, known: Known, visit: Visit, probe: Visit | None) -> None:
        """Keeps what came, then acknowledges it. What may stand in the place of a report waits until its host was asked
        for a page that cannot exist."""
        self._forget()
        if self._is_removed(known, visit):
            self._drop(known)
            return
        if probe is not None:
            self._frontier.record_probe(known.host, probe, self._now(), at=self._at())
        missing = reason_of(known, visit)
        look = None if missing is not None else self._doubts.look(known, visit)
        # A host that lets nobody in answers an address that cannot exist in the same way.
        wall = "" if look is None else wall_before(known, look)
        if look is not None and not wall:
            missing = self._doubts.reason(known, look)
            if missing is None and not self._doubts.has_asked(known):
                self._errands.put((known, visit))
                return
        del self._out[known.host]
        items: tuple[Item, ...] = ()
        error = ""
        if missing is not None:
            self._troubles.pop(known.host, None)
            error = f"{known.address}: {SAYS[missing]}" if missing in SAYS else visit.message
            after = self._gone(known, visit, missing)
        elif visit.came is Came.PAGE:
            self._troubles.pop(known.host, None)
            try:
                if wall:
                    raise WallError(f"{known.address}: {wall}", subject=known.address)
                after, items = self._read(known, visit)
                self._there(known, visit)
            except WallError as failure:
                error = str(failure)
                after = self._walled(known, visit, error)
            except ItemError as failure:
                error = str(failure)
                after = self._failed(known, visit, "unreadable", _UNREADABLE_AGAIN)
        elif visit.came is Came.NOT_MODIFIED:
            self._troubles.pop(known.host, None)
            self._there(known, visit)
            after = self._again(known, "not modified")
        else:
            error = visit.message
            after = self._missed(known, visit)
        if self._frontier.is_removed(known.address):  # while it was read
            return
        new = self._frontier.record(known, visit, after, items, at=self._at())
        self._tell(Done(known=known, visit=visit, after=after, new=new, error=error))

    def _is_removed(self, known: Known, visit: Visit) -> bool:
        """Whether a report was taken down since it was asked for, or leads to one that was."""
        if self._frontier.is_removed(known.address):
            return True
        page = visit.page
        if page is None or known.kind != "report":
            return False
        stated = self._canonical(stated_address(page) or page.address)
        return any(self._frontier.is_removed(name) for name in (page.address, stated) if name is not None)

    def _drop(self, known: Known) -> None:
        """Keeps and tells nothing of a visit, and makes no other one."""
        del self._out[known.host]
        if not self._frontier.is_removed(known.address):
            self._frontier.forget({known.address})

    def _at(self) -> str:
        return datetime.fromtimestamp(self._now(), UTC).isoformat(timespec="milliseconds")

    # What came

    def _read(self, known: Known, visit: Visit) -> tuple[After, tuple[Item, ...]]:
        assert visit.page is not None
        page, digest = visit.page, sha256(visit.page.body).hexdigest()
        listing = read_listing(page.body, known.address) if known.kind != "report" else None
        if listing is not None:
            return self._listed(known, listing, digest), self._wanted(known, listing)
        if digest == known.sha256:
            return self._again(known, "unchanged", keeps=True), ()
        stated = self._canonical(stated_address(page) or page.address) or page.address
        home = self._frontier.home_of(stated, known.address)
        if home is not None:
            return After(outcome="alias", state="alias", due_at=self._now(), document=stated, keeps=True), ()
        if known.sha256 is None:  # never read: a page that says so itself is not taken for a report
            look = look_at(page)
            if look.says_missing and len(look.words) < SHORT:
                raise InputError(f"{known.address}: {SAYS[AbsenceReason.PLACEHOLDER]}", subject=known.address)
        declared = [("outlet", known.outlet)] if known.outlet else []
        received = page.exchanges[-1].received_at
        kept = self._keep(capture_page(page, known.address, lambda: received, declared))
        return self._again(known, kept.outcome, kept=kept, document=stated, digest=digest, keeps=True), ()

    def _listed(self, known: Known, listing: Listing, digest: str) -> After:
        changed = digest != known.sha256
        if known.kind == "list":
            interval = schedule.next_interval(known.interval_s or schedule.SOONEST, changed=changed)
        else:
            every_s = known.every_s or schedule.SOONEST
            interval = schedule.list_interval(every_s, listing.ttl_s, known.interval_s, changed=changed)
        due_at = self._now() + schedule.spread(interval, self._chance)
        return After(outcome="listed", due_at=due_at, interval_s=interval, sha256=digest, keeps=True)

    def _wanted(self, known: Known, listing: Listing) -> tuple[Item, ...]:
        """The items to follow: not too old, under the address that does not track its readers."""
        oldest = self._now() - self._plan.max_age_days * schedule.DAY
        wanted: list[Item] = []
        lists = 0
        for item in listing.items:
            if item.dated_at is not None and item.dated_at < oldest:
                continue
            if item.is_list:
                lists += 1
                if known.kind != "source" or lists > MOST_LISTS:  # an index within an index
                    continue
            address = item.address if item.is_list else self._canonical(item.address)
            if address is not None and host_of(address):
                wanted.append(replace(item, address=address))
        return tuple(wanted)

    def _again(
        self,
        known: Known,
        outcome: str,
        *,
        kept: Kept | None = None,
        document: str | None = None,
        digest: str | None = None,
        keeps: bool = False,
    ) -> After:
        """When to come again to what was read or has not changed."""
        now = self._now()
        dated_at = (kept.published_at if kept else None) or known.dated_at or known.found_at
        if known.interval_s is None:
            interval = schedule.first_interval(max(0.0, now - dated_at))
        elif known.kind == "source" and known.document is None and kept is None:  # a feed that has not changed
            interval = schedule.list_interval(known.every_s or schedule.SOONEST, None, known.interval_s, changed=False)
        else:
            interval = schedule.next_interval(known.interval_s, changed=outcome == "revised")
        old = known.kind == "report" and now - dated_at > self._plan.revisit_days * schedule.DAY
        return After(
            outcome=outcome,
            state="done" if old else "open",
            due_at=now + schedule.spread(interval, self._chance),
            interval_s=interval,
            document=document,
            sha256=digest or known.sha256,
            keeps=keeps,
            sketch=sketch_of(kept.text) if kept is not None else b"",
            revision=kept.revision if kept is not None else "",
        )

    # What did not come

    def _missed(self, known: Known, visit: Visit) -> After:
        now, came = self._now(), visit.came
        if came is Came.POSTPONED:
            return After(outcome="postponed", due_at=now + (visit.again_s or 1.0), failures=known.failures)
        if came is Came.DISALLOWED:
            return After(outcome="disallowed", due_at=now + (visit.again_s or schedule.DAY), failures=known.failures)
        if came is not Came.TROUBLE:
            if visit.exchanges:  # the host answers: what it has no page for is not its trouble
                self._troubles.pop(known.host, None)
            return self._failed(known, visit, "failed", _UNREADABLE_AGAIN)
        # A host in trouble is left alone as a whole.
        troubles = self._troubles[known.host] = self._troubles.get(known.host, 0) + 1
        self._hosts.keep_away(known.host, now + schedule.retry_interval(self._plan.retry_s, troubles, self._chance))
        failures = known.failures + 1
        wait = schedule.retry_interval(self._plan.retry_s, failures, self._chance)
        given_up = failures >= schedule.GIVE_UP and known.kind != "source"
        state = "left" if given_up else "open"
        return After(outcome="trouble", due_at=now + max(wait, visit.again_s or 0.0), state=state, failures=failures)

    def _walled(self, known: Known, visit: Visit, why: str) -> After:
        """After a page that stands in the place of a report: one that was read before is asked for again as if it had
        not changed, since walls come and go."""
        if known.sha256 is None:
            after = self._failed(known, visit, WALLED, _UNREADABLE_AGAIN)
        else:
            after = replace(self._again(known, WALLED), failures=known.failures)
        return replace(after, aside=why)

    def _gone(self, known: Known, visit: Visit, reason: AbsenceReason) -> After:
        """After an answer that there is no such page. One that was held is told of when the site says that it is gone,
        or when visits in a row did not find it."""
        since, missed, last_seen = self._frontier.missed(known.address)
        at, missed = datetime.fromtimestamp(self._now(), UTC), missed + 1
        is_gone = reason is AbsenceReason.GONE or missed >= _TRIES
        if is_gone:
            absence = Absence(
                address=known.address,
                reason=reason,
                since=min(since or at, at),
                last_visit=at,
                visits=missed,
                exchanges=visit.exchanges,
                last_seen=last_seen,
            )
            self._miss(absence, _names(known))
        state = "done" if reason is AbsenceReason.GONE else "left" if is_gone else "open"
        return After(
            outcome=reason.value,
            due_at=self._now() + schedule.spread(_UNREADABLE_AGAIN * missed, self._chance),
            state="open" if known.kind == "source" else state,
            failures=known.failures + 1,
        )

    def _there(self, known: Known, visit: Visit) -> None:
        """Tells of a page that was not there the last time, or may have been missed by a frontier that was lost."""
        if (known.failures or not known.visits) and visit.exchanges:
            at = datetime.fromtimestamp(self._now(), UTC)
            presence = Presence(address=known.address, at=at, exchanges=visit.exchanges)
            self._miss(presence, _names(known) | ({visit.page.address} if visit.page is not None else set()))

    def _failed(self, known: Known, visit: Visit, outcome: str, wait_s: float) -> After:
        """After a failure that is likely to last: a few more tries, far apart. What a user named is never given up."""
        failures = known.failures + 1
        state = "left" if failures >= _TRIES and known.kind != "source" else "open"
        due_at = self._now() + schedule.spread(wait_s * failures, self._chance)
        return After(outcome=outcome, due_at=due_at, state=state, failures=failures)


def _names(known: Known) -> frozenset[str]:
    """The addresses that a report went by."""
    return frozenset(name for name in (known.address, known.document) if name)
