"""Two engines, one behaviour: what differs between them below must not show above."""

import gc
import threading
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import MetaData, create_engine, text
from sqlalchemy.exc import DBAPIError

from counterclaim.errors import LedgerError
from counterclaim.ledger import Ledger, copy_ledger
from counterclaim.ledger._database import Database
from counterclaim.ledger._search import SearchRow, add_to_search, attach, cut, find_claims, terms_of
from counterclaim.ledger._verifying import verify
from counterclaim.locations import LedgerUrl, Location
from tests.engines import Engine, change, disarm, dump, raw, rows
from tests.ledgers import project_simply
from tests.unit.ledger.test_adding import report
from tests.unit.ledger.test_projections import fill

server_only = pytest.mark.postgres


@pytest.fixture
def server_place(postgres: str, tmp_path: Path) -> LedgerUrl:
    """Where a ledger may be begun on a server."""
    place = Engine("postgres", postgres).place(tmp_path)
    assert isinstance(place, LedgerUrl)
    return place


# Moving


def test_a_copy_has_the_same_root_entries_contents_and_tables(engine: Engine, tmp_path: Path, postgres: str) -> None:
    """From each engine to each, there and back."""
    first, second, third = (
        engine.place(tmp_path, "a"),
        Engine("postgres", postgres).place(tmp_path, "b"),
        Engine("sqlite").place(tmp_path, "c"),
    )
    with Ledger.open(first) as ledger:
        fill(ledger)
        ledger.add_all(report(f"Report {n}\n\nIt rained at {n}.", address=f"https://o.example/{n}") for n in range(90))
        ledger.refresh(project_simply)
        taken = ledger.checkpoint()
        ledger.follow(project_simply)
        there = copy_ledger(ledger, second)
        with Ledger.open(second, create=False) as held:
            assert held.verify([taken], project=project_simply).covered == taken.size
            assert list(held.entries()) == list(ledger.entries())
            assert held.accounts(project_simply) == ledger.accounts(project_simply)
            assert held.search("rained") == ledger.search("rained")
            back = copy_ledger(held, third)
        assert there.root == back.root
        with Ledger.open(third, create=False) as held:
            assert held.checkpoint_of_size(taken.size).root == taken.root
            held.add(*report("One more\n\nIt snowed.", address="https://o.example/more"))
            assert held.verify([taken]).ok
    if engine.name == "sqlite":
        entries = "SELECT * FROM entries WHERE seq <= 278 ORDER BY seq"
        assert rows(first, entries) == rows(third, entries)


def test_nothing_is_copied_where_something_is_or_what_is_damaged(
    ledger: Ledger, path: Location, tmp_path: Path
) -> None:
    fill(ledger)
    other = tmp_path / "other.db"
    copy_ledger(ledger, other)
    with pytest.raises(LedgerError, match="something at"):
        copy_ledger(ledger, other)
    disarm(path)
    change(path, "UPDATE entries SET recorded_by = 'software:other' WHERE seq = 2")
    with pytest.raises(LedgerError, match=r"nothing was copied.*altered"):
        copy_ledger(ledger, tmp_path / "third.db")
    with pytest.raises(LedgerError, match=r"empty file|no ledger"):
        Ledger.open(tmp_path / "third.db", create=False)


# Writing


def test_several_writers_leave_no_gap(engine: Engine, tmp_path: Path) -> None:
    """Each with connections of its own, all at once: every number once, times that never fall."""
    place = engine.place(tmp_path)
    Ledger.open(place).close()
    start = threading.Barrier(4)

    def write(name: str) -> None:
        with Ledger.open(place, wait_s=60) as ledger:
            start.wait()
            for number in range(6):
                ledger.add(*report(f"Report {number}\n\nIt rained.", address=f"https://{name}.example/{number}"))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, "abcd"))
    with Ledger.open(place) as ledger:
        assert [entry.seq for entry in ledger.entries()] == list(range(1, 73))
        assert ledger.verify().ok


