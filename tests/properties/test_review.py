"""Whatever is added, read again, judged again or updated afterwards: what people decided holds."""

import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.disputes import build_accounts
from counterclaim.ledger import Ledger
from counterclaim.records.accounts import Accounts, Judgements, Match, MatchLabel, ReportLink
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim
from counterclaim.records.decisions import Decision
from counterclaim.records.decisions import DecisionAction as Do
from counterclaim.records.ids import ClaimId, make_id
from counterclaim.review import find_constraints
from tests.factories import CAPTURED, make_analysis, make_capture, make_claim, make_revision
from tests.unit.review.decisions import decide

REPORTS = 4
STEPS = st.lists(
    st.sampled_from(["add", "read again", "judge", "update", "merge", "part", "withdraw", "undo"]),
    min_size=6,
    max_size=16,
)


def read(number: int, version: int, reading: int) -> Analysis:
    """One report in some version of its text, as some tagger reads it: the borders of its claims move with the tagger,
    and so do their ids; the sentences stay."""
    lead = "Updated. " * version
    sentences = [f"The mill of district {number} burned to the ground", f"Nobody was in the mill number {number}"]
    text = f"Report {number}\n\n{lead}" + "\n\n".join(f"The council said {s} that night." for s in sentences)
    revision = make_revision(
        text,
        address=f"https://o.example/{number}",
        published=None,
        captured_at=CAPTURED + timedelta(hours=version, minutes=number),
    )
    claims = []
    for sentence in sentences:
        words = sentence if reading % 2 == 0 else sentence + " that night"
        claim = make_claim(revision, words, actor="council")
        claims.append(replace(claim, id=ClaimId(make_id("c", [claim.id, reading]))))
    return make_analysis(revision, tuple(claims), code_version=f"0.{reading}")


def sentence_of(analysis: Analysis, claim: Claim) -> tuple[str, int]:
    """What a claim is about, whatever its id: its document and its sentence."""
    return analysis.revision.address, int(claim.content[0].of(analysis.revision.text).startswith("Nobody"))


def homes(accounts: Accounts, analyses: tuple[Analysis, ...]) -> dict[tuple[str, int], str]:
    told = {claim.id: sentence_of(analysis, claim) for analysis in analyses for claim in analysis.claims}
    return {told[claim]: p.id for p in accounts.propositions for claim in p.claims}


class Desk:
    """A ledger, and what a person was told would hold."""

    def __init__(self, ledger: Ledger, data: st.DataObject) -> None:
        self.ledger, self.data = ledger, data
        self.state: dict[int, tuple[int, int]] = {}
        self.held: list[tuple[Decision, str]] = []

    def do(self, step: str) -> None:
        getattr(self, step.replace(" ", "_"))()

    def add(self) -> None:
        number = self.data.draw(st.integers(0, REPORTS - 1))
        if number not in self.state:
            self.state[number] = (0, 0)
            self._keep(number)

    def read_again(self) -> None:
        if self.state:
            number = self.data.draw(st.sampled_from(sorted(self.state)))
            version, reading = self.state[number]
            self.state[number] = (version, reading + 1)
            self.ledger.add_reading(read(number, version, reading + 1))

    def update(self) -> None:
        if self.state:
            number = self.data.draw(st.sampled_from(sorted(self.state)))
            version, reading = self.state[number]
            self.state[number] = (version + 1, reading)
            self._keep(number)

    def _keep(self, number: int) -> None:
        analysis = read(number, *self.state[number])
        revision = analysis.revision
        capture = make_capture(revision.text, address=revision.address, captured_at=revision.captured_at)
        self.ledger.add(capture, analysis)

    def judge(self) -> None:
        held = self.ledger.analyses(current=False)
        links, matches = [], []
        for i, a in enumerate(held):
            for b in held[i + 1 :]:
                one, other = sorted((a.revision.id, b.revision.id))
                links.append(ReportLink(a=one, b=other, score=self.data.draw(st.sampled_from([0.1, 0.9]))))
                for x in a.claims:
                    for y in b.claims:
                        first, second = sorted((x.id, y.id))
                        label = self.data.draw(st.sampled_from([MatchLabel.SAME, MatchLabel.CONTRADICTS]))
                        matches.append(Match(a=first, b=second, label=label, score=0.9))
        self.ledger.add_judgements(Judgements(links=tuple(links), matches=tuple(matches)))

    def _two(self) -> tuple[Claim, Claim] | None:
        claims = [claim for analysis in self.ledger.analyses() for claim in analysis.claims]
        if len(claims) < 2:
            return None
        a = self.data.draw(st.sampled_from(claims))
        return a, self.data.draw(st.sampled_from([claim for claim in claims if claim.id != a.id]))

    def _decide(self, action: Do) -> None:
        two = self._two()
        if two is not None:
            author = self.data.draw(st.sampled_from(["A", "B"]))
            others = two[1:] if action in (Do.MERGE, Do.PART) else ()
            decision = decide(action, two[0], *others, author=author)
            self.held.append((decision, self.ledger.add_decision(decision)))

    def merge(self) -> None:
        self._decide(Do.MERGE)

    def part(self) -> None:
        self._decide(Do.PART)

    def withdraw(self) -> None:
        self._decide(Do.WITHDRAW)

    def undo(self) -> None:
        if self.held:
            at = self.data.draw(st.integers(0, len(self.held) - 1))
            decision, entry = self.held.pop(at)
            self.ledger.add_decision(replace(decision, action=Do.UNDO, elsewhere=(), undoes=entry))  # type: ignore[arg-type]


