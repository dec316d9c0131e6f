"""The page on which a claim is reviewed, as a record: its report's text, both readings, who decided what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from counterclaim.deciding import ROLES, Beside, fields_of
from counterclaim.desk.pages._marks import Mark, cut
from counterclaim.desk.pages._sayings import Teller, outlet_of
from counterclaim.desk.pages.review._log import DecisionLine, tell_decision, words_of
from counterclaim.desk.pages.review._queue import Asked, Line, StoryChoice, Waits
from counterclaim.ledger import HeldDecision
from counterclaim.lexicons.event_columns import JUDGED
from counterclaim.presentation import build_document
from counterclaim.records.accounts import Accounts
from counterclaim.records.claims import Claim, Form, Kind, Stance
from counterclaim.records.mentions import ARTICLE, UNNAMED
from counterclaim.records.revisions import BlockKind, Revision
from counterclaim.records.spans import words_at
from counterclaim.review import annotate, find_beside, why_no_row
from counterclaim.views import Lookup, bare, nested

#: Columns of event data that the form has fields for; the others go through `counterclaim review event`.
COLUMNS = ("type_of_violence", "side_a", "side_b", "event_clarity", "low", "best", "high", "event_type", "fatalities")
assert set(COLUMNS) <= set(JUDGED)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRun:
    """Characters of the text from offset `start`, in code points; `role` is what they are in the claim."""

    start: int
    words: str
    role: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    kind: BlockKind
    runs: tuple[TextRun, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Words with a role in the claim as it stands; `value` is what a figure, a place or a time stands for."""

    start: int
    end: int
    words: str
    value: str | None

    @property
    def line(self) -> str:
        """As the form has it."""
        return f"{self.start}:{self.end}" + ("" if self.value is None else f"={self.value}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of both readings; None: there is no claim."""

    name: str
    machine: str | None
    in_force: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one role, as the claim stands."""

    role: str
    chosen: tuple[Chosen, ...]

    @property
    def lines(self) -> str:
        return "\n".join(one.line for one in self.chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    overruled: DecisionLine
    in_force: DecisionLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What can be chosen: a matter by its words, or a party by a claim of it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """A claim under review; `beside` are claims of other speakers in its words. `seen` is the number of the last entry
    that the page shows: a decision is meant for the claim as of then. `kept` is what was just decided here, `meanwhile`
    what others decided since the page was opened on which that was; `fault` and `draft` are what could not be kept, and
    why."""

    id: str
    asked: Asked
    story: StoryChoice | None
    report: str
    outlet: str
    title: str
    language: str
    heading: str
    stands: bool
    reviewed: bool
    actor: str
    stance: Stance
    form: Form
    kind: Kind
    stances: tuple[Stance, ...]
    forms: tuple[Form, ...]
    kinds: tuple[Kind, ...]
    blocks: tuple[TextBlock, ...]
    words: tuple[Words, ...]
    fields: tuple[Field, ...]
    parts: tuple[Choice, ...]
    beside: tuple[Choice, ...]
    decisions: tuple[DecisionLine, ...]
    conflicts: tuple[Conflict, ...]
    matter: Choice | None
    matters: tuple[Choice, ...]
    parties: tuple[Choice, ...]
    same_party: tuple[Choice, ...]
    why_no_row: str | None
    places: tuple[str, ...]
    columns: tuple[str, ...]
    name: str | None
    name_why: str
    place_in_queue: int | None
    left: int
    next: str | None
    previous: str | None
    seen: int
    kept: DecisionLine | None = None
    meanwhile: tuple[DecisionLine, ...] = ()
    fault: str | None = None
    draft: tuple[tuple[str, str], ...] = ()


def build_review(
    beside: Beside,
    waits: Waits,
    asked: Asked,
    *,
    seen: int,
    kept: DecisionLine | None = None,
    since: int | None = None,
    fault: str | None = None,
    draft: tuple[tuple[str, str], ...] = (),
) -> ReviewPage:
    """The page of a claim. `since` is the last entry that a person had seen who decided `kept` on it."""
    claim, revision, text = beside.in_force or beside.claim, beside.revision, beside.revision.text
    teller = Teller(Lookup(build_document([beside.reading], _NOTHING)))
    view = teller.lookup.claims.get(claim.id)
    report = teller.lookup.reports[revision.id]
    story = next((s for s in waits.queue.accounts.stories if revision.id in s.revisions), None)
    own = waits.lookup.claims.get(claim.id)
    matter = waits.lookup.propositions.get(own.proposition or "") if own else None
    decisions = {held.entry_id: _told(held, beside) for held in beside.decisions}
    conflicts = tuple(
        Conflict(overruled=_told(overruled, beside), in_force=_told(winner, beside))
        for overruled, winner in beside.conflicts
    )
    lines = waits.choose(asked)
    at = next((i for i, line in enumerate(lines) if line.address.endswith(f"/{claim.id}")), None)
    case = next((line for line in waits.lines if line.name and line.address.endswith(f"/{claim.id}")), None)
    parties = _parties(waits, story.revisions if story else ())
    return ReviewPage(
        id=beside.claim.id,
        asked=asked,
        story=StoryChoice(id=story.id, title=story.title) if story else None,
        report=revision.id,
        outlet=outlet_of(report),
        title=revision.title,
        language=report.language,
        heading=_gone_heading(claim, revision) if view is None else _heading(teller, view.id),
        stands=beside.in_force is not None,
        reviewed=beside.reviewed,
        actor=claim.actor.name,
        stance=claim.stance,
        form=claim.form,
        kind=claim.kind,
        stances=tuple(Stance),
        forms=tuple(Form),
        kinds=tuple(Kind),
        blocks=tuple(blocks_of(revision, _marks(claim))),
        words=tuple(_words(claim, text)),
        fields=_compare(beside.machine, beside.in_force, text),
        parts=tuple(Choice(id=part.id, name=_quote(part, text)) for part in beside.parts),
        beside=tuple(
            Choice(id=other.id, name=f"{other.actor.name} {other.stance.value}")
            for other in (find_beside(beside.reading.claims, claim) if beside.in_force else ())
        ),
        decisions=tuple(reversed(decisions.values())),
        conflicts=conflicts,
        matter=Choice(id=matter.id, name=waits.teller.words(matter)) if matter else None,
        matters=tuple(
            Choice(id=p.id, name=waits.teller.words(p))
            for p in sorted(waits.lookup.propositions.values(), key=lambda p: (-len(p.claims), p.words))
            if story and p.story == story.id and (matter is None or p.id != matter.id)
        ),
        parties=tuple(one for one in parties if one.name != claim.actor.name),
        same_party=_same_party(waits, story.revisions if story else (), claim),
        why_no_row=(why_no_row(claim) or "").partition(":")[0] or None,
        places=tuple(dict.fromkeys(place.name for place in claim.places if place.lat is not None)),
        columns=COLUMNS,
        name=case.name if case else None,
        name_why=case.words if case else "",
        place_in_queue=None if at is None else at + 1,
        left=len(lines),
        next=_beside_in(lines, at, 1),
        previous=_beside_in(lines, at, -1),
        seen=seen,
        kept=kept,
        meanwhile=()
        if since is None
        else tuple(
            line for entry, line in decisions.items() if line.number > since and (kept is None or entry != kept.entry)
        ),
        fault=fault,
        draft=draft,
    )


_NOTHING = Accounts(stories=(), propositions=(), disputes=(), answers=(), origins=())


def _heading(teller: Teller, id_: str) -> str:
    saying = teller.saying(teller.lookup.claims[id_])
    return f"{saying.actor} {saying.verb} “{nested(saying.words)}”"


def _gone_heading(claim: Claim, revision: Revision) -> str:
    """What was read, of a claim that was withdrawn or split: no view has it any more."""
    words = bare(" ".join(words_at(revision.text, claim.content).split()))
    return f"{claim.actor.name} {claim.stance.value} “{nested(words)}”"


def _told(held: HeldDecision, beside: Beside) -> DecisionLine:
    """A decision with its words and what it changed."""
    revision = beside.revision
    return tell_decision(held, words_of(held, revision.text, revision.title), beside.changes.get(held.entry_id, ()))


def _beside_in(lines: Sequence[Line], at: int | None, by: int) -> str | None:
    """The next claim of the queue; from outside it the first."""
    on_claims = [line.address for line in lines if line.address.startswith("/review/claim/")]
    if at is None:
        return on_claims[0] if on_claims and by > 0 else None
    here = lines[at].address
    around = list(dict.fromkeys(on_claims))
    found = around.index(here) + by if here in around else -1
    return around[found] if 0 <= found < len(around) else None


def _marks(claim: Claim) -> list[Mark]:
    return [
        Mark(start=span.start, end=span.end, role=role, claim=claim.id)
        for role, spans in (("source", claim.source), ("cue", claim.cue), ("content", claim.content))
        for span in spans
    ]


def blocks_of(revision: Revision, marks: Sequence[Mark]) -> Iterable[TextBlock]:
    """The whole text, so that every character has its offset, cut where marks begin and end."""
    at = 0
    for block in (*revision.blocks, None):
        end = len(revision.text) if block is None else block.span.start
        if revision.text[at:end].strip():
            yield TextBlock(kind=BlockKind.FURNITURE, runs=tuple(_runs(revision.text, at, end, marks)))
        if block is not None:
            yield TextBlock(kind=block.kind, runs=tuple(_runs(revision.text, block.span.start, block.span.end, marks)))
            at = block.span.end


def _runs(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterable[TextRun]:
    for piece in cut(text, start, end, marks):
        yield TextRun(start=start, words=piece.words, role=piece.role)
        start += len(piece.words)


def _words(claim: Claim, text: str) -> Iterable[Words]:
    marked = annotate(claim).words
    for role in ROLES:
        yield Words(
            role=role,
            chosen=tuple(
                Chosen(start=m.span.start, end=m.span.end, words=" ".join(m.span.of(text).split()), value=m.value)
                for m in marked
                if m.role == role
            ),
        )


def _compare(machine: Claim | None, in_force: Claim | None, text: str) -> tuple[Field, ...]:
    """Both readings field by field."""
    one, other = fields_of(machine, text), fields_of(in_force, text)
    names = ("actor", "stance", "form", "kind", *ROLES)
    return tuple(Field(name=name, machine=one.get(name), in_force=other.get(name)) for name in names)


def _quote(claim: Claim, text: str) -> str:
    return " … ".join(" ".join(span.of(text).split()) for span in claim.content)


def _parties(waits: Waits, revisions: Sequence[str]) -> tuple[Choice, ...]:
    """The other parties of the story, each by one of its claims."""
    found: dict[str, Choice] = {}
    for revision in revisions:
        report = waits.lookup.reports.get(revision)
        for other in report.claims if report else ():
            if other.actor not in (ARTICLE, UNNAMED):
                found.setdefault(other.actor, Choice(id=other.id, name=other.actor))
    return tuple(sorted(found.values(), key=lambda one: one.name.casefold()))


def _same_party(waits: Waits, revisions: Sequence[str], claim: Claim) -> tuple[Choice, ...]:
    """Claims in other reports whose speaker is taken for this one's."""
    return tuple(
        Choice(id=other.id, name=f"{outlet_of(report)}: “{' '.join(other.words.split())[:80]}”")
        for revision in revisions
        if revision != claim.revision_id and (report := waits.lookup.reports.get(revision))
        for other in report.claims[:200]
        if other.actor == claim.actor.name and claim.actor.name not in (ARTICLE, UNNAMED)
    )[:40]
