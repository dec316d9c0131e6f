"""What the ledger shows: records read back through the projections, as of a moment."""

import re
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, func, select

from counterclaim.errors import LedgerError, UnknownIdError
from counterclaim.ledger import _tables as t
from counterclaim.ledger._accounts import NAMED, read_account
from counterclaim.ledger._entries import Contents, read_entries
from counterclaim.ledger._readings import read_analyses
from counterclaim.ledger._search import encodable, find_claims, terms_of
from counterclaim.ledger._timeline import NOW
from counterclaim.records.accounts import Dispute, Proposition, Story
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim
from counterclaim.records.ids import ClaimId, RevisionId
from counterclaim.records.revisions import Capture, Revision


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What an id names. For a claim or a revision `analysis` is its newest reading."""

    kind: str  # claim, revision, proposition, story, dispute
    id: str
    record: Claim | Revision | Proposition | Story | Dispute
    analysis: Analysis | None = None


#: Characters of a whole id.
LONGEST_ID = 33
#: An id that a story may have had (`Story.formerly`), or the start of one.
FORMER = re.compile(r"s[0-9a-f]{2,32}")


def _found(connection: Connection, kind: str, found: str) -> Found:
    """The record behind a full id that one of the tables holds."""
    if kind == "claim":
        owner = connection.scalar(select(t.claims.c.revision_id).where(t.claims.c.id == found).limit(1))
        for reviewed in read_analyses(connection, NOW, current=False, only={str(owner)}):
            for claim in reviewed.claims:
                if claim.id == found:
                    return Found(kind=kind, id=found, record=claim, analysis=reviewed)
        # No longer a claim: as it was read last.
        read = select(t.readings.c.seq)
        newest = select(func.max(t.claims.c.reading)).where(t.claims.c.id == found, t.claims.c.reading.in_(read))
        where = t.readings.c.seq == newest.scalar_subquery()
    elif kind == "revision":
        where = t.readings.c.revision_id == found
    else:
        return Found(kind=kind, id=found, record=read_account(connection, kind, found))
    query = select(t.readings.c.content, t.revisions.c.content.label("revision"))
    query = query.join(t.revisions, t.revisions.c.id == t.readings.c.revision_id)
    row = connection.execute(query.where(where).order_by(t.readings.c.seq.desc())).first()
    contents = Contents(connection)
    revision: Revision | None = None if row is None else contents.record(Revision, row.revision)
    analysis = None if row is None or revision is None else contents.analysis(row.content, revision)
    if analysis is None:
        raise LedgerError(f"what was read of {kind} {found} was removed from this ledger, or undone")
    record = analysis.revision if kind == "revision" else next(c for c in analysis.claims if c.id == found)
    return Found(kind=kind, id=found, record=record, analysis=analysis)


def read_capture(connection: Connection, revision_id: RevisionId) -> Capture:
    """The bytes that a revision was read from, and how they came."""
    entry = next(read_entries(connection, after=revision_row(connection, revision_id).seq - 1))
    seq = connection.scalar(select(t.entries.c.seq).where(t.entries.c.id == str(entry.body["capture"])))
    captured = next(read_entries(connection, after=seq - 1)) if seq else None
    if captured is None:
        raise LedgerError(f"the log lacks the capture of {revision_id}: run `counterclaim ledger verify`")
    contents = Contents(connection)
    capture: Capture | None = contents.record(Capture, str(captured.body["content"]))
    body = contents.data(str(captured.body["bytes"]))
    if capture is None or body is None:
        raise LedgerError(f"the bytes of {revision_id} were removed from this ledger")
    return replace(capture, body=body)


def revision_row(connection: Connection, revision_id: RevisionId) -> Any:
    row = connection.execute(select(t.revisions).where(t.revisions.c.id == revision_id)).first()
    if row is None:
        raise LedgerError(f"the ledger holds no revision {revision_id}: add its report first")
    return row


def last_reading(connection: Connection, revision_id: RevisionId) -> Any:
    query = select(t.readings).where(t.readings.c.revision_id == revision_id).order_by(t.readings.c.seq.desc())
    return connection.execute(query.limit(1)).first()


def find_record(connection: Connection, prefix: str) -> Found:
    """The one record whose id starts with `prefix`."""
    tables = {"claim": t.claims, "revision": t.revisions} | {kind: table for kind, (table, _) in NAMED.items()}
    prefix = encodable(prefix)
    if len(prefix) < 3:
        raise LedgerError(f"{prefix!r} is too short for an id: give at least three characters")

    def beginning(start: str) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        for kind, table in tables.items():
            ids = select(table.c.id).where(table.c.id >= start, table.c.id < start + "\U0010ffff").distinct()
            found.extend((kind, id_) for id_ in connection.scalars(ids.order_by(table.c.id).limit(6)))
        return found

    hits = beginning(prefix)
    if not hits and FORMER.fullmatch(prefix):
        stories = t.stories.c
        led = select(stories.id).where(stories.body.contains(f'"{prefix}')).order_by(stories.id).limit(6)
        hits.extend(("story", found) for found in connection.scalars(led))
    exact = [hit for hit in hits if hit[1] == prefix]
    if not hits:
        shorter = (beginning(prefix[:length]) for length in range(min(len(prefix), LONGEST_ID) - 1, 2, -1))
        near = next((found for found in shorter if found), [])
        raise UnknownIdError(prefix, [id_ for _, id_ in near[:3]])
    if len(hits) > 1 and len(exact) != 1:
        named = ", ".join(f"{kind} {found[:12]}" for kind, found in hits[:5])
        more = " and more" if len(hits) > 5 else ""
        raise LedgerError(f"{prefix!r} names several things ({named}{more}): give more of the id")
    kind, found = (exact or hits)[0]
    return _found(connection, kind, found)


def search_claims(connection: Connection, words: str, limit: int) -> tuple[ClaimId, ...]:
    """The claims whose words or actor hold all of `words`, best first. Each word may be the start of one."""
    return tuple(map(ClaimId, find_claims(connection, terms_of(words), limit)))
