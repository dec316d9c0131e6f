"""What is followed, and what is known of each address: a small database beside the ledger.

It is no record of what was said, only of when to ask again: losing it costs requests, nothing else. Yet each change is
one transaction, made after what it acknowledges was kept: a process that is killed does something twice at most.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from counterclaim.collect.following._listings import Item
from counterclaim.collect.following._placeholders import TABLES as ASIDE
from counterclaim.collect.following._plan import Source
from counterclaim.collect.following._removed import TABLES as REMOVED
from counterclaim.collect.following._removed import forget, is_removed, know_removed
from counterclaim.collect.following._visits import Errand, Visit, host_of
from counterclaim.errors import RunError
from counterclaim.records.absences import AbsenceReason

FORMAT = 1
#: What is kept of how a host answers an address that cannot exist.
MOST_PROBE = 300_000
#: The outcome of a visit that led to what stands in the place of a report.
WALLED = "walled"
_TABLES = f"""
CREATE TABLE addresses (
    address TEXT PRIMARY KEY,
    kind TEXT NOT NULL,              -- source (named by the user), list (named by a sitemap index), report
    state TEXT NOT NULL,             -- open, alias (of the same report elsewhere), done (old, gone), left (given up)
    host TEXT NOT NULL,
    outlet TEXT,
    listed_by TEXT,
    title TEXT NOT NULL DEFAULT '',
    stamp TEXT NOT NULL DEFAULT '',
    document TEXT,
    found_at REAL NOT NULL,
    dated_at REAL,
    every_s REAL,
    due_at REAL NOT NULL,
    interval_s REAL,
    visits INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,
    etag TEXT, modified TEXT, validated TEXT, sha256 TEXT
);
CREATE INDEX due_at_host ON addresses (state, host, due_at);
CREATE INDEX due ON addresses (state, due_at);
CREATE INDEX documents ON addresses (document);
CREATE TABLE fetches (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    address TEXT NOT NULL,
    final TEXT,                      -- where the redirects led
    status INTEGER,
    came TEXT NOT NULL,
    outcome TEXT NOT NULL,
    ip TEXT,
    size INTEGER,
    sha256 TEXT,
    seconds REAL NOT NULL,
    message TEXT NOT NULL
);
CREATE INDEX fetched ON fetches (address);
PRAGMA user_version = {FORMAT};
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of one address; times in seconds since 1970."""

    address: str
    kind: str
    host: str
    outlet: str | None
    listed_by: str | None
    title: str
    document: str | None
    found_at: float
    dated_at: float | None
    every_s: float | None
    due_at: float
    interval_s: float | None
    visits: int
    failures: int
    etag: str | None
    modified: str | None
    validated: str | None
    sha256: str | None

    @property
    def is_list(self) -> bool:
        """Whether it is known to list others, from who named it; a source may turn out to be either."""
        return self.kind == "list"

    @property
    def errand(self) -> Errand:
        return Errand(address=self.address, etag=self.etag, modified=self.modified, validated=self.validated)


_COLUMNS = ", ".join(Known.__slots__)


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """What holds for an address after a visit. Fields that are None stay as they were."""

    outcome: str  # for the log: new, revised, unchanged, listed, failed, …
    due_at: float
    interval_s: float | None = None
    state: str = "open"
    failures: int = 0
    document: str | None = None
    sha256: str | None = None
    keeps: bool = False  # whether the validators of this answer are to be kept
    aside: str = ""  # why the page that came is kept aside, and read for nothing
    kind: str | None = None
    sketch: bytes = b""
    revision: str = ""  # the text of the ledger that the page gave


class Frontier:
    """The addresses that are followed. One process at a time may hold it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        know_removed(connection)

    @classmethod
    def open(cls, path: Path | None) -> "Frontier":
        """The frontier in a file, begun where there is none; in memory where `path` is None.

        Raises:
            RunError: another process holds it, or it is none of ours.
        """
        try:
            connection = sqlite3.connect(path or ":memory:", timeout=2.0, isolation_level=None)
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("BEGIN IMMEDIATE")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            connection.execute("COMMIT")
            if version == 0:
                connection.executescript(f"BEGIN; {_TABLES} COMMIT;")
            elif version != FORMAT:
                raise RunError(f"{path}: of a version of counterclaim that this one does not know; use the newest")
            for statement in (*ASIDE, *REMOVED):
                connection.execute(statement)
        except sqlite3.OperationalError as error:
            hint = "another collect runs with this ledger" if "locked" in str(error) else str(error)
            if "unable to open" in hint or "readonly" in hint:
                hint = "what is followed is kept in a file beside the ledger: the folder must exist and be writable"
            raise RunError(f"{path}: cannot be used ({hint})") from error
        except sqlite3.DatabaseError as error:
            message = f"{path}: damaged ({error}); it may be removed: every address is then asked again"
            raise RunError(message) from error
        return cls(connection)

    def copy(self) -> "Frontier":
        """The same in memory: what is done to it is not kept."""
        other = sqlite3.connect(":memory:", isolation_level=None)
        self._connection.backup(other)
        return Frontier(other)

    def close(self) -> None:
        self._connection.close()

    # What to do

    def due_hosts(self, now: float, *, lists: bool = False) -> list[str]:
        """The hosts with something to do by now, the longest due first; with `lists` only where that lists reports."""
        query = f"SELECT host FROM addresses WHERE {_due(lists)} AND due_at <= ? GROUP BY host ORDER BY min(due_at), 1"
        return [host for (host,) in self._connection.execute(query, (now,))]

    def due_at(self, host: str, now: float, *, lists: bool = False) -> list[Known]:
        """All that is to do at a host by now."""
        where = f"{_due(lists)} AND host = ? AND due_at <= ? ORDER BY address"
        return list(self._all(where, host, now))

    def next_of(self, host: str, now: float, *, lists: bool = False) -> Known | None:
        """What to do next at a host: lists, then new reports, the newest first, then known ones again."""
        return self._one(
            f"{_due(lists)} AND host = ? AND due_at <= ?"
            " ORDER BY kind = 'report', visits > 0, coalesce(dated_at, found_at) DESC, address LIMIT 1",
            host,
            now,
        )

    def next_due(self, after: float, *, lists: bool = False, failed: bool = False) -> float | None:
        """When something is due next that was not due by `after`; with `failed` only of what failed last."""
        only = " AND failures > 0" if failed else ""
        query = f"SELECT min(due_at) FROM addresses WHERE {_due(lists)}{only} AND due_at > ?"
        found: float | None = self._connection.execute(query, (after,)).fetchone()[0]
        return found

    def counts(self, now: float) -> dict[str, int]:
        """How many addresses are followed, due, aliases, done and left."""
        query = "SELECT state, count(*), sum(due_at <= ?) FROM addresses GROUP BY state"
        rows = self._connection.execute(query, (now,)).fetchall()
        counts = {state: number for state, number, _ in rows}
        return {**counts, "due": sum(due for state, _, due in rows if state == "open")}

    def known(self, address: str) -> Known | None:
        return self._one("address = ?", address)

    def home_of(self, document: str, besides: str) -> str | None:
        """The address at which a document is followed, if it is another one than `besides`."""
        found = self._one("document = ? AND address <> ? AND state = 'open'", document, besides)
        return found.address if found else None

    def sketch(self, address: str) -> bytes:
        """What is remembered of the text that was read at an address; nothing where none was."""
        found = self._connection.execute("SELECT sketch FROM sketches WHERE address = ?", (address,)).fetchone()
        return bytes(found[0]) if found else b""

    def probe(self, host: str, since: float) -> tuple[str, bytes] | None:
        """How a host answered an address that cannot exist, if it was asked since: the address, and the page (empty
        where it said honestly that there is none)."""
        query = "SELECT address, body FROM probes WHERE host = ? AND at >= ?"
        found = self._connection.execute(query, (host, since)).fetchone()
        return (found[0], bytes(found[1] or b"")) if found else None

    # What was done

    def follow(self, sources: Iterable[Source], now: float, *, listed: Iterable[Item] = ()) -> None:
        """Takes up what a plan names, now where it is new; what no plan names any more is done. `listed` are reports
        to visit besides."""
        with self._changing() as run:
            named = []
            for source in sources:
                every_s = source.every_minutes * 60
                run(
                    "INSERT INTO addresses (address, kind, state, host, outlet, found_at, every_s, due_at)"
                    " VALUES (?, 'source', 'open', ?, ?, ?, ?, ?) ON CONFLICT (address) DO UPDATE SET kind = 'source',"
                    " outlet = excluded.outlet, every_s = excluded.every_s, state = 'open', due_at = CASE kind"
                    " WHEN 'source' THEN min(due_at, ? + excluded.every_s) ELSE excluded.due_at END",
                    source.address, host_of(source.address), source.outlet, now, every_s, now, now,
                )  # fmt: skip
                named.append(source.address)
            for item in listed:
                run(
                    "INSERT INTO addresses (address, kind, state, host, title, found_at, dated_at, due_at)"
                    " VALUES (?, 'report', 'open', ?, ?, ?, ?, ?) ON CONFLICT (address) DO NOTHING",
                    item.address, host_of(item.address), item.title, now, item.dated_at, now,
                )  # fmt: skip
            marks = ", ".join("?" * len(named))
            run(f"UPDATE addresses SET state = 'done' WHERE kind = 'source' AND address NOT IN ({marks})", *named)

    def record_probe(self, host: str, visit: Visit, now: float, *, at: str) -> None:
        """Keeps how a host answered an address that cannot exist."""
        page = visit.page
        with self._changing() as run:
            _log(run, visit, "probe", at)
            run(
                "INSERT OR REPLACE INTO probes VALUES (?, ?, ?, ?)",
                host, now, page.address if page else visit.errand.address, page.body[:MOST_PROBE] if page else None,
            )  # fmt: skip

    def record(self, known: Known, visit: Visit, after: After, items: Iterable[Item] = (), *, at: str) -> int:
        """Keeps what a visit came to, and what it listed, in one transaction. Returns how many addresses are new."""
        page = visit.page
        with self._changing() as run:
            _log(run, visit, after.outcome, at)
            if after.revision and page is not None:
                run("INSERT OR REPLACE INTO texts VALUES (?, ?, ?)", known.address, page.address, after.revision)
            if after.sketch:
                run("INSERT OR REPLACE INTO sketches VALUES (?, ?)", known.address, after.sketch)
            run(
                "UPDATE addresses SET due_at = ?, state = ?, visits = visits + 1, failures = ?,"
                " interval_s = coalesce(?, interval_s), document = coalesce(?, document), kind = coalesce(?, kind)"
                " WHERE address = ?",
                after.due_at, after.state, after.failures, after.interval_s, after.document, after.kind, known.address,
            )  # fmt: skip
            if after.aside and page is not None:
                run(
                    "INSERT OR REPLACE INTO walls VALUES (?, ?, ?, ?, ?)",
                    known.address, at, page.address, after.aside, page.body[:MOST_PROBE],
                )  # fmt: skip
            if after.keeps and page is not None:
                run(
                    "UPDATE addresses SET etag = ?, modified = ?, validated = ?, sha256 = ? WHERE address = ?",
                    visit.etag, visit.modified, page.address, after.sha256, known.address,
                )  # fmt: skip
            return sum(self._found(run, item, known, after.due_at) for item in items)

    def texts(self) -> dict[str, tuple[str, ...]]:
        """The addresses by which each text of the ledger came that an address gave last."""
        found: dict[str, tuple[str, ...]] = {}
        for revision, *addresses in self._connection.execute("SELECT revision, address, final FROM texts"):
            found[revision] = (*found.get(revision, ()), *addresses)
        return found

    def forget(self, addresses: Collection[str]) -> None:
        """Forgets what is known of reports that were taken down, for good: they are not followed again."""
        self._connection.execute("PRAGMA secure_delete = ON")
        with self._changing():
            forget(self._connection, addresses)
        self._connection.execute("VACUUM")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def is_removed(self, address: str) -> bool:
        """Whether what is at an address was taken down."""
        return is_removed(self._connection, address)

    def _found(self, run: Any, item: Item, by: Known, now: float) -> bool:
        """Takes up a listed address; one that is known already is due again when the listing says that it changed."""
        kind = "list" if item.is_list else "report"
        added = run(
            "INSERT INTO addresses (address, kind, state, host, outlet, listed_by, title, stamp, found_at, dated_at,"
            " every_s, due_at) VALUES (?, ?, 'open', ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (address) DO NOTHING",
            item.address, kind, host_of(item.address), by.outlet, by.address, item.title, item.stamp, now,
            item.dated_at, by.every_s if item.is_list else None, 0.0,
        ).rowcount  # fmt: skip
        if not added:
            run(
                "UPDATE addresses SET due_at = min(due_at, 0.0), stamp = ?, state = 'open' WHERE address = ?"
                " AND stamp <> ? AND kind <> 'source' AND state IN ('open', 'left', 'done')",
                item.stamp, item.address, item.stamp,
            )  # fmt: skip
        return bool(added)

    def missed(self, address: str) -> tuple[datetime | None, int, datetime | None]:
        """The visits in a row that found no page, as the log of fetches has them: the first, how many, and the last
        visit before them that found it. Visits that did not get so far count for neither."""
        marks = ", ".join("?" * len(AbsenceReason))
        gone = f"outcome IN ({marks})"
        found = f"(came IN ('page', 'not modified') AND outcome <> '{WALLED}' AND NOT {gone})"
        reasons = [reason.value for reason in AbsenceReason]
        query = f"SELECT max(at) FROM fetches WHERE address = ? AND {found}"
        last: str | None = self._connection.execute(query, (address, *reasons)).fetchone()[0]
        query = f"SELECT min(at), count(*) FROM fetches WHERE address = ? AND {gone} AND at > ?"
        first, number = self._connection.execute(query, (address, *reasons, last or "")).fetchone()
        return _moment(first), number, _moment(last)

    def fetches(self, address: str | None = None) -> list[dict[str, Any]]:
        """The log of fetches, oldest first."""
        where, values = ("WHERE address = ?", (address,)) if address else ("", ())
        cursor = self._connection.execute(f"SELECT * FROM fetches {where} ORDER BY seq", values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def _all(self, where: str, *values: object) -> Iterator[Known]:
        for row in self._connection.execute(f"SELECT {_COLUMNS} FROM addresses WHERE {where}", values):
            yield Known(**dict(zip(Known.__slots__, row, strict=True)))

    def _one(self, where: str, *values: object) -> Known | None:
        return next(self._all(where, *values), None)

    @contextmanager
    def _changing(self) -> Iterator[Any]:
        """One transaction; gives what runs a statement in it."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield lambda statement, *values: self._connection.execute(statement, values)
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


def _log(run: Any, visit: Visit, outcome: str, at: str) -> None:
    page, last = visit.page, visit.exchanges[-1] if visit.exchanges else None
    run(
        "INSERT INTO fetches (at, address, final, status, came, outcome, ip, size, sha256, seconds, message)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        at, visit.errand.address, last.url if last else None, visit.status, visit.came.value, outcome,
        last.ip if last else None, len(page.body) if page else None, sha256(page.body).hexdigest() if page else None,
        round(visit.seconds, 3), visit.message[:1000],
    )  # fmt: skip


def _due(lists: bool) -> str:
    return "state = 'open'" + (" AND kind <> 'report'" if lists else "")


def _moment(at: str | None) -> datetime | None:
    return None if at is None else datetime.fromisoformat(at)
