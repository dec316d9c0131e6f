"""The queue of what waits for a person, as records."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from counterclaim.deciding import Queue, Wait, Waiting, build_queue, standings_in, tell_sureness
from counterclaim.desk._reading import Reading
from counterclaim.desk.pages._sayings import Saying, Teller
from counterclaim.desk.pages.review._log import PAGE, DecisionLine, tell_decision, words_of
from counterclaim.disputes import suggest_sides
from counterclaim.ledger import HeldDecision
from counterclaim.presentation import build_document
from counterclaim.protection import Persons
from counterclaim.records.accounts import Story
from counterclaim.records.claims import Stance
from counterclaim.records.sides import SuggestedSides
from counterclaim.review import Standing, find_protected
from counterclaim.views import Lookup, fit_words


class Kind(StrEnum):
    """Why something waits, the most pressing first."""

    LOST = "lost"
    CONFLICT = "conflict"
    ANEW = "read anew"
    PROTECT = "to be protected?"
    SIDES = "sides suggested"
    DISPUTED = "in dispute"
    UNREVIEWED = "not reviewed"


#: What each kind is for whoever works through them.
EXPLAINED = {
    Kind.LOST: "decisions whose words no reading holds any more",
    Kind.CONFLICT: "two people decided otherwise of one thing",
    Kind.ANEW: "read otherwise than when somebody accepted it",
    Kind.PROTECT: "names that feeds and exports hold back until somebody has looked",
    Kind.SIDES: "sides that disputes suggest; a person says who stands where",
    Kind.DISPUTED: "claims in a dispute, the central matters first, then those of which the machine is least sure",
    Kind.UNREVIEWED: "all other claims, the central matters first, then those of which the machine is least sure",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that waits. `address` is the page on which it is decided; of a claim there is its `saying`, of a
    decision that is lost or overruled `said`, of somebody who may need protection `name` and why."""

    kind: Kind
    address: str
    report: str
    story: str | None
    why: str
    saying: Saying | None = None
    matter: str | None = None
    matter_words: str | None = None
    score: float | None = None
    sure: str = ""
    said: DecisionLine | None = None
    in_force: DecisionLine | None = None
    name: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What of the queue is asked for."""

    what: Kind | None = None
    story: str | None = None
    actor: str | None = None
    stance: Stance | None = None
    report: str | None = None

    @property
    def query(self) -> dict[str, str]:
        named = {
            "what": self.what,
            "story": self.story,
            "actor": self.actor,
            "stance": self.stance,
            "report": self.report,
        }
        return {name: str(value) for name, value in named.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    kind: Kind
    explained: str
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryChoice:
    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """What waits for a person. `reviewed` of `claims` have been looked at; `kept` is what was just decided, `seen` the
    number of the last entry that this page shows."""

    asked: Asked
    counts: tuple[Count, ...]
    lines: tuple[Line, ...]
    total: int
    page: int
    pages: int
    claims: int
    reviewed: int
    stories: tuple[StoryChoice, ...]
    actors: tuple[str, ...]
    stances: tuple[Stance, ...]
    seen: int
    kept: DecisionLine | None = None


class Waits:
    """The queue of a ledger, or of one story, with what a page tells of it."""

    def __init__(self, queue: Queue) -> None:
        self.queue = queue
        self.lookup = Lookup(build_document(queue.readings, queue.accounts))
        self._stories = {str(r): story.id for story in queue.accounts.stories for r in story.revisions}
        self.teller = Teller(self.lookup)
        self.lines: tuple[Line, ...] = tuple(self._lines())

    def choose(self, asked: Asked) -> tuple[Line, ...]:
        """The lines that are asked for."""
        name = asked.actor.casefold() if asked.actor else None
        return tuple(
            line
            for line in self.lines
            if (asked.what is None or line.kind is asked.what)
            and (asked.story is None or (line.story or "").startswith(asked.story))
            and (name is None or (line.saying is not None and line.saying.actor.casefold() == name))
            and (asked.report is None or line.report.startswith(asked.report))
            and (asked.stance is None or (line.saying is not None and line.saying.stance is asked.stance))
        )

    def story_of(self, revision: str) -> str | None:
        return self._stories.get(revision)

    def suggested(self, story: Story) -> tuple[SuggestedSides, tuple[Standing, ...]]:
        """The sides that the disputes of a story suggest, and where people said that its parties stand."""
        queue = self.queue
        standings, _ = standings_in(story, queue.readings, queue.decisions)
        return suggest_sides(story, queue.accounts, queue.readings, standings), standings

    def _lines(self) -> Iterator[Line]:
        before = [one for one in self.queue.waiting if one.what is not Wait.UNREVIEWED]
        yield from (self._line(one) for one in before)
        yield from self._to_protect()
        yield from self._sides()
        claims = [one for one in self.queue.waiting if one.what is Wait.UNREVIEWED]
        yield from (self._line(one) for one in claims)

    def _line(self, one: Waiting) -> Line:
        claim = self.lookup.claims.get(one.claim.id) if one.claim else None
        matter = self.lookup.propositions.get(claim.proposition or "") if claim else None
        said = None if one.said is None else tell_decision(one.said, self._words(one.said))
        about = claim.id if claim else said.claim if said else None
        kind = Kind(one.what.value) if one.what is not Wait.UNREVIEWED else Kind.UNREVIEWED
        return Line(
            kind=Kind.DISPUTED if one.disputed else kind,
            address=f"/review/claim/{about}" if about else f"/report/{one.revision}",
            report=one.revision,
            story=self._stories.get(one.revision),
            why=one.why,
            saying=self.teller.saying(claim) if claim else None,
            matter=matter.id if matter else None,
            matter_words=self.teller.words(matter) if matter else None,
            score=claim.score if claim else None,
            sure=tell_sureness(claim.score) if claim and one.disputed else "",
            said=said,
            in_force=None if one.in_force is None else tell_decision(one.in_force, self._words(one.in_force)),
        )

    def _words(self, held: HeldDecision) -> str:
        revision = self.queue.texts.get(held.decision.revision_id)
        return words_of(held, revision.text, revision.title) if revision else ""

    def _to_protect(self) -> Iterator[Line]:
        """Those who are named where somebody to be protected may be spoken of, and at whom nobody has looked."""
        persons = Persons(find_protected(self.queue.readings, self.queue.decisions))
        for report in self.lookup.document.reports:
            told: set[str] = set()
            for claim in report.claims:
                for case in persons.waiting_in(report, claim):
                    if case.name in told or case.name not in report.text:
                        continue
                    told.add(case.name)
                    yield Line(
                        kind=Kind.PROTECT,
                        address=f"/review/claim/{claim.id}",
                        report=report.revision,
                        story=self._stories.get(report.revision),
                        why=f"named where a {case.kind} is spoken of",
                        saying=self.teller.saying(claim),
                        name=case.name,
                        words=case.kind,
                    )

    def _sides(self) -> Iterator[Line]:
        for story in self.queue.accounts.stories:
            if not any(dispute.story_id == story.id for dispute in self.queue.accounts.disputes):
                continue
            suggested, standings = self.suggested(story)
            placed = {standing.actor for standing in standings}
            if suggested.sides and any(party not in placed for side in suggested.sides for party in side):
                yield Line(
                    kind=Kind.SIDES,
                    address=f"/review/sides/{story.id}",
                    report=story.revisions[0],
                    story=story.id,
                    why=fit_words(suggested),
                    words=" – ".join(", ".join(side) for side in suggested.sides),
                )


def read_waits(reading: Reading, story: str | None = None) -> Waits:
    """The queue as of now; made once for all who ask until something changes."""
    return reading.kept(("review queue", story), lambda: _make_waits(reading, story))


def _make_waits(reading: Reading, story: str | None) -> Waits:
    with reading.ledger.snapshot() as ledger:
        return Waits(build_queue(ledger, story))


def build_queue_page(waits: Waits, asked: Asked, *, number: int, seen: int, kept: DecisionLine | None) -> QueuePage:
    found = waits.choose(asked)
    others = waits.choose(replace(asked, what=None))
    claims = waits.lookup.claims.values()
    return QueuePage(
        asked=asked,
        counts=tuple(
            Count(kind=kind, explained=EXPLAINED[kind], lines=sum(line.kind is kind for line in others))
            for kind in Kind
        ),
        lines=found[(number - 1) * PAGE : number * PAGE],
        total=len(found),
        page=number,
        pages=max(1, -(-len(found) // PAGE)),
        claims=len(claims),
        reviewed=sum(claim.reviewed for claim in claims),
        stories=tuple(StoryChoice(id=story.id, title=story.title) for story in waits.queue.accounts.stories),
        actors=tuple(sorted({line.saying.actor for line in waits.lines if line.saying and line.saying.named})),
        stances=tuple(Stance),
        seen=seen,
        kept=kept,
    )