def test_a_second_writer_waits_and_is_told_while_readers_go_on(engine: Engine, tmp_path: Path) -> None:
    place = engine.place(tmp_path)
    with Ledger.open(place, wait_s=0.2) as ledger, Ledger.open(place, wait_s=0.2) as other:
        fill(ledger)
        with ledger._database.writing():
            with pytest.raises(LedgerError, match=r"another process is writing.*0\.2 s"):
                other.add(*report("Late\n\nNews.", address="https://l.example/1"))
            assert len(other.analyses()) == 2
        other.add(*report("Late\n\nNews.", address="https://l.example/1"))


def test_a_reader_sees_one_state_throughout(engine: Engine, tmp_path: Path) -> None:
    with Ledger.open(engine.place(tmp_path)) as ledger:
        fill(ledger)
        with ledger._database.reading() as connection:
            count = text("SELECT count(*) FROM entries")
            before = connection.scalar(count)
            ledger.add(*report("Late\n\nNews.", address="https://l.example/1"))
            ledger.rebuild(project_simply)  # takes no table from under a reader
            assert connection.scalar(count) == before == 7


# Guarding


@server_only
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET body = '{}' WHERE seq = 1",
        "DELETE FROM entries WHERE seq = 7",
        "TRUNCATE entries",
        "INSERT INTO entries SELECT 9, 'y', kind, 1, recorded_at, 'x', '{}', NULL FROM entries WHERE seq = 7",
        "INSERT INTO entries SELECT 8, id, kind, 1, recorded_at, 'x', '{}', NULL FROM entries WHERE seq = 7",
        "INSERT INTO entries SELECT 8, 'y', kind, 1, '2001-01-01Z', 'x', '{}', NULL FROM entries WHERE seq = 7",
        "INSERT INTO entries SELECT * FROM entries WHERE seq = 2 ON CONFLICT (seq) DO UPDATE SET body = '{}'",
        "UPDATE contents SET data = ''",
        "TRUNCATE contents",
        "DELETE FROM ledger_format",
        "TRUNCATE ledger_format",
    ],
)
@pytest.mark.parametrize("granted", [False, True])
def test_the_server_refuses_to_change_the_log(server_place: LedgerUrl, statement: str, granted: bool) -> None:
    """The owner lacks the right; and where somebody gives it back, the triggers refuse."""
    with Ledger.open(server_place) as ledger:
        fill(ledger)
        before = list(ledger.entries())
        if granted:
            change(server_place, "GRANT ALL ON entries, contents TO CURRENT_USER")
        with pytest.raises(DBAPIError, match="counterclaim:" if granted else "counterclaim:|permission denied"):
            change(server_place, statement)
        assert list(ledger.entries()) == before
        assert ledger.verify().ok


@server_only
@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("DROP TRIGGER entries_in_order ON entries", "entries_in_order"),
        ("ALTER TABLE entries DISABLE TRIGGER entries_no_change", "entries_no_change"),
        ("ALTER TABLE entries ENABLE REPLICA TRIGGER entries_in_time", "entries_in_time"),
        (
            "CREATE OR REPLACE FUNCTION contents_no_update() RETURNS trigger LANGUAGE plpgsql AS"
            " 'BEGIN RETURN NEW; END'",
            "contents_no_update",
        ),
        ("CREATE TRIGGER own BEFORE INSERT ON claims FOR EACH ROW EXECUTE FUNCTION entries_in_time()", "own"),
    ],
)
def test_a_guard_that_was_altered_is_named(server_place: LedgerUrl, statement: str, name: str) -> None:
    with Ledger.open(server_place) as ledger:
        assert ledger.verify().ok
        change(server_place, statement)
        (fault,) = ledger.verify().faults
        assert f"the trigger {name}" in fault.message


