"""What a worker does with one shard, in two steps: take its pages, then read those that are no copies.

A step ends with a checkpoint that names what went in and what came out. Where the checkpoint of a step fits and its
file is there, the step is done; else it is done from its start, and gives the same bytes.
"""

import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from counterclaim import __version__
from counterclaim.archive._copies import hash_sentences
from counterclaim.archive._plan import Plan, load_readers, moment_of
from counterclaim.archive._shards import read_shard
from counterclaim.archive._storage import Folder, Shard, open_shard
from counterclaim.archive._tables import (
    PAGES,
    READINGS,
    Row,
    page_row,
    read_rows,
    reading_json,
    revision_of,
    write_table,
)
from counterclaim.articles import is_foreign_page, read_article
from counterclaim.collect import Limits
from counterclaim.errors import ItemError
from counterclaim.locations import stem_of
from counterclaim.pipeline import Models, read_revision
from counterclaim.places import Gazetteer, load_gazetteer
from counterclaim.places.layers import layers_folder
from counterclaim.records.analyses import ModelDigest
from counterclaim.records.codec import to_json
from counterclaim.records.ids import Json, canonical_json, digest
from counterclaim.records.revisions import Capture


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One step over one shard. For reading, `copies` names by number of page what it is a copy of."""

    step: str  # "pages" or "readings"
    shard: Shard
    copies: Mapping[int, str] = field(default_factory=dict)


#: What a checkpoint holds: `inputs`, `sha256` and `size` of the file, and counts.
Checkpoint = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A task that was done: its checkpoint, and what it cost its worker, models that it had to load first apart."""

    checkpoint: Checkpoint
    loading_s: float
    wall_s: float
    cpu_s: float
    peak_mb: float  # the most memory that the worker has held so far


