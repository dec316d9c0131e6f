"""What may leave the desk: records made anew of a view, with every rule that protects people applied.

A release holds only fields that the rules have looked at; nothing of a report's text, offsets, evidence or comments is
in it. Whoever writes a feed, card, map, alert, page or export for others takes a `Release` and nothing else: only
`protect_for_release` makes one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from counterclaim.exports import ClaimView, DocumentView, PropositionView, ReportView
from counterclaim.protection._persons import Persons
from counterclaim.protection._places import (
    Divisions,
    ReleasedPlace,
    as_it_is,
    coarsen,
    coarsen_words,
    division_of,
    is_fine,
    tells_position,
)
from counterclaim.protection._wording import alleges_crime, answer_to, claimant_of, heading, slug
from counterclaim.records.accounts import DisputeKind, Status
from counterclaim.records.claims import Certainty, Form, Kind, Polarity, Stance
from counterclaim.records.mentions import ARTICLE, UNNAMED, Place
from counterclaim.records.tallies import Count
from counterclaim.review import Protected

REVIEWED = "reviewed by a person"
UNREVIEWED = "read by a machine, not reviewed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRules:
    """What a release can be told. `position_hours` is the age from which the positions of forces may leave as they were
    claimed; `unreviewed` lets claims leave, marked, on which no person decided: event-shaped exports set it False."""

    position_hours: float = 72.0
    unreviewed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedReport:
    """A report as it may be pointed to; `headline` names the outlet whose words it is."""

    id: str
    outlet: str
    headline: str
    address: str
    published: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedClaim:
    """A claim as it may leave: with its claimant, its conditions in its words, and whether a person reviewed it."""

    id: str
    report: str
    proposition: str | None
    claimant: str
    via: tuple[str, ...]
    stance: Stance
    form: Form
    kind: Kind
    hedged: bool
    certainty: Certainty
    words: str
    places: tuple[ReleasedPlace, ...]
    event: str | None
    event_first: str | None
    event_last: str | None
    review: str
    coarse: bool  # its places, and the words that tell them, were made coarse


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedCount:
    """One claimant's count. Counts of several are never added."""

    claimant: str
    unit: str
    words: str
    low: float | None
    high: float | None
    convention: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedPosition:
    claimant: str
    polarity: Polarity
    utterances: int
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedProposition:
    """A matter as it may leave. `heading` names claimants or says “whether”; `answer` is there where a crime is
    alleged. The judgement columns are blank until a person fills them."""

    id: str
    story: str
    heading: str
    statuses: tuple[Status, ...]
    positions: tuple[ReleasedPosition, ...]
    claims: tuple[str, ...]
    origins: int
    counts: tuple[ReleasedCount, ...]
    answer: str | None
    review: str
    best_estimate: float | None = None
    clarity: str | None = None
    event_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedDispute:
    id: str
    story: str
    kind: DisputeKind
    heading: str
    propositions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedStory:
    id: str
    slug: str
    title: str
    reports: tuple[str, ...]
    propositions: tuple[str, ...]
    disputes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack:
    """Something that did not leave, and why; for the desk, never part of what leaves."""

    kind: str
    id: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """What may leave: everything in it was looked at by the rules."""

    reports: tuple[ReleasedReport, ...]
    claims: tuple[ReleasedClaim, ...]
    propositions: tuple[ReleasedProposition, ...]
    disputes: tuple[ReleasedDispute, ...]
    stories: tuple[ReleasedStory, ...]


_KEY = object()


class Release:
    """A release and what was held back from it. Only `protect_for_release` makes one."""

    __slots__ = ("held_back", "records")

    def __init__(self, records: Released, held_back: tuple[HeldBack, ...], *, key: object) -> None:
        if key is not _KEY:
            raise TypeError("only protect_for_release makes a release")
        self.records = records
        self.held_back = held_back


def protect_for_release(
    document: DocumentView,
    *,
    now: datetime,
    protected: Sequence[Protected] = (),
    rules: ReleaseRules = ReleaseRules(),
    divisions: Divisions | None = None,
) -> Release:
    """What of a view may leave the desk at the moment `now` (aware), after every rule that protects people.

    `protected` is what people said of persons (`review.find_protected`); `divisions` gives the middles of first-level
    divisions, for points.
    """
    return _Releasing(document, now, Persons(protected), rules, divisions).release()


