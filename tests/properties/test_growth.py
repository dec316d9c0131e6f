"""However reports come into a ledger, what is known of them is the same, and what is followed is what is rebuilt."""

import hashlib
import random
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from counterclaim.disputes import build_accounts
from counterclaim.judging import judge_new
from counterclaim.ledger import Ledger
from counterclaim.locations import Location
from counterclaim.records.accounts import Accounts, Judgements
from counterclaim.records.analyses import Analysis, ModelDigest
from counterclaim.records.claims import Stance
from counterclaim.records.revisions import Capture
from counterclaim.taggers._encoder import Vectors
from tests.engines import Engine, dump
from tests.factories import CAPTURED, PUBLISHED, make_analysis, make_capture, make_claim, make_revision

Report = tuple[Capture, Analysis]

#: What three invented events are told in: some words are those of one alone.
EVENTS = (
    "Harrow Front seized railway bridge Orsk army shelling night rebels fighters garrison",
    "villagers Velka dam crack reservoir company leak engineers flood turbine valley",
    "miners Tarn colliery strike pay union lockout gate wages pickets shaft",
)


class WordEncoder:
    """Vectors from the words of a text: the more words two share, the nearer they are."""

    digests = (ModelDigest(name="words", version="1", sha256="0" * 64),)

    def embed(self, texts: Sequence[str]) -> Vectors:
        found = np.zeros((len(texts), 384), dtype=np.float32)
        for row, text in zip(found, texts, strict=True):
            row[0] = 0.1
            for word in text.lower().split():
                row[int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big") % 384] += 1
        vectors: Vectors = found / np.linalg.norm(found, axis=1, keepdims=True)
        return vectors


class Reports(list[Report]):
    """Reports that a failing test shows by what tells them apart: all of them in full are more than anybody reads."""

    def __repr__(self) -> str:
        return repr([(analysis.revision.address, analysis.revision.text) for _, analysis in self])


@st.composite
def reports(draw: st.DrawFn) -> list[Report]:
    """Up to seven reports of three events, in words of their own order and choice; some are texts of one document."""
    made: list[Report] = []
    for number in range(draw(st.integers(2, 7))):
        words = EVENTS[draw(st.integers(0, 2))].split()
        sentences = [
            " ".join(draw(st.permutations(words))[: draw(st.integers(5, 10))]) for _ in range(draw(st.integers(1, 3)))
        ]
        address = f"https://o.example/{draw(st.integers(0, 5))}"
        text = "\n\n".join(f"{sentence}." for sentence in [f"Report {number}", *sentences])
        captured = CAPTURED + timedelta(minutes=number)
        published = PUBLISHED + timedelta(hours=draw(st.integers(0, 48)))
        revision = make_revision(text, address=address, captured_at=captured, published=published)
        claims = tuple(
            make_claim(revision, sentence, actor=draw(st.sampled_from(["army", "Front"])), stance=stance)
            for sentence, stance in zip(
                dict.fromkeys(sentences),
                draw(st.permutations([Stance.ASSERTS, Stance.DENIES, Stance.CONFIRMS])),
                strict=False,
            )
        )
        made.append((make_capture(text, address=address, captured_at=captured), make_analysis(revision, claims)))
    return Reports({analysis.revision.id: (capture, analysis) for capture, analysis in made}.values())


def add(path: Location, batches: Sequence[Sequence[Report]]) -> tuple[Accounts, Judgements]:
    """What a ledger says after the batches, each compared and followed before the next; rebuilding changes nothing."""
    with Ledger.open(path) as ledger:
        for batch in batches:
            ledger.add_all(batch)
            judge_new(ledger, WordEncoder())
            ledger.follow(build_accounts)
        followed, rows = ledger.accounts(build_accounts), dump(path)
        ledger.rebuild(build_accounts)
        assert ledger.accounts(build_accounts) == followed
        assert dump(path) == rows
        assert ledger.unjudged() == ()
        return followed, ledger.judgements()


@settings(max_examples=12, phases=[Phase.generate])
@given(given_reports=reports(), seed=st.integers(0, 2**16))
def test_neither_the_order_of_adding_nor_the_batches_matter(
    engine: Engine, given_reports: list[Report], seed: int
) -> None:
    shuffled = random.Random(seed).sample(given_reports, len(given_reports))
    with tempfile.TemporaryDirectory() as folder:
        at_once = add(engine.place(Path(folder), "a"), [given_reports])
        one_by_one = add(engine.place(Path(folder), "b"), [[report] for report in shuffled])
    one, other = told(*at_once), told(*one_by_one)
    # The last digits of a score depend on how many reports are compared in one step.
    assert np.allclose(one.pop("scores"), other.pop("scores"), atol=1e-4)
    assert one == other


def told(accounts: Accounts, judgements: Judgements) -> dict[str, Any]:
    """All of it, the scores apart."""
    return {
        "stories": [(story.id, story.title, story.revisions) for story in accounts.stories],
        "propositions": [(p.id, p.words, p.positions, p.statuses, p.origins) for p in accounts.propositions],
        "disputes": [(d.id, d.kind, d.sides_for, d.sides_against) for d in accounts.disputes],
        "origins": [(origin.kind, origin.revisions) for origin in accounts.origins],
        "links": [(link.a, link.b) for link in judgements.links],
        "matches": [(match.a, match.b, match.label) for match in judgements.matches],
        "scores": [*(link.score for link in judgements.links), *(match.score for match in judgements.matches)],
    }
