"""`counterclaim add`."""

from pathlib import Path

import click

from counterclaim.cli._options import actors_option, from_option, ledger_option, profile_options, settings_from
from counterclaim.cli._visible import say
from counterclaim.locations import Location
from counterclaim.records.analyses import Analysis
from counterclaim.records.revisions import Capture, Revision
from counterclaim.views import many


@click.command(epilog="Example: counterclaim add reports/*.html --ledger war.db")
@click.argument("inputs", nargs=-1, required=True, metavar="PATH|URL|-…")
@from_option
@ledger_option
@actors_option
@profile_options
@click.option("--dry-run", is_flag=True, help="Read and say what would be added; write nothing.")
def add(
    inputs: tuple[str, ...],
    from_: str | None,
    ledger: Location | None,
    actors: tuple[Path, ...],
    profile: str | None,
    threshold: float | None,
    dry_run: bool,
) -> None:
    """Read reports and keep their claims in the ledger.

    Takes the inputs of `counterclaim read`. A report that the ledger holds already is not added twice; a new text of
    a known document is kept as a revision beside the earlier ones. Each report is safe once its line is printed.

    Prints one line a report: outcome (new, revised, unchanged), revision, number of claims, title.
    """
    from counterclaim.cli._directory import load_directory
    from counterclaim.cli._intake import Intake, refuse_stand_in, working
    from counterclaim.cli._output import totals_words
    from counterclaim.disputes import build_accounts
    from counterclaim.judging import judge_new
    from counterclaim.ledger import AddOutcome, Ledger
    from counterclaim.pipeline import load_models

    settings = settings_from(ledger, actors, profile=profile, threshold=threshold)
    directory, n_failed = load_directory(settings.actors)
    models = load_models(settings, directory)
    if dry_run:
        intake = Intake(inputs, settings, models, format_=from_)
        for _, analysis in intake:
            _say("would add", analysis.revision.id, analysis)
    else:
        with Ledger.open(settings.ledger) as held:

            def known(capture: Capture) -> bool:
                revision_id = held.held(capture)
                if revision_id is not None:
                    _say("unchanged", revision_id, None, capture.address)
                return revision_id is not None

            def check(revision: Revision) -> None:
                refuse_stand_in(held, revision)

            n_added = 0
            intake = Intake(inputs, settings, models, skip=known, check=check, format_=from_)
            for capture, analysis in intake:
                result = held.add(capture, analysis)
                n_added += result.outcome is not AddOutcome.UNCHANGED
                _say(result.outcome.value, result.revision_id, analysis)
            with working("comparing the new reports with those held"):
                judge_new(
                    held, models.encoder, models.reader
                )  # also what an earlier run added and was stopped before it compared
                totals = held.follow(build_accounts)
                held.tidy()
        say(f"{many(n_added, 'report')} added to {settings.ledger}: {totals_words(totals)}", err=True)
    if intake.failed or n_failed:
        raise click.exceptions.Exit(1)


def _say(outcome: str, revision_id: str, analysis: Analysis | None, address: str = "") -> None:
    claims = many(len(analysis.claims), "claim") if analysis else ""
    title = " ".join(analysis.revision.title.split()) if analysis else address
    say("\t".join((outcome, revision_id[:9], claims, title)))
