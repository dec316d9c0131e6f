"""`counterclaim reread`."""

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from counterclaim.cli._options import actors_option, ledger_option, profile_options, settings_from
from counterclaim.cli._visible import say
from counterclaim.errors import ItemError
from counterclaim.locations import Location
from counterclaim.views import many

if TYPE_CHECKING:
    from counterclaim.ledger import Ledger
    from counterclaim.records.decisions import Decision
    from counterclaim.records.ids import RevisionId


@click.command(epilog="Example: counterclaim reread --profile accurate --ledger war.db")
@click.argument("ids", nargs=-1, metavar="[ID]…")
@ledger_option
@actors_option
@profile_options
@click.option("--all", "again", is_flag=True, help="Read also what this version read with these models.")
@click.option("--dry-run", is_flag=True, help="Read and say what would change; write nothing.")
def reread(
    ids: tuple[str, ...],
    ledger: Location | None,
    actors: tuple[Path, ...],
    profile: str | None,
    threshold: float | None,
    again: bool,
    dry_run: bool,
) -> None:
    """Read the texts in the ledger again, with this version, its models and settings.

    Each ID is that of a story or a report, or the start of one; without any, all texts are read, the earlier ones of
    revised reports too. A new reading takes the place of the last one, which stays in the log; what people decided goes
    on holding, and what finds no claim any more waits in `review queue`. Texts that this version has read with the same
    models are passed over, so that a run that was stopped goes on where it was: give --all where only the threshold is
    another. Each reading is safe once its line is printed.

    Prints one line a text: outcome (read anew, same), revision, number of claims, title.
    """
    from counterclaim.cli._directory import load_directory
    from counterclaim.cli._intake import reading, working
    from counterclaim.disputes import build_accounts
    from counterclaim.judging import judge_new
    from counterclaim.ledger import Ledger
    from counterclaim.pipeline import load_models, read_revision
    from counterclaim.review import review_reading

    settings = settings_from(ledger, actors, profile=profile, threshold=threshold)
    directory, n_failed = load_directory(settings.actors)
    models = load_models(settings, directory)
    n_read = n_new = n_passed = n_lost = 0
    with Ledger.open(settings.ledger, create=False) as held:
        wanted = _texts(held, ids)
        decided = _decisions(held)
        with reading(len(wanted)) as tell:
            for revision_id in wanted:
                (last,) = held.analyses(current=False, only={revision_id}, machine=True)
                tell(last.revision.address)
                if not again and models.made(last):
                    n_passed += 1
                    continue
                try:
                    found = read_revision(last.revision, models)
                    changed = found != last if dry_run else held.add_reading(found)
                except ItemError as error:
                    say(f"{last.revision.address}: {error}", err=True)
                    n_failed += 1
                    continue
                n_read += 1
                n_new += changed
                n_lost += len(review_reading(found, decided[revision_id]).lost)
                title = " ".join(last.revision.title.split())
                say(
                    "\t".join(
                        ("read anew" if changed else "same", revision_id[:9], many(len(found.claims), "claim"), title)
                    )
                )
        if not dry_run:
            with working("comparing what was read anew"):
                judge_new(
                    held, models.encoder, models.reader
                )  # also what an earlier run read and was stopped before it compared
                held.follow(build_accounts)
                held.tidy()
    say(f"{many(n_read, 'text')} read, {n_new} of them otherwise than before, {n_passed} passed over", err=True)
    if n_lost:
        lost = many(n_lost, "decision finds", "decisions find")
        say(f"{lost} no claim in the words they are about: see `counterclaim review queue`", err=True)
    if n_failed:
        raise click.exceptions.Exit(1)


def _texts(ledger: "Ledger", ids: tuple[str, ...]) -> "list[RevisionId]":
    """The texts that ids name, with the other texts of their documents; all where none is given."""
    from counterclaim.errors import LedgerError
    from counterclaim.records.accounts import Story
    from counterclaim.records.revisions import Revision

    only: set[str] = set()
    for id_ in ids:
        found = ledger.find(id_)
        if isinstance(found.record, Story):
            only |= set(found.record.revisions)
        elif isinstance(found.record, Revision):
            only.add(found.id)
        else:
            raise LedgerError(f"{id_!r} names a {found.kind}, not a story or a report")
    return [revision.id for revision in ledger.revisions(only=only if ids else None)]


def _decisions(ledger: "Ledger") -> "dict[RevisionId, list[Decision]]":
    """What people decided and still holds, by the text that it is about now."""
    found: dict[RevisionId, list[Decision]] = defaultdict(list)
    for held, moved in ledger.carried():
        decision = moved or held.decision
        found[decision.revision_id].append(decision)
    return found
