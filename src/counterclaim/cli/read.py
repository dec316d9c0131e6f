"""`counterclaim read`."""

from pathlib import Path

import click

from counterclaim.cli._options import actors_option, format_option, from_option, profile_options, settings_from


@click.command(epilog="Example: counterclaim read report.html other.txt --format json | jq '.reports[].claims[].words'")
@click.argument("inputs", nargs=-1, required=True, metavar="PATH|URL|-…")
@from_option
@actors_option
@profile_options
@format_option("text", "json")
def read(
    inputs: tuple[str, ...],
    from_: str | None,
    actors: tuple[Path, ...],
    profile: str | None,
    threshold: float | None,
    format_: str,
) -> None:
    """Read reports and print their claims; nothing is kept.

    An input is a file (HTML, plain text, PDF, mail, web archives, exports of other tools and of platforms, lists of
    addresses: docs/how-to/import.md), a folder of such files, an http(s) address, or - for standard input. What a
    file is its bytes tell. Several reports are also compared with one another.

    Each claim is printed with the actor, through whom it came, the stance, the exact words, and what was read in
    them. With --format json the whole analysis is one JSON document; `counterclaim schema` prints its schema.
    """
    from counterclaim.cli._console import make_console
    from counterclaim.cli._directory import load_directory
    from counterclaim.cli._intake import Intake, working
    from counterclaim.cli._stories import print_document
    from counterclaim.pipeline import compare, load_models
    from counterclaim.presentation import build_document, document_json
    from counterclaim.views import many

    settings = settings_from(None, actors, profile=profile, threshold=threshold)
    directory, n_failed = load_directory(settings.actors)
    models = load_models(settings, directory)
    intake = Intake(inputs, settings, models, format_=from_)
    analyses = [analysis for _, analysis in intake]
    with working(f"comparing {many(len(analyses), 'report')}"):
        document = build_document(analyses, compare(analyses, models.encoder, models.reader))
    if format_ == "json":
        click.echo(document_json(document), nl=False)
    elif analyses:
        print_document(document, make_console(), convention=settings.convention)
    if intake.failed or n_failed:
        raise click.exceptions.Exit(1)
