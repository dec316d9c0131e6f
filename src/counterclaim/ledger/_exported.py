"""What has left the ledger, so that it can be called back when its contents are removed."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from counterclaim.ledger import _tables as t
from counterclaim.ledger._entries import Contents, Entry, EntryKind, parse_entry
from counterclaim.records.ids import EntryId, Json
from counterclaim.records.takedowns import Issue

#: The format of copies of the whole file.
BACKUP = "backup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """Something that left the ledger. `revisions` are the entries of the texts in it (None: of all that the log held
    in front of entry `seq`); `recalled_by` are the takedowns, by number, that removed something in it."""

    seq: int
    recorded_at: datetime
    recorded_by: str
    format: str
    destination: str
    revisions: tuple[EntryId, ...] | None
    recalled_by: tuple[int, ...] = ()


def export_body(
    connection: Connection, format_: str, content: str, revisions: Collection[str] | None
) -> dict[str, Json]:
    """The body of the entry: the format and the entries of the texts, and nothing in words."""
    body: dict[str, Json] = {"format": format_, "content": content}
    if revisions is not None:
        r = t.revisions.c
        rows = connection.execute(select(r.id, r.entry_id))
        body["revisions"] = sorted(row.entry_id for row in rows if row.id in revisions)
    return body


def read_exports(connection: Connection) -> Iterator[Exported]:
    """Everything that left the ledger, oldest first, with what it must be called back for."""
    e = t.entries.c
    kinds = (EntryKind.EXPORT.value, EntryKind.TAKEDOWN.value)
    entries = [
        parse_entry(row) for row in connection.execute(select(t.entries).where(e.kind.in_(kinds)).order_by(e.seq))
    ]
    takedowns = [(entry, _taken(entry)) for entry in entries if entry.kind is EntryKind.TAKEDOWN]
    seq_of = dict(
        connection.execute(select(e.id, e.seq).where(e.id.in_({i for _, ids in takedowns for i in ids}))).all()
    )
    contents = Contents(connection)
    for entry in entries:
        if entry.kind is not EntryKind.EXPORT:
            continue
        issue: Issue | None = contents.record(Issue, str(entry.body["content"]))
        held = entry.body.get("revisions")
        named = tuple(EntryId(str(i)) for i in held) if isinstance(held, list) else None
        yield Exported(
            seq=entry.seq,
            recorded_at=entry.recorded_at,
            recorded_by=entry.recorded_by,
            format=str(entry.body["format"]),
            destination="" if issue is None else issue.destination,
            revisions=named,
            recalled_by=tuple(
                takedown.seq
                for takedown, taken in takedowns
                if any(i in named if named is not None else seq_of.get(i, entry.seq) < entry.seq for i in taken)
                and takedown.seq > entry.seq
            ),
        )


def _taken(entry: Entry) -> list[str]:
    revisions = entry.body["revisions"]
    return [str(revision) for revision in revisions] if isinstance(revisions, list) else []
