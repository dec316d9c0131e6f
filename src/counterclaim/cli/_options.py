"""Options that several commands share, and what they are turned into."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from counterclaim.errors import SettingsError
from counterclaim.locations import Location, parse_location
from counterclaim.settings import PROFILES, Settings, load_settings

F = TypeVar("F", bound=Callable[..., Any])


class Moment(click.ParamType[datetime]):
    """An ISO 8601 date or date and time; without a zone it is UTC; a bare date means the end of that day, or its
    beginning where `first`."""

    name = "time"

    def __init__(self, *, first: bool = False) -> None:
        self._first = first

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(
                f"{value!r} is no ISO 8601 time such as 2026-03-12, 2026-03-12T14:00 or …T14:00+01:00", param, ctx
            )
        if not self._first and not any(mark in value for mark in "T: "):  # a date in any of its forms
            moment = moment.replace(hour=23, minute=59, second=59)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class LedgerLocation(click.ParamType[Location]):
    """The path of a file, or the address of a PostgreSQL database."""

    name = "ledger"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Location:
        try:
            location = parse_location(value)
        except SettingsError as error:
            self.fail(str(error), param, ctx)
        if isinstance(location, Path) and location.is_dir():
            self.fail(f"File {str(location)!r} is a directory.", param, ctx)
        return location


def ledger_option(command: F) -> F:
    return click.option(
        "--ledger",
        type=LedgerLocation(),
        help="The ledger: a file or postgresql://HOST/DATABASE (default: ./counterclaim.db, or as the settings say).",
    )(command)


def as_of_options(command: F) -> F:
    command = click.option(
        "--recorded", type=Moment(), metavar="TIME", help="Use only what this ledger had recorded by TIME."
    )(command)
    return click.option(
        "--as-of", type=Moment(), metavar="TIME", help="Show what was being claimed as of TIME (publication)."
    )(command)


def actors_option(command: F) -> F:
    return click.option(
        "--actors",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        multiple=True,
        metavar="FILE",
        help="A list of actors with their aliases: CSV or FollowTheMoney JSON lines; may be given several times.",
    )(command)


def format_option(*formats: str) -> Callable[[F], F]:
    def decorate(command: F) -> F:
        return click.option(
            "--format",
            "format_",
            type=click.Choice(formats),
            default=formats[0],
            show_default=True,
            help="Output format.",
        )(command)

    return decorate


#: What `--from` may name, when the bytes of a file do not tell what it is. In step with `counterclaim.collect.formats`.
INPUT_FORMATS = (
    "html", "text", "pdf", "jsonl", "articles", "urls", "warc", "zip", "tar", "eml", "mbox", "telegram", "mastodon",
    "bluesky", "car", "twitter", "gdelt",
)  # fmt: skip


def from_option(command: F) -> F:
    return click.option(
        "--from",
        "from_",
        type=click.Choice(INPUT_FORMATS),
        metavar="FORMAT",
        help=f"What the files are, where their bytes do not tell: {', '.join(INPUT_FORMATS)}.",
    )(command)


def profile_options(command: F) -> F:
    command = click.option(
        "--threshold",
        type=click.FloatRange(0, 1, max_open=True),
        metavar="P",
        help="Leave out attributions that are less probable than P (default: 0.3; 0 keeps all).",
    )(command)
    return click.option(
        "--profile",
        type=click.Choice(PROFILES),
        help="Who finds attributions: the bundled model (fast, the default), several models (accurate), or rules.",
    )(command)


def settings_from(ledger: Location | None, actors: tuple[Path, ...] = (), **flags: object) -> Settings:
    return load_settings({"ledger": ledger, "actors": actors or None, **flags})
