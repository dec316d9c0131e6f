"""The same pipeline over archives: shards of WARC, WACZ or Parquet in, tables of pages and readings out.

    plan = Plan(out="march/", settings=settings)
    totals = run_archive(plan, find_shards(["crawl/*.warc.gz"]), LocalCrew(plan), workers=4)
    load_archive(ledger, "march/")

One task a shard; docs/scaling.md says what that costs. The only importer of Ray, and only where it is asked for.
"""

from counterclaim.archive._loading import Loaded, load_archive
from counterclaim.archive._plan import Filters, Plan
from counterclaim.archive._ray import RayCrew
from counterclaim.archive._run import FORMAT, Totals, read_manifest, run_archive
from counterclaim.archive._storage import Folder, Shard, absolute, find_shards
from counterclaim.archive._tables import PAGES_FORMAT, READINGS_FORMAT
from counterclaim.archive._workers import Crew, LocalCrew, Outcome, Worker

__all__ = [
    "FORMAT",
    "PAGES_FORMAT",
    "READINGS_FORMAT",
    "Crew",
    "Filters",
    "Folder",
    "Loaded",
    "LocalCrew",
    "Outcome",
    "Plan",
    "RayCrew",
    "Shard",
    "Totals",
    "Worker",
    "absolute",
    "find_shards",
    "load_archive",
    "read_manifest",
    "run_archive",
]
