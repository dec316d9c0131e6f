"""What keeps the record from being changed by whoever writes to it around the library: triggers on both engines, and on
PostgreSQL rights that are taken away besides."""

from collections.abc import Iterator, Mapping

from sqlalchemy import DDL, Connection


def refuse(name: str, moment: str, table: str, message: str, when: str = "") -> DDL:
    """A trigger that refuses what the log must never see, on SQLite."""
    body = f"BEGIN SELECT RAISE(ABORT, 'counterclaim: {message}'); END"
    statement = f"CREATE TRIGGER {name} BEFORE {moment} ON {table} {when} {body}"
    return DDL(statement).execute_if(dialect="sqlite")  # type: ignore[no-untyped-call]


#: SQLite's triggers.
ON_SQLITE = (
    refuse("entries_no_update", "UPDATE", "entries", "entries are never changed"),
    refuse("entries_no_delete", "DELETE", "entries", "entries are never removed"),
    # INSERT OR REPLACE removes rows without firing DELETE triggers unless the connection sets recursive_triggers;
    # this one fires first whatever the connection sets, and keeps the numbers without gaps.
    refuse(
        "entries_in_order",
        "INSERT",
        "entries",
        "entries are numbered without gaps, each once",
        "WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entries)"
        " OR EXISTS (SELECT 1 FROM entries WHERE id = NEW.id)",
    ),
    refuse(
        "entries_in_time",
        "INSERT",
        "entries",
        "an entry is never recorded before the one in front of it",
        "WHEN NEW.recorded_at < (SELECT recorded_at FROM entries ORDER BY seq DESC LIMIT 1)",
    ),
    refuse("contents_no_update", "UPDATE", "contents", "contents are removed or kept, never changed"),
    refuse("format_no_delete", "DELETE", "ledger_format", "the format of a ledger is not removed"),
)

#: PostgreSQL's: name, moments, table, ROW or STATEMENT, condition, message. A condition of PostgreSQL's own triggers
#: may not ask a table, so it stands inside the function that the trigger calls.
_POSTGRES = (
    ("entries_no_change", "UPDATE OR DELETE", "entries", "ROW", "true", "entries are never changed or removed"),
    ("entries_no_truncate", "TRUNCATE", "entries", "STATEMENT", "true", "entries are never removed"),
    (
        "entries_in_order",
        "INSERT",
        "entries",
        "ROW",
        "NEW.seq IS DISTINCT FROM (SELECT coalesce(max(seq), 0) + 1 FROM entries)"
        " OR EXISTS (SELECT 1 FROM entries WHERE id = NEW.id)",
        "entries are numbered without gaps, each once",
    ),
    (
        "entries_in_time",
        "INSERT",
        "entries",
        "ROW",
        "NEW.recorded_at < (SELECT recorded_at FROM entries ORDER BY seq DESC LIMIT 1)",
        "an entry is never recorded before the one in front of it",
    ),
    ("contents_no_update", "UPDATE", "contents", "ROW", "true", "contents are removed or kept, never changed"),
    ("contents_no_truncate", "TRUNCATE", "contents", "STATEMENT", "true", "contents are removed one by one"),
    ("format_no_delete", "DELETE", "ledger_format", "ROW", "true", "the format of a ledger is not removed"),
    ("format_no_truncate", "TRUNCATE", "ledger_format", "STATEMENT", "true", "the format of a ledger is not removed"),
)


def _source(condition: str, message: str) -> str:
    return f"BEGIN IF {condition} THEN RAISE EXCEPTION 'counterclaim: {message}'; END IF; RETURN NEW; END"


def postgres_triggers() -> Iterator[str]:
    """The statements that make PostgreSQL's triggers. They fire whatever role a session plays for replication."""
    for name, moments, table, per, condition, message in _POSTGRES:
        yield (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT"
            f" AS $guard${_source(condition, message)}$guard$"
        )
        yield f"CREATE TRIGGER {name} BEFORE {moments} ON {table} FOR EACH {per} EXECUTE FUNCTION {name}()"
        yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"


def postgres_rights() -> Iterator[str]:
    """The statements that take away rights which nobody needs, the owner included."""
    for who in ("PUBLIC", "CURRENT_USER"):
        yield f"REVOKE UPDATE, DELETE, TRUNCATE ON entries FROM {who}"
        yield f"REVOKE UPDATE, TRUNCATE ON contents FROM {who}"


def guard_postgres(connection: Connection) -> None:
    """Makes the triggers and takes away the rights."""
    for statement in (*postgres_triggers(), *postgres_rights()):
        connection.exec_driver_sql(statement)


#: A trigger's name, table, moments as PostgreSQL writes them, whether it always fires, and the function's source.
_FOUND = """
SELECT tgname, pg_get_triggerdef(g.oid), tgenabled, prosrc FROM pg_trigger g
JOIN pg_class c ON c.oid = tgrelid JOIN pg_proc p ON p.oid = tgfoid
JOIN pg_namespace n ON n.oid = c.relnamespace AND nspname = current_schema()
WHERE NOT tgisinternal ORDER BY tgname
"""


def guard_faults(connection: Connection) -> Iterator[str]:
    """What is wrong with the triggers that guard the record."""
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        wanted: Mapping[str, object] = {ddl.statement.split()[2]: ddl.statement for ddl in ON_SQLITE}
        there: dict[str, object] = {name: sql for name, sql in rows}
    else:
        wanted = {
            name: (sorted(moments.split(" OR ")), table, per, "A", _source(condition, message))
            for name, moments, table, per, condition, message in _POSTGRES
        }
        there = {
            name: (*_said(definition), enabled, source)
            for name, definition, enabled, source in connection.exec_driver_sql(_FOUND)
        }
    for name, guard in wanted.items():
        if there.pop(name, None) != guard:
            yield f"the trigger {name}, which guards the record, is gone or was altered"
    for name in there:
        yield f"the trigger {name} is none of a ledger's"


def _said(definition: str) -> tuple[list[str], str, str]:
    """The moments, table and reach of `CREATE TRIGGER n BEFORE a OR b ON schema.table FOR EACH ROW EXECUTE …`."""
    head, _, rest = definition.partition(" ON ")
    table, _, each = rest.partition(" FOR EACH ")
    moments = head.partition(" BEFORE ")[2].split(" OR ")
    return sorted(moments), table.rpartition(".")[2], each.split()[0]
