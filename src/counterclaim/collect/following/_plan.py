"""What to follow and how politely, as a user writes it in a file."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from counterclaim.collect._http import checked_url, fetch, utc_now
from counterclaim.collect._limits import Limits
from counterclaim.collect.following._listings import Item, read_date
from counterclaim.collect.formats import Opened, detect, read_addresses, read_gdelt_addresses, with_head
from counterclaim.errors import FetchError, InputError, SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An address to follow: a feed, a sitemap or a page, told apart by what it answers. `outlet` names whose it is;
    it is asked again after `every_minutes` where it does not say itself how seldom it changes."""

    address: str
    outlet: str | None = None
    every_minutes: float = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to follow. `contact` is where a site's owner can write to; `delay_s` lies between two requests to a host
    unless the host asks for more; `hosts` are asked side by side; `retry_s` is the first wait after trouble. Reports
    listed with an older date than `max_age_days` are left alone, and known ones are visited again until they are
    `revisit_days` old. `listed` are reports that a list of addresses names, `refused` says which rows name none."""

    sources: tuple[Source, ...] = ()
    listed: tuple[Item, ...] = ()
    refused: tuple[str, ...] = ()
    contact: str = ""
    delay_s: float = 2.0
    hosts: int = 8
    retry_s: float = 30.0
    max_age_days: float = 30.0
    revisit_days: float = 90.0

    def __post_init__(self) -> None:
        if not self.delay_s >= 0 or not 1 <= self.hosts <= 200:
            raise SettingsError("delay_s must not be negative, and hosts must be from 1 to 200")
        if not self.retry_s > 0 or not self.max_age_days > 0 or not self.revisit_days >= 0:
            raise SettingsError("retry_s and max_age_days must be greater than 0, and revisit_days not negative")
        for source in self.sources:
            if not source.every_minutes >= 1:
                raise SettingsError(f"{source.address}: every_minutes must be at least 1")


def read_plan(file: Path) -> Plan:
    """The plan that a TOML file states: the fields of `Plan`, and one table `[[feed]]` for each source.

    Raises:
        SettingsError: the file cannot be read, or says what is not known; the message names it.
    """
    try:
        stated = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{file}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: {error}") from error
    tables = stated.pop("feed", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise SettingsError(f"{file}: each feed is a table of its own, headed [[feed]]")
    sources = tuple(_source(file, table) for table in tables)
    return Plan(sources=sources, **_known(file, stated, Plan))


def make_plan(inputs: Sequence[str]) -> Plan:
    """The plan of files and of bare addresses together; of what two files state the last counts."""
    plan = Plan()
    sources: list[Source] = []
    listed: list[Item] = []
    refused: list[str] = []
    for one in inputs:
        if one.lower().startswith(("http:", "https:")):
            sources.append(_checked("", Source(address=one)))
            continue
        if not one.lower().endswith(".toml"):
            items, odd = read_items(Path(one))
            listed += items
            refused += odd
            continue
        plan = read_plan(Path(one))
        sources += plan.sources
    unique = tuple({source.address: source for source in sources}.values())
    return replace(plan, sources=unique, listed=tuple(listed), refused=tuple(refused))


def read_items(file: Path) -> tuple[list[Item], list[str]]:
    """The reports that a list names: CSV of any tool with a column of addresses, one address a line, or an answer of
    GDELT's DOC API; and what is wrong with rows that name none.

    Raises:
        SettingsError: the file cannot be read, or holds no addresses.
    """
    try:
        with file.open("rb") as opened:
            stream, head = with_head(opened)
            one = Opened(
                name=str(file), where="", stream=stream, head=head, limits=Limits(), clock=utc_now, fetch=fetch
            )
            rows = read_gdelt_addresses(one) if detect(head, file.name) == "gdelt" else read_addresses(one)
            items: list[Item] = []
            refused: list[str] = []
            for where, address, told in rows:
                try:
                    checked_url(address)
                except FetchError as error:
                    refused.append(f"{where}: {error}")
                    continue
                dated_at = read_date(str(told.get("published") or ""))
                items.append(Item(address=address, title=str(told.get("title") or "")[:500], dated_at=dated_at))
            if refused and not items:
                raise SettingsError(refused[0])
            return items, refused
    except OSError as error:
        raise SettingsError(f"{file}: cannot be read ({error.strerror})") from error
    except InputError as error:
        raise SettingsError(str(error)) from error


def _source(file: Path, table: dict[str, Any]) -> Source:
    if "address" not in table:
        raise SettingsError(f"{file}: a feed without its address")
    return _checked(f"{file}: ", Source(**_known(file, table, Source)))


def _checked(where: str, source: Source) -> Source:
    try:
        checked_url(source.address)
    except FetchError as error:
        raise SettingsError(f"{where}{error}") from error
    return source


def _known(file: Path, stated: dict[str, Any], type_: type) -> dict[str, Any]:
    """The values for the fields of a record that hold one value, each of its type."""
    known = {field.name: field.type for field in fields(type_) if field.name not in ("sources", "listed", "refused")}
    if unknown := sorted(set(stated) - set(known)):
        raise SettingsError(f"{file}: unknown {', '.join(unknown)}; known are {', '.join(known)}")
    for name, value in stated.items():
        wanted = (int, float) if known[name] is float else (int,) if known[name] is int else (str,)
        if not isinstance(value, wanted) or isinstance(value, bool):
            raise SettingsError(f"{file}: {name} cannot be {value!r}")
    return stated
