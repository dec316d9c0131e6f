"""What the ledger kept of captures, with the entries that record them."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select

from counterclaim.ledger import _tables as t
from counterclaim.ledger._entries import Contents, Entry, EntryKind, parse_entry
from counterclaim.records.ids import EntryId, RevisionId
from counterclaim.records.revisions import Capture, Revision


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCapture:
    """Captured bytes, the text that was taken from them, and the entries that record both."""

    capture: Capture
    revision: Revision
    capture_entry: EntryId
    revision_entry: EntryId
    seq: int  # of the capture's entry
    recorded_at: datetime


def read_captures(connection: Connection, only: Collection[RevisionId] | None = None) -> Iterator[HeldCapture]:
    """The captures of revisions (None: of all), in the order of the log; those that were removed are left out."""
    e = t.entries.c
    kinds = (EntryKind.CAPTURE.value, EntryKind.REVISION.value)
    contents = Contents(connection)
    captures: dict[str, Entry] = {}
    for row in connection.execute(select(t.entries).where(e.kind.in_(kinds)).order_by(e.seq)):
        entry = parse_entry(row)
        if entry.kind is EntryKind.CAPTURE:
            captures[entry.id] = entry
            continue
        captured = captures.pop(str(entry.body["capture"]), None)
        revision: Revision | None = contents.record(Revision, str(entry.body["content"]))
        if captured is not None and revision is not None and (only is None or revision.id in only):
            capture: Capture | None = contents.record(Capture, str(captured.body["content"]))
            body = contents.data(str(captured.body["bytes"]))
            if capture is not None and body is not None:
                yield HeldCapture(
                    capture=replace(capture, body=body),
                    revision=revision,
                    capture_entry=captured.id,
                    revision_entry=entry.id,
                    seq=captured.seq,
                    recorded_at=captured.recorded_at,
                )
        contents.forget()


def bytes_held(connection: Connection, sha256: str) -> str | None:
    """The digest under which the ledger keeps bytes that hash to `sha256`; None if it does not.

    Equal bytes of several addresses are kept once. The log tells that they are equal, and nothing else about them:
    what finds them is the bare hash in a projection, which is erased with the words.
    """
    r, e = t.revisions.c, t.entries.c
    entries = select(e.body).join(t.revisions, r.seq == e.seq).where(r.body_sha256 == sha256).order_by(e.seq)
    for body in connection.scalars(entries):
        name = str(json.loads(body)["bytes"])
        if connection.scalar(select(t.contents.c.digest).where(t.contents.c.digest == name)) is not None:
            return name
    return None
