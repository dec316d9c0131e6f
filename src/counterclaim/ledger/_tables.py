"""The tables of a ledger: the record, which is only appended to, and the projections, which are computed from it.

`entries` is the log. `contents` holds everything with words, names or addresses in it; entries refer to its rows by
salted digest, so a row can be removed for good while the log still proves that there was one. All other tables can be
dropped and filled again from these two.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    delete,
    event,
    insert,
    inspect,
)

from counterclaim.ledger._columns import StatedTime, UtcTime, to_utc, utc_text, words
from counterclaim.ledger._guards import ON_SQLITE, guard_postgres
from counterclaim.ledger._search import attach

__all__ = ["UtcTime", "to_utc", "utc_text"]  # besides the tables

#: The format of a ledger. A new one comes with a revision in `_migrations`.
SCHEMA_VERSION = 5


def _id(name: str, **options: Any) -> Column[str]:
    return Column(name, words(80), nullable=options.pop("nullable", False), **options)


record = MetaData()

ledger_format = Table(
    "ledger_format",
    record,
    Column("product", words(40), primary_key=True),
    Column("schema_version", Integer, nullable=False),
    Column("created_at", UtcTime, nullable=False),
)

entries = Table(
    "entries",
    record,
    Column("seq", Integer, primary_key=True, autoincrement=False),  # 1..n without gaps: the leaf number
    _id("id", unique=True),
    Column("kind", words(20), nullable=False),
    Column("schema_version", Integer, nullable=False),
    Column("recorded_at", UtcTime, nullable=False, index=True),
    Column("recorded_by", words(120), nullable=False),
    Column("body", words(), nullable=False),  # canonical JSON
    _id("supersedes", nullable=True),
)

contents = Table(
    "contents",
    record,
    _id("digest", primary_key=True),  # SHA-256 over salt and data
    Column("kind", words(20), nullable=False, index=True),
    Column("salt", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),  # of the data before compression
    Column("data", LargeBinary, nullable=False),  # zlib
)

revision = Table(
    "alembic_version",  # what Alembic calls it
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)

index = MetaData()
"""Projections that follow the entries one by one."""

documents = Table(
    "documents",
    index,
    _id("id", primary_key=True),
    Column("address", words(), nullable=False, index=True),
    Column("first_seq", Integer, nullable=False),
)

revisions = Table(
    "revisions",
    index,
    Column("seq", Integer, primary_key=True, autoincrement=False),  # of the entry
    _id("id", unique=True),
    _id("entry_id", index=True),
    _id("document_id", index=True),
    _id("content"),
    Column("address", words(), nullable=False, index=True),
    Column("title", words(), nullable=False),
    Column("text_sha256", words(64), nullable=False, index=True),
    Column("body_sha256", words(64), nullable=False, index=True),
    Column("published_at", StatedTime),  # the latest reading of the stamp
    Column("updated_at", StatedTime),
    Column("stated_from", StatedTime),  # the earliest reading of what the text states last
    Column("captured_at", StatedTime, nullable=False),
    Column("recorded_at", UtcTime, nullable=False),
)

readings = Table(
    "readings",
    index,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    _id("entry_id"),
    _id("revision_id", index=True),
    _id("content"),
    Column("code_version", words(40), nullable=False),
    Column("recorded_at", UtcTime, nullable=False),
)

claims = Table(
    "claims",
    index,
    Column("reading", Integer, primary_key=True, autoincrement=False),  # seq of the reading's entry
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    _id("id", index=True),
    _id("revision_id", index=True),
    Column("actor", words(), nullable=False, index=True),
    Column("stance", words(10), nullable=False),
    Column("words", words(), nullable=False),
)

judgements = Table(
    "judgements",
    index,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    _id("entry_id"),
    _id("a", index=True),  # revision ids, a <= b
    _id("b", index=True),
    _id("content"),
    Column("recorded_at", UtcTime, nullable=False),
)

decisions = Table(
    "decisions",
    index,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    _id("entry_id"),
    _id("revision_id", index=True),
    _id("content"),
    _id("undoes", nullable=True, index=True),
    Column("recorded_at", UtcTime, nullable=False),
)

context_rows = Table(
    "context_rows",
    index,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    _id("entry_id"),
    _id("content"),
    _id("name", index=True),  # a digest of source and id: the same row in every file
    Column("first", words(10), nullable=False, index=True),  # days, inclusive, as ISO 8601
    Column("last", words(10), nullable=False),
    Column("lat", Float),
    Column("lon", Float),
    Column("recorded_at", UtcTime, nullable=False),
)

context_links = Table(
    "context_links",
    index,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    _id("url", primary_key=True, index=True),  # a digest of an address that the row names
)

absences = Table(
    "absences",
    index,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    _id("entry_id"),
    _id("document_id", index=True),
    Column("action", words(10), nullable=False),  # gone, back
    _id("content"),
    Column("recorded_at", UtcTime, nullable=False),
    Column("recorded_by", words(120), nullable=False),
)

ties = Table(
    "ties",
    index,
    _id("a", primary_key=True),  # what one of these revisions says may change the accounts of the other;
    _id("b", primary_key=True),  # each pair stands here both ways round
    Column("seq", Integer, primary_key=True, autoincrement=False, index=True),  # of the entry that ties them
)

unjudged = Table(
    "unjudged",
    index,
    _id("revision_id", primary_key=True),  # its newest reading was not yet compared with what is held
)

unimprinted = Table(
    "unimprinted",
    index,
    _id("revision_id", primary_key=True),  # its newest reading has no imprint yet
)

neighbours = MetaData()
"""What finds the neighbours of a report. All of it follows from the readings, and costs time to make again."""

imprints = Table(
    "imprints",
    neighbours,
    Column("number", Integer, primary_key=True, autoincrement=False),  # seq of the revision's entry
    _id("revision_id", unique=True),
    Column("reading", Integer, nullable=False),  # seq of the reading's entry
    Column("maker", words(80), nullable=False),
    Column("day", Integer, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Column("sketch", LargeBinary, nullable=False),
    Column("said", LargeBinary, nullable=False),
)

postings = Table(
    "postings",
    neighbours,
    Column("term", BigInteger, primary_key=True, autoincrement=False),  # the first 8 bytes of its SHA-256
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False, index=True),
    Column("weight", Float, nullable=False),
    sqlite_with_rowid=False,
)

segments = Table(
    "segments",
    neighbours,
    Column("name", words(80), primary_key=True),  # of a file in the folder beside the ledger
    Column("first", Integer, nullable=False),  # numbers of the imprints inside: first <= number <= last
    Column("last", Integer, nullable=False),
    Column("size", Integer, nullable=False),  # vectors
    Column("sha256", words(64), nullable=False),
    Column("seen", words(80), nullable=False),  # length and time of change of the file when its digest was checked
)

accounts = MetaData()
"""Projections that are computed part by part: a part is the current revisions that ties connect. `body` is the record
as JSON."""

projected = Table(
    "projected",
    accounts,
    Column("seq", Integer, primary_key=True, autoincrement=False),  # the last entry that the tables below reflect
    Column("code_version", words(40), nullable=False),  # whose rules computed them
    Column("stories", Integer, nullable=False),  # how many rows the tables hold
    Column("propositions", Integer, nullable=False),
    Column("disputes", Integer, nullable=False),
)

parts = Table(
    "parts",
    accounts,
    Column("part", Integer, primary_key=True, autoincrement=False),  # the lowest number of a revision in it
    Column("moment", words(27), nullable=False),  # when the first of its reports was published
    _id("first"),  # that report
)

part_members = Table(
    "part_members",
    accounts,
    _id("revision_id", primary_key=True),
    Column("part", Integer, nullable=False, index=True),
)


def _account_table(name: str, *columns: Column[Any]) -> Table:
    part = Column("part", Integer, primary_key=True, autoincrement=False)
    ordinal = Column("ordinal", Integer, primary_key=True, autoincrement=False)
    return Table(name, accounts, part, ordinal, *columns, Column("body", words(), nullable=False))


stories = _account_table("stories", _id("id", index=True), Column("title", words(), nullable=False))
propositions = _account_table(
    "propositions", _id("id", index=True), _id("story_id", index=True), Column("words", words(), nullable=False)
)
positions = Table(
    "positions",
    accounts,
    Column("part", Integer, nullable=False, index=True),
    _id("proposition_id", primary_key=True),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("actor", words(), nullable=False, index=True),
    Column("polarity", words(10), nullable=False),
    Column("utterances", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
)
disputes = _account_table(
    "disputes",
    _id("id", index=True),
    _id("story_id", index=True),
    Column("kind", words(20), nullable=False),
    Column("between_propositions", Boolean, nullable=False),
)
origins = _account_table("origins", _id("id", index=True), Column("kind", words(40), nullable=False))
answers = _account_table("answers", _id("denial", index=True), _id("claim", index=True))
quotations = _account_table("quotations", _id("a", index=True), _id("b", index=True))
shared_utterances = _account_table("shared_utterances", _id("id", index=True), Column("actor", words(), nullable=False))


turning = MetaData()
"""Turns that were found between moments of recording, in the words of the desk (`body` is the record as JSON)."""

turns = Table(
    "turns",
    turning,
    _id("id", primary_key=True),
    Column("at", UtcTime, nullable=False, index=True),
    Column("kind", words(40), nullable=False),
    Column("body", words(), nullable=False),
)

turn_texts = Table(
    "turn_texts",
    turning,
    _id("turn_id", primary_key=True),
    _id("revision_id", primary_key=True, index=True),
)

noticed = Table(
    "noticed",
    turning,
    Column("at", UtcTime, primary_key=True),  # up to which moment of recording turns were looked for
)

outbox = MetaData()
"""What waits to be sent. It follows from no log, and holds no words: ids of watches and turns alone."""

deliveries = Table(
    "deliveries",
    outbox,
    _id("id", primary_key=True),
    _id("watch", index=True),
    Column("channel", words(20), nullable=False),
    Column("turns", words(), nullable=False),  # ids, with spaces between
    Column("state", words(20), nullable=False, index=True),
    Column("attempts", Integer, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("note", words(200), nullable=False),  # of the last attempt that failed, in our words
)

sent_up_to = Table(
    "sent_up_to",
    outbox,
    _id("watch", primary_key=True),
    Column("channel", words(20), primary_key=True),
    Column("at", UtcTime, nullable=False),  # the moment of recording up to which the channel's turns are in the queue
)


for _table in (documents, revisions, claims, positions):
    for _index in _table.indexes:
        # PostgreSQL's ordered indexes refuse values of more than some 2,700 bytes.
        if _index.columns.keys()[0] in ("address", "actor"):
            _index.dialect_options["postgresql"]["using"] = "hash"

GUARDS = ON_SQLITE
for _ddl in GUARDS:
    event.listen(record, "after_create", _ddl)
attach(index)


@event.listens_for(record, "after_create")
def _guard(_tables: MetaData, connection: Connection, **_options: object) -> None:
    if connection.dialect.name == "postgresql":
        guard_postgres(connection)


def create_all(connection: Connection, created_at: datetime) -> None:
    """Fills an empty database with the tables of an empty ledger."""
    for metadata in (record, index, neighbours, accounts, turning, outbox):
        metadata.create_all(connection)
    connection.execute(
        insert(ledger_format).values(product="counterclaim", schema_version=SCHEMA_VERSION, created_at=created_at)
    )
    revision.create(connection)
    connection.execute(insert(revision).values(version_num=f"{SCHEMA_VERSION:04}"))


def recreate(connection: Connection, *tables: MetaData) -> None:
    """Creates projections anew; they are empty afterwards."""
    for metadata in tables:
        if connection.dialect.name == "postgresql":
            # Dropping a table there waits for everybody who reads it, and takes it from under them.
            metadata.create_all(connection)
            for table in metadata.sorted_tables:
                connection.execute(delete(table))
            if metadata is index:
                connection.exec_driver_sql("DELETE FROM claim_search")
        else:
            metadata.drop_all(connection)
            metadata.create_all(connection)


def table_names(connection: Connection) -> set[str]:
    """The tables that the database holds."""
    return set(inspect(connection).get_table_names())
