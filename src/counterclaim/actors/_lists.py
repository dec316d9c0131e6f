"""Lists of actors that a user supplies: CSV, or entities of FollowTheMoney as JSON lines.

CSV has a header with `name`, and as far as wanted `aliases` (separated by “;”), `type`, `country`, `parent` and `id`,
and for an outlet `outlet_of`, the party whose it is, with the `source` that says so.
Of FollowTheMoney the schemata below are read, with the properties name, alias, weakAlias, previousName, abbreviation,
country and jurisdiction. A row that cannot be used gives an error that names it; the rest goes on.
"""

import csv
import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from counterclaim.actors import _words as words
from counterclaim.actors._names import name_key
from counterclaim.errors import InputError, SettingsError
from counterclaim.records.analyses import ModelDigest
from counterclaim.records.mentions import ActorKind, Listed

#: Types of the CSV with the kind and the class of noun (see actors_nouns.tsv) that they stand for.
TYPES: Mapping[str, tuple[ActorKind, str | None]] = {
    "person": (ActorKind.PERSON, None),
    "organisation": (ActorKind.ORGANISATION, None),
    "organization": (ActorKind.ORGANISATION, None),
    "group": (ActorKind.GROUP, None),
    "armed group": (ActorKind.ORGANISATION, "armed"),
    "government": (ActorKind.ORGANISATION, "state"),
    "media": (ActorKind.ORGANISATION, "media"),
    "civil society": (ActorKind.ORGANISATION, "civil"),
}
SCHEMATA: Mapping[str, tuple[ActorKind, str | None]] = {
    "Person": (ActorKind.PERSON, None),
    "Organization": (ActorKind.ORGANISATION, None),
    "PublicBody": (ActorKind.ORGANISATION, "state"),
    "LegalEntity": (ActorKind.ORGANISATION, None),
    "Company": (ActorKind.ORGANISATION, "civil"),
}
COLUMNS = ("name", "aliases", "type", "country", "parent", "id", "outlet_of", "source")
#: No name is longer, in characters and in words.
LONGEST, MOST_WORDS = 200, 12
UNREADABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedActor:
    """One actor of a list. `aliases` name it alone; `weak` ones only beside one of the others."""

    name: str
    kind: ActorKind
    where: Listed
    subclass: str | None = None
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorList:
    """A list as read: its actors in order, the digest of its bytes, and what of it is of other kinds."""

    name: str
    format: str
    sha256: str
    actors: tuple[ListedActor, ...]
    skipped: Mapping[str, int]

    @property
    def digest(self) -> ModelDigest:
        return ModelDigest(name=f"actors:{self.name}", version=self.format, sha256=self.sha256)