@server_only
def test_every_column_of_the_record_is_covered_on_a_server(server_place: LedgerUrl) -> None:
    """Each cell altered in turn is found against a checkpoint that was kept elsewhere."""
    altered = {
        "integer": "{c} + 1000",
        "text": "coalesce({c}, '') || 'x'",
        "bytea": "'\\x07'::bytea || substr({c}, 2)",
        "timestamp with time zone": "{c} + interval '1 microsecond'",
    }
    with Ledger.open(server_place) as ledger:
        fill(ledger)
        taken = ledger.checkpoint()
        disarm(server_place)
        columns = rows(
            server_place,
            "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema ="
            " current_schema() AND table_name IN ('entries', 'contents', 'ledger_format')",
        )
        assert len(columns) == 16
        already = set(ledger.verify([taken]).faults)  # the triggers that are off
        for table, column, kind in columns:
            key = {"entries": "seq", "contents": "digest", "ledger_format": "product"}[table]
            for (one,) in rows(server_place, f"SELECT {key} FROM {table}"):
                set_to = altered[kind].format(c=column)
                change_it = f"UPDATE {table} SET {column} = {set_to} WHERE {key} = {one!r}"
                with pytest.raises(_Undone), ledger._database.writing() as connection:  # noqa: PT012
                    connection.exec_driver_sql(change_it)
                    assert set(verify(connection, [taken]).faults) - already, (table, column, one)
                    raise _Undone


class _Undone(Exception):
    pass


# Finding

WORDS = st.text(alphabet="aáABbcñ éÉоОй -'\"*()1\u0301\u0628\u064e\u6771\0", max_size=24)
ROWS = st.lists(st.tuples(WORDS, WORDS), max_size=8)


@server_only
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(held=ROWS, asked=WORDS)
def test_both_engines_find_the_same_claims_in_the_same_order(
    postgres: str, held: list[tuple[str, str]], asked: str
) -> None:
    found = []
    with (
        raw(Engine("postgres", postgres).place(Path("/nonexistent"))) as server,
        create_engine("sqlite://").connect() as file,
    ):
        server.exec_driver_sql("SET LOCAL search_path = pg_temp")
        for connection in (server, file):
            tables = MetaData()
            attach(tables)
            if connection is server:
                connection.exec_driver_sql(
                    "CREATE TEMP TABLE claim_search (rowid BIGINT PRIMARY KEY, claim_id TEXT NOT NULL, actor TEXT NOT"
                    " NULL, words TEXT NOT NULL, size INTEGER NOT NULL, terms TSVECTOR NOT NULL) ON COMMIT DROP"
                )
            else:
                tables.create_all(connection)
            plain = [(actor.replace("\0", " "), words.replace("\0", " ")) for actor, words in held]
            for number, (actor, words) in enumerate(plain):
                add_to_search(
                    connection, number, [SearchRow(ordinal=0, claim_id=f"c{number}", actor=actor, words=words)]
                )
            found.append(find_claims(connection, terms_of(asked), 50))
    assert found[0] == found[1]


def test_words_are_cut_and_folded_as_the_index_of_files_does() -> None:
    assert cut("The Minister’s É́cole, No. 5—ЁЛКА al-Quds") == [
        "the",
        "minister",
        "s",
        "ecole",
        "no",
        "5",
        "елка",
        "al",
        "quds",
    ]


def test_words_without_letters_are_passed_over(ledger: Ledger) -> None:
    a, _ = fill(ledger)
    assert ledger.search("seized * bridge —") == (a.claims[0].id,)


def test_what_postgresql_cannot_hold_is_held(ledger: Ledger, path: Location) -> None:
    """NUL in a title, an address longer than an index takes, words without end."""
    address = "https://long.example/" + "a" * 9_000
    capture, analysis = report("A title\0of two parts\n\nIt rained " + "on " * 20_000, address=address)
    ledger.add(capture, analysis)
    assert ledger.held(capture) == analysis.revision.id
    assert ledger.analyses() == (analysis,)
    rows_before = dump(path)
    ledger.rebuild(project_simply)
    assert set(dump(path)) == set(rows_before)


# Saying what is wrong


