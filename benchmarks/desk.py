"""How fast the desk is: its first view, the page of a large story, and many readers while reports come in.

    python -m benchmarks.desk --in FOLDER

FOLDER is a folder to work in. There one invented story of 200 reports with 17 claims each is read, once. Which of its
claims are about one matter is not judged by the models, which is not what is measured here: claims of one party in
nearly the same words are said to be. The desk runs in a process of its own and is asked over the loopback interface.
Printed as JSON: seconds, and bytes as they were sent.
"""

import argparse
import http.client
import json
import pickle
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.generate import invent_event, report
from counterclaim.collect import make_capture
from counterclaim.disputes import build_accounts
from counterclaim.ledger import Ledger
from counterclaim.pipeline import load_models, read_capture
from counterclaim.records.accounts import Judgements, Match, MatchLabel, ReportLink
from counterclaim.records.analyses import Analysis
from counterclaim.records.revisions import Capture
from counterclaim.records.spans import words_at

CAPTURED = datetime(2026, 2, 1, tzinfo=UTC)
#: Reports that come in while others read.
COMING = 20
PAUSE_S = 1.0
#: Reports that come to the large story itself while others read; writing their accounts takes seconds each.
JOINING = 4
#: Each claim is judged the same as so many of those like it that follow.
NEAR = 7

Read = tuple[Capture, Analysis]


def read_reports(folder: Path, n_reports: int) -> tuple[list[Read], list[Read]]:
    """The reports of one story, and one report each of others, with their readings; read once a folder."""
    kept = folder / f"reports-{n_reports}.pickle"
    if kept.exists():
        found: tuple[list[Read], list[Read]] = pickle.loads(kept.read_bytes())
        return found
    rng = random.Random(7)
    events = [invent_event(rng, 1)] * n_reports + [invent_event(rng, 2 + number) for number in range(COMING)]
    models = load_models()
    reports = []
    for number, event in enumerate(events):
        page = report(rng, number, event).encode()
        capture = make_capture(f"https://outlet{number}.example/{number}", "text/html", page, lambda: CAPTURED)
        reports.append((capture, read_capture(capture, models)))
    found = reports[:n_reports], reports[n_reports:]
    kept.write_bytes(pickle.dumps(found))
    return found


def judge(reports: Sequence[Read]) -> Judgements:
    """One story, and one proposition for all claims of a party that begin with nearly the same words."""
    analyses = [analysis for _, analysis in reports]
    ids = sorted(analysis.revision.id for analysis in analyses)
    links = [ReportLink(a=a, b=b, score=1.0) for a, b in combinations(ids, 2)]
    alike: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for analysis in analyses:
        for claim in analysis.claims:
            words = re.sub(r"\d+", "0", words_at(analysis.revision.text, claim.content)).split()
            alike[claim.actor.name, " ".join(words[:6])].append(claim.id)
    matches = {
        Match(a=min(a, b), b=max(a, b), label=MatchLabel.SAME, score=0.9)
        for claims in alike.values()
        for place, a in enumerate(claims)
        for b in claims[place + 1 : place + NEAR]
        if a != b
    }
    return Judgements(links=tuple(links), matches=tuple(matches))


def build(folder: Path, reports: Sequence[Read]) -> tuple[Path, str]:
    """A ledger of the reports, built once a folder and copied; and the id of its story."""
    built = folder / f"built-{len(reports)}.db"
    if not built.exists():
        with Ledger.open(folder / "building.db") as ledger:
            ledger.add_all(reports)
            ledger.add_judgements(judge(reports), judged=[analysis.revision.id for _, analysis in reports])
            ledger.follow(build_accounts)
            ledger.backup(built)
    for old in folder.glob("desk.db*"):
        old.unlink()
    path = folder / "desk.db"
    with Ledger.restore(built, path) as ledger:  # a backup itself has no write-ahead log: who reads it stops who writes
        ledger.follow(build_accounts)  # by this version
        return path, max(ledger.accounts(build_accounts).stories, key=lambda one: len(one.revisions)).id


@contextmanager
def served(*options: str, folder: Path) -> Iterator[tuple[int, float]]:
    """A desk in a process of its own; its port, and when it was started."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "counterclaim", "desk", "--port", "0", *options]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True) as desk:
        assert desk.stderr is not None
        try:
            port = 0
            for line in desk.stderr:
                if match := re.search(r"http://127\.0\.0\.1:(\d+)/", line):
                    port = int(match[1])
                    break
            if not port:
                raise SystemExit("the desk did not start")
            threading.Thread(target=desk.stderr.read, daemon=True).start()
            yield port, began
        finally:
            desk.terminate()


def ask(port: int, path: str) -> tuple[int, float, bytes]:
    """Status, seconds and the body as it was sent."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, time.perf_counter() - began, body


