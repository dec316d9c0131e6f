"""Results of a run into a ledger: the same entries that adding the pages one by one would make."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from counterclaim.archive._run import read_manifest
from counterclaim.archive._storage import Folder
from counterclaim.archive._tables import analysis_of, capture_of, read_rows, revision_of
from counterclaim.errors import InputError, ItemError
from counterclaim.ledger import AddOutcome, Ledger
from counterclaim.records.analyses import Analysis
from counterclaim.records.ids import make_id
from counterclaim.records.revisions import Capture, Revision

#: Reports that are added in one transaction.
TOGETHER = 100


@dataclass(slots=True)
class Loaded:
    """What was loaded: reports that are new, other texts of known documents, and held ones; copies that were not read;
    and what could not be loaded, with why."""

    new: int = 0
    revised: int = 0
    unchanged: int = 0
    copies: int = 0
    errors: list[str] = field(default_factory=list)


def load_archive(
    ledger: Ledger, address: str, *, tell: Callable[[int, str], None] = lambda number, shard: None
) -> Loaded:
    """Adds the reports in a folder of results to a ledger, in the order of the shards. What it holds is passed over, so
    a load that was stopped goes on where it was. `tell` is told how many were looked at, and of which shard.

    Raises:
        InputError: the folder holds no results, or a file is not the one that the manifest names.
    """
    folder = Folder(address)
    manifest = read_manifest(folder)
    loaded = Loaded()
    number = 0
    for shard in manifest["shards"]:
        name = str(shard["name"])
        if "error" in shard:
            loaded.errors.append(f"{name}: not read ({shard['error']})")
        files = {f"{step}/{name}.parquet" for step in ("pages", "readings")}
        if files != shard["files"].keys():
            continue
        for file in sorted(files):
            if folder.size(file) is None or folder.sha256(file) != shard["files"][file]["sha256"]:
                raise InputError(f"{address}/{file}: not the file that the manifest names", subject=file)
        batch: list[tuple[Capture, Analysis]] = []
        for page, reading in _pairs(folder, name):
            number += 1
            if reading["status"] == "copy":
                loaded.copies += 1
            elif reading["status"] == "failed":
                loaded.errors.append(f"{page['address']}: {reading['reason']}")
            else:
                try:
                    capture = capture_of(page)
                    if ledger.held(capture) is not None:
                        loaded.unchanged += 1
                        continue
                    batch.append((capture, _checked(page, reading)))
                except ItemError as error:
                    loaded.errors.append(str(error))
            if len(batch) == TOGETHER:
                _add(ledger, batch, loaded)
                batch = []
                tell(number, name)
        _add(ledger, batch, loaded)
        tell(number, name)
    return loaded


def _pairs(folder: Folder, name: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The pages that are kept, each with its reading."""
    columns = ["number", "status", "address", "revision_id", "capture", "body", "revision"]
    pages = (page for page in read_rows(folder, f"pages/{name}.parquet", columns) if page["status"] == "kept")
    for page, reading in zip(pages, read_rows(folder, f"readings/{name}.parquet"), strict=True):
        if (page["number"], page["revision_id"]) != (reading["number"], reading["revision_id"]):
            raise InputError(f"{folder.address}: the tables of {name} do not belong together", subject=name)
        yield page, reading


def _checked(page: dict[str, Any], reading: dict[str, Any]) -> Analysis:
    """The reading of a page, whose ids are those that its text gives."""
    revision: Revision = revision_of(page)
    if revision.id != make_id("r", {"document": revision.document_id, "text": revision.text}):
        raise InputError(f"{page['address']}: its id is not that of its text", subject=page["address"])
    return analysis_of(reading, revision)


def _add(ledger: Ledger, batch: list[tuple[Capture, Analysis]], loaded: Loaded) -> None:
    for result in ledger.add_all(batch) if batch else ():
        loaded.new += result.outcome is AddOutcome.NEW
        loaded.revised += result.outcome is AddOutcome.REVISED
        loaded.unchanged += result.outcome is AddOutcome.UNCHANGED
