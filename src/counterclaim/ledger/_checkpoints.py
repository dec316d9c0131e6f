"""Checkpoints: the root over the log at a size, to be kept where nobody who may write to the ledger can reach it.

As text a checkpoint is a note of the C2SP `tlog-checkpoint` kind, which witnesses of other transparency logs read:

    counterclaim-ledger/3f2a…         which ledger (a digest over the record of its creation)
    412                               how many entries
    nND/nri/U0xuHUrYSy0HtMeal2vzD9V4k/BO79C+QeI=     the root, in base64
    time 2026-05-04T08:00:00.000000Z  when it was made, by the clock of the ledger

    — counterclaim-ledger/3f2a… Az3grl…  a signature, if there is one
"""

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, String, select, type_coerce

from counterclaim.errors import LedgerError
from counterclaim.ledger import _tables as t
from counterclaim.ledger._entries import Entry, EntryKind, parse_entry
from counterclaim.records.ids import canonical_json, digest

_NOTE = re.compile(
    r"(?P<origin>[^\s+]{1,200})\n(?P<size>0|[1-9][0-9]{0,17})\n(?P<root>[A-Za-z0-9+/]{43}=)\n"
    r"time (?P<time>[0-9T:.\-]{26}Z)\n(?:\n(?P<signatures>(?:— [^\s+]{1,200} [A-Za-z0-9+/=]{1,400}\n)*))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """The log at a size. `root` is hexadecimal; `signatures` are the lines of a note's signatures, unchecked."""

    origin: str
    size: int
    root: str
    time: datetime
    signatures: tuple[str, ...] = ()

    @property
    def signed_text(self) -> str:
        """What a signature is over."""
        root = base64.b64encode(bytes.fromhex(self.root)).decode()
        return f"{self.origin}\n{self.size}\n{root}\ntime {t.utc_text(self.time)}\n"


def format_checkpoint(checkpoint: Checkpoint) -> str:
    """The checkpoint as a note."""
    return checkpoint.signed_text + "\n" + "".join(f"{line}\n" for line in checkpoint.signatures)


def parse_checkpoint(note: str) -> Checkpoint:
    """The checkpoint that a note holds. Raises LedgerError where it is none."""
    found = _NOTE.fullmatch(note.replace("\r\n", "\n"))
    try:
        if found is None:
            raise ValueError("its lines are not those of a checkpoint")
        return Checkpoint(
            origin=found["origin"],
            size=int(found["size"]),
            root=base64.b64decode(found["root"], validate=True).hex(),
            time=datetime.fromisoformat(found["time"]),
            signatures=tuple((found["signatures"] or "").splitlines()),
        )
    except (ValueError, binascii.Error) as error:
        raise LedgerError(f"no checkpoint of a ledger ({error})") from error


def origin_of(connection: Connection) -> str:
    """The name of a ledger: it depends on the record of its creation alone, as it is written."""
    f = t.ledger_format.c
    row = connection.execute(select(f.product, type_coerce(f.created_at, String).label("created_at"))).first()
    created = row and (t.utc_text(row.created_at) if isinstance(row.created_at, datetime) else str(row.created_at))
    fields = {"product": row and str(row.product), "created_at": created}
    return f"counterclaim-ledger/{digest(canonical_json(fields))[:32]}"


def checkpoint_in(connection: Connection, entry: Entry) -> Checkpoint:
    """The checkpoint that an entry of that kind records."""
    return Checkpoint(
        origin=origin_of(connection),
        size=int(str(entry.body["size"])),
        root=str(entry.body["root"]),
        time=entry.recorded_at,
    )


def last_checkpoint(connection: Connection) -> Checkpoint | None:
    """The newest checkpoint that the log records."""
    e = t.entries.c
    query = select(t.entries).where(e.kind == EntryKind.CHECKPOINT.value).order_by(e.seq.desc()).limit(1)
    row = connection.execute(query).first()
    return None if row is None else checkpoint_in(connection, parse_entry(row))
