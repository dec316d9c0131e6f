"""`counterclaim desk`."""

import click

from counterclaim.cli._options import ledger_option, settings_from
from counterclaim.cli._visible import say
from counterclaim.locations import Location


@click.command(epilog="Example: counterclaim desk --ledger war.db --open")
@ledger_option
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="The address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="The port to listen at.")
@click.option("--open", "open_", is_flag=True, help="Open the desk in the browser.")
def desk(ledger: Location | None, host: str, port: int, open_: bool) -> None:
    """Show the ledger in the browser: rival accounts side by side."""
    from counterclaim.desk import make_desk, serve

    settings = settings_from(ledger)
    app = make_desk(settings)
    say(f"http://{host}:{port}/", err=True)
    if open_:
        click.launch(f"http://{host}:{port}/")
    serve(app, host=host, port=port)
