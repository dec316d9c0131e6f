"""A story's page as a record: what is disputed first, then everything else, reports last."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from counterclaim.desk._figures import story_figures
from counterclaim.desk.pages._sayings import (
    AnswerLine,
    DisputeCard,
    Matter,
    Party,
    Saying,
    Teller,
    latest,
    outlet_of,
)
from counterclaim.figures import TOLLS
from counterclaim.ledger import HeldRevision, NotHeld
from counterclaim.presentation import DisputeView, PropositionView, ReportView, StoryView
from counterclaim.protection import NO_ANSWER
from counterclaim.records.accounts import DisputeKind, Status
from counterclaim.records.claims import Polarity
from counterclaim.records.mentions import ARTICLE, UNNAMED
from counterclaim.views import Lookup

DISPUTES = 12  # shown with both sides; the others as one line each
WHOLE = 3  # of those that show as many parties and wordings as there is room for; the others show the latest of a few
MATTERS = 10  # of a group that are shown in full
LINES = 40  # of a group that are shown as one line each
HEAD_FIGURES = 6
HEAD_PARTIES = 2  # of a side that speak in the head of the page
UNANSWERED = 30  # of what nobody answered; the page shows the first at once

UNCONFIRMED = frozenset({Status.NO_CONFIRMATION, Status.NOT_VERIFIED, Status.NO_COMMENT, Status.NO_ANSWER})
CHANGED = frozenset({Status.CONCEDED, Status.RETRACTED, Status.CORRECTED, Status.SUPERSEDED, Status.REMOVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadSide:
    """One side of the matter in the head: its parties' latest words, and who else stands there."""

    label: str
    sayings: tuple[Saying, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """What nobody is recorded to have answered: words of a party, or the rest of a claim that was answered in other
    words (`part`). Silence, never a denial."""

    saying: Saying
    part: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a reader sees in the first ten seconds. `rival` is the other account where two cannot both hold."""

    dispute: str | None
    kind: DisputeKind | None
    matter: str
    rival: str | None
    sides: tuple[HeadSide, ...]
    unanswered: tuple[Unanswered, ...]
    n_unanswered: int
    answer: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeLine:
    """A dispute in one line; `rival` is the other account where two cannot both hold."""

    id: str
    words: str
    rival: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadFigure:
    """One party's count in the head of the page."""

    unit: str
    range: str
    counted: str
    claimant: str
    words: str
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A matter in one line: one party's words, and how many origins stand behind it."""

    matter: str
    saying: Saying
    origins: int
    reports: int
    answer: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Matters of one kind: some in full, some in a line, `hidden` on the page of all matters. `short` leads there."""

    name: str
    short: str
    title: str
    matters: tuple[Matter, ...]
    lines: tuple[Line, ...]
    total: int
    hidden: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationPair:
    """Two quotations of what seems one utterance, in other words. `answer` is there where they allege a crime."""

    a: Saying
    b: Saying
    a_words: str
    b_words: str
    differences: tuple[tuple[str, str], ...]
    translated: bool
    answer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """A report of the story. `shares` says with which number it shares an origin, and how."""

    id: str
    outlet: str
    title: str
    published: str | None
    updated: str | None
    claims: int
    reviewed: int
    shares: str
    earlier: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A moment at which what the story claims changed: a text begins to be proven. `label` says which."""

    at: str
    label: str
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    address: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """A story: the head, the moments of the slider, and the matters in groups. `event_data`: there may be rows of event
    data beside it."""

    id: str
    title: str
    formerly: str | None
    reports: int
    origins: int
    claims: int
    reviewed: int
    head: Head
    figures: tuple[HeadFigure, ...]
    n_figures: int
    last: ReportLine | None
    steps: tuple[Step, ...]
    as_of: str | None
    recorded: str | None
    not_held: tuple[Missing, ...]
    disputes: tuple[DisputeCard, ...]
    more_disputes: tuple[DisputeLine, ...]
    answers: tuple[AnswerLine, ...]
    quotations: tuple[QuotationPair, ...]
    groups: tuple[Group, ...]
    report_lines: tuple[ReportLine, ...]
    places: int
    event_data: bool = False
    others: tuple[str, ...] = ()


def build_story(
    story: StoryView,
    lookup: Lookup,
    *,
    convention: str,
    texts: Sequence[HeldRevision] = (),
    earlier: Sequence[HeldRevision] = (),
    not_held: Sequence[NotHeld] = (),
    as_of: datetime | None = None,
    recorded: datetime | None = None,
    asked: str | None = None,
    others: Sequence[str] = (),
) -> StoryPage:
    """The page of one story of a view. `texts` are all texts of its documents, whatever the moment; `earlier` those
    that a later one had replaced by then; `others` the ids of stories that `asked` names too as of then."""
    teller = Teller(lookup)
    reports = [lookup.reports[r] for r in story.revisions if r in lookup.reports]
    propositions = [lookup.propositions[p] for p in story.propositions if p in lookup.propositions]
    disputes = sorted((lookup.disputes[d] for d in story.disputes), key=lambda d: _weight(d, lookup), reverse=True)
    cards = [teller.dispute(one) for one in disputes[:WHOLE]]
    cards += [teller.dispute(one, parties=4, sayings=1) for one in disputes[WHOLE:DISPUTES]]
    disputed = {id_ for one in disputes for id_ in (one.a, one.b) if id_ is not None}
    lines = tuple(_report_line(report, lookup, earlier) for report in reports)
    groups = story_figures(propositions, disputes, lookup, convention=convention)
    figures = [
        HeadFigure(
            unit=group.unit.value if group.unit in TOLLS else line.counted or group.what,
            range=line.range,
            counted=group.counted,
            claimant=line.claimant,
            words=line.words,
            claim=line.claims[0],
        )
        for group in sorted(groups, key=lambda group: not group.rival)  # what is contested stands first
        for line in group.lines
        if line.claims and not line.note.startswith("counted anew")
    ]
    claims = [claim for report in reports for claim in report.claims]
    answers = teller.answers(story.revisions)
    return StoryPage(
        id=story.id,
        title=story.title,
        formerly=asked if asked is not None and not story.id.startswith(asked) else None,
        reports=len(reports),
        origins=lookup.n_origins(story.revisions),
        claims=len(claims),
        reviewed=sum(claim.reviewed for claim in claims),
        head=_head(cards, disputed, propositions, answers, teller),
        figures=tuple(figures[:HEAD_FIGURES]),
        n_figures=len(figures),
        last=max(lines, key=lambda line: (_moment(line), line.id), default=None),
        steps=steps_of(texts, as_of),
        as_of=as_of.isoformat() if as_of else None,
        recorded=recorded.isoformat() if recorded else None,
        not_held=tuple(Missing(address=one.address, reason=one.reason) for one in not_held),
        disputes=tuple(cards),
        more_disputes=tuple(_dispute_line(one, teller) for one in disputes[DISPUTES:]),
        answers=answers,
        quotations=_quotations(story, teller),
        groups=group_matters([p for p in propositions if p.id not in disputed], teller),
        report_lines=tuple(sorted(lines, key=lambda line: (_moment(line), line.id), reverse=True)),
        places=sum(bool(claim.places) for claim in claims),
        others=tuple(others),
    )


def _weight(dispute: DisputeView, lookup: Lookup) -> tuple[int, int, bool, str]:
    """What is disputed by more parties with a name stands first, then what has more origins, then what somebody denies;
    copies change nothing."""
    own = [lookup.propositions[id_] for id_ in (dispute.a, dispute.b) if id_ is not None and id_ in lookup.propositions]
    sides = [x for p in own for x in p.positions if x.polarity is not Polarity.OPEN]
    named = {x.actor for x in sides if x.actor not in (ARTICLE, UNNAMED)}
    return len(named), own[0].origins if own else 0, dispute.kind is DisputeKind.DENIAL, dispute.id


def _dispute_line(dispute: DisputeView, teller: Teller) -> DisputeLine:
    matters = [teller.lookup.propositions[id_] for id_ in (dispute.a, dispute.b) if id_ is not None]
    return DisputeLine(
        id=dispute.id, words=teller.words(matters[0]), rival=teller.words(matters[1]) if len(matters) > 1 else None
    )


def _head(
    cards: Sequence[DisputeCard],
    disputed: set[str],
    propositions: Sequence[PropositionView],
    answers: Sequence[AnswerLine],
    teller: Teller,
) -> Head:
    if not cards:
        return Head(
            dispute=None, kind=None, matter="", rival=None, sides=(), unanswered=(), n_unanswered=0, answer=None
        )
    card = cards[0]
    first, other = card.matters[0], card.matters[1] if len(card.matters) > 1 else None
    left, right = first.for_, other.for_ if other else first.against
    both = {party.actor for party in left} & {party.actor for party in right}
    labels = ("One account", "The other account") if other else ("Claimed", "Denied")
    if not left:  # what is denied was claimed in other words
        left = tuple(party for dispute in cards for matter in dispute.matters for party in matter.for_)[:1]
    parties = {party.actor for party in (*first.for_, *first.against, *(other.for_ if other else ()))}
    answered = {line.claim.id for line in answers}
    denied = {c for p in propositions if any(x.polarity is Polarity.AGAINST for x in p.positions) for c in p.claims}
    open_ = [
        Unanswered(saying=line.claim, part=None if _is_whole(line) else line.unanswered)
        for line in answers
        if line.unanswered and line.claim.id not in denied
    ]
    silent = []
    for p in propositions:
        if p.id in disputed or any(x.polarity is Polarity.AGAINST for x in p.positions):
            continue
        told = [
            saying
            for x in p.positions
            if x.polarity is Polarity.FOR
            for saying in teller.sayings(x.claims)[:1]
            if saying.actor in parties and saying.id not in answered and saying.kind == "fact"
        ]
        if told:
            silent.append((p.origins, latest(told[0]), Unanswered(saying=told[0])))
    silent.sort(key=lambda one: (one[2].saying.named, one[0], one[1], one[2].saying.id), reverse=True)
    unanswered = [*open_, *(one for _, _, one in silent)]
    return Head(
        dispute=card.id,
        kind=card.kind,
        matter=first.words,
        rival=other.words if other else None,
        sides=tuple(_head_side(label, side, both) for label, side in zip(labels, (left, right), strict=True)),
        unanswered=tuple(unanswered[:UNANSWERED]),
        n_unanswered=len(unanswered),
        answer=first.answer,
    )


def _is_whole(line: AnswerLine) -> bool:
    """Whether what is unanswered is all that was claimed: the part says nothing besides the claim itself."""
    part = {word.casefold() for word in line.unanswered.split()}
    return sum(len(word) > 3 and word.strip(".,”“").casefold() not in part for word in line.claim.words.split()) <= 1


def _head_side(label: str, side: Sequence[Party], both: set[str]) -> HeadSide:
    """The latest words of a side. What says nothing by itself (“it”) comes last, before it a party of both sides."""
    ordered = sorted(side, key=lambda party: (len(party.sayings[0].words.split()) < 3, party.actor in both))
    return HeadSide(
        label=label,
        sayings=tuple(party.sayings[0] for party in ordered[:HEAD_PARTIES]),
        others=tuple(dict.fromkeys(party.actor for party in ordered[HEAD_PARTIES:])),
    )


def group_matters(propositions: Sequence[PropositionView], teller: Teller, *, full: bool = False) -> tuple[Group, ...]:
    """Matters that are in no dispute, by what is known of them; with `full` nothing is hidden."""
    rest = list(propositions)

    def take(keep: Callable[[PropositionView], bool]) -> list[PropositionView]:
        taken = [p for p in rest if keep(p)]
        rest[:] = [p for p in rest if not keep(p)]
        return taken

    changed = take(lambda p: bool(CHANGED & set(p.statuses)))
    both = take(lambda p: {Polarity.FOR, Polarity.AGAINST} <= {x.polarity for x in p.positions})
    unconfirmed = take(lambda p: bool(UNCONFIRMED & set(p.statuses)))
    denied = take(lambda p: bool(p.positions) and all(x.polarity is Polarity.AGAINST for x in p.positions))
    shared = take(lambda p: p.origins > 1)
    kinds = (
        ("changed", "Changed", "Conceded, taken back, corrected or replaced", changed, True),
        ("both", "Both ways", "Asserted and denied, raised as no dispute", both, True),
        ("unconfirmed", "Unconfirmed", "Unconfirmed", unconfirmed, True),
        ("denied", "Denied alone", "Denied, and asserted by nobody in these reports", denied, False),
        ("shared", "Several origins", "Reported by more than one origin, not disputed", shared, True),
        ("single", "One origin", "On one origin, not disputed", rest, False),
    )
    return tuple(_group(heads, found, teller, whole, full) for *heads, found, whole in kinds if found)


def _group(heads: Sequence[str], found: Sequence[PropositionView], teller: Teller, whole: bool, full: bool) -> Group:
    name, short, title = heads
    most = len(found) if full else MATTERS if whole else LINES
    chosen = sorted(found, key=lambda p: (-p.origins, p.id))[:most]
    return Group(
        name=name,
        short=short,
        title=title,
        matters=tuple(teller.matter(p) for p in chosen) if whole else (),
        lines=() if whole else tuple(line for p in chosen if (line := _line(p, teller))),
        total=len(found),
        hidden=len(found) - len(chosen),
    )


def _line(p: PropositionView, teller: Teller) -> Line | None:
    told = teller.sayings(p.claims)
    if not told:
        return None
    return Line(matter=p.id, saying=told[0], origins=p.origins, reports=p.reports, answer=teller.answer(p))


def _quotations(story: StoryView, teller: Teller) -> tuple[QuotationPair, ...]:
    claims, own = teller.lookup.claims, set(story.revisions)
    return tuple(
        QuotationPair(
            a=teller.saying(claims[q.a]),
            b=teller.saying(claims[q.b]),
            a_words=q.a_words,
            b_words=q.b_words,
            differences=q.differences,
            translated=q.translated,
            answer=_answer_to(teller, q.a, q.b),
        )
        for q in teller.lookup.document.quotation_differs
        if q.a in claims and q.b in claims and claims[q.a].revision in own
    )


def _answer_to(teller: Teller, *claims: str) -> str | None:
    """The answer to what one of two quotations alleges: one that is recorded before that none is."""
    matters = (teller.lookup.propositions.get(teller.lookup.claims[one].proposition or "") for one in claims)
    answers = [answer for p in matters if p is not None and (answer := teller.answer(p)) is not None]
    return min(answers, key=lambda answer: answer == NO_ANSWER, default=None)


def _report_line(report: ReportView, lookup: Lookup, earlier: Sequence[HeldRevision]) -> ReportLine:
    shared = [lookup.shared[number - 1] for number in lookup.origins_of.get(report.revision, [])]
    return ReportLine(
        id=report.revision,
        outlet=outlet_of(report),
        title=report.title,
        published=report.published.earliest.isoformat() if report.published else None,
        updated=report.updated.earliest.isoformat()
        if report.updated and (report.published is None or report.updated.latest != report.published.latest)
        else None,
        claims=len(report.claims),
        reviewed=sum(claim.reviewed for claim in report.claims),
        shares="; ".join(
            f"{origin.kind.value} with {_names([r for r in origin.whole if r != report.revision], lookup)}"
            for origin in shared
        ),
        earlier=tuple(one.id for one in earlier if one.document_id == report.document),
    )


def _names(revisions: Sequence[str], lookup: Lookup) -> str:
    names = list(dict.fromkeys(outlet_of(lookup.reports[r]) for r in revisions if r in lookup.reports))
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _moment(line: ReportLine) -> datetime:
    moment = line.updated or line.published
    return datetime.fromisoformat(moment or "0001-01-02T00:00:00+00:00")


def steps_of(texts: Sequence[HeldRevision], as_of: datetime | None) -> tuple[Step, ...]:
    """The moments from which texts are proven, in order; texts of one moment are one step."""
    by_moment: dict[datetime, list[HeldRevision]] = {}
    for text in sorted(texts, key=lambda text: (text.held_from, text.id)):
        by_moment.setdefault(text.held_from, []).append(text)
    firsts: set[str] = set()
    steps = []
    for moment, there in by_moment.items():
        labels = []
        for text in there:
            new = text.document_id not in firsts
            firsts.add(text.document_id)
            labels.append(f"{text.title or text.address}" + ("" if new else " (later text)"))
        steps.append(
            Step(
                at=moment.isoformat(),
                label="; ".join(labels),
                shown=as_of is None or moment <= as_of,
            )
        )
    return tuple(steps)