def first_view() -> dict[str, float]:
    """Seconds from the command to the first page, and to the first story with a dispute."""
    with tempfile.TemporaryDirectory() as folder, served(folder=Path(folder)) as (port, began):
        ask(port, "/")
        seen = time.perf_counter() - began
        while True:
            items = json.loads(decoded(ask(port, "/api/v1/stories")[2]))["items"]
            if any(story["disputes"] for story in items):
                return {"first_page_s": seen, "first_dispute_s": time.perf_counter() - began}
            time.sleep(0.1)


def decoded(body: bytes) -> bytes:
    import gzip

    return gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body


def story_page(port: int, story: str) -> dict[str, object]:
    """The page of the story, the first time and then; and what a browser gets with it before claims can be read."""
    status, first, body = ask(port, f"/story/{story}")
    page = decoded(body).decode()
    times = [ask(port, f"/story/{story}")[1] for _ in range(41)]
    assets = {
        path: len(ask(port, path)[2]) for path in sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page)))
    }
    return {
        "status": status,
        "first_s": first,
        "median_s": statistics.median(times),
        "p95_s": sorted(times)[int(0.95 * len(times))],
        "page_bytes": len(body),
        "page_bytes_plain": len(page.encode()),
        "asset_bytes": assets,
        "sent_bytes": len(body) + sum(assets.values()),
    }


def one_by_one(judgements: Judgements, held: Sequence[Read], joining: Sequence[Read]) -> list[tuple[Read, Judgements]]:
    """Reports with the judgements between each and those that came before it."""
    known = {one for _, analysis in held for one in (analysis.revision.id, *(claim.id for claim in analysis.claims))}
    found = []
    for capture, analysis in joining:
        new: set[str] = {analysis.revision.id, *(claim.id for claim in analysis.claims)}
        known |= new
        told = Judgements(
            links=tuple(x for x in judgements.links if {x.a, x.b} <= known and {x.a, x.b} & new),
            matches=tuple(x for x in judgements.matches if {x.a, x.b} <= known and {x.a, x.b} & new),
        )
        found.append(((capture, analysis), told))
    return found


def many_readers(port: int, path: Path, story: str, coming: Sequence[tuple[Read, Judgements]], n: int) -> object:
    """`n` readers at once, each asking for one page after another, while reports are added with their judgements."""
    pages = ["/", "/stories", f"/story/{story}", "/api/v1/stories", f"/api/v1/claims?story={story}&limit=50"]
    times: list[tuple[str, float]] = []
    wrong: list[str] = []
    over = threading.Event()

    def read(number: int) -> None:
        rng = random.Random(number)
        while not over.is_set():
            page = rng.choice(pages)
            try:
                status, seconds, body = ask(port, page)
            except OSError as error:
                wrong.append(f"{page}: {error!r}")
                continue
            if status != 200:
                wrong.append(f"{page}: {status} {decoded(body)[:200]!r}")
            times.append((page.split("?")[0], seconds))

    readers = [threading.Thread(target=read, args=(number,)) for number in range(n)]
    for reader in readers:
        reader.start()
    added = []
    try:
        with Ledger.open(path) as ledger:
            for (capture, analysis), judgements in coming:
                began = time.perf_counter()
                ledger.add(capture, analysis)
                ledger.add_judgements(judgements, judged=[analysis.revision.id])
                ledger.follow(build_accounts)
                added.append(time.perf_counter() - began)
                time.sleep(PAUSE_S)
    finally:
        over.set()
        for reader in readers:
            reader.join()
    by_page = {
        page: [seconds for name, seconds in times if name == page] for page in sorted({name for name, _ in times})
    }
    return {
        "readers": n,
        "requests": len(times),
        "errors": len(wrong),
        "first_errors": wrong[:5],
        "p50_s": statistics.median(seconds for _, seconds in times),
        "p95_s": quantile([seconds for _, seconds in times]),
        "p95_by_page_s": {page: quantile(seconds) for page, seconds in by_page.items()},
        "reports_added": len(added),
        "median_add_s": statistics.median(added),
    }


def quantile(values: Sequence[float]) -> float:
    return sorted(values)[int(0.95 * (len(values) - 1))]


def run(_rows: object, options: argparse.Namespace) -> None:
    folder: Path = options.input
    folder.mkdir(parents=True, exist_ok=True)
    held, coming = read_reports(folder, 200)
    together = judge(held)
    held, joining = held[:-JOINING], one_by_one(together, held[:-JOINING], held[-JOINING:])
    path, story = build(folder, held)
    n_claims = sum(len(analysis.claims) for _, analysis in held)
    tell("reports", len(held))
    tell("claims", n_claims)
    tell("first_view", first_view())
    with served("--ledger", str(path.absolute()), folder=folder) as (port, _):
        tell("story_page", story_page(port, story))
        others = [(one, Judgements()) for one in coming]
        tell("many_readers", many_readers(port, path, story, others, options.readers))
        tell("many_readers_of_what_changes", many_readers(port, path, story, joining, options.readers))


def tell(name: str, value: object) -> None:
    print(json.dumps({name: value}, indent=2), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--in", dest="input", type=Path, required=True)
    parser.add_argument("--readers", type=int, default=50)
    run(None, parser.parse_args())
