"""What one cold `add` costs in a small ledger and in a large one, and what the order of adding changes.

    python -m benchmarks growth --in FOLDER --claims 10000 1000000 [--adds 7]
    python -m benchmarks growth --in ROWS --orders

For the first, FOLDER is a folder to work in. Eleven invented stories, with as many reports as stories of FNC-1 have
(`SIZES`: quantiles of their distribution), are read, added and compared by the product. The rest of each ledger is
copies of all their rows under other ids, with other words for all but the common ones and other vectors, inside
the same weeks: as many stories, reports, claims, judgements, postings and accounts as real ones would leave. Then
reports of the eleven stories are added, each by a process of its own, after the pages of the ledger's files were
dropped from memory. Printed: medians of seconds by phase, peak memory, sizes.

For the second, ROWS are reports (`id`, `text`): they are added to two ledgers in two orders, and the stories of the one
are scored against those of the other, and against those that come of comparing all pairs at once.
"""

import argparse
import json
import os
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.generate import EVENTS, Event, report
from benchmarks.stories import capture_of
from counterclaim.articles import read_article
from counterclaim.disputes import build_accounts
from counterclaim.errors import InputError
from counterclaim.judging import judge_new
from counterclaim.ledger import Ledger
from counterclaim.ledger._neighbours import hash_term
from counterclaim.lexicons.word_ranks import word_weight
from counterclaim.pipeline import Models, load_models, read_capture
from counterclaim.records.accounts import Accounts
from counterclaim.records.analyses import Analysis
from counterclaim.records.ids import CaptureId, RevisionId
from counterclaim.records.revisions import Capture
from counterclaim.settings import load_settings
from counterclaim.stories import group_reports, link_reports, pack_sketch, unpack_sketch
from counterclaim.taggers import load_encoder

#: Reports of a story: eleven quantiles of the 191 stories of `fnc1_stories.dev` (mean 8.8, quartiles 4, 7, 12).
SIZES = (1, 2, 3, 4, 5, 7, 8, 11, 12, 15, 29)
#: Words that weigh less stand in more than about one report of thirty: copies keep them, and have others for the rest.
COMMON = 3.5
#: What the sentences of every generated report hold, and what stands in their place, so that stories differ in words.
MOULD = (
    "houses residents hills hospital bodies roads talks river bridge school shops road wounded resident shots morning "
    "district list doctor officials figures week side accounts market grain store dam depot clinic pipeline"
).split()
NOUNS = (
    "barns orchards kilns lorries tractors wells silos ferries looms sheds boats quays sawmills chapels arcades kiosks "
    "vineyards terraces stables warehouses refineries canals tunnels viaducts turbines beehives pastures quarries "
    "furnaces anchors barges cranes cisterns dykes embankments fences galleries gardens granaries harbours hangars "
    "huts jetties lanterns libraries lighthouses mills monasteries museums nurseries observatories ovens parks piers "
    "plantations ponds presses pumps railings rafts ramparts reservoirs rinks sluices smelters spires stadiums statues "
    "studios tanneries theatres towers trams trenches valves vaults villas wagons watchmen weirs wharves workshops "
    "carpenters cobblers divers drovers ferrymen foresters gardeners glaziers grocers herders joiners masons millers "
    "nurses pedlars pilots porters potters printers saddlers sailors shepherds smiths surveyors tailors teachers "
    "thatchers turners vets weavers welders"
).split()
SYLLABLES = "bar cor den fal gil hov jur kam lor mev nar pol quin ras sul tor ulm vek wis yar zan".split()


def run(options: argparse.Namespace) -> None:
    if options.orders:
        compare_orders(options)
    elif options.one:
        print(json.dumps(add_one(options.one, options.input, options.profile)))
    else:
        measure(options)


def measure(options: argparse.Namespace) -> None:
    """Builds the ledgers and times cold adds to each."""
    folder: Path = options.input
    folder.mkdir(parents=True, exist_ok=True)
    base, pages = folder / "base.db", folder / "pages"
    if not base.exists():
        build_base(base, pages, load_models(load_settings({"profile": options.profile})), adds=options.adds)
    results: dict[int, list[dict[str, float]]] = {}
    for claims in options.claims:
        path = folder / f"growth-{claims}.db"
        remove(path)
        started = time.perf_counter()
        held = grow(base, path, claims)
        files = sum(file.stat().st_size for file in (path.with_name(f"{path.name}-neighbours")).glob("*"))
        print(
            f"{held['claims']} claims, {held['reports']} reports, {held['entries']} entries: "
            f"{path.stat().st_size / 1e6:.0f} MB, index files {files / 1e6:.1f} MB, "
            f"built in {time.perf_counter() - started:.0f} s",
            flush=True,
        )
        results[claims] = []
        for page in sorted(pages.glob("new-*.html"))[: options.adds]:
            forget_pages(path)
            command = [sys.executable, "-m", "benchmarks", "growth", "--in", str(page), "--one", str(path)]
            done = subprocess.run([*command, "--profile", options.profile], check=True, capture_output=True, text=True)
            results[claims].append(json.loads(done.stdout))
    names = list(next(iter(results.values()))[0])
    print(f"{'median of ' + str(options.adds):34}" + "".join(f"{claims:>12}" for claims in results) + "       ratio")
    for name in names:
        medians = [statistics.median(row[name] for row in rows) for rows in results.values()]
        ratio = f"{medians[-1] / medians[0]:12.2f}" if medians[0] else ""
        print(f"{name:34}" + "".join(f"{value:12.3f}" for value in medians) + ratio)