class Reader:
    """Does tasks; loads the models once, when a task first needs them."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.folder = Folder(plan.out)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        return load_gazetteer(layers_folder(stem_of(self.plan.settings.ledger)))

    @cached_property
    def models(self) -> Models:
        return load_readers(self.plan.settings, self.plan.directory, self.gazetteer)

    def do(self, task: Task) -> Done:
        """Does a task, unless it is done already."""
        begun = time.perf_counter()
        _ = self.gazetteer if task.step == "pages" else self.models
        wall, cpu = time.perf_counter(), time.process_time()
        if task.step == "pages":
            checkpoint = take_pages(self, task.shard)
        else:
            checkpoint = read_pages(self, task.shard, task.copies)
        return Done(
            checkpoint=checkpoint,
            loading_s=wall - begun,
            wall_s=time.perf_counter() - wall,
            cpu_s=time.process_time() - cpu,
            peak_mb=_peak_mb(),
        )


def _peak_mb() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / 1e6 if sys.platform == "darwin" else used / 1024


def file_name(step: str, shard: Shard) -> str:
    return f"{step}/{shard.name}.parquet"


def read_checkpoint(folder: Folder, step: str, shard: Shard) -> Checkpoint | None:
    """The checkpoint of a step whose file is there."""
    data = folder.read(f"checkpoints/{shard.name}.{step}.json")
    try:
        checkpoint = None if data is None else json.loads(data)
    except ValueError:
        return None
    if not isinstance(checkpoint, dict) or folder.size(file_name(step, shard)) != checkpoint.get("size"):
        return None
    return checkpoint


def _finish(folder: Folder, step: str, shard: Shard, checkpoint: Checkpoint) -> Checkpoint:
    checkpoint["size"] = folder.size(file_name(step, shard))
    folder.write(f"checkpoints/{shard.name}.{step}.json", canonical_json(checkpoint))
    return checkpoint


def take_pages(reader: Reader, shard: Shard) -> Checkpoint:
    """Writes the pages of a shard that are wanted: bytes, text and metadata, and why others were refused."""
    plan, folder = reader.plan, reader.folder
    inputs: dict[str, Json] = {
        "code_version": __version__,
        "options": plan.options_sha256(),
        "gazetteer": [model.sha256 for model in reader.gazetteer.digests],
        "shard": [shard.address, shard.size, shard.changed],
    }
    done = read_checkpoint(folder, "pages", shard)
    if done is not None and done["inputs"] == inputs:
        return done
    passed: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    limits = Limits(max_bytes=plan.settings.max_bytes)
    with open_shard(shard) as (stream, hashed, sha256):

        def rows() -> Iterator[Row]:
            for item in read_shard(shard, stream, limits, plan.filters, passed):
                row = _page(reader, sum(counts.values()), item, passed)
                if row is not None:
                    counts[row["status"]] += 1
                    yield row

        written = write_table(folder, file_name("pages", shard), PAGES, rows())
        sha256 = hashed.finish() if hashed else sha256
    checkpoint: Checkpoint = {
        "inputs": inputs,
        "shard_sha256": sha256,
        "sha256": written,
        "kept": counts["kept"],
        "refused": counts["refused"],
        "passed": dict(sorted(passed.items())),
    }
    return _finish(folder, "pages", shard, checkpoint)


def _page(reader: Reader, number: int, item: Capture | ItemError, passed: Counter[str]) -> Row | None:
    """The row of one page; None, counted, for one that is not wanted."""
    refused: Row = {"number": number, "status": "refused"}
    if isinstance(item, ItemError):
        return {**refused, "address": item.subject, "reason": str(item)}
    if item.media_type == "text/html" and is_foreign_page(item.body):
        passed["not English"] += 1
        return None
    refused |= {"address": item.address, "captured_at": item.captured_at}
    try:
        revision = read_article(item, country_of=reader.gazetteer.country_of, limits=reader.plan.limits)
        if not reader.plan.filters.wants_text(revision):
            passed["not wanted"] += 1
            return None
        return page_row(number, item, revision, hash_sentences(revision), moment_of(revision))
    except ItemError as error:
        return {**refused, "reason": str(error)}
    except Exception as error:  # one page in a million must not cost the others
        return {**refused, "reason": f"{type(error).__name__} ({error}): a fault of this program; report it"}


def read_pages(reader: Reader, shard: Shard, copies: Mapping[int, str]) -> Checkpoint:
    """Writes what is read in the pages of a shard; of copies, what they are copies of."""
    folder, models = reader.folder, reader.models
    pages = read_checkpoint(folder, "pages", shard)
    assert pages is not None  # this step comes behind the other
    inputs: dict[str, Json] = {
        "code_version": __version__,
        "options": reader.plan.options_sha256(),
        "models": [model.sha256 for model in models.digests],
        "pages": pages["sha256"],
        "copies": digest(canonical_json({str(number): name for number, name in copies.items()})),
    }
    done = read_checkpoint(folder, "readings", shard)
    if done is not None and done["inputs"] == inputs:
        return done
    counts: Counter[str] = Counter()

    def rows() -> Iterator[Row]:
        for page in read_rows(folder, file_name("pages", shard), ["number", "status", "address", "revision"]):
            if page["status"] == "kept":
                row = _reading(models, page, copies.get(page["number"]))
                counts[row["status"]] += 1
                counts["claims"] += row["claims"]
                yield row

    written = write_table(folder, file_name("readings", shard), READINGS, rows())
    checkpoint: Checkpoint = {
        "inputs": inputs,
        "sha256": written,
        "models": _models(models.digests),
        **{name: counts[name] for name in ("read", "copy", "failed", "claims")},
    }
    return _finish(folder, "readings", shard, checkpoint)


def _reading(models: Models, page: Row, copy_of: str | None) -> Row:
    revision = revision_of(page)
    row: Row = {
        "number": page["number"],
        "address": page["address"],
        "revision_id": revision.id,
        "attributions": 0,
        "claims": 0,
    }
    if copy_of is not None:
        return {**row, "status": "copy", "copy_of": copy_of}
    try:
        analysis = read_revision(revision, models)
        reading = reading_json(analysis)
    except ItemError as error:
        return {**row, "status": "failed", "reason": str(error)}
    except Exception as error:  # one report in a million must not cost the others
        reason = f"{type(error).__name__} ({error}): a fault of this program; report it"
        return {**row, "status": "failed", "reason": reason}
    n_claims, n_attributions = len(analysis.claims), len(analysis.attributions)
    return {**row, "status": "read", "attributions": n_attributions, "claims": n_claims, "reading": reading}


def _models(digests: tuple[ModelDigest, ...]) -> Json:
    return [to_json(model) for model in digests]
