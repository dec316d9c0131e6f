"""`counterclaim collect`."""

from pathlib import Path

import click

from counterclaim.cli._options import actors_option, ledger_option, profile_options, settings_from
from counterclaim.locations import Location


@click.command(epilog="Example: counterclaim collect feeds.toml --ledger war.db --contact desk@example.org")
@click.argument("inputs", nargs=-1, required=True, metavar="FEEDS.toml|LIST.csv|URL…")
@ledger_option
@actors_option
@profile_options
@click.option("--contact", metavar="WHO", help="An email or web address for the owners of the sites that are visited.")
@click.option("--watch", is_flag=True, help="Go on as a service until SIGTERM; log JSON lines to stderr.")
@click.option("--metrics", type=click.IntRange(0, 65535), metavar="PORT", help="Serve Prometheus metrics on 127.0.0.1.")
@click.option("--dry-run", is_flag=True, help="Read the listings and say which reports are due; keep nothing.")
@click.option("--allow-private", is_flag=True, help="Also visit this machine and its network: for sites of one's own.")
def collect(
    inputs: tuple[str, ...],
    ledger: Location | None,
    actors: tuple[Path, ...],
    profile: str | None,
    threshold: float | None,
    contact: str | None,
    watch: bool,
    metrics: int | None,
    dry_run: bool,
    allow_private: bool,
) -> None:
    """Follow feeds, sitemaps and pages, and keep what their reports claim.

    Each input is a file of feeds (docs/how-to/collect.md), a list of reports (CSV with a column of addresses, or one
    a line), or an address: of an RSS, Atom or JSON feed, a sitemap or its index, or a page. What they list is
    fetched, read and added as by `counterclaim add`, and visited again later, often while it is new or changes and
    seldom when it is old. robots.txt and crawl delays are obeyed, one host gets one request at a time, and nothing
    but public addresses is visited. When to come again is kept in a file beside the ledger; a run that was stopped
    goes on where it was.

    Prints one line a report: outcome (new, revised), revision, number of claims, title; with --dry-run what is due.
    """
    from counterclaim.cli._collecting import run

    flags = {"profile": profile, "threshold": threshold, "contact": contact}
    run(
        inputs,
        settings_from(ledger, actors, **flags),
        watch=watch,
        metrics_port=metrics,
        dry_run=dry_run,
        allow_private=allow_private,
    )
