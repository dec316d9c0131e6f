"""`counterclaim gazetteer`."""

from pathlib import Path

import click

from counterclaim.cli._options import format_option, ledger_option, settings_from
from counterclaim.cli._visible import say
from counterclaim.errors import InputError
from counterclaim.locations import Location, stem_of

#: Rows that cannot be used are named up to this number, then counted.
SHOWN = 20


@click.group(epilog="Example: counterclaim gazetteer add AF.zip --name afghanistan")
def gazetteer() -> None:
    """Add places of your own to those that Counterclaim knows.

    A layer lies on top of the bundled gazetteer and beside the ledger (war.gazetteer/ for war.db). Every reading names
    the layers that took part in it, with their digests and whom to credit.
    """


@gazetteer.command(
    short_help="Add the places in a file.",
    epilog='Example: counterclaim gazetteer add villages.csv --licence "CC BY 4.0" --credit "Survey of 2024"',
)
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--name", help="What to call the layer (default: from the file's name).")
@click.option("--licence", help="Under which licence the data are (default: as the format tells).")
@click.option("--credit", help="Whom to name as their source (default: as the format tells).")
@ledger_option
def add(path: Path, name: str | None, licence: str | None, credit: str | None, ledger: Location | None) -> None:
    """Add the places in a file as a layer.

    \b
    PATH is one of these; gzip, and a zip of one file, are unpacked:
      a GeoNames dump  allCountries.zip, or one country's such as AF.zip
      OpenStreetMap    GeoJSON with OSM ids, or the JSON of an Overpass query
      GeoJSON          a collection, or one feature after another, with a name
      CSV              name, lat, lon; kind, country, aliases, population and
                       radius_km if wanted (several aliases with | between)

    Kinds are country, province, district, town, region, water and site. Only names in Latin script are kept. A row
    that cannot be used is named on stderr and the rest goes on (exit status 1).
    """
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn

    from counterclaim.cli._console import SafeConsole
    from counterclaim.places.layers import add_layer, layers_folder

    failures = 0

    def failed(error: InputError) -> None:
        nonlocal failures
        failures += 1
        if failures <= SHOWN:
            say(f"{error.subject}: {error}", err=True)

    folder = layers_folder(stem_of(settings_from(ledger).ledger))
    console = SafeConsole(stderr=True)
    columns = (TextColumn("reading places"), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=path.stat().st_size)
        layer = add_layer(
            folder, path, name=name, licence=licence, credit=credit, failed=failed,
            progress=lambda done: bar.update(task, completed=done),
        )  # fmt: skip
    if failures > SHOWN:
        say(f"{path}: and {failures - SHOWN} more rows that cannot be used", err=True)
    say(f"{layer.name}: {layer.places} places under {layer.names} names ({layer.credit_line})")
    if failures:
        raise click.exceptions.Exit(1)


@gazetteer.command(
    "list",
    short_help="List the bundled gazetteer and the layers on top of it.",
    epilog="Example: counterclaim gazetteer list --format json",
)
@format_option("text", "json")
@ledger_option
def list_(format_: str, ledger: Location | None) -> None:
    """List the bundled gazetteer and the layers on top of it: digest and whom to credit.

    Fields: name, version (of a layer: its format), sha256, credit.
    """
    from counterclaim.cli._output import print_json
    from counterclaim.places import load_gazetteer
    from counterclaim.places.layers import layers_folder
    from counterclaim.records.codec import to_json

    digests = load_gazetteer(layers_folder(stem_of(settings_from(ledger).ledger))).digests
    if format_ == "json":
        print_json([to_json(digest) for digest in digests])
        return
    for digest in digests:
        say(f"{digest.name}\t{digest.version}\t{digest.sha256[:12]}…\t{digest.credit}")


@gazetteer.command(short_help="Remove a layer.", epilog="Example: counterclaim gazetteer remove afghanistan")
@click.argument("name")
@ledger_option
def remove(name: str, ledger: Location | None) -> None:
    """Remove a layer. Readings that it took part in keep its digest."""
    from counterclaim.places.layers import layers_folder, remove_layer

    remove_layer(layers_folder(stem_of(settings_from(ledger).ledger)), name)
    say(f"{name} is removed")
