"""Finding the reports that may be about the same event as a new one, without looking at all that are held.

Two ways, because each finds what the other misses: reports that share telling terms, by postings in the database, and
reports whose openings mean the same, by an approximate nearest-neighbour index (`_segments`). Both only propose: what
they propose is compared as if all reports had been. All of this follows from the readings; nothing in it is a record.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from counterclaim.ledger import _tables as t
from counterclaim.ledger._rows import rows_for
from counterclaim.records.ids import RevisionId
from counterclaim.records.imprints import Imprint

#: The holders of one term that are looked at, those published nearest in time first, half on either side: bounds what
#: a common term costs, and does not depend on the order of adding.
MOST_HOLDERS = 200
#: Reports that each way proposes.
BY_TERMS = 48


def missing(connection: Connection, maker: str) -> tuple[RevisionId, ...]:
    """The revisions that have no imprint by this maker yet, in the order of adding. Those of others are dropped."""
    other = connection.scalar(select(t.imprints.c.maker).limit(1))
    if other is not None and other != maker:
        for table in (t.imprints, t.postings, t.segments):
            connection.execute(delete(table))
        connection.execute(delete(t.unimprinted))
        read = select(t.readings.c.revision_id).distinct()
        connection.execute(insert(t.unimprinted).from_select(["revision_id"], read))
    r = t.revisions.c
    ordered = select(r.id).join(t.unimprinted, t.unimprinted.c.revision_id == r.id).order_by(r.seq)
    return tuple(map(RevisionId, connection.scalars(ordered)))


def keep(connection: Connection, imprint: Imprint) -> None:
    """Keeps the imprint of a revision's newest reading, in place of an earlier one; of one that was taken down since it
    was read, nothing."""
    r, i = t.revisions.c, t.imprints.c
    number = connection.scalar(select(r.seq).where(r.id == imprint.revision_id))
    if number is None:
        return
    newest = select(func.max(t.readings.c.seq)).where(t.readings.c.revision_id == imprint.revision_id)
    connection.execute(delete(t.imprints).where(i.revision_id == imprint.revision_id))
    connection.execute(delete(t.postings).where(t.postings.c.number == number))
    row = {
        "number": number,
        "revision_id": imprint.revision_id,
        "reading": connection.scalar(newest),
        "maker": imprint.maker,
        "day": imprint.day,
        "vector": imprint.vector,
        "sketch": imprint.sketch,
        "said": imprint.said,
    }
    connection.execute(insert(t.imprints), row)
    postings = [
        {"term": hash_term(term), "day": imprint.day, "number": number, "weight": weight}
        for term, weight in dict(imprint.terms).items()
    ]
    if postings:
        connection.execute(insert(t.postings), postings)
    connection.execute(delete(t.unimprinted).where(t.unimprinted.c.revision_id == imprint.revision_id))


def hash_term(term: str) -> int:
    """The number that stands for a term in the postings, in [-2⁶³, 2⁶³)."""
    return int.from_bytes(hashlib.sha256(term.encode()).digest()[:8], signed=True)


def sharing_terms(connection: Connection, terms: Sequence[tuple[str, float]], day: int) -> list[int]:
    """The numbers of the reports that share the most telling terms, best first."""
    p = t.postings.c
    scores: defaultdict[int, float] = defaultdict(float)
    for term, weight in terms:
        own = select(p.number, p.weight).where(p.term == hash_term(term)).limit(MOST_HOLDERS // 2)
        later = own.where(p.day >= day).order_by(p.day, p.number)
        earlier = own.where(p.day < day).order_by(p.day.desc(), p.number)
        for query in (later, earlier):
            for number, theirs in connection.execute(query):
                scores[number] += weight * theirs
    return sorted(scores, key=lambda number: (-scores[number], number))[:BY_TERMS]


def read_imprints(connection: Connection, revisions: Iterable[str]) -> Iterator[Imprint]:
    """The imprints of some revisions, in no order; those that have none are left out."""
    i = t.imprints.c
    query = select(i.revision_id, i.maker, i.day, i.vector, i.sketch, i.said)
    for row in rows_for(connection, query, i.revision_id, revisions):
        yield _imprint(row)


def revisions_of(connection: Connection, numbers: Iterable[int]) -> list[RevisionId]:
    """The revisions that have imprints of these numbers."""
    i = t.imprints.c
    found = connection.execute(select(i.revision_id).where(i.number.in_(sorted(set(numbers)))))
    return [RevisionId(row.revision_id) for row in found]


def _imprint(row: Any) -> Imprint:
    return Imprint(
        revision_id=RevisionId(row.revision_id),
        maker=row.maker,
        day=row.day,
        terms=(),
        vector=row.vector,
        sketch=row.sketch,
        said=row.said,
    )
