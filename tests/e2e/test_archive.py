"""Archives through the command line: the same bytes whatever befell the workers, and the entries that `add` makes."""

import filecmp
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from counterclaim.archive import Filters, Plan, Totals, find_shards, load_archive, run_archive
from counterclaim.archive._work import Done, Reader, Task
from counterclaim.archive._workers import Worker
from counterclaim.collect import Limits, read_warc
from counterclaim.disputes import build_accounts
from counterclaim.errors import InputError
from counterclaim.judging import judge_new
from counterclaim.ledger import Ledger
from counterclaim.pipeline import load_models, read_capture
from counterclaim.records.revisions import Capture
from counterclaim.settings import Settings
from tests.e2e.conftest import SAMPLE, Run
from tests.engines import Engine, dump
from tests.warcs import warc_gz, warc_record

RULES = Settings(profile="rules")
MOMENT = datetime(2026, 4, 1, 10, tzinfo=UTC)


@dataclass
class _Here:
    """A worker in this process."""

    reader: Reader
    task: Task | None = None

    def give(self, task: Task) -> None:
        self.task = task

    def take(self) -> Done:
        assert self.task is not None
        return self.reader.do(self.task)

    def dismiss(self) -> None:
        pass

    __hash__ = object.__hash__


class HereCrew:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def hire(self) -> Worker:
        return _Here(Reader(self.plan))

    def first_done(self, workers: Collection[Worker]) -> Worker:
        return next(iter(workers))


def run_here(shards: Path, out: Path, workers: int = 1, **options: Any) -> Totals:
    plan = Plan(out=str(out), settings=RULES, **options)
    return run_archive(plan, find_shards([str(shards)]), HereCrew(plan), workers=workers)


def rows(out: Path, step: str) -> list[dict[str, Any]]:
    return [row for file in sorted((out / step).glob("*.parquet")) for row in pq.read_table(file).to_pylist()]


@pytest.fixture(scope="session")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three shards of the sample's pages, with a picture, a page in French, one that is no report, and a copy."""
    folder = tmp_path_factory.mktemp("crawl")
    pages = sorted(SAMPLE.rglob("*.html"))
    records = [warc_record(f"https://o.example/{page.stem}", page.read_bytes()) for page in pages]
    first = pages[0].read_bytes().replace(b"sahelwire.example", b"copy.example")
    copy = warc_record("https://copy.example/again", first, date="2026-04-01T11:00:00Z")
    french = " ".join(["Le conseil du port a nié les faits, et la milice dit que les hommes sont partis."] * 8)
    other = [
        warc_record("https://o.example/picture", b"...", content_type="image/png"),
        warc_record("https://o.example/fr", f"<html><body><p>{french}</p></body></html>".encode()),
        warc_record("https://o.example/nothing", b"<html><nav><a>Home</a></nav></html>"),
    ]
    for number, own in enumerate((records[:3], [*records[3:6], copy], [*records[6:], *other])):
        (folder / f"part-{number}.warc.gz").write_bytes(warc_gz(own))
    return folder


