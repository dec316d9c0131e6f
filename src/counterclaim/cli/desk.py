"""`counterclaim desk`."""

import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import click

from counterclaim.cli._options import ledger_option, settings_from
from counterclaim.cli._visible import say
from counterclaim.locations import Location


@click.command(epilog="Example: counterclaim desk --ledger war.db --open")
@ledger_option
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="The address to listen at.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="The port to listen at; 0: any free."
)
@click.option("--url", metavar="URL", help="The address at which others reach the desk, as https://desk.example.org.")
@click.option("--sign-in", is_flag=True, help="Ask for accounts on this machine too.")
@click.option("--open", "open_", is_flag=True, help="Open the desk in the browser.")
def desk(ledger: Location | None, host: str, port: int, url: str | None, sign_in: bool, open_: bool) -> None:
    """Show the ledger in the browser: rival accounts side by side.

    Where no ledger is named and there is none yet, the bundled sample is shown: two invented stories. On this machine
    one person works without a password; a desk that others can reach has accounts (`counterclaim people`).
    """
    from counterclaim.desk import make_access, make_desk, serve

    settings = settings_from(ledger, url=url)
    access = make_access(settings, host=host, sign_in=sign_in)
    with ExitStack() as stack:
        sample = ledger is None and isinstance(settings.ledger, Path) and not settings.ledger.exists()
        if sample:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="counterclaim-"))
            settings = replace(settings, ledger=Path(folder) / "sample.db")
            say("no ledger here yet: this is the bundled sample, and what you do to it is not kept", err=True)
        elif isinstance(settings.ledger, Path) and not settings.ledger.exists():
            say(
                f"{settings.ledger} is new, and empty: `counterclaim add … --ledger {settings.ledger}` fills it",
                err=True,
            )

        def ready(address: str) -> None:
            say(f"{address} (Ctrl+C ends it)", err=True)
            if open_:
                click.launch(address)

        serve(make_desk(settings, access=access, sample=sample), host=host, port=port, ready=ready)