# The ledgers


def build_base(path: Path, pages: Path, models: Models, *, adds: int) -> None:
    """A ledger of the eleven stories, read and compared by the product; pages of more reports of them in `pages`."""
    rng = random.Random(7)
    pages.mkdir(parents=True, exist_ok=True)
    events = [invent(rng, number) for number in range(len(SIZES))]
    captures = [
        page_of(rng, 100 * number + i, event)
        for number, (event, size) in enumerate(zip(events, SIZES, strict=True))
        for i in range(size)
    ]
    rng.shuffle(captures)
    building = path.with_suffix(".part")
    remove(building)
    with Ledger.open(building) as ledger:
        for capture in captures:
            ledger.add(capture, read_capture(capture, models))
        judge_new(ledger, models.encoder, models.reader)
        totals = ledger.follow(build_accounts)
        print(f"base: {len(captures)} reports, {ledger.stats().claims} claims, {totals}", flush=True)
    # Reports come to stories as they have reports: a large one gets more.
    for number, event in enumerate(rng.choices(events, weights=SIZES, k=max(adds, 12))):
        (pages / f"new-{number:02}.html").write_bytes(page_of(rng, 5_000 + number, event).body)
    building.replace(path)


def invent(rng: random.Random, number: int) -> Event:
    def coin(parts: int) -> str:
        return "".join(rng.sample(SYLLABLES, parts)).capitalize()

    noun, place, deed = EVENTS[number % len(EVENTS)]
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=60 * number)
    a, b = (
        f"the {coin(2)} {rng.choice(('Guard', 'Council', 'Movement'))}",
        f"the {coin(2)} {rng.choice(('Union', 'League'))}",
    )
    return Event(town=coin(3), noun=noun, place=place, deed=deed, a=a, b=b, start=start)


def page_of(rng: random.Random, number: int, event: Event) -> Capture:
    words = dict(zip(MOULD, random.Random(event.town).sample(NOUNS, len(MOULD)), strict=True))
    page = re.sub(r"\b[a-z]+\b", lambda match: words.get(match[0], match[0]), report(rng, number, event))
    return Capture(
        id=CaptureId(f"k{number}"),
        address=f"https://o.example/{number}",
        media_type="text/html",
        body=page.encode(),
        captured_at=datetime(2026, 6, 1, tzinfo=UTC),
    )


#: Columns that hold ids, by table: a copy has others. Numbers of entries are moved instead.
IDS = {
    "entries": ("id",), "contents": ("digest",), "documents": ("id", "address"),
    "revisions": ("id", "entry_id", "document_id", "content", "address", "text_sha256", "body_sha256"),
    "readings": ("entry_id", "revision_id", "content"), "claims": ("id", "revision_id"),
    "judgements": ("entry_id", "a", "b", "content"), "ties": ("a", "b"), "imprints": ("revision_id",),
    "parts": ("first",), "part_members": ("revision_id",), "stories": ("id",), "propositions": ("id", "story_id"),
    "positions": ("proposition_id",), "disputes": ("id", "story_id"), "origins": ("id",), "answers": ("denial",),
    "quotations": ("a", "b"), "shared_utterances": ("id",), "postings": (),
}  # fmt: skip
NUMBERS = {"seq", "first_seq", "reading", "number", "part"}


