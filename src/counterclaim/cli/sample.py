"""`counterclaim sample`."""

from pathlib import Path

import click

from counterclaim.cli._options import format_option, settings_from
from counterclaim.views import many


@click.command(epilog="Example: counterclaim sample; then: counterclaim read YOUR-OWN-FILE.html")
@format_option("text", "json")
@click.option("--claims/--no-claims", default=False, help="Print each report's claims too, not the stories alone.")
def sample(format_: str, claims: bool) -> None:
    """Read the bundled sample of contested reports and show its rival accounts.

    Two stories invented for this project; the parties, outlets and events in them do not exist.
    """
    from counterclaim.cli._console import make_console
    from counterclaim.cli._intake import Intake, working
    from counterclaim.cli._stories import print_document
    from counterclaim.pipeline import compare, load_models
    from counterclaim.presentation import build_document, document_json

    settings = settings_from(None)
    models = load_models()
    folder = Path(__file__).parents[1] / "sample"
    intake = Intake([str(folder / "fada"), str(folder / "sundsvall")], settings, models)
    analyses = [analysis for _, analysis in intake]
    with working(f"comparing {many(len(analyses), 'report')}"):
        document = build_document(analyses, compare(analyses, models.encoder, models.reader))
    if format_ == "json":
        click.echo(document_json(document), nl=False)
    else:
        console = make_console()
        console.print("An invented sample: these parties, outlets and events do not exist.\n", style="italic")
        print_document(document, console, convention=settings.convention, reports=claims)
    if intake.failed:
        raise click.exceptions.Exit(1)
