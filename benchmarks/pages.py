"""What the pages of a large story cost: `python -m benchmarks.pages [REPORTS [CLAIMS]]` (200 and 3,000).

Writes a made-up story into a fresh ledger: every report holds the same number of claims of 40 parties on 300 matters, a
third of them denials, and all claims on one matter are judged to be about it. Then asks the desk for each page: the
first time after the ledger changed (cold), and as often again as the median needs (warm), in one process, the time from
request to the last byte without the network. Sizes are those of the page and of what goes over the wire.
"""

import gzip
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from counterclaim.desk import make_desk
from counterclaim.disputes import build_accounts
from counterclaim.ledger import Ledger
from counterclaim.records.accounts import Judgements, Match, MatchLabel, ReportLink
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim, Form, Frame, Kind, Stance, Utterance
from counterclaim.records.ids import (
    AttributionId,
    CaptureId,
    ClaimId,
    DocumentId,
    RevisionId,
    UtteranceId,
    digest,
    make_id,
)
from counterclaim.records.mentions import Actor, ActorKind
from counterclaim.records.revisions import Block, BlockKind, Capture, Revision, Stamp
from counterclaim.records.spans import Span
from counterclaim.settings import Settings

BEGUN = datetime(2024, 5, 3, 6, 0, tzinfo=UTC)
PARTIES, MATTERS, WARM = 40, 300, 15


def write_story(path: Path, reports: int, claims: int) -> None:
    """The ledger of one story."""
    rng = random.Random(4)
    about: defaultdict[int, list[ClaimId]] = defaultdict(list)
    with Ledger.open(path, clock=lambda: BEGUN + timedelta(days=20)) as ledger:
        found = []
        for number in range(reports):
            capture, analysis = make_report(rng, number, claims // reports, about)
            ledger.add(capture, analysis)
            found.append(analysis.revision.id)
        found.sort()
        ledger.add_judgements(
            Judgements(
                links=tuple(ReportLink(a=a, b=b, score=0.9) for a, b in combinations(found, 2)),
                matches=tuple(
                    Match(a=a, b=b, label=MatchLabel.SAME, score=0.95)
                    for own in about.values()
                    for a, b in combinations(sorted(own), 2)
                ),
            ),
            judged=tuple(found),
        )
        ledger.follow(build_accounts)


def make_report(
    rng: random.Random, number: int, claims: int, about: defaultdict[int, list[ClaimId]]
) -> tuple[Capture, Analysis]:
    """One report, whose claims are put down in `about` by matter."""
    address = f"https://outlet{number}.example/bridge"
    text, told = "Front claims bridge\n", []
    blocks = [Block(span=Span(0, len(text) - 1), kind=BlockKind.HEADLINE)]
    for matter in rng.sample(range(MATTERS), claims):
        party, denies = f"Party {rng.randrange(PARTIES):02}", rng.random() < 1 / 3
        cue = "denied" if denies else "said"
        words = f"the bridge of district {matter} was taken before the second night, as text {number} has it"
        start = len(text) + 1
        text += f"\n{party} {cue} that {words}.\n"
        blocks.append(Block(span=Span(start, len(text) - 1), kind=BlockKind.PARAGRAPH))
        content = text.index(words, start)
        told.append(
            (matter, party, denies, Span(start, start + 8), Span(start + 9, start + 9 + len(cue)), content, words)
        )
    at = BEGUN + timedelta(hours=number)
    stamp = Stamp(earliest=at, latest=at, precision="minute", method="declared", words=at.isoformat())
    capture = Capture(
        id=CaptureId(make_id("k", address)),
        address=address,
        media_type="text/plain",
        body=text.encode(),
        captured_at=at + timedelta(minutes=5),
    )
    revision = Revision(
        id=RevisionId(make_id("r", {"address": address, "text": digest(text.encode())})),
        document_id=DocumentId(make_id("d", address)),
        capture_id=capture.id,
        address=address,
        text=text,
        title=f"Front claims bridge, part {number}",
        blocks=tuple(blocks),
        captured_at=capture.captured_at,
        outlet=f"Outlet {number}",
        published=stamp,
    )
    read = []
    for matter, party, denies, source, cue_span, content, words in told:
        where = {"revision": revision.id, "at": content}
        claim = Claim(
            id=ClaimId(make_id("c", where)),
            revision_id=revision.id,
            attribution_id=AttributionId(make_id("a", where)),
            source=(source,),
            cue=(cue_span,),
            content=(Span(content, content + len(words)),),
            actor=Actor(name=party, kind=ActorKind.ORGANISATION, mention=source),
            utterance=Utterance(id=UtteranceId(make_id("u", where))),
            stance=Stance.DENIES if denies else Stance.ASSERTS,
            form=Form.INDIRECT,
            kind=Kind.FACT,
            frame=Frame(terms=tuple(words.split())),
            found_by="benchmark",
        )
        about[matter].append(claim.id)
        read.append(claim)
    return capture, Analysis(revision=revision, attributions=(), claims=tuple(read))


def run(reports: int, claims: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "story.db"
        write_story(path, reports, claims)
        with TestClient(make_desk(Settings(ledger=path)), base_url="http://127.0.0.1") as client:
            (row,) = client.get("/stories.json").json()["contested"]
            story: Any = client.get(f"/story/{row['id']}.json").json()
        print(f"{story['reports']} reports, {story['claims']} claims, {len(story['disputes'])} disputes in full")
        print(f"{'page':10} {'cold ms':>8} {'median':>7} {'p95':>7} {'KB':>7} {'wire KB':>8}")
        with TestClient(make_desk(Settings(ledger=path)), base_url="http://127.0.0.1") as client:
            for name, address in addresses(story).items():
                measure(client, name, address)


def addresses(story: Any) -> dict[str, str]:
    saying = story["head"]["sides"][0]["sayings"][0]
    own = f"/story/{story['id']}"
    return {
        "story": own,
        "figures": f"{own}/figures",
        "map": f"{own}/map",
        "origins": f"{own}/origins",
        "timeline": f"{own}/timeline",
        "dispute": f"/dispute/{story['disputes'][0]['id']}",
        "claim": f"/claim/{saying['id']}",
        "report": f"/report/{saying['report']}",
        "stories": "/stories",
    }


def measure(client: TestClient, name: str, address: str) -> None:
    times = []
    for _ in range(WARM + 1):
        start = time.perf_counter()
        answer = client.get(address, headers={"Accept-Encoding": "identity"})
        times.append((time.perf_counter() - start) * 1000)
        assert answer.status_code == 200, answer.text[:300]
    warm = sorted(times[1:])
    wire = len(gzip.compress(answer.content, 6))
    print(
        f"{name:10} {times[0]:8.0f} {statistics.median(warm):7.0f} {warm[int(len(warm) * 0.95)]:7.0f} "
        f"{len(answer.content) / 1000:7.0f} {wire / 1000:8.0f}"
    )


if __name__ == "__main__":
    run(*(int(word) for word in (sys.argv[1:] + ["200", "3000"][len(sys.argv) - 1 :])[:2]))
