"""What `counterclaim doctor` looks at, one finding each."""

import importlib.metadata
import os
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path

from counterclaim import __version__
from counterclaim.errors import CounterclaimError, LedgerError
from counterclaim.locations import stem_of
from counterclaim.settings import Settings
from counterclaim.views import many

#: Bytes free below which a ledger cannot be relied on to grow, and below which it is worth a word.
DISK_LEAST, DISK_LOW = 200_000_000, 2_000_000_000
#: What an extra is for; its requirements are in the package's metadata.
EXTRAS = {
    "evidence": "signed and time-stamped evidence (`export wacz`)",
    "postgres": "ledgers on PostgreSQL",
    "ray": "`archive --ray`",
}


class State(StrEnum):
    GOOD = "good"
    NOTE = "note"  # worth knowing; nothing is wrong
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at. `try_this` says what to do where it is not good."""

    topic: str
    name: str
    state: State
    found: str
    try_this: str = ""


def examine(settings: Settings) -> Iterator[Finding]:
    """Everything that a run needs, topic by topic. Nothing is written, and nothing is fetched."""
    yield from _program()
    yield from _settings(settings)
    yield from _models(settings)
    yield from _ledger(settings)
    yield from _disk(settings)
    yield from _formats()
    yield from _network(settings)
    yield from _extras()


def _good(topic: str, name: str, found: str) -> Finding:
    return Finding(topic=topic, name=name, state=State.GOOD, found=found)


def _program() -> Iterator[Finding]:
    yield _good("program", "counterclaim", __version__)
    version = platform.python_version()
    supported = (3, 11) <= sys.version_info[:2] < (3, 14)
    yield Finding(
        topic="program",
        name="python",
        state=State.GOOD if supported else State.WRONG,
        found=f"{version} on {platform.system()} {platform.machine()}",
        try_this="" if supported else "use Python 3.11 to 3.13",
    )
    for requirement in _requirements():
        yield _requirement(requirement)


def _requirements(extra: str = "") -> list[str]:
    """What the package requires, without an extra or for one: `name>=1`."""
    try:
        stated = importlib.metadata.requires("counterclaim") or []
    except importlib.metadata.PackageNotFoundError:
        return []
    found = []
    for line in stated:
        requirement, _, condition = line.partition(";")
        if (f"extra == '{extra}'" in condition.replace('"', "'")) if extra else "extra ==" not in condition:
            found.append(requirement.strip())
    return sorted(found)


def _requirement(requirement: str) -> Finding:
    from packaging.requirements import Requirement

    wanted = Requirement(requirement)
    try:
        version = importlib.metadata.version(wanted.name)
    except importlib.metadata.PackageNotFoundError:
        return Finding(
            topic="program", name=wanted.name, state=State.WRONG, found="not installed", try_this="install again"
        )
    if version not in wanted.specifier:
        advice = f"install {requirement}"
        return Finding(topic="program", name=wanted.name, state=State.WRONG, found=version, try_this=advice)
    return _good("program", wanted.name, version)


def _settings(settings: Settings) -> Iterator[Finding]:
    standard = Settings()
    for field in fields(Settings):
        value, usual = getattr(settings, field.name), getattr(standard, field.name)
        shown = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        if not field.repr or "secret" in field.name or "password" in field.name:
            shown = "set" if value else "none"
        yield _good("settings", field.name, (shown or "none") + ("" if value == usual else f" (default: {usual})"))


def _models(settings: Settings) -> Iterator[Finding]:
    from counterclaim.parsing import load_parser
    from counterclaim.pipeline import load_tagger
    from counterclaim.places import load_gazetteer
    from counterclaim.places.layers import layers_folder
    from counterclaim.taggers import load_encoder, load_pairs

    loaders: dict[str, Callable[[], object]] = {
        "parser": load_parser,
        f"tagger ({settings.profile})": lambda: load_tagger(settings),
        "gazetteer": lambda: load_gazetteer(layers_folder(stem_of(settings.ledger))),
        "encoder": load_encoder,
        "pair reader": load_pairs,
    }
    for name, load in loaders.items():
        try:
            digests = load().digests  # type: ignore[attr-defined]
        except CounterclaimError as error:
            yield Finding(
                topic="models", name=name, state=State.WRONG, found=str(error), try_this="install counterclaim again"
            )
            continue
        for digest in digests:
            yield _good("models", name, f"{digest.name} {digest.version}, SHA-256 {digest.sha256[:16]}… as recorded")


def _ledger(settings: Settings) -> Iterator[Finding]:
    from counterclaim.ledger import describe_ledger

    place = settings.ledger
    if isinstance(place, Path) and not place.exists():
        yield Finding(
            topic="ledger", name=str(place), state=State.NOTE, found="none yet: `counterclaim add` starts one"
        )
        return
    try:
        held = describe_ledger(place)
    except LedgerError as error:
        advice = "give --ledger another path, or restore a backup"
        yield Finding(topic="ledger", name=str(place), state=State.WRONG, found=str(error), try_this=advice)
        return
    found = f"format {held.schema_version}, {many(held.entries, 'entry', 'entries')}"
    if held.schema_version > held.newest_version:
        advice = "use a newer version of counterclaim"
        yield Finding(topic="ledger", name=str(place), state=State.WRONG, found=found, try_this=advice)
    elif held.schema_version < held.newest_version:
        found += f"; the next command brings it to format {held.newest_version}"
        yield Finding(topic="ledger", name=str(place), state=State.NOTE, found=found)
    else:
        yield _good("ledger", str(place), f"{found}; `counterclaim ledger verify` checks them")


def _disk(settings: Settings) -> Iterator[Finding]:
    for name, folder in (("beside the ledger", stem_of(settings.ledger).parent), ("temporary", tempfile.gettempdir())):
        path = Path(folder).absolute()
        while not path.exists():
            path = path.parent
        free = shutil.disk_usage(path).free
        state = State.GOOD if free >= DISK_LOW else State.NOTE if free >= DISK_LEAST else State.WRONG
        advice = "" if state is State.GOOD else "make room: a ledger that cannot grow refuses to be written"
        found = f"{free / 1e9:.1f} GB free at {path}"
        yield Finding(topic="disk", name=name, state=state, found=found, try_this=advice)
        if not os.access(path, os.W_OK):
            # Reading needs no more; `add`, `collect` and whatever decides do.
            advice = "start it elsewhere, or name a folder that you may write to with --ledger"
            found = f"{path} may not be written to: what is held can be read, nothing can be kept"
            yield Finding(topic="disk", name=f"{name}, writing", state=State.NOTE, found=found, try_this=advice)


def formats() -> dict[str, str]:
    """Every format that this version writes, with its version; docs/reference/versions.md says what each promises."""
    from counterclaim import archive, exports, ledger, presentation

    return {
        "ledger": str(ledger.SCHEMA_VERSION),
        "ledger entries": ", ".join(f"{kind} {version}" for kind, version in sorted(ledger.ENTRY_VERSIONS.items())),
        "analysis (read --format json)": presentation.SCHEMA,
        "tables (export)": exports.TABLES_SCHEMA,
        "archive": archive.FORMAT,
        "archive pages": archive.PAGES_FORMAT,
        "archive readings": archive.READINGS_FORMAT,
    }


def _formats() -> Iterator[Finding]:
    for name, version in formats().items():
        yield _good("formats", name, version)


def _network(settings: Settings) -> Iterator[Finding]:
    from counterclaim.collect import USER_AGENT

    yield _good("network", "fetches", "only addresses that you name or follow, by http and https, at public hosts")
    limits = f"{settings.max_bytes:,} bytes and {settings.timeout_s:g} s a page"
    yield _good("network", "limits", f"{limits}; every redirect is checked anew")
    yield _good("network", "introduces itself as", USER_AGENT)
    yield _good("network", "proxies", "those of the environment are not used: they would resolve names themselves")
    yield _good("network", "calls home", "never; models are part of the package")


def _extras() -> Iterator[Finding]:
    for extra, purpose in EXTRAS.items():
        names = [re.split(r"[^A-Za-z0-9._-]", requirement)[0] for requirement in _requirements(extra)]
        lacking = [name for name in names if not _installed(name)]
        if lacking:
            yield Finding(
                topic="extras",
                name=extra,
                state=State.NOTE,
                found=f"not installed; for {purpose}",
                try_this=f"pip install 'counterclaim[{extra}]'",
            )
        else:
            versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in names)
            yield _good("extras", extra, f"{versions}; for {purpose}")


def _installed(name: str) -> bool:
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True