@pytest.fixture
def _leaky() -> Iterator[None]:
    """The driver leaves the socket of a connection that failed to the garbage collector, which warns of it."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.mark.usefixtures("_leaky")
@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("postgresql://127.0.0.1:1/war", "no server answers for postgresql://127.0.0.1:1/war"),
        ("postgresql:///war?host=/nonexistent", "no server answers"),
    ],
)
def test_a_server_that_is_not_there_is_named(address: str, message: str) -> None:
    with pytest.raises(LedgerError, match=message):
        Ledger.open(address)


@server_only
@pytest.mark.usefixtures("_leaky")
def test_errors_of_a_server_are_told_in_words(server_place: LedgerUrl) -> None:
    # The server says why and hangs up; whether the driver still reads it is a race.
    with pytest.raises(LedgerError, match=r"no database|was lost"):
        Ledger.open(replace(server_place, database="nowhere"))
    with pytest.raises(LedgerError, match=r"does not let this user in|was lost"):
        Ledger.open(replace(server_place, user="stranger"))
    with pytest.raises(LedgerError, match="there is no ledger at"):
        Ledger.open(server_place, create=False)
    Ledger.open(server_place).close()
    change(server_place, "UPDATE ledger_format SET schema_version = 99")
    with pytest.raises(LedgerError, match="newer version"):
        Ledger.open(server_place)


@server_only
def test_a_schema_of_another_program_is_refused_and_left_alone(server_place: LedgerUrl) -> None:
    change(
        server_place, f"CREATE SCHEMA {server_place.schema}", f"CREATE TABLE {server_place.schema}.recipes (name TEXT)"
    )
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger.open(server_place)
    assert list(dump(server_place)) == ["recipes"]


@server_only
@pytest.mark.usefixtures("_leaky")
def test_a_connection_that_is_lost_in_a_step_keeps_nothing_of_it_and_the_next_step_goes_on(
    server_place: LedgerUrl,
) -> None:
    with Ledger.open(server_place) as ledger:
        fill(ledger)
        reports = [report(f"Report {n}\n\nIt rained.", address=f"https://o.example/{n}") for n in range(3)]

        def cut_off() -> object:
            yield reports[0]
            others = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
            assert rows(server_place, others)
            yield from reports[1:]

        with pytest.raises(LedgerError, match=r"nothing of this step was kept"):
            ledger.add_all(cut_off())  # type: ignore[arg-type]
        assert ledger.stats().entries == 7
        assert len(ledger.add_all(reports)) == 3
        assert [entry.seq for entry in ledger.entries()] == list(range(1, 17))
        assert ledger.verify().ok


@server_only
@pytest.mark.parametrize("schema", ['a"b', "a'; DROP TABLE entries; --", "Größe", "a.b", "50%"])
def test_a_schema_may_have_any_name_and_is_only_a_name(postgres: str, tmp_path: Path, schema: str) -> None:
    address = f"{postgres}&schema={quote(schema)}"
    with Ledger.open(address) as ledger:
        fill(ledger)
        assert ledger.verify().ok
    with Ledger.open(address, create=False) as ledger:
        assert ledger.stats().entries == 7


def test_the_database_of_a_ledger_begun_in_two_places_at_once_is_one(engine: Engine, tmp_path: Path) -> None:
    place = engine.place(tmp_path)
    with ThreadPoolExecutor(4) as pool:
        for opened in pool.map(lambda _: Ledger.open(place, wait_s=60), range(4)):
            opened.close()
    database = Database(place, wait_s=5)
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM ledger_format").scalar() == 1
    database.close()


@server_only
def test_transactions_are_what_they_should_be_on_every_use_of_a_connection(server_place: LedgerUrl) -> None:
    """Also behind the question that the pool asks before it hands a connection out again."""
    asked = "SELECT current_setting('transaction_isolation'), current_setting('transaction_read_only')"
    with Ledger.open(server_place) as ledger:
        for _ in range(2):
            with ledger._database.reading() as connection:
                assert connection.exec_driver_sql(asked).one() == ("repeatable read", "on")
            with ledger._database.writing() as connection:
                assert connection.exec_driver_sql(asked).one() == ("read committed", "off")


def test_what_is_taken_down_is_gone_from_every_table(ledger: Ledger, path: Location) -> None:
    a, b = fill(ledger)
    ledger.refresh(project_simply)
    assert "Harrow" in repr(dump(path))
    ledger.take_down([a.revision.id], author="A. Reader", reason="asked to")
    ledger.follow(project_simply)
    left = dump(path, without=())
    assert "Harrow" not in repr(left)
    assert a.claims[0].id not in repr(left)
    assert ledger.analyses() == (b,)
    assert ledger.verify(project=project_simply).ok
