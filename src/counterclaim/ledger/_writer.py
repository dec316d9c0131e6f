"""One change of a ledger: the transaction that makes it, and the entries that it appends."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection

from counterclaim.errors import InputError
from counterclaim.ledger._accounts import carry_over
from counterclaim.ledger._entries import Contents, Draft, EntryKind, append, find_person, next_moment
from counterclaim.ledger._index import index_entry
from counterclaim.records.analyses import Analysis
from counterclaim.records.codec import RecordError, to_json
from counterclaim.records.ids import EntryId, Json


class Writer:
    """One change of the ledger: a transaction that holds the write lock, and the one time that its entries bear."""

    def __init__(self, connection: Connection, *, now: datetime, software: str) -> None:
        self.connection = connection
        self.contents = Contents(connection)
        self.recorded_at = next_moment(connection, now)
        self._software = software
        self._last: int | None = None

    def person(self, name: str) -> str:
        """Who records an entry, where that is a person."""
        return f"person:{find_person(self.connection, self.contents, name)}"

    def append(
        self,
        kind: EntryKind,
        body: dict[str, Json],
        *,
        recorded_by: str | None = None,
        supersedes: EntryId | None = None,
    ) -> EntryId:
        """Writes one entry and the rows that follow from it."""
        draft = Draft(kind=kind, body=body, recorded_by=recorded_by or self._software, supersedes=supersedes)
        entry = append(self.connection, draft, self.recorded_at, after=self._last)
        self._last = entry.seq
        index_entry(self.connection, entry, self.contents)
        return entry.id

    def append_aside(
        self,
        kind: EntryKind,
        body: dict[str, Json],
        *,
        recorded_by: str | None = None,
        supersedes: EntryId | None = None,
    ) -> EntryId:
        """Writes one entry that changes no account: accounts that reflect the whole log reflect it too."""
        entry_id = self.append(kind, body, recorded_by=recorded_by, supersedes=supersedes)
        assert self._last is not None
        carry_over(self.connection, self._last)
        return entry_id

    def append_reading(self, analysis: Analysis, revision: EntryId, supersedes: EntryId | None = None) -> None:
        """Writes a reading of the revision that the entry `revision` brought in."""
        body: dict[str, Json] = {
            "revision": revision,
            "content": self.contents.put_record("reading", analysis),
            "code_version": analysis.code_version,
            "models": [to_json(model) for model in analysis.models],
        }
        self.append(EntryKind.READING, body, supersedes=supersedes)


@contextmanager
def kept(subject: str) -> Iterator[None]:
    """Records that no reader could read back fail as one item; the transaction around keeps nothing of them."""
    try:
        yield
    except RecordError as error:
        raise InputError(f"cannot be kept in the ledger: {error}", subject=subject) from error