def grow(base: Path, path: Path, claims: int) -> dict[str, int]:
    """Copies the base, and all its rows again and again, until the ledger holds so many claims."""
    with sqlite3.connect(base) as source:
        source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        own = source.execute("SELECT count(*) FROM claims").fetchone()[0]
        last = source.execute("SELECT max(seq) FROM entries").fetchone()[0]
        moment = source.execute("SELECT max(recorded_at) FROM entries").fetchone()[0]
        rows = read_rows(source)
    path.write_bytes(base.read_bytes())
    into = sqlite3.connect(path, isolation_level=None)
    into.execute("PRAGMA synchronous = OFF")
    into.execute("PRAGMA cache_size = -400000")
    into.execute("BEGIN")
    rng = np.random.default_rng(7)
    strangers, common = strange_sketches(rows["imprints"]), common_terms(rows["imprints"])
    copies = max(0, round(claims / own) - 1)
    for copy in range(1, copies + 1):
        write_copy(into, rows, copy, offset=copy * last, rng=rng, strangers=strangers, common=common, moment=moment)
    into.execute("COMMIT")
    held = {
        "claims": into.execute("SELECT count(*) FROM claims").fetchone()[0],
        "reports": into.execute("SELECT count(*) FROM revisions").fetchone()[0],
        "entries": last * (copies + 1),
    }
    names = ("stories", "propositions", "disputes")
    counts = [into.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names]
    into.execute(
        "UPDATE projected SET seq = ?, stories = ?, propositions = ?, disputes = ?", (held["entries"], *counts)
    )
    into.close()
    finish(path)
    return held


def read_rows(source: sqlite3.Connection) -> dict[str, tuple[list[str], list[tuple[Any, ...]]]]:
    found = {}
    for table in IDS:
        cursor = source.execute(f"SELECT * FROM {table}")
        found[table] = [column[0] for column in cursor.description], cursor.fetchall()
    cursor = source.execute("SELECT rowid, claim_id, actor, words FROM claim_search")
    found["claim_search"] = ["rowid", "claim_id", "actor", "words"], cursor.fetchall()
    return found


def strange_sketches(imprints: tuple[list[str], list[tuple[Any, ...]]]) -> list[bytes]:
    """The sketches of the base in other words, all but the common ones."""
    columns, rows = imprints
    found = []
    for row in rows:
        sketch = unpack_sketch(row[columns.index("sketch")])
        maps = {field.name: getattr(sketch, field.name) for field in fields(sketch)}
        strange: dict[str, Any] = {
            name: {term if word_weight(term) < COMMON else f"{term[::-1]}q": weight for term, weight in terms.items()}
            for name, terms in maps.items()
            if isinstance(terms, Mapping)
        }
        found.append(pack_sketch(replace(sketch, **strange)))
    return found


def common_terms(imprints: tuple[list[str], list[tuple[Any, ...]]]) -> set[int]:
    """The numbers that stand in the postings for common words."""
    columns, rows = imprints
    words = {word for row in rows for word in unpack_sketch(row[columns.index("sketch")]).words}
    return {hash_term(word) for word in words if word_weight(word) < COMMON}


