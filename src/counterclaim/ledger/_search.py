"""Finding claims by their words. Both engines find the same claims in the same order.

SQLite has an index for this (FTS5). On PostgreSQL words are cut and folded as that index does, kept as a `tsvector`,
and weighed by the same formula, so that neither the dictionaries nor the locale of a server decide what is found.
"""

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import Any

from sqlalchemy import DDL, Connection, MetaData, event, text

#: Rows are numbered by reading and ordinal, so that a newer reading finds the older one's rows.
STRIDE = 2**20
#: What PostgreSQL holds of one row: words, and characters of a word. Longer ones do not occur but in hostile text.
_MOST_WORDS, _LONGEST = 10_000, 500
#: Of the formula (BM25), as in FTS5.
_K1, _B = 1.2, 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRow:
    """A claim as the index holds it."""

    ordinal: int
    claim_id: str
    actor: str
    words: str


_CREATE_SQLITE = (
    "CREATE VIRTUAL TABLE claim_search USING fts5(claim_id UNINDEXED, actor, words,"
    " tokenize = 'unicode61 remove_diacritics 2')"
)
_CREATE_POSTGRES = (
    "CREATE TABLE IF NOT EXISTS claim_search (rowid BIGINT PRIMARY KEY, claim_id TEXT NOT NULL, actor TEXT NOT NULL,"
    " words TEXT NOT NULL, size INTEGER NOT NULL, terms TSVECTOR NOT NULL)",
    "CREATE INDEX IF NOT EXISTS ix_claim_search_terms ON claim_search USING gin (terms)",
)
_ADD_SQLITE = text("INSERT INTO claim_search (rowid, claim_id, actor, words) VALUES (:rowid, :id, :actor, :words)")
_ADD_POSTGRES = text(
    "INSERT INTO claim_search (rowid, claim_id, actor, words, size, terms) VALUES"
    " (CAST(:rowid AS BIGINT), :id, :actor, :words, CAST(:size AS INTEGER), CAST(CAST(:terms AS TEXT) AS TSVECTOR))"
)
_DROP = text("DELETE FROM claim_search WHERE rowid >= :first AND rowid < :last")
_FIND_SQLITE = text(
    "SELECT claim_id FROM claim_search WHERE claim_search MATCH :terms ORDER BY rank, rowid LIMIT :limit"
)
_MATCHES = "terms @@ CAST(CAST(:terms AS TEXT) AS TSQUERY)"
_FIND_POSTGRES = text(f"SELECT rowid, claim_id, actor, words, size FROM claim_search WHERE {_MATCHES}")
_COUNT_POSTGRES = text(f"SELECT count(*) FROM claim_search WHERE {_MATCHES}")
_SAME_POSTGRES = text("SELECT CAST(CAST(:held AS TEXT) AS TSVECTOR) = CAST(CAST(:terms AS TEXT) AS TSVECTOR)")
_TOTAL_POSTGRES = text("SELECT count(*), sum(size) FROM claim_search")


def attach(tables: MetaData) -> None:
    """Lets the index for search be made and dropped with these tables."""
    made = [DDL(_CREATE_SQLITE).execute_if(dialect="sqlite")]  # type: ignore[no-untyped-call]
    made += [DDL(ddl).execute_if(dialect="postgresql") for ddl in _CREATE_POSTGRES]  # type: ignore[no-untyped-call]
    for ddl in made:
        event.listen(tables, "after_create", ddl)
    event.listen(tables, "before_drop", DDL("DROP TABLE IF EXISTS claim_search"))  # type: ignore[no-untyped-call]


def add_to_search(connection: Connection, reading: int, rows: Iterable[SearchRow]) -> None:
    """Makes the claims of an entry, a reading or a decision, found."""
    first = reading * STRIDE
    plain: list[dict[str, Any]] = [
        {"rowid": first + row.ordinal, "id": row.claim_id, "actor": row.actor, "words": row.words} for row in rows
    ]
    if not plain:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(_ADD_SQLITE, plain)
        return
    for row in plain:
        row |= {name: row[name].replace("\0", "\N{REPLACEMENT CHARACTER}") for name in ("actor", "words")}
        actor, said = cut(row["actor"]), cut(row["words"])
        row |= {"size": len(actor) + len(said), "terms": _vector(actor, said)}
    connection.execute(_ADD_POSTGRES, plain)


