"""`counterclaim alerts`."""

from datetime import UTC, datetime, timedelta

import click

from counterclaim.cli._options import format_option, ledger_option, settings_from
from counterclaim.cli._visible import say
from counterclaim.locations import Location


@click.group(epilog="Example: counterclaim alerts send --watch 60 --ledger war.db")
def alerts() -> None:
    """Send what watches find: signed webhooks, and letters once a day or a week.

    What waits is kept in the ledger's database. A delivery that fails is tried again, later each time; one that was
    interrupted is sent again, under the same id. What was sent, withdrawn or given up stays listed for as many days as
    the setting sent_days says (90); that it left stays on record (ledger exports). Secrets come from the environment:
    COUNTERCLAIM_WEBHOOK_SECRET, COUNTERCLAIM_SMTP_PASSWORD.
    """


@alerts.command(short_help="Send what is due.", epilog="Example: counterclaim alerts send --watch 60 --ledger war.db")
@ledger_option
@click.option("--watch", "every_s", type=click.FloatRange(min=1), metavar="SECONDS", help="Go on, so often.")
@click.option(
    "--allow-private", is_flag=True, help="Webhooks may go to this machine and to addresses of private networks too."
)
def send(ledger: Location | None, every_s: float | None, allow_private: bool) -> None:
    """Look for new turns, queue what each watch wants of them, and send what is due.

    What leaves has passed the rules that protect people at that moment, and is recorded, so that it can be called back.
    Exit status 1 if something was not delivered.
    """
    import time

    from counterclaim.alerts import fill_queue, send_due
    from counterclaim.cli._sending import channels_of, report
    from counterclaim.disputes import build_accounts
    from counterclaim.ledger import Ledger
    from counterclaim.protection import ReleaseRules

    settings = settings_from(ledger)
    channels = channels_of(settings, allow_private=allow_private)
    rules = ReleaseRules(position_hours=settings.position_hours)
    with Ledger.open(settings.ledger, create=False) as held:
        while True:
            queued = fill_queue(held, now=datetime.now(UTC), remember=timedelta(days=settings.sent_days))
            done = send_due(held, channels, clock=lambda: datetime.now(UTC), rules=rules)
            held.follow(build_accounts)
            report(queued, done)
            if every_s is None:
                break
            time.sleep(every_s)
    if done.failed or done.dead:
        raise click.exceptions.Exit(1)


@alerts.command(name="list", short_help="List what waits to be sent.", epilog="Example: counterclaim alerts list --all")
@ledger_option
@click.option("--all", "all_", is_flag=True, help="What was sent or withdrawn too.")
@format_option("text", "json")
def list_(ledger: Location | None, all_: bool, format_: str) -> None:
    """List the queue: id, state, watch, channel, turns, attempts, when it is due, why the last attempt failed.

    States: pending, held (waits until the rules that protect people let it go), dead (given up), done, withdrawn.
    """
    from counterclaim.cli._output import print_json
    from counterclaim.cli._watching import print_deliveries
    from counterclaim.ledger import Ledger
    from counterclaim.records.codec import to_json

    with Ledger.open(settings_from(ledger).ledger, create=False) as held:
        found = held.deliveries(*(() if all_ else ("pending", "held", "dead")))
    if format_ == "json":
        print_json([to_json(one) for one in found])
        return
    print_deliveries(found)
    if not found:
        say("nothing was queued" if all_ else "nothing waits to be sent", err=True)


@alerts.command(short_help="Try again what was given up.", epilog="Example: counterclaim alerts retry --ledger war.db")
@ledger_option
def retry(ledger: Location | None) -> None:
    """Put what was given up into the queue again, to be tried from the beginning."""
    from counterclaim.ledger import Ledger

    with Ledger.open(settings_from(ledger).ledger, create=False) as held:
        say(f"{held.retry_dead(datetime.now(UTC))} to be tried again", err=True)