def write_copy(
    into: sqlite3.Connection,
    rows: Mapping[str, tuple[list[str], list[tuple[Any, ...]]]],
    copy: int,
    *,
    offset: int,
    rng: np.random.Generator,
    strangers: Sequence[bytes],
    common: Set[int],
    moment: str,
) -> None:
    """One more copy of all rows of the base. Its vectors keep their angles to each other, not those to all others."""
    # Ids are hashes: a copy's are spread over the tables' indexes as another ledger's would be.
    mask = random.Random(copy).getrandbits(64)
    signs = rng.choice(np.array([-1, 1], dtype=np.float32), 384)

    def other(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return f"{value[0]}{(hash_text(value) ^ mask) & (2**64 - 1):016x}{value[17:]}"

    for table, (columns, held) in rows.items():
        marked = [name in IDS.get(table, ("claim_id",)) for name in columns]
        moved = [name in NUMBERS for name in columns]
        written = []
        for ordinal, row in enumerate(held):
            new = [
                other(value) if id_ else value + offset if number and value is not None else value
                for value, id_, number in zip(row, marked, moved, strict=True)
            ]
            if table == "entries":
                new[columns.index("recorded_at")] = moment
            elif table == "claim_search":
                new[0] = row[0] + offset * 2**20
            elif table == "imprints":
                vector = np.frombuffer(row[columns.index("vector")], dtype="<f4") * signs
                new[columns.index("vector")] = vector.astype("<f4").tobytes()
                new[columns.index("sketch")] = strangers[ordinal]
            elif table == "postings" and row[0] not in common:
                new[0] = ((row[0] ^ mask) & (2**64 - 1)) - 2**63
            written.append(new)
        if written:
            marks = ", ".join("?" * len(columns))
            into.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", written)


def hash_text(value: str) -> int:
    try:
        return int(value[1:17], 16)
    except ValueError:
        return int.from_bytes(value.encode()[-8:])


def finish(path: Path) -> None:
    """Makes what follows from the copied rows: the tree over the log, if there is one, and the index files."""
    from counterclaim.ledger import _tree

    with Ledger.open(path) as ledger:
        with ledger._database.writing() as connection:
            _tree.regrow(connection)
        ledger.tidy()


def remove(path: Path) -> None:
    for file in path.parent.glob(f"{path.name}*"):
        if file.is_dir():
            for inner in file.iterdir():
                inner.unlink()
            file.rmdir()
        else:
            file.unlink()


# One add


def forget_pages(path: Path) -> None:
    """Drops the pages of the ledger's files from memory, so that the next process reads them from the disk."""
    for file in path.parent.glob(f"{path.name}*"):
        for one in file.iterdir() if file.is_dir() else [file]:
            handle = os.open(one, os.O_RDONLY)
            try:
                os.fsync(handle)
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(handle)


def add_one(path: Path, page: Path, profile: str) -> dict[str, float]:
    """Seconds that the steps of one `add` take in this process, of the processor and on the clock."""
    cpu: dict[str, float] = {}

    @contextmanager
    def timed(step: str) -> Iterator[None]:
        start = time.process_time()
        yield
        cpu[f"{step} (CPU s)"] = time.process_time() - start

    started = time.perf_counter()
    begun = time.process_time()
    with timed("loading models"):
        models = load_models(load_settings({"profile": profile}))
    with timed("opening"):
        ledger = Ledger.open(path)
    with timed("reading the report"):
        capture = page_of(random.Random(0), 0, EMPTY)
        capture = Capture(
            id=CaptureId(f"k-{page.stem}"),
            address=f"https://o.example/{page.stem}",
            media_type="text/html",
            body=page.read_bytes(),
            captured_at=capture.captured_at,
        )
        analysis = read_capture(capture, models)
    after = time.perf_counter()
    with timed("adding"):
        ledger.add(capture, analysis)
    with timed("comparing"):
        judge_new(ledger, models.encoder, models.reader)
    with timed("accounts"):
        ledger.follow(build_accounts)
    with timed("index files"):
        ledger.tidy()
    ledger.close()
    done = time.perf_counter()
    grown = [f"{step} (CPU s)" for step in ("opening", "adding", "comparing", "accounts", "index files")]
    return {
        **cpu,
        "all but models and reading (CPU s)": sum(cpu[step] for step in grown),
        "process from its start (CPU s)": begun + (time.process_time() - begun),
        "all but models and reading (s)": done - after,
        "from loading to the end (s)": done - started,
        "peak memory (MB)": peak_mb(),
    }


def peak_mb() -> float:
    """The most memory that this process held; `getrusage` would count that of the process that started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


EMPTY = Event(town="T", noun="fire", place="p", deed="d", a="the A", b="the B", start=datetime(2026, 1, 1, tzinfo=UTC))


# Orders


def compare_orders(options: argparse.Namespace) -> None:
    """Prints B³ between the stories that two random orders of the same reports give."""
    analyses: list[tuple[Capture, Analysis]] = []
    with options.input.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            capture = capture_of(str(row["id"]), row["text"])
            try:
                revision = read_article(capture)
            except InputError:
                continue
            analyses.append((capture, Analysis(revision=revision, attributions=(), claims=())))
    encoder = load_encoder()
    found: list[dict[RevisionId, str]] = []
    for seed in (1, 2):
        order = random.Random(seed).sample(analyses, len(analyses))
        with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "orders.db") as ledger:
            for capture, analysis in order:
                ledger.add(capture, analysis)
            judge_new(ledger, encoder)
            ledger.follow(build_accounts)
            found.append(stories_of(ledger.accounts(build_accounts)))
    readings = [analysis for _, analysis in analyses]
    links = link_reports(readings, (), encoder)
    groups = group_reports([analysis.revision.id for analysis in readings], links)
    whole = {revision: str(number) for number, group in enumerate(groups) for revision in group}
    counts = [len(set(grouping.values())) for grouping in (*found, whole)]
    print(
        f"{len(analyses)} reports: {counts[0]} and {counts[1]} stories in two orders, B³ {b_cubed(*found):.4f}; "
        f"{counts[2]} stories if all pairs are compared, B³ {b_cubed(found[0], whole):.4f}"
    )


def stories_of(accounts: Accounts) -> dict[RevisionId, str]:
    return {revision: story.id for story in accounts.stories for revision in story.revisions}


def b_cubed(a: Mapping[RevisionId, str], b: Mapping[RevisionId, str]) -> float:
    """The B³ F1 between two groupings of the same reports."""
    groups: list[defaultdict[str, set[RevisionId]]] = [defaultdict(set), defaultdict(set)]
    for grouping, into in zip((a, b), groups, strict=True):
        for revision, group in grouping.items():
            into[group].add(revision)
    shares = [[], []]  # type: list[list[float]]
    for revision in a:
        one, other = groups[0][a[revision]], groups[1][b[revision]]
        shares[0].append(len(one & other) / len(one))
        shares[1].append(len(one & other) / len(other))
    precision, recall = (statistics.fmean(side) for side in shares)
    return 2 * precision * recall / (precision + recall)