@pytest.fixture(scope="session")
def results(crawl: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("results")
    run_here(crawl, out)
    return out


def same_files(a: Path, b: Path) -> bool:
    names = [sorted(str(p.relative_to(r)) for p in r.rglob("*") if p.is_file() and p.name != ".lock") for r in (a, b)]
    return names[0] == names[1] and filecmp.cmpfiles(a, b, names[0], shallow=False)[0] == names[0]


def test_every_page_has_a_fate(results: Path) -> None:
    """Kept, refused with why, or counted as what it is; of what is kept, read or a copy."""
    manifest = json.loads((results / "manifest.json").read_text())
    last = manifest["shards"][2]
    assert last["passed"] == {"image/png": 1, "not English": 1}
    assert last["refused"] == 1
    refused = [row for row in rows(results, "pages") if row["status"] == "refused"]
    assert [row["address"] for row in refused] == ["https://o.example/nothing"]
    assert refused[0]["reason"]
    copies = [row for row in rows(results, "readings") if row["status"] == "copy"]
    assert [row["address"] for row in copies] == ["https://copy.example/again"]
    of = [row for row in rows(results, "readings") if row["revision_id"] == copies[0]["copy_of"]]
    assert of[0]["status"] == "read"
    assert of[0]["claims"] > 0
    assert {model["name"] for model in manifest["models"]} >= {"gazetteer", "factuality"}


def test_the_number_of_workers_changes_no_byte(crawl: Path, results: Path, tmp_path: Path) -> None:
    run_here(crawl, tmp_path / "again", workers=3)
    assert same_files(results, tmp_path / "again")


def test_a_finished_run_is_not_done_again_and_new_shards_are_added(crawl: Path, results: Path, tmp_path: Path) -> None:
    """The result depends on the shards, not on how many runs it took; what another option reads is done anew."""
    shards, out = tmp_path / "shards", tmp_path / "out"
    shards.mkdir()
    for file in sorted(crawl.iterdir())[1:]:
        (shards / file.name).write_bytes(file.read_bytes())
    run_here(shards, out)
    assert [row["status"] for row in rows(out, "readings") if "copy.example" in row["address"]] == ["read"]
    before = (out / "readings/part-2.parquet").stat().st_mtime_ns
    (shards / "part-0.warc.gz").write_bytes((crawl / "part-0.warc.gz").read_bytes())
    run_here(shards, out)
    assert [row["status"] for row in rows(out, "readings") if "copy.example" in row["address"]] == ["copy"]
    assert (out / "readings/part-2.parquet").stat().st_mtime_ns == before
    for step in ("pages", "readings"):
        for file in sorted((out / step).iterdir()):
            assert file.read_bytes() == (results / step / file.name).read_bytes()
    run_here(shards, out, every_copy=True)
    assert not [row for row in rows(out, "readings") if row["status"] == "copy"]


def test_a_damaged_table_is_written_again(crawl: Path, results: Path, tmp_path: Path) -> None:
    run_here(crawl, tmp_path)
    torn = tmp_path / "readings/part-1.parquet"
    torn.write_bytes(torn.read_bytes()[:100])
    run_here(crawl, tmp_path)
    assert same_files(results, tmp_path)


def test_filters_leave_out_before_reading(crawl: Path, tmp_path: Path) -> None:
    run_here(crawl, tmp_path / "host", filters=Filters(not_hosts=("o.example",)))
    assert {row["address"] for row in rows(tmp_path / "host", "pages")} == {"https://copy.example/again"}
    everything = rows(tmp_path / "host", "pages")[0]["moment"]
    run_here(crawl, tmp_path / "date", filters=Filters(last=everything))
    kept = [row for row in rows(tmp_path / "date", "pages") if row["status"] == "kept"]
    assert kept
    assert all(row["moment"] <= everything for row in kept)


def test_a_shard_may_be_a_table_or_a_wacz(crawl: Path, tmp_path: Path) -> None:
    """The same pages give the same readings, whatever they came in."""
    import zipfile

    data = (crawl / "part-0.warc.gz").read_bytes()
    for name in ("wacz", "table", "bad"):
        (tmp_path / name).mkdir()
    with zipfile.ZipFile(tmp_path / "wacz/part-0.wacz", "w") as wacz:
        wacz.writestr("archive/data.warc.gz", data)
        wacz.writestr("datapackage.json", "{}")
    pages = [page for page in read_warc(BytesIO(data), "x", Limits()) if isinstance(page, Capture)]
    columns = {
        "url": [page.address for page in pages],
        "html": [page.body.decode() for page in pages],
        "captured_at": [page.captured_at for page in pages],
    }
    pq.write_table(pa.table(columns), tmp_path / "table/part-0.parquet")
    run_here(crawl / "part-0.warc.gz", tmp_path / "out-warc")
    readings = []
    for name in ("wacz", "table"):
        run_here(tmp_path / name, tmp_path / f"out-{name}")
        readings.append(rows(tmp_path / f"out-{name}", "readings"))
    assert readings[0] == readings[1] == rows(tmp_path / "out-warc", "readings")
    pq.write_table(pa.table({"words": ["x"]}), tmp_path / "bad/part-0.parquet")
    (tmp_path / "bad/part-1.parquet").write_bytes(b"PAR1")
    (tmp_path / "bad/part-2.wacz").write_bytes(b"PK")
    totals = run_here(tmp_path / "bad", tmp_path / "out-bad")
    assert (totals.kept, totals.refused, totals.lost) == (0, 3, ())


def test_loading_makes_the_ledger_that_adding_makes(engine: Engine, crawl: Path, tmp_path: Path) -> None:
    """The same revisions, readings, claims, judgements and accounts; loading again adds nothing."""
    run_here(crawl, tmp_path / "out", every_copy=True)
    models = load_models(RULES)
    ledgers = []
    for name in ("loaded", "added"):
        with Ledger.open(engine.place(tmp_path, name), clock=lambda: MOMENT) as ledger:
            if name == "loaded":
                loaded = load_archive(ledger, str(tmp_path / "out"))
                assert (loaded.errors, loaded.unchanged) == ([], 0)
            else:
                for shard in sorted(crawl.iterdir()):
                    with shard.open("rb") as stream:
                        for page in read_warc(stream, shard.name, Limits()):
                            if isinstance(page, Capture):
                                try:
                                    ledger.add(page, read_capture(page, models))
                                except InputError:
                                    continue
            judge_new(ledger, models.encoder)
            ledger.follow(build_accounts)
            if name == "loaded":
                again = load_archive(ledger, str(tmp_path / "out"))
                assert (again.new, again.revised, again.unchanged) == (0, 0, loaded.new + loaded.revised)
                assert ledger.unjudged() == ()
            assert ledger.verify().ok
            ledgers.append((_bare(ledger), ledger.accounts(build_accounts), ledger.analyses(current=False)))
    assert ledgers[0] == ledgers[1]
    assert ledgers[0][1].disputes


def _bare(ledger: Ledger) -> dict[str, list[Any]]:
    """The projections without what differs by salt or by the moment of a transaction: names of entries and contents."""
    tables = dump(ledger.location, without=("ledger_format", "entries", "contents", "tree_nodes", "alembic_version",
                                            "revisions", "readings", "judgements", "segments", "claim_search",
                                            "projected", "decisions"))  # fmt: skip
    return {"kinds": [entry.kind for entry in ledger.entries()], **tables}


def test_tables_that_were_changed_are_not_loaded(results: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for file in results.rglob("*"):
        if file.is_file():
            (out / file.relative_to(results)).parent.mkdir(parents=True, exist_ok=True)
            (out / file.relative_to(results)).write_bytes(file.read_bytes())
    table = out / "readings/part-1.parquet"
    table.write_bytes(table.read_bytes()[:-1] + b"x")
    with Ledger.open(tmp_path / "war.db") as ledger, pytest.raises(InputError, match="not the file"):
        load_archive(ledger, str(out))
    with Ledger.open(tmp_path / "war.db") as ledger, pytest.raises(InputError, match=r"no manifest\.json"):
        load_archive(ledger, str(tmp_path))


# The commands, with workers that are processes


def command(*arguments: str | Path, cwd: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "counterclaim", *map(str, arguments)],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def children(pid: int) -> list[int]:
    """The workers of a driver."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
            line = (path.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if int(fields[1]) == pid and b"spawn_main" in line:
            found.append(int(path.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks for workers in /proc")
def test_a_worker_killed_in_mid_shard_changes_no_byte(crawl: Path, results: Path, tmp_path: Path) -> None:
    driver = command("archive", crawl, "--out", "out", "--workers", "1", "--profile", "rules", cwd=tmp_path)
    killed: set[int] = set()
    part = tmp_path / "out/readings"
    while driver.poll() is None and len(killed) < 2:
        time.sleep(0.01)
        if part.is_dir() and any(part.glob("*.part")):  # a table is being written
            for worker in set(children(driver.pid)) - killed:
                os.kill(worker, signal.SIGKILL)
                killed.add(worker)
    output, errors = driver.communicate(timeout=120)
    assert driver.returncode == 0, errors
    assert len(killed) == 2
    assert "done at another attempt" in errors
    assert "3 shards" in output
    assert same_files(results, tmp_path / "out")


def test_a_run_that_was_killed_goes_on_where_it_was(crawl: Path, results: Path, tmp_path: Path) -> None:
    driver = command("archive", crawl, "--out", "out", "--workers", "1", "--profile", "rules", cwd=tmp_path)
    done = tmp_path / "out/checkpoints/part-0.pages.json"
    while driver.poll() is None and not done.exists():
        time.sleep(0.01)
    driver.kill()
    driver.communicate()
    before = done.stat().st_mtime_ns
    again = command("archive", crawl, "--out", "out", "--workers", "2", "--profile", "rules", cwd=tmp_path)
    _, errors = again.communicate(timeout=120)
    assert again.returncode == 0, errors
    assert done.stat().st_mtime_ns == before
    assert same_files(results, tmp_path / "out")


@pytest.mark.slow
def test_ray_gives_the_bytes_that_processes_give(crawl: Path, results: Path, tmp_path: Path) -> None:
    pytest.importorskip("ray")
    ray = command("archive", crawl, "--out", "out", "--ray", "local", "--workers", "2", "--profile", "rules",
                  cwd=tmp_path)  # fmt: skip
    _, errors = ray.communicate(timeout=300)
    assert ray.returncode == 0, errors
    assert same_files(results, tmp_path / "out")


def test_the_commands_say_what_they_did(run: Run, results: Path) -> None:
    loaded = run("ledger", "load", results)
    assert loaded.exit_code == 0, loaded.stderr
    assert "copies left out\t1" in loaded.stdout
    assert run("disputes").stdout
    assert run("archive", "nothing/*.warc.gz", "--out", "out").exit_code == 1
    assert run("archive", "x", "--out", "out", "--from", "yesterday").exit_code == 2