def copy_search(held: Connection, copy: Connection) -> None:
    """Puts into an empty index what another one holds, of whichever engine."""
    rows = held.execute(text("SELECT rowid, claim_id, actor, words FROM claim_search ORDER BY rowid"))
    for reading, found in groupby(rows, key=lambda row: row.rowid // STRIDE):
        some = (
            SearchRow(ordinal=row.rowid % STRIDE, claim_id=row.claim_id, actor=row.actor, words=row.words)
            for row in found
        )
        add_to_search(copy, reading, some)


def drop_from_search(connection: Connection, reading: int) -> None:
    """Forgets the claims of an entry."""
    connection.execute(_DROP, {"first": reading * STRIDE, "last": (reading + 1) * STRIDE})


def index_faults(connection: Connection, again: Connection) -> Iterator[str]:
    """What the index finds words by, where it is not made of its rows: the words in it, and where they stand. `again`
    is a connection to a file with the same rows."""
    if connection.dialect.name == "sqlite":
        held, expected = (_index_of(one) for one in (connection, again))
        if any(a != b for a, b in zip_longest(held, expected)):
            yield "the table claim_search finds other words than its rows hold"
        return
    rows = connection.execute(text("SELECT rowid, actor, words, size, terms FROM claim_search ORDER BY rowid"))
    for row in rows:
        actor, said = cut(row.actor), cut(row.words)
        same = connection.scalar(_SAME_POSTGRES, {"held": row.terms, "terms": _vector(actor, said)})
        if not same or row.size != len(actor) + len(said):
            yield f"the table claim_search finds other words than its row {row.rowid} holds"
            return


def _index_of(connection: Connection) -> Iterator[tuple[object, ...]]:
    """Every word of SQLite's index with the rows, columns and places where it stands."""
    connection.exec_driver_sql("CREATE VIRTUAL TABLE temp.claim_words USING fts5vocab(main, claim_search, instance)")
    found = connection.exec_driver_sql("SELECT * FROM temp.claim_words")
    try:
        yield from map(tuple, found)
    finally:
        found.close()
        connection.exec_driver_sql("DROP TABLE temp.claim_words")


def find_claims(connection: Connection, words: Sequence[str], limit: int) -> list[str]:
    """The ids of the claims whose words or actor hold all of `words`, or words that begin with them, best first.

    What is no word (quotation marks, operators) finds nothing by itself and is passed over beside others.
    """
    if connection.dialect.name == "sqlite":
        terms = " ".join(f'"{word}"*' for word in words)
        return list(connection.scalars(_FIND_SQLITE, {"terms": terms, "limit": limit})) if terms else []
    phrases = [phrase for phrase in map(cut, words) if phrase]
    return _find_on_postgres(connection, phrases, limit) if phrases else []


def cut(words: str) -> list[str]:
    """The words as FTS5's `unicode61` cuts and folds them: runs of letters and digits, without case and marks."""
    found: list[str] = []
    run: list[str] = []
    for character in words:
        if character.isascii():
            folded = character.lower() if character.isalnum() else ""
        elif "\u0300" <= character <= "\u0331":  # a mark on the letter in front of it
            continue
        else:
            folded = _fold(character)
        if folded:
            run.append(folded)
        elif run:
            found.append("".join(run))
            run = []
    if run:
        found.append("".join(run))
    return found


def _fold(character: str) -> str:
    """A letter or digit without case and marks; nothing for all other characters."""
    category = unicodedata.category(character)
    if category[0] not in "LN" and category != "Co":
        return ""
    lower = character.lower()
    parts = unicodedata.normalize("NFD", lower[0])
    base, marks = parts[0], parts[1:]
    return base if all(unicodedata.category(mark) == "Mn" for mark in marks) else lower[0]


def _vector(actor: Sequence[str], said: Sequence[str]) -> str:
    """The words of both columns as PostgreSQL writes a `tsvector`. A gap keeps phrases inside a column."""
    places: dict[str, list[int]] = {}
    for start, column in ((1, actor), (len(actor) + 2, said)):
        for place, word in enumerate(column, start=start):
            if place <= _MOST_WORDS:
                places.setdefault(word[:_LONGEST], []).append(place)
    return " ".join(f"'{word}':{','.join(map(str, found[:255]))}" for word, found in places.items())


def _query(phrase: Sequence[str]) -> str:
    *whole, last = (f"'{word[:_LONGEST]}'" for word in phrase)
    return "(" + " <-> ".join([*whole, f"{last}:*"]) + ")"


def _find_on_postgres(connection: Connection, phrases: Sequence[list[str]], limit: int) -> list[str]:
    queries = [_query(phrase) for phrase in phrases]
    rows = connection.execute(_FIND_POSTGRES, {"terms": " & ".join(queries)}).all()
    if not rows:
        return []
    total, size = connection.execute(_TOTAL_POSTGRES).one()
    weights = [_weight(total, connection.scalar(_COUNT_POSTGRES, {"terms": query}) or 0) for query in queries]
    average = float(size) / total

    def score(row: Any) -> float:
        columns = cut(row.actor), cut(row.words)
        found = 0.0
        for phrase, weight in zip(phrases, weights, strict=True):
            often = float(sum(_times(phrase, column) for column in columns))
            found += weight * (often * (_K1 + 1) / (often + _K1 * (1 - _B + _B * row.size / average)))
        return -found

    return [row.claim_id for row in sorted(rows, key=lambda row: (score(row), row.rowid))[:limit]]


def _weight(total: int, holders: int) -> float:
    """How telling a phrase is: the logarithm of how many times more rows lack it than hold it."""
    weight = math.log((total - holders + 0.5) / (holders + 0.5))
    return weight if weight > 0 else 1e-6


def _times(phrase: Sequence[str], column: Sequence[str]) -> int:
    """How often a phrase, of whose last word the start is enough, stands in a column."""
    *whole, last = phrase
    size = len(phrase)
    return sum(
        column[place + size - 1].startswith(last) and column[place : place + size - 1] == whole
        for place in range(len(column) - size + 1)
    )


def encodable(words: str) -> str:
    """`words` with `?` for what UTF-8 cannot hold, such as bytes of a command line that are not text."""
    return words.encode(errors="replace").decode()


def terms_of(words: str) -> list[str]:
    """The words of a query, without what has a meaning of its own in one."""
    return re.sub(r'["\0]', " ", encodable(words)).split()
