"""Counting what a ledger holds."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, select

from counterclaim.ledger import _tables as t
from counterclaim.ledger._entries import EntryKind
from counterclaim.records.analyses import ModelDigest
from counterclaim.records.codec import from_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """How much a ledger holds. `file_bytes` is the size on disk: of the file with its write-ahead
    log, or of the tables on a server."""

    entries: int
    by_kind: tuple[tuple[str, int], ...]
    documents: int
    revisions: int
    claims: int  # of all readings
    first_recorded_at: datetime | None
    last_recorded_at: datetime | None
    content_bytes: int  # before compression
    stored_bytes: int  # after
    file_bytes: int
    models: tuple[ModelDigest, ...]
    code_versions: tuple[str, ...]


def _size_on_disk(connection: Connection, path: Path) -> int:
    if connection.dialect.name == "postgresql":
        return int(connection.exec_driver_sql(_SIZE).scalar_one() or 0)
    files = (path, path.with_name(f"{path.name}-wal"))
    return sum(file.stat().st_size for file in files if file.exists())


_SIZE = (
    "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c"
    " JOIN pg_namespace n ON n.oid = relnamespace AND nspname = current_schema() WHERE relkind = 'r'"
)
_BY_KIND = select(t.entries.c.kind, func.count().label("n")).group_by(t.entries.c.kind)


def count(connection: Connection, path: Path) -> Stats:
    e, c = t.entries.c, t.contents.c
    by_kind: dict[str, int] = {row.kind: row.n for row in connection.execute(_BY_KIND)}
    first, last = connection.execute(select(func.min(e.recorded_at), func.max(e.recorded_at))).one()
    size, stored = connection.execute(select(func.sum(c.size), func.sum(func.length(c.data)))).one()
    models: set[ModelDigest] = set()
    by_machine = (EntryKind.READING.value, EntryKind.JUDGEMENT.value)
    for body in connection.scalars(select(e.body).where(e.kind.in_(by_machine))):
        models.update(from_json(ModelDigest, model) for model in json.loads(body)["models"])
    return Stats(
        entries=sum(by_kind.values()),
        by_kind=tuple(sorted(by_kind.items())),
        documents=connection.scalar(select(func.count()).select_from(t.documents)) or 0,
        revisions=connection.scalar(select(func.count()).select_from(t.revisions)) or 0,
        claims=connection.scalar(select(func.count()).select_from(t.claims)) or 0,
        first_recorded_at=first,
        last_recorded_at=last,
        content_bytes=size or 0,
        stored_bytes=stored or 0,
        file_bytes=_size_on_disk(connection, path),
        models=tuple(sorted(models, key=lambda model: (model.name, model.version, model.sha256))),
        code_versions=tuple(connection.scalars(select(t.readings.c.code_version).distinct().order_by("code_version"))),
    )