class _Releasing:
    """One release in the making."""

    def __init__(
        self, document: DocumentView, now: datetime, persons: Persons, rules: ReleaseRules, divisions: Divisions | None
    ) -> None:
        self._document = document
        self._now, self._persons, self._rules, self._divisions = now, persons, rules, divisions
        self._reports = {report.revision: report for report in document.reports}
        self._views = {claim.id: claim for report in document.reports for claim in report.claims}
        self._story_of = {r: story.id for story in document.stories for r in story.revisions}
        self._held: list[HeldBack] = []
        self._hidden: dict[str, dict[str, str]] = {}  # by story: names of places that are coarse there
        self._claims: dict[str, ReleasedClaim] = {}

    def release(self) -> Release:
        positions = {
            claim.id
            for claim, report in self._pairs()
            if tells_position(claim, report, now=self._now, hours=self._rules.position_hours)
            or self._persons.names(claim.words)
        }
        for claim, report in self._pairs():
            if claim.id in positions:
                hidden = self._hidden.setdefault(self._scope(report), {})
                for place in (*claim.places, *self._places_in(claim, report)):
                    if is_fine(place):
                        hidden |= {place.span.of(report.text): division_of(place), place.name: division_of(place)}
        for claim, report in self._pairs():
            self._add_claim(claim, report, coarse=claim.id in positions)
        propositions = tuple(p for view in self._document.propositions if (p := self._proposition(view)))
        there = {p.id: p for p in propositions}
        disputes = tuple(
            ReleasedDispute(
                id=d.id,
                story=d.story,
                kind=d.kind,
                heading=" / ".join(there[id_].heading for id_ in (d.a, d.b) if id_ is not None),
                propositions=tuple(id_ for id_ in (d.a, d.b) if id_ is not None),
            )
            for d in self._document.disputes
            if d.a in there and (d.b is None or d.b in there)
        )
        stories = tuple(
            ReleasedStory(
                id=story.id,
                slug=slug(re.split(r"\W+", self._scrub(story.title, story.id)), story.id),
                title=self._scrub(story.title, story.id),
                reports=story.revisions,
                propositions=tuple(id_ for id_ in story.propositions if id_ in there),
                disputes=tuple(d.id for d in disputes if d.story == story.id),
            )
            for story in self._document.stories
        )
        records = Released(
            reports=tuple(map(self._report, self._document.reports)),
            claims=tuple(self._claims.values()),
            propositions=propositions,
            disputes=disputes,
            stories=stories,
        )
        return Release(records, tuple(self._held), key=_KEY)

    def _pairs(self) -> list[tuple[ClaimView, ReportView]]:
        return [(claim, report) for report in self._document.reports for claim in report.claims]

    def _scope(self, report: ReportView) -> str:
        return self._story_of.get(report.revision, report.revision)

    @staticmethod
    def _places_in(claim: ClaimView, report: ReportView) -> list[Place]:
        return [p for p in report.places if any(q.start <= p.span.start and p.span.end <= q.end for q in claim.content)]

    def _scrub(self, words: str, scope: str) -> str:
        """Words without what is hidden in a story: coarse places and the names of the protected."""
        hidden = self._hidden.get(scope, {})
        for name in sorted(hidden, key=lambda name: (-len(name), name)):
            words = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", hidden[name], words, flags=re.IGNORECASE)
        return self._persons.hide(words)

    def _report(self, report: ReportView) -> ReleasedReport:
        scope = self._scope(report)
        outlet = report.outlet or urlsplit(report.address).hostname or "a report"
        title = self._scrub(report.title, scope)
        waiting = self._persons.waiting(report, report.title)
        if waiting:
            self._held.append(HeldBack(kind="headline", id=report.revision, why=f"may name a {waiting[0].kind}"))
            title = ""
        stamp = report.published
        return ReleasedReport(
            id=report.revision,
            outlet=outlet,
            headline=f"{outlet}: “{title}”" if title else outlet,
            address=self._address(report, scope),
            published=stamp.earliest.isoformat() if stamp else None,
        )

    def _address(self, report: ReportView, scope: str) -> str:
        """The page's address; its host alone where the rest may name what is hidden; nothing for a file of the desk."""
        parts = urlsplit(report.address)
        if parts.scheme not in ("http", "https"):
            return ""
        plain = re.sub(r"[^a-z0-9]+", "", parts.path.casefold() + parts.query.casefold())
        names = [*self._hidden.get(scope, ()), *self._persons.flagged]
        words = {part for name in names for part in re.findall(r"[^\W\d_]{4,}", name.casefold())}
        waiting = self._persons.waiting(report, report.title)
        return f"{parts.scheme}://{parts.hostname}/" if waiting or any(w in plain for w in words) else report.address

    def _add_claim(self, claim: ClaimView, report: ReportView, *, coarse: bool) -> None:
        cases = self._persons.waiting_in(report, claim)
        if cases:
            why = f"may name a {cases[0].kind}: nobody has looked yet"
            self._held.append(HeldBack(kind="claim", id=claim.id, why=why))
            return
        if not claim.reviewed and not self._rules.unreviewed:
            self._held.append(HeldBack(kind="claim", id=claim.id, why="not reviewed by a person"))
            return
        scope = self._scope(report)
        words = coarsen_words(claim.content, report, keep=self._persons.flagged) if coarse else claim.words
        places = [coarsen(p, self._divisions) if coarse and is_fine(p) else as_it_is(p) for p in claim.places]
        hidden = self._hidden.get(scope, {})
        places = [p for p in places if p.name not in hidden]
        self._claims[claim.id] = ReleasedClaim(
            id=claim.id,
            report=report.revision,
            proposition=claim.proposition,
            claimant=self._persons.hide(claimant_of(claim, report)),
            via=tuple(map(self._persons.hide, claim.via)),
            stance=claim.stance,
            form=claim.form,
            kind=claim.kind,
            hedged=claim.hedged,
            certainty=claim.certainty,
            words=self._scrub(words, scope),
            places=tuple(dict.fromkeys(places)),
            event=claim.event.event.value if claim.event else None,
            event_first=_iso(claim.event_time.first) if claim.event_time else None,
            event_last=_iso(claim.event_time.last) if claim.event_time else None,
            review=REVIEWED if claim.reviewed else UNREVIEWED,
            coarse=coarse,
        )

    def _proposition(self, view: PropositionView) -> ReleasedProposition | None:
        own = [self._claims[claim] for claim in view.claims if claim in self._claims]
        if not own:
            why = "none of its claims may leave"
            self._held.append(HeldBack(kind="proposition", id=view.id, why=why))
            return None
        worded = self._claims.get(view.wording, own[0])
        by = {
            polarity: self._claimants(
                [c for p in view.positions if p.polarity is polarity for c in p.claims if c in self._claims]
            )
            for polarity in Polarity
        }
        views = [self._views[claim.id] for claim in own]
        words = {claim.id: claim.words for claim in self._claims.values()}
        answer = answer_to(view, self._document, words, self._views) if alleges_crime(views) else None
        contested = Status.CONTESTED in view.statuses or bool(by[Polarity.AGAINST])
        reviewed = all(claim.review == REVIEWED for claim in own)
        title = heading(worded.words, for_=by[Polarity.FOR], against=by[Polarity.AGAINST], contested=contested)
        return ReleasedProposition(
            id=view.id,
            story=view.story,
            heading=title,
            statuses=view.statuses,
            positions=tuple(
                ReleasedPosition(
                    claimant=self._party(p.actor, p.claims),
                    polarity=p.polarity,
                    utterances=p.utterances,
                    origins=p.origins,
                )
                for p in view.positions
                if any(claim in self._claims for claim in p.claims)
            ),
            claims=tuple(claim.id for claim in own),
            origins=view.origins,
            counts=tuple(
                self._count(count, tally.unit.value, view.story)
                for tally in view.tallies
                for count in tally.counts
                if any(claim in self._claims for claim in count.claims)
            ),
            answer=None if answer is None else self._scrub(answer, view.story),
            review=REVIEWED if reviewed else UNREVIEWED,
        )

    def _claimants(self, claims: Sequence[str]) -> list[str]:
        return list(dict.fromkeys(self._claims[claim].claimant for claim in claims))

    def _party(self, actor: str, claims: Sequence[str]) -> str:
        if actor in (ARTICLE, UNNAMED):
            return ", ".join(self._claimants([claim for claim in claims if claim in self._claims]))
        return self._persons.hide(actor)

    def _count(self, count: Count, unit: str, scope: str) -> ReleasedCount:
        return ReleasedCount(
            claimant=self._party(count.actor, count.claims),
            unit=unit,
            words=self._scrub(count.words, scope),
            low=count.low,
            high=count.high,
            convention=count.convention,
        )


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def only_reviewed(rules: ReleaseRules) -> ReleaseRules:
    """The rules of an event-shaped export: without what no person reviewed."""
    return replace(rules, unreviewed=False)
