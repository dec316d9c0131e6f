"""The commands of `counterclaim ledger` that check a ledger and prove what is in it."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

import click

from counterclaim.cli._options import format_option, ledger_option, settings_from
from counterclaim.cli._visible import say
from counterclaim.locations import Location
from counterclaim.views import many

if TYPE_CHECKING:
    from counterclaim.ledger import Checkpoint, Fault, Ledger, Progress

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_NEW_FILE = click.Path(path_type=Path, dir_okay=False)
#: A number of entries, as databases count.
SIZE = re.compile(r"[0-9]{1,18}")
#: Beside a checkpoint's file, its time stamp; `openssl ts` calls it so.
STAMP_SUFFIX = ".tsr"


def _open(ledger: Location | None) -> "Ledger":
    from counterclaim.ledger import Ledger

    return Ledger.open(settings_from(ledger).ledger, create=False)


def _write(path: Path | None, text: str) -> None:
    """Writes to a new file, or else to stdout."""
    from counterclaim.errors import LedgerError

    if path is None:
        click.echo(text, nl=False)
        return
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise LedgerError(f"{path} exists: name another file") from error


def read_checkpoint(path: Path) -> "Checkpoint":
    """The checkpoint in a file."""
    from counterclaim.errors import LedgerError
    from counterclaim.ledger import parse_checkpoint

    try:
        return parse_checkpoint(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        message = (
            f"{path}: no checkpoint of a ledger, which is a short text: `counterclaim ledger checkpoint` writes one"
        )
        raise LedgerError(message) from error
    except LedgerError as error:
        raise LedgerError(f"{path}: {error}; `counterclaim ledger checkpoint` writes one") from error


@contextmanager
def show_progress() -> Iterator["Progress"]:
    """Shows on a terminal's stderr how far a long check has come."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from counterclaim.cli._console import SafeConsole

    console = SafeConsole(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as shown:
        tasks: dict[str, object] = {}

        def progress(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = shown.add_task(what, total=total)
            shown.update(tasks[what], completed=done, total=total)  # type: ignore[arg-type]

        yield progress


@click.command(
    short_help="Check every entry, text and table.",
    epilog="Example: counterclaim ledger verify --ledger war.db --checkpoint monday.txt",
)
@ledger_option
@click.option(
    "--checkpoint",
    "checkpoints",
    type=_FILE,
    multiple=True,
    metavar="FILE",
    help="A checkpoint that you kept elsewhere; may be given several times.",
)
@click.option("--public-key", type=_FILE, metavar="PEM", help="Require signatures of the checkpoints by this key.")
@click.option(
    "--tsa-root",
    "roots",
    type=_FILE,
    multiple=True,
    metavar="PEM",
    help=f"Require time stamps (FILE{STAMP_SUFFIX}) of the checkpoints, by an authority that this root vouches for.",
)
@click.option("--quick", is_flag=True, help="Only the log and its contents: compute no table and take no text again.")
def verify(
    ledger: Location | None,
    checkpoints: tuple[Path, ...],
    public_key: Path | None,
    roots: tuple[Path, ...],
    quick: bool,
) -> None:
    """Check a ledger; exit 1 and list what is wrong, if anything is.

    Every entry and everything it holds is checked against its digest, the log against the checkpoints given, the
    computed tables, the turns and the texts of reports by computing them again. What the ledger holds besides, that no
    entry decides, is named in the end. Without a checkpoint that was kept where nobody who may write to the ledger can
    reach it, this proves only that the ledger agrees with itself.
    """
    import sys
    from functools import partial

    from counterclaim.articles import TextLimits, read_article
    from counterclaim.disputes import build_accounts
    from counterclaim.watching import find_again

    # What is held was let in once, whatever the settings say now.
    extract = partial(read_article, limits=TextLimits(max_chars=sys.maxsize, max_tags=sys.maxsize))
    known = [read_checkpoint(path) for path in checkpoints]
    complaints = [
        words for path, one in zip(checkpoints, known, strict=True) for words in _signed(path, one, public_key)
    ]
    complaints += [words for path in checkpoints for words in _stamped(path, roots)]
    with _open(ledger) as held, show_progress() as progress:
        result = held.verify(
            known,
            project=None if quick else build_accounts,
            extract=None if quick else extract,
            turns=None if quick else find_again,
            progress=progress,
        )
    for note in result.notes:
        say(f"not checked: {_named(note)}", err=True)
    for words in (*complaints, *map(_named, result.faults)):
        say(words, err=True)
    for removal in result.removed:
        say(_named(removal))
    wrong = len(complaints) + len(result.faults)
    if wrong:
        say(f"{many(wrong, 'fault')} in {many(result.entries, 'entry', 'entries')}", err=True)
        raise click.exceptions.Exit(1)
    say(f"{result.entries} entries agree with themselves and with what they hold")
    if result.covered:
        rest = result.entries - result.covered
        say(f"the first {result.covered} are those of the checkpoint" + (f"; {rest} came later" if rest else ""))
    for one in result.unproved:
        lacking = ", that no row is lacking" if one.lacking else ""
        say(f"not proved by the log: {one.table} ({', '.join(one.columns)}{lacking}): {one.reason}")
    if quick:
        say("not compared with the log: the computed tables and the texts (--quick)")
    if not result.covered:
        say(
            "this shows consistency only: whoever may write to the file can write all of it anew. "
            "Keep a checkpoint elsewhere (counterclaim ledger checkpoint) and give it with --checkpoint"
        )


def _named(fault: "Fault") -> str:
    return f"entry {fault.seq}: {fault.message}" if fault.seq else fault.message


def _signed(path: Path, checkpoint: "Checkpoint", public_key: Path | None) -> Iterator[str]:
    from counterclaim.evidence import is_signed

    if public_key is None:
        if checkpoint.signatures:
            say(f"not checked: the signature of {path} (give --public-key)", err=True)
    elif not is_signed(checkpoint, public_key.read_bytes()):
        yield f"{path}: not signed by the key in {public_key}"


def _stamped(path: Path, roots: tuple[Path, ...]) -> Iterator[str]:
    from counterclaim.errors import LedgerError
    from counterclaim.evidence import check_stamp

    stamp = path.with_name(path.name + STAMP_SUFFIX)
    if not roots:
        if stamp.exists():
            say(f"not checked: the time stamp {stamp} (give --tsa-root)", err=True)
    elif not stamp.exists():
        yield f"{path}: there is no time stamp {stamp}"
    else:
        try:
            moment = check_stamp(path.read_bytes(), stamp.read_bytes(), [root.read_bytes() for root in roots])
        except LedgerError as error:
            yield f"{stamp}: {error}"
        else:
            say(f"{path} existed at {moment.astimezone(UTC).isoformat(sep=' ', timespec='seconds')}")


@click.command(
    short_help="Take a checkpoint of the log, to be kept elsewhere.",
    epilog="Example: counterclaim ledger checkpoint --ledger war.db --out monday.txt",
)
@ledger_option
@click.option("--key", type=_FILE, metavar="PEM", help="Sign it with this Ed25519 private key.")
@click.option("--tsa", metavar="URL", help=f"Have it time-stamped by this RFC 3161 authority, into FILE{STAMP_SUFFIX}.")
@click.option("-o", "--out", type=_NEW_FILE, metavar="FILE", help="Write it here (default: stdout).")
def checkpoint(ledger: Location | None, key: Path | None, tsa: str | None, out: Path | None) -> None:
    """Take a checkpoint: a few lines that fix every entry up to now.

    Keep it where nobody who may write to the ledger can change it: print it, mail it, publish it. Against it `ledger
    verify` finds every entry that was altered, removed, moved or back-dated later.
    """
    from counterclaim.collect import Limits, post
    from counterclaim.errors import LedgerError
    from counterclaim.evidence import request_stamp, sign_checkpoint
    from counterclaim.ledger import format_checkpoint

    if tsa is not None and out is None:
        raise LedgerError("a time stamp is kept beside the checkpoint: name its file with --out")
    with _open(ledger) as held:
        taken = held.checkpoint()
    if key is not None:
        taken = sign_checkpoint(taken, key.read_bytes())
    note = format_checkpoint(taken)
    _write(out, note)
    if tsa is not None and out is not None:
        limits = Limits(max_bytes=1_000_000, timeout_s=settings_from(ledger).timeout_s)
        answer = request_stamp(note.encode(), lambda request: post(tsa, request, "application/timestamp-query", limits))
        out.with_name(out.name + STAMP_SUFFIX).write_bytes(answer)


@click.group(
    short_help="Prove to an outsider what is in the log.",
    epilog="Example: counterclaim ledger prove inclusion c855a92a7 --checkpoint monday.txt --out proof.json",
)
def prove() -> None:
    """Write a proof that an outsider checks with `docs/verify_proof.py` and the checkpoint, without the ledger."""


@prove.command(
    short_help="Prove that an entry is in the log of a checkpoint.",
    epilog="Example: counterclaim ledger prove inclusion c855a92a7 --checkpoint monday.txt --out proof.json",
)
@ledger_option
@click.argument("entry")
@click.option("--checkpoint", type=_FILE, metavar="FILE", help="The checkpoint (default: the newest in the log).")
@click.option("--contents", is_flag=True, help="Put in what the entry holds: bytes, text, reading.")
@click.option("-o", "--out", type=_NEW_FILE, metavar="FILE", help="Write the proof here (default: stdout).")
def inclusion(ledger: Location | None, entry: str, checkpoint: Path | None, contents: bool, out: Path | None) -> None:
    """Prove that an entry is in the log of a checkpoint.

    ENTRY is a number, (the start of) an entry's id, or the id of the revision or claim that it brought in.
    """
    from counterclaim.errors import LedgerError

    with _open(ledger) as held:
        known = held.last_checkpoint() if checkpoint is None else read_checkpoint(checkpoint)
        if known is None:
            raise LedgerError(
                "there is no checkpoint to prove it against: make one with `counterclaim ledger checkpoint`"
            )
        proof = held.prove_inclusion(entry, known, contents=contents)
        if proof.get("contents"):  # words leave
            held.record_export("proof", "stdout" if out is None else str(out.absolute()), revisions=None)
    _write(out, json.dumps(proof, indent=1, ensure_ascii=False) + "\n")


@prove.command(
    short_help="Prove that the log only grew between two checkpoints.",
    epilog="Example: counterclaim ledger prove consistency monday.txt friday.txt --out growth.json",
)
@ledger_option
@click.argument("old")
@click.argument("new")
@click.option("-o", "--out", type=_NEW_FILE, metavar="FILE", help="Write the proof here (default: stdout).")
def consistency(ledger: Location | None, old: str, new: str, out: Path | None) -> None:
    """Prove that the log of the checkpoint OLD is the beginning of that of NEW.

    Both are files of checkpoints, or numbers of entries.
    """
    with _open(ledger) as held:
        ends = [
            held.checkpoint_of_size(int(end)) if SIZE.fullmatch(end) else read_checkpoint(Path(end))
            for end in (old, new)
        ]
        proof = held.prove_consistency(*ends)
    _write(out, json.dumps(proof, indent=1) + "\n")


@click.command(
    short_help="List the entries of the log.", epilog="Example: counterclaim ledger log --after 100 --format json"
)
@ledger_option
@click.option("--after", type=click.IntRange(min=0), default=0, metavar="N", help="Begin behind entry N.")
@format_option("text", "json")
def log(ledger: Location | None, after: int, format_: str) -> None:
    """List who recorded what when: one line an entry, oldest first."""
    from counterclaim.ledger import entry_fields

    with _open(ledger) as held:
        if held.size() <= after:
            say(f"the log has no entry behind {after}" if after else "the log has no entry yet", err=True)
        for entry in held.entries(after=after):
            if format_ == "json":
                say(json.dumps({"id": entry.id, **entry_fields(entry)}, ensure_ascii=False))
            else:
                moment = entry.recorded_at.isoformat(timespec="seconds")
                say("\t".join((str(entry.seq), moment, entry.kind, entry.recorded_by[:40], entry.id[:16])))
