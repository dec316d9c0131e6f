"""A run over an archive: pages of every shard, then copies among all of them, then readings, then the manifest."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from counterclaim import __version__
from counterclaim.archive._copies import Prints, column_lists
from counterclaim.archive._plan import Plan
from counterclaim.archive._storage import Folder, Shard
from counterclaim.archive._tables import read_columns
from counterclaim.archive._work import Checkpoint, Task, file_name
from counterclaim.archive._workers import Crew, Outcome, Team
from counterclaim.errors import InputError
from counterclaim.records.ids import Json, canonical_json

FORMAT = "counterclaim-archive/1"
MANIFEST = "manifest.json"
COUNTED = ("kept", "refused", "read", "copy", "failed", "claims")

Tell = Callable[[Outcome], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What a run found: pages kept and refused, reports read, copies and failed, claims; and the shards that failed,
    with why."""

    shards: int
    kept: int
    refused: int
    read: int
    copy: int
    failed: int
    claims: int
    lost: tuple[tuple[str, str], ...] = ()


def run_archive(
    plan: Plan,
    shards: Sequence[Shard],
    crew: Crew,
    *,
    workers: int,
    retries: int = 2,
    tell: Tell = lambda outcome: None,
) -> Totals:
    """Reads shards into the folder of the plan. What is done there already by the same plan is not done again.

    The same shards and plan give the same files, whatever the crew, the number of workers and what befell them.
    """
    folder = Folder(plan.out)
    with folder.alone(), Team(crew, size=workers, retries=retries) as team:
        pages, lost = _step([Task(step="pages", shard=shard) for shard in shards], team, tell)
        left = [shard for shard in shards if shard.name in pages]
        copies = {} if plan.every_copy else _copies(folder, left)
        tasks = [Task(step="readings", shard=shard, copies=copies.get(shard.name, {})) for shard in left]
        readings, more = _step(tasks, team, tell)
        lost |= more
        manifest = _manifest(plan, shards, pages, readings, lost)
        folder.write(MANIFEST, canonical_json(manifest) + b"\n")
    counts = {name: sum(int(c.get(name, 0)) for c in (*pages.values(), *readings.values())) for name in COUNTED}
    return Totals(shards=len(shards), lost=tuple(sorted(lost.items())), **counts)


def _step(tasks: Sequence[Task], team: Team, tell: Tell) -> tuple[dict[str, Checkpoint], dict[str, str]]:
    """The checkpoints by name of shard, and why those failed that have none."""
    done: dict[str, Checkpoint] = {}
    lost: dict[str, str] = {}
    # The largest first, so that no worker is left with one at the end.
    ordered = sorted(tasks, key=lambda task: (-task.shard.size, task.shard.name))
    for outcome in team.do(ordered):
        if outcome.done is None:
            lost[outcome.task.shard.name] = outcome.errors[-1]
        else:
            done[outcome.task.shard.name] = outcome.done.checkpoint
        tell(outcome)
    return done, lost


def _copies(folder: Folder, shards: Iterable[Shard]) -> dict[str, dict[int, str]]:
    """By name of shard and number of page, what is a copy of what among the pages of all shards."""
    numbers: list[tuple[str, Sequence[int]]] = []
    columns = ["number", "status", "moment", "document_id", "revision_id", "sentences"]
    with Prints() as prints:
        for shard in sorted(shards, key=lambda shard: shard.name):
            table = read_columns(folder, file_name("pages", shard), columns)
            table = table.filter(pc.equal(table["status"], "kept"))
            if len(table):
                numbers.append((shard.name, table["number"].to_numpy()))
                revisions, documents = table["revision_id"].to_pylist(), table["document_id"].to_pylist()
                moments = table["moment"].cast(pa.int64()).to_numpy()
                prints.add(revisions, documents, moments, column_lists(table["sentences"]))
        copies = sorted(prints.copies().items(), reverse=True)
    found: dict[str, dict[int, str]] = {}
    start = 0
    for name, own in numbers:
        while copies and copies[-1][0] < start + len(own):
            i, revision_id = copies.pop()
            found.setdefault(name, {})[int(own[i - start])] = revision_id
        start += len(own)
    return found


def _manifest(
    plan: Plan,
    shards: Sequence[Shard],
    pages: Mapping[str, Checkpoint],
    readings: Mapping[str, Checkpoint],
    lost: Mapping[str, str],
) -> dict[str, Json]:
    """What was read by what, and the digests of all files. It holds no time and no place of this run."""
    models: list[Any] = []
    for checkpoint in readings.values():
        models += [model for model in checkpoint["models"] if model not in models]
    written: list[Json] = []
    for shard in sorted(shards, key=lambda shard: shard.name):
        one: dict[str, Json] = {"name": shard.name, "address": shard.address, "kind": shard.kind, "size": shard.size}
        files: dict[str, Json] = {}
        for step, checkpoints in (("pages", pages), ("readings", readings)):
            if shard.name in checkpoints:
                checkpoint = checkpoints[shard.name]
                files[file_name(step, shard)] = {"sha256": checkpoint["sha256"], "size": checkpoint["size"]}
                one |= {name: checkpoint[name] for name in (*COUNTED, "passed") if name in checkpoint}
                if step == "pages":
                    one["sha256"] = checkpoint["shard_sha256"]
        if shard.name in lost:
            one["error"] = lost[shard.name]
        written.append({**one, "files": files})
    return {
        "format": FORMAT,
        "code_version": __version__,
        "options": plan.options(),
        "options_sha256": plan.options_sha256(),
        "models": models,
        "shards": written,
    }


def read_manifest(folder: Folder) -> dict[str, Any]:
    """The manifest of a folder of results.

    Raises:
        InputError: there is none, or it is of a newer version.
    """
    data = folder.read(MANIFEST)
    if data is None:
        message = f"{folder.address}: no {MANIFEST} in it: not a folder that `counterclaim archive` finished"
        raise InputError(message, subject=folder.address)
    try:
        manifest = json.loads(data)
    except ValueError as error:
        raise InputError(f"{folder.address}: {MANIFEST} is damaged ({error})", subject=folder.address) from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        found = manifest.get("format") if isinstance(manifest, dict) else None
        raise InputError(f"{folder.address}: format {found!r}; this version reads {FORMAT}", subject=folder.address)
    return manifest