def read_actor_list(name: str, data: bytes) -> tuple[ActorList, tuple[InputError, ...]]:
    """The list in `data` and an error for each row that cannot be used. `name` is shown and recorded.

    Raises:
        SettingsError: nothing of it can be used: it is not UTF-8, has no column `name`, or has no sound row.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError(f"{name}: a list of actors is UTF-8 text ({error})") from error
    is_json = text.lstrip()[:1] == "{"
    rows = _json_rows(text, name) if is_json else _csv_rows(text, name)
    actors: list[ListedActor] = []
    errors: list[InputError] = []
    skipped: Counter[str] = Counter()
    first: dict[str, str] = {}
    for row in rows:
        if isinstance(row, InputError):
            errors.append(row)
        elif isinstance(row, str):
            skipped[row] += 1
        elif row.where.id in first:
            subject = f"{name}: {row.where.id}"
            errors.append(InputError(f"{subject}: the id is given twice", subject=subject))
        else:
            first[row.where.id] = row.name
            actors.append(row)
    if not actors:
        raise SettingsError(f"{name}: no row names an actor" + (f"; the first error: {errors[0]}" if errors else ""))
    sha256 = hashlib.sha256(data).hexdigest()
    form = "followthemoney" if is_json else "csv"
    return ActorList(name=name, format=form, sha256=sha256, actors=tuple(actors), skipped=dict(skipped)), tuple(errors)


def _csv_rows(text: str, name: str) -> Iterator[ListedActor | InputError]:
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        header = [column.strip().lower() for column in next(reader, [])]
    except csv.Error as error:
        raise SettingsError(f"{name}: the first line is no CSV header ({error})") from error
    if "name" not in header:
        raise SettingsError(f"{name}: the first line names no column “name”; known columns: {', '.join(COLUMNS)}")
    while True:
        subject = f"{name}: line {reader.line_num + 1}"
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield InputError(f"{subject}: {error}", subject=subject)
            continue
        if cells is None:
            return
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(header):
            message = f"{subject}: {len(cells)} cells for {len(header)} columns (quote a cell that holds a comma)"
            yield InputError(message, subject=subject)
            continue
        row = {column: " ".join(cell.split()) for column, cell in zip(header, cells, strict=False)}
        kind = TYPES.get(row.get("type", "").lower() or "organisation")
        if kind is None:
            message = f"{subject}: unknown type {row['type']!r}; known are {', '.join(TYPES)}"
            yield InputError(message, subject=subject)
            continue
        if row.get("outlet_of") and not row.get("source"):
            message = (
                f"{subject}: outlet_of needs a source: who says that it is the outlet of {row['outlet_of'][:60]!r}"
            )
            yield InputError(message, subject=subject)
            continue
        aliases = [part.strip() for part in row.get("aliases", "").split(";") if part.strip()]
        where = Listed(
            list=name,
            id=row.get("id") or str(reader.line_num),
            country=row.get("country") or None,
            parent=row.get("parent") or None,
            outlet_of=row.get("outlet_of") or None,
            outlet_source=(row.get("source") or None) if row.get("outlet_of") else None,
        )
        yield _actor(subject, row.get("name", ""), aliases, (), kind, where)


def _json_rows(text: str, name: str) -> Iterator[ListedActor | InputError | str]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        subject = f"{name}: line {number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield InputError(f"{subject}: not JSON ({error})", subject=subject)
            continue
        if not isinstance(row, dict) or not isinstance(row.get("schema"), str):
            yield InputError(f"{subject}: no FollowTheMoney entity with id, schema and properties", subject=subject)
            continue
        kind = SCHEMATA.get(row["schema"])
        if kind is None:
            yield row["schema"]  # an address, a sanction: nothing wrong with it
            continue
        names = _values(row, "name")
        aliases = [v for p in ("alias", "previousName", "abbreviation") for v in _values(row, p)]
        countries = _values(row, "country") or _values(row, "jurisdiction")
        where = Listed(list=name, id=str(row.get("id") or number), country=countries[0] if countries else None)
        main = names[0] if names else ""
        yield _actor(subject, main, [*names[1:], *aliases], _values(row, "weakAlias"), kind, where)


def _values(row: Mapping[str, Any], field: str) -> list[str]:
    """The values of a property: a list of strings, or a single one."""
    properties = row.get("properties")
    found = properties.get(field, []) if isinstance(properties, dict) else []
    values = found if isinstance(found, list) else [found]
    return [" ".join(value.split()) for value in values if isinstance(value, str) and value.strip()]


def _actor(
    subject: str,
    name: str,
    aliases: list[str],
    weak: list[str] | tuple[str, ...],
    kind: tuple[ActorKind, str | None],
    where: Listed,
) -> ListedActor | InputError:
    """The actor, or what is wrong with its names. Aliases that no report could be searched for are left out."""
    if not name:
        return InputError(f"{subject}: no name", subject=subject)
    fault = _fault(name)
    if fault:
        return InputError(f"{subject}: {name[:60]!r} {fault}", subject=subject)
    sound = dict.fromkeys(alias for alias in aliases if alias != name and not _fault(alias))
    others = (alias for alias in weak if alias not in sound and alias != name and not _fault(alias))
    return ListedActor(
        name=name,
        kind=kind[0],
        where=where,
        subclass=kind[1],
        aliases=tuple(sound),
        weak=tuple(dict.fromkeys(others)),
    )


def _fault(name: str) -> str:
    """Why nothing could be recognised by a name; empty where it could."""
    if UNREADABLE.search(name):
        return "holds control characters"
    if len(name) > LONGEST or len(name.split()) > MOST_WORDS:
        return f"is longer than {LONGEST} characters or {MOST_WORDS} words"
    key = name_key(name)
    if not key or all(word in words.GENERIC or word in words.nouns() for word in key):
        return "is too general to be recognised in a report"
    return ""
