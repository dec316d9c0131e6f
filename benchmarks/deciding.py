"""How long a person waits who decides in a large story to which reports are being added: `python -m benchmarks.deciding
[REPORTS [CLAIMS]]` (200 and 3,000).

Writes the made-up story of `benchmarks.pages`. Beside the desk another process adds reports to it, one after another,
each with a link to every report, and brings the accounts up to date behind each. Meanwhile claims are corrected on the
desk. Times are from request to the last byte without the network: of the form itself, of the page to which it leads,
which must show the correction, and of the next page of that person, which waits for the accounts.
"""

import multiprocessing
import random
import re
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from benchmarks.pages import make_report, write_story
from counterclaim.desk import make_desk
from counterclaim.disputes import build_accounts
from counterclaim.ledger import Ledger
from counterclaim.records.accounts import Judgements, ReportLink
from counterclaim.settings import Settings

CORRECTIONS = 8


def add_reports(path: Path, first: int, claims: int, done: Any) -> None:
    """Adds reports to the story until it is told to stop."""
    rng = random.Random(first)
    with Ledger.open(path) as ledger:
        held = sorted(text.id for text in ledger.revisions())
        number = first
        while not done.is_set():
            capture, analysis = make_report(rng, number, claims, defaultdict(list))
            new = analysis.revision.id
            ledger.add(capture, analysis)
            links = tuple(ReportLink(a=min(a, new), b=max(a, new), score=0.9) for a in held)
            ledger.add_judgements(Judgements(links=links, matches=()), judged=(new,))
            ledger.follow(build_accounts)
            held.append(new)
            number += 1


def run(reports: int, claims: int, adding: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "story.db"
        write_story(path, reports, claims)
        done = multiprocessing.Event()
        adder = multiprocessing.Process(target=add_reports, args=(path, reports, claims // reports, done), daemon=True)
        with TestClient(make_desk(Settings(ledger=path)), base_url="http://127.0.0.1") as client:
            (row,) = client.get("/stories.json").json()["contested"]
            client.get(f"/story/{row['id']}")
            client.get("/review")
            if adding:
                adder.start()
                time.sleep(2)
            taken: defaultdict[str, list[float]] = defaultdict(list)
            for number in range(CORRECTIONS):
                for name, seconds in correct(client, path, row["id"], number):
                    taken[name].append(seconds)
            done.set()
        if adding:
            adder.join()
        for name, found in taken.items():
            ordered = sorted(found)
            print(f"{name:<28} median {statistics.median(ordered):6.2f} s   worst {ordered[-1]:6.2f} s")


def correct(client: TestClient, path: Path, story: str, number: int) -> list[tuple[str, float]]:
    """Corrects one claim as a form does, and looks at the pages behind it."""
    with Ledger.open(path, create=False) as ledger:
        texts = sorted(ledger.revisions(), key=lambda text: text.id)
        (reading,) = ledger.analyses(only={texts[number].id})
    claim = reading.claims[number].id
    where, party = f"/review/claim/{claim}", f"Corrected party {number}"
    shown = client.get(where).text
    form = {
        "form_token": re.findall(r'name="form_token" value="([^"]+)"', shown)[0],
        "seen": re.findall(r'name="seen" value="(\d+)"', shown)[0],
        "actor": party,
        "reason": "measured",
    }
    times = []

    def timed(name: str, ask: Any) -> Any:
        begun = time.perf_counter()
        answer = ask()
        times.append((name, time.perf_counter() - begun))
        return answer

    kept = timed("the form", lambda: client.post(f"{where}/correct", data=form, follow_redirects=False))
    assert kept.status_code == 303, kept.text
    after = timed("the page it leads to", lambda: client.get(kept.headers["location"]))
    assert party in after.text
    told = timed("a page that waits for it", lambda: client.get(f"/claim/{claim}"))
    assert party in told.text, "the correction is not shown"
    timed("the queue", lambda: client.get("/review"))
    return times


if __name__ == "__main__":
    asked = [int(word) for word in sys.argv[1:]]
    reports, claims = (*asked, *(200, 3000)[len(asked) :])
    for adding in (False, True):
        print("while reports are added" if adding else "while nothing is added")
        run(reports, claims, adding)
