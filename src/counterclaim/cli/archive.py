"""`counterclaim archive`."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from counterclaim.cli._options import actors_option, format_option, profile_options, settings_from
from counterclaim.cli._visible import say

if TYPE_CHECKING:
    from counterclaim.archive import Crew, Outcome, Plan

DAY = click.DateTime(["%Y-%m-%d"])


@click.command(epilog="Example: counterclaim archive 'crawl/*.warc.gz' --out march --workers 4 --host example.org")
@click.argument("shards", nargs=-1, required=True, metavar="GLOB…")
@click.option("--out", required=True, metavar="FOLDER", help="Where the tables go: a folder, or s3://BUCKET/FOLDER.")
@click.option("--workers", type=click.IntRange(1), metavar="N", help="How many at a time (default: one a core).")
@click.option(
    "--ray",
    metavar="ADDRESS",
    help="Work on a Ray cluster: its address, `auto` for the one that runs here, `local` to start one.",
)
@click.option(
    "--host",
    "hosts",
    multiple=True,
    metavar="HOST",
    help="Read pages of this host and its subdomains alone; may be given several times.",
)
@click.option(
    "--not-host", "not_hosts", multiple=True, metavar="HOST", help="Leave out this host; may be given several times."
)
@click.option("--from", "first", type=DAY, metavar="DATE", help="Leave out what was published before this day (UTC).")
@click.option("--until", "last", type=DAY, metavar="DATE", help="Leave out what was published after this day (UTC).")
@click.option("--every-copy", is_flag=True, help="Read reports that say nothing but what an earlier one says, too.")
@click.option(
    "--retries",
    type=click.IntRange(0),
    default=2,
    show_default=True,
    metavar="N",
    help="How often a shard is tried again whose worker was lost.",
)
@actors_option
@profile_options
@format_option("text", "json")
def archive(
    shards: tuple[str, ...],
    out: str,
    workers: int | None,
    ray: str | None,
    hosts: tuple[str, ...],
    not_hosts: tuple[str, ...],
    first: datetime | None,
    last: datetime | None,
    every_copy: bool,
    retries: int,
    actors: tuple[Path, ...],
    profile: str | None,
    threshold: float | None,
    format_: str,
) -> None:
    """Read archives of pages into tables, for `counterclaim ledger load`.

    Shards are WARC (.warc, .warc.gz), WACZ and Parquet files (columns url, captured_at, html or text; also title,
    published, updated, outlet), by path, file:// or s3:// address; patterns may hold *, and a folder stands for all
    shards in it. Each shard is one task for one worker. Of the pages those are read that are English, wanted by host
    and date, and no copies: a report of which every sentence stands in an earlier report of these shards is read once.

    The same shards and options give the same files. A run that was stopped goes on where it was; in the same folder,
    shards may be added. The folder holds the pages as they were captured: it is to be guarded like a ledger.

    Prints counts of shards, pages kept and refused, reports read, copies, failed, and claims.
    """
    from counterclaim.archive import Filters, Plan, absolute, find_shards, run_archive
    from counterclaim.cli._directory import load_directory
    from counterclaim.cli._intake import reading
    from counterclaim.cli._output import print_json
    from counterclaim.records.codec import to_json

    settings = settings_from(None, actors, profile=profile, threshold=threshold)
    directory, n_failed = load_directory(settings.actors)
    filters = Filters(
        hosts=tuple(sorted({host.lower().strip(".") for host in hosts})),
        not_hosts=tuple(sorted({host.lower().strip(".") for host in not_hosts})),
        first=first.replace(tzinfo=UTC) if first else None,
        last=last.replace(tzinfo=UTC) + timedelta(days=1, microseconds=-1) if last else None,
    )
    plan = Plan(out=absolute(out), filters=filters, settings=settings, directory=directory, every_copy=every_copy)
    found = find_shards(shards)
    with _crew(plan, ray, workers) as (crew, number), reading(2 * len(found)) as progress:

        def tell(outcome: "Outcome") -> None:
            shard = outcome.task.shard
            progress(f"{shard.name}: {outcome.task.step}")
            if outcome.errors:
                ended = "given up" if outcome.done is None else "done at another attempt"
                times = f"{len(outcome.errors)} of its attempts failed: {outcome.errors[-1]}"
                say(f"{shard.address}: {outcome.task.step}: {ended}; {times}", err=True)

        totals = run_archive(plan, found, crew, workers=min(number, len(found)), retries=retries, tell=tell)
    if format_ == "json":
        print_json(to_json(totals))
    else:
        say(
            f"{totals.shards} shards: {totals.kept} pages kept, {totals.refused} refused; {totals.read} reports read, "
            f"{totals.copy} copies, {totals.failed} failed; {totals.claims} claims in {out}"
        )
    if totals.lost or totals.failed or n_failed:
        raise click.exceptions.Exit(1)


@contextmanager
def _crew(plan: "Plan", ray: str | None, workers: int | None) -> Iterator[tuple["Crew", int]]:
    """Where workers come from, and how many are wanted."""
    if ray is None:
        from counterclaim.archive import LocalCrew

        yield LocalCrew(plan), workers or len(os.sched_getaffinity(0))
        return
    from counterclaim.archive import RayCrew

    crew = RayCrew(plan, ray, workers=workers)
    try:
        yield crew, crew.workers
    finally:
        crew.close()
