"""The tables of a ledger: the record, which is only appended to, and the projections, which are computed from it.

`entries` is the log. `contents` holds everything with words, names or addresses in it; entries refer to its rows by
salted digest, so a row can be removed for good while the log still proves that there was one. All other tables can be
dropped and filled again from these two.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    DDL,
    BigInteger,
    Boolean,
    Column,
    Connection,
    Dialect,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    event,
    insert,
    inspect,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

SCHEMA_VERSION = 1

#: A moment in UTC with a fixed width, so that text order is time order.
_UTC_FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"


def to_utc(moment: datetime) -> datetime:
    """The same moment in UTC; what lies outside the years 1 to 9999 there becomes the nearest moment inside."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC) if moment.year < 5000 else datetime.max.replace(tzinfo=UTC)


def utc_text(moment: datetime) -> str:
    """ISO 8601 in UTC to the microsecond, always 27 characters: `2024-05-03T01:11:00.000000Z`."""
    utc = to_utc(moment)
    return f"{utc.year:04}-" + utc.strftime(_UTC_FORMAT.removeprefix("%Y-"))  # strftime does not pad years


class UtcTime(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC. SQLite keeps it as text (its `DateTime` loses the zone)."""

    impl = String(27)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            from sqlalchemy.dialects.postgresql import TIMESTAMP

            return dialect.type_descriptor(TIMESTAMP(timezone=True))
        return dialect.type_descriptor(String(27))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        return to_utc(value) if dialect.name == "postgresql" else utc_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return to_utc(value if isinstance(value, datetime) else datetime.fromisoformat(value))


class StatedTime(TypeDecorator[datetime]):
    """An aware datetime as a page states it: ISO 8601 text that keeps the offset, on every engine."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


def _id(name: str, **options: Any) -> Column[str]:
    return Column(name, String(80), nullable=options.pop("nullable", False), **options)


record = MetaData()

ledger_format = Table(
    "ledger_format",
    record,
    Column("product", String(40), primary_key=True),
    Column("schema_version", Integer, nullable=False),
    Column("created_at", UtcTime, nullable=False),
)

entries = Table(
    "entries",
    record,
    Column("seq", Integer, primary_key=True, autoincrement=False),  # 1..n without gaps: the leaf number
    _id("id", unique=True),
    Column("kind", String(20), nullable=False),
    Column("schema_version", Integer, nullable=False),
    Column("recorded_at", UtcTime, nullable=False, index=True),
    Column("recorded_by", String(120), nullable=False),
    Column("body", Text, nullable=False),  # canonical JSON
    _id("supersedes", nullable=True),
)

contents = Table(
    "contents",
    record,
    _id("digest", primary_key=True),  # SHA-256 over salt and data
    Column("kind", String(20), nullable=False, index=True),
    Column("salt", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),  # of the data before compression
    Column("data", LargeBinary, nullable=False),  # zlib
)

index = MetaData()
"""Projections that follow the entries one by one."""

documents = Table(
    "documents",
    index,
    _id("id", primary_key=True),
    Column("address", Text, nullable=False, index=True),
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
    Column("address", Text, nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("text_sha256", String(64), nullable=False, index=True),
    Column("body_sha256", String(64), nullable=False, index=True),
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
    Column("code_version", String(40), nullable=False),
    Column("recorded_at", UtcTime, nullable=False),
)

claims = Table(
    "claims",
    index,
    Column("reading", Integer, primary_key=True, autoincrement=False),  # seq of the reading's entry
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    _id("id", index=True),
    _id("revision_id", index=True),
    Column("actor", Text, nullable=False, index=True),
    Column("stance", String(10), nullable=False),
    Column("words", Text, nullable=False),
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
    Column("maker", String(80), nullable=False),
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
    Column("name", String(80), primary_key=True),  # of a file in the folder beside the ledger
    Column("first", Integer, nullable=False),  # numbers of the imprints inside: first <= number <= last
    Column("last", Integer, nullable=False),
    Column("size", Integer, nullable=False),  # vectors
    Column("sha256", String(64), nullable=False),
    Column("seen", String(80), nullable=False),  # length and time of change of the file when its digest was checked
)

accounts = MetaData()
"""Projections that are computed part by part: a part is the current revisions that ties connect. `body` is the record
as JSON."""

projected = Table(
    "projected",
    accounts,
    Column("seq", Integer, primary_key=True, autoincrement=False),  # the last entry that the tables below reflect
    Column("code_version", String(40), nullable=False),  # whose rules computed them
    Column("stories", Integer, nullable=False),  # how many rows the tables hold
    Column("propositions", Integer, nullable=False),
    Column("disputes", Integer, nullable=False),
)

parts = Table(
    "parts",
    accounts,
    Column("part", Integer, primary_key=True, autoincrement=False),  # the lowest number of a revision in it
    Column("moment", String(27), nullable=False),  # when the first of its reports was published
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
    return Table(name, accounts, part, ordinal, *columns, Column("body", Text, nullable=False))


stories = _account_table("stories", _id("id", index=True), Column("title", Text, nullable=False))
propositions = _account_table(
    "propositions", _id("id", index=True), _id("story_id", index=True), Column("words", Text, nullable=False)
)
positions = Table(
    "positions",
    accounts,
    Column("part", Integer, nullable=False, index=True),
    _id("proposition_id", primary_key=True),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("actor", Text, nullable=False, index=True),
    Column("polarity", String(10), nullable=False),
    Column("utterances", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
)
disputes = _account_table(
    "disputes",
    _id("id", index=True),
    _id("story_id", index=True),
    Column("kind", String(20), nullable=False),
    Column("between_propositions", Boolean, nullable=False),
)
origins = _account_table("origins", _id("id", index=True), Column("kind", String(40), nullable=False))
answers = _account_table("answers", _id("denial", index=True), _id("claim", index=True))
quotations = _account_table("quotations", _id("a", index=True), _id("b", index=True))
shared_utterances = _account_table("shared_utterances", _id("id", index=True), Column("actor", Text, nullable=False))


def _sqlite(statement: str) -> DDL:
    return DDL(statement).execute_if(dialect="sqlite")  # type: ignore[no-untyped-call]


def _refuse(name: str, moment: str, table: str, message: str, when: str = "") -> DDL:
    """A trigger that refuses what the log must never see."""
    body = f"BEGIN SELECT RAISE(ABORT, 'counterclaim: {message}'); END"
    return _sqlite(f"CREATE TRIGGER {name} BEFORE {moment} ON {table} {when} {body}")


#: What keeps the record from being changed by whoever writes to it through SQLite.
GUARDS = (
    _refuse("entries_no_update", "UPDATE", "entries", "entries are never changed"),
    _refuse("entries_no_delete", "DELETE", "entries", "entries are never removed"),
    # INSERT OR REPLACE removes rows without firing DELETE triggers unless the connection sets recursive_triggers;
    # this one fires first whatever the connection sets, and keeps the numbers without gaps.
    _refuse(
        "entries_in_order",
        "INSERT",
        "entries",
        "entries are numbered without gaps, each once",
        "WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entries)"
        " OR EXISTS (SELECT 1 FROM entries WHERE id = NEW.id)",
    ),
    _refuse(
        "entries_in_time",
        "INSERT",
        "entries",
        "an entry is never recorded before the one in front of it",
        "WHEN NEW.recorded_at < (SELECT recorded_at FROM entries ORDER BY seq DESC LIMIT 1)",
    ),
    _refuse("contents_no_update", "UPDATE", "contents", "contents are removed or kept, never changed"),
    _refuse("format_no_delete", "DELETE", "ledger_format", "the format of a ledger is not removed"),
)
for _ddl in GUARDS:
    event.listen(record, "after_create", _ddl)

_CREATE_SEARCH = _sqlite(
    "CREATE VIRTUAL TABLE claim_search USING fts5(claim_id UNINDEXED, actor, words,"
    " tokenize = 'unicode61 remove_diacritics 2')"
)
event.listen(index, "after_create", _CREATE_SEARCH)
event.listen(index, "before_drop", _sqlite("DROP TABLE IF EXISTS claim_search"))


def create_all(connection: Connection, created_at: datetime) -> None:
    """Fills an empty database with the tables of an empty ledger."""
    for metadata in (record, index, neighbours, accounts):
        metadata.create_all(connection)
    connection.execute(
        insert(ledger_format).values(product="counterclaim", schema_version=SCHEMA_VERSION, created_at=created_at)
    )


def recreate(connection: Connection, *tables: MetaData) -> None:
    """Drops and creates projections; they are empty afterwards."""
    for metadata in tables:
        metadata.drop_all(connection)
        metadata.create_all(connection)


def table_names(connection: Connection) -> set[str]:
    """The tables that the database holds."""
    return set(inspect(connection).get_table_names())
