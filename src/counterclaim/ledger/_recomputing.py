"""Checking what follows from the log: computed tables, computed again beside the ledger, and texts, taken again from
their bytes. These checks cost what the first computing cost; the digests of the log do not depend on them."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, MetaData, Select, column, create_engine, func, inspect, select
from sqlalchemy import table as lightweight_table

from counterclaim import __version__
from counterclaim.errors import ItemError
from counterclaim.ledger import _tables as t
from counterclaim.ledger._accounts import write_part
from counterclaim.ledger._checkpoints import Checkpoint
from counterclaim.ledger._entries import Contents, EntryKind, last_seq, read_entries
from counterclaim.ledger._evidence import read_captures
from counterclaim.ledger._index import index_entry
from counterclaim.ledger._parts import Project, current_parts
from counterclaim.ledger._readings import read_ground
from counterclaim.ledger._search import index_faults
from counterclaim.ledger._timeline import NOW
from counterclaim.ledger._turns import turn_row
from counterclaim.ledger._unproved import misfits, unproved
from counterclaim.ledger._verifying import Fault, Progress, Verification, verify
from counterclaim.records.ids import RevisionId
from counterclaim.records.revisions import Capture, Revision
from counterclaim.records.turns import Told

#: Takes the text from captured bytes; what `articles.read_article` does.
Extract = Callable[[Capture], Revision]
#: Moments of recording, in order, each with the turns that are found up to it; what `watching.find_again` does.
Steps = Iterable[tuple[datetime, Iterable[Told]]]

#: Compared with what a model made, and not with the log.
_PENDING = frozenset({"unimprinted"})
_MEND = "run `counterclaim ledger rebuild`"
#: The index for search, as a table.
_SEARCH = lightweight_table("claim_search", column("rowid"), column("claim_id"), column("actor"), column("words"))


def verify_all(
    connection: Connection,
    checkpoints: Sequence[Checkpoint],
    *,
    project: Project | None,
    extract: Extract | None,
    steps: Steps | None = None,
    progress: Progress,
) -> Verification:
    """The log and its contents checked, then with `project` the computed tables, with `extract` the texts, and with
    `steps` the turns."""
    checked = verify(connection, checkpoints, progress)
    if project is None and extract is None and steps is None:
        return checked
    if not checked.ok:
        note = Fault(seq=None, message="tables and texts were not checked, because the log itself is not sound")
        return replace(checked, notes=(note,))
    found = [] if project is None else list(check_tables(connection, project, progress))
    found += [] if extract is None else check_texts(connection, extract, progress)
    if steps is not None and not any(is_fault for is_fault, _ in found):  # turns are read through the tables
        found += check_turns(connection, steps, progress)
    if project is not None:
        checked = replace(checked, unproved=tuple(unproved(connection, turns=steps is not None)))
    faults = tuple(fault for is_fault, fault in found if is_fault)
    return replace(checked, faults=faults, notes=tuple(note for is_fault, note in found if not is_fault))


def check_tables(connection: Connection, project: Project, progress: Progress) -> Iterator[tuple[bool, Fault]]:
    """What the computed tables hold otherwise than they should, each with whether it is a fault (else: a note)."""
    there = set(inspect(connection).get_table_names())
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(URL.create("sqlite", database=str(Path(folder) / "again.db")))
        try:
            with engine.connect() as again:
                again.exec_driver_sql("PRAGMA synchronous = OFF")  # nobody reads it after a power cut
                for tables in vars(t).values():
                    if isinstance(tables, MetaData) and tables is not t.record:
                        tables.create_all(again)
                _replay(connection, again, progress)
                found = list(_compare(connection, again, t.index, there))
                found += _difference(connection, again, _SEARCH.name, select(_SEARCH), ["rowid"])
                found += [
                    (True, _fault(message)) for message in (*index_faults(connection, again), *misfits(connection))
                ]
                yield from found
                if any(is_fault for is_fault, _ in found):
                    return  # accounts are read through these tables
                yield from _check_accounts(connection, again, project, there, progress)
        finally:
            engine.dispose()


def _replay(connection: Connection, again: Connection, progress: Progress) -> None:
    contents = Contents(connection)
    total = last_seq(connection)
    for entry in read_entries(connection):
        index_entry(again, entry, contents)
        contents.forget()
        if entry.seq % 100 == 0 or entry.seq == total:
            progress("tables", entry.seq, total)


def _compare(
    connection: Connection, again: Connection, tables: MetaData, there: set[str]
) -> Iterator[tuple[bool, Fault]]:
    for table in tables.sorted_tables:
        if table.name in _PENDING or table.name == t.projected.name:
            continue
        if table.name not in there:
            yield False, Fault(seq=None, message=f"there is no table {table.name}: an older version wrote it; {_MEND}")
        else:
            keys = [column.name for column in table.primary_key.columns]
            yield from _difference(connection, again, table.name, select(table), keys)


def _difference(
    connection: Connection, again: Connection, name: str, query: Select[Any], keys: Sequence[str]
) -> Iterator[tuple[bool, Fault]]:
    """How a table differs from the one that was computed again: where it does so first."""
    message = None
    ordered = query.order_by(*(query.selected_columns[key] for key in keys))
    try:
        held = connection.execute(ordered, execution_options={"yield_per": 500})
        for row, expected in zip_longest(held, again.execute(ordered)):
            if row is None or expected is None or tuple(row) != tuple(expected):
                one = expected if row is None else row
                place = ", ".join(str(getattr(one, key))[:20] for key in keys)
                message = "lacks" if row is None else "has no business with" if expected is None else "differs at"
                message = f"{message} the row {place}"
                break
    except ValueError as error:
        message = f"cannot be read ({error})"
    if message is not None:
        yield True, _fault(f"the table {name} {message}")


def _fault(message: str) -> Fault:
    return Fault(seq=None, message=f"{message}: {_MEND}")


def _check_accounts(
    connection: Connection, again: Connection, project: Project, there: set[str], progress: Progress
) -> Iterator[tuple[bool, Fault]]:
    if t.projected.name not in there:
        yield False, Fault(seq=None, message=f"there are no tables of accounts; {_MEND}")
        return
    states = connection.execute(select(t.projected)).all()
    if not states:
        if connection.scalar(select(func.count()).select_from(t.parts)):
            message = (
                "the table projected does not say by which version the accounts were computed; they were not compared"
            )
            yield False, Fault(seq=None, message=message)
        return  # or nobody asked for accounts yet
    state = states[0]
    e = t.entries.c
    behind = select(func.count()).where(e.seq > state.seq, e.kind != EntryKind.CHECKPOINT.value)
    if len(states) > 1 or state.seq > last_seq(connection):
        yield True, _fault("the table projected names no entry, or several")
    elif state.code_version != __version__:
        message = f"the accounts were computed by version {state.code_version}, not compared with {__version__}"
        yield False, Fault(seq=None, message=message)
    elif connection.scalar(behind):
        message = f"the accounts follow the log up to entry {state.seq} only, and were not compared"
        yield False, Fault(seq=None, message=message)
    else:
        _project_again(connection, again, project, progress)
        yield from _compare(connection, again, t.accounts, there)
        for name in ("stories", "propositions", "disputes"):
            held = connection.scalar(select(func.count()).select_from(t.accounts.tables[name]))
            if getattr(state, name) != held:
                yield True, _fault(f"the table projected counts other {name} than there are")


def _project_again(connection: Connection, again: Connection, project: Project, progress: Progress) -> None:
    """Computes the accounts of every part into the tables beside the ledger."""
    revisions = set(again.scalars(select(t.revisions.c.id)))
    ties = [(RevisionId(row.a), RevisionId(row.b)) for row in again.execute(select(t.ties.c.a, t.ties.c.b))]
    parts = list(current_parts(connection, revisions, ties))
    for done, (number, group) in enumerate(parts, start=1):
        analyses, judgements = read_ground(connection, NOW, only=group)
        if analyses:
            accounts = project(analyses, judgements)
            write_part(again, number, analyses, accounts)
        progress("accounts", done, len(parts))


def check_turns(connection: Connection, steps: Steps, progress: Progress) -> Iterator[tuple[bool, Fault]]:
    """The turns that are kept otherwise than they are found again, each with whether that is a fault. What another
    version may have found is not compared: turns up to the last entry that one recorded."""
    u, x = t.turns.c, t.turn_texts.c
    try:
        noticed = list(connection.scalars(select(t.noticed.c.at)))
        held = {row.id: tuple(row) for row in connection.execute(select(u.id, u.at, u.kind, u.body))}
    except ValueError as error:
        yield True, _fault(f"the tables noticed and turns cannot be read ({error})")
        return
    moments: set[datetime] = set()
    expected: dict[str, Told] = {}
    for at, found in steps if noticed else ():
        if at > max(noticed):
            break
        moments.add(at)
        for told in found:
            expected.setdefault(told.turn.id, told)
        progress("turns", min(len(expected), len(held)), len(held))
    if len(noticed) > 1 or not moments.issuperset(noticed):
        yield True, _fault("the table noticed names no moment up to which turns can be looked for, or several")
    again: dict[str, Any] = {name: tuple(turn_row(told).values()) for name, told in expected.items()}
    since = _other_version(connection)
    wrong = [name for name in sorted(held.keys() | again.keys()) if held.get(name) != again.get(name)]
    rows = {name: [row for row in (held.get(name), again.get(name)) if row is not None] for name in wrong}
    older = {name for name in wrong if since is not None and all(row[1] <= since for row in rows[name])}
    if older:
        message = f"{len(older)} of the turns up to {since:%Y-%m-%d %H:%M} may be those of another version"
        yield False, Fault(seq=None, message=message)
    for name in wrong:
        if name not in older:
            how = "lacks" if name not in held else "has no business with" if name not in again else "differs at"
            yield True, _fault(f"the table turns {how} the row {name[:20]}")
            return
    texts = {tuple(row) for row in connection.execute(select(x.turn_id, x.revision_id)) if row.turn_id not in older}
    named = {(told.turn.id, revision) for told in expected.values() for revision in told.turn.revisions}
    if stray := sorted(texts ^ {pair for pair in named if pair[0] not in older}):
        yield True, _fault(f"the table turn_texts does not fit the turn {stray[0][0][:20]}")


def _other_version(connection: Connection) -> datetime | None:
    """When another version of the software last recorded something."""
    e = t.entries.c
    ours = e.recorded_by.startswith("software:counterclaim/") & (
        e.recorded_by != f"software:counterclaim/{__version__}"
    )
    last: datetime | None = connection.scalar(select(func.max(e.recorded_at)).where(ours))
    return last


def check_texts(connection: Connection, extract: Extract, progress: Progress) -> Iterator[tuple[bool, Fault]]:
    """The revisions whose text cannot be taken from their bytes again, each with whether that is a fault.

    It is one where the same version of the extractor gives another text; another version may.
    """
    total = connection.scalar(select(func.count()).select_from(t.revisions)) or 0
    for done, held in enumerate(read_captures(connection), start=1):
        if found := _text_fault(held.capture, held.revision, extract):
            is_fault, words = found
            yield is_fault, Fault(seq=held.seq + 1, message=f"{words} ({held.revision.id})")
        progress("texts", done, total)


def _text_fault(capture: Capture, revision: Revision, extract: Extract) -> tuple[bool, str] | None:
    made = revision.extractor or "an unnamed extractor"
    try:
        again = extract(capture)
    except ItemError as error:
        return True, f"no text can be taken from its bytes ({error}); it was made by {made}"
    if again.text == revision.text:
        return None
    if again.extractor == revision.extractor:
        return True, f"its bytes do not give its text by {made}: it was altered, or made otherwise"
    return False, f"its text was made by {made}, and {again.extractor} makes another of its bytes"