@settings(max_examples=12)
@given(data=st.data(), steps=STEPS)
def test_what_was_joined_stays_joined_and_what_was_parted_stays_parted(data: st.DataObject, steps: list[str]) -> None:
    """After any sequence of steps each decision in force holds, or is reported as overruled by a later one; a decision
    is never lost, because the sentences that it is about are still there; and the tables say what a rebuild says."""
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "x.db") as ledger:
        desk = Desk(ledger, data)
        for step in ["add", "add", *steps]:
            desk.do(step)
        accounts = ledger.refresh(build_accounts)
        analyses = ledger.analyses()
        home = homes(accounts, analyses)
        found = find_constraints(analyses, ledger.judgements().decisions)
        told = {claim.id: sentence_of(analysis, claim) for analysis in analyses for claim in analysis.claims}
        for a, b in found.claims.together:
            assert home[told[a]] == home[told[b]]
        for a, b in found.claims.apart:
            assert home[told[a]] != home[told[b]]
        assert len(ledger.carried()) >= len(desk.held)
        assert all(carried is not None for _, carried in ledger.carried())
        every = {sentence_of(analysis, c) for analysis in ledger.analyses(machine=True) for c in analysis.claims}
        withdrawn = every - set(told.values())
        assert len(withdrawn) <= sum(decision.action is Do.WITHDRAW for decision, _ in desk.held)
        if not any(decision.action is Do.WITHDRAW for decision, _ in desk.held):
            asked = [d for d, _ in desk.held if d.action in (Do.MERGE, Do.PART)]
            if asked:  # the last word always holds
                last = asked[-1]
                ends = [(r.address, s) for r, s in map(_named(ledger), _words(last))]
                assert (home[ends[0]] == home[ends[1]]) is (last.action is Do.MERGE)
        ledger.rebuild(build_accounts)
        assert ledger.refresh(build_accounts) == accounts
        assert ledger.verify().ok


def _words(decision: Decision):  # type: ignore[no-untyped-def]
    return [(decision.revision_id, decision.spans), *((w.revision_id, w.spans) for w in decision.elsewhere)]


def _named(ledger: Ledger):  # type: ignore[no-untyped-def]
    texts = {analysis.revision.id: analysis.revision for analysis in ledger.analyses(current=False, machine=True)}

    def named(words):  # type: ignore[no-untyped-def]
        revision = texts[words[0]]
        return revision, int(words[1][0].of(revision.text).startswith("Nobody"))

    return named
