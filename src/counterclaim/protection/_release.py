"""What may leave the desk: records made anew of a view, with every rule that protects people applied.

A release holds only fields that the rules have looked at; nothing of a report's text beyond quotations, nor evidence or
comments, is in it. Whoever writes a feed, card, map, alert, page or export for others takes a `Release` and nothing
else: only `protect_for_release` makes one.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from urllib.parse import urlsplit

from counterclaim.lexicons.event_columns import LOCATING
from counterclaim.presentation import ClaimView, DocumentView, PropositionView, ReportView
from counterclaim.protection._hiding import Hiding
from counterclaim.protection._outgoing import ReleasedOrigin, release_figures, release_quotes
from counterclaim.protection._persons import Persons
from counterclaim.protection._places import (
    Divisions,
    as_it_is,
    coarsen,
    coarsen_words,
    is_fine,
)
from counterclaim.protection._released import (
    REVIEWED,
    UNREVIEWED,
    HeldBack,
    Released,
    ReleasedClaim,
    ReleasedCount,
    ReleasedDispute,
    ReleasedEnquiry,
    ReleasedEvent,
    ReleasedPosition,
    ReleasedProposition,
    ReleasedReport,
    ReleasedStory,
    ReleasedVerdict,
    ReleaseRules,
)
from counterclaim.protection._wording import alleges_crime, answer_to, claimant_of, heading, slug
from counterclaim.records.accounts import Position, Status
from counterclaim.records.claims import Polarity
from counterclaim.records.enquiries import Enquiry, Reply
from counterclaim.records.ids import digest
from counterclaim.records.mentions import ARTICLE, UNNAMED
from counterclaim.records.tallies import Count, Tally
from counterclaim.review import EventRow, Protected, Verdict

_KEY = object()
_USUAL = ReleaseRules()


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
    rules: ReleaseRules = _USUAL,
    divisions: Divisions | None = None,
    rows: Sequence[EventRow] = (),
    verdicts: Sequence[Verdict] = (),
    enquiries: Sequence[tuple[str, Enquiry, Reply | None]] = (),
) -> Release:
    """What of a view may leave the desk at the moment `now` (aware), after every rule that protects people.

    `protected` is what people said of persons (`review.find_protected`); `divisions` gives the middles of first-level
    divisions, for points; `rows` and `verdicts` are what people made for others (`review.find_event_rows`,
    `review.find_verdicts`); `enquiries` are whom they asked, each with its id and what came of it.
    """
    return _Releasing(document, now, Persons(protected), rules, divisions).release(rows, verdicts, enquiries)


class _Releasing:
    """One release in the making."""

    def __init__(
        self, document: DocumentView, now: datetime, persons: Persons, rules: ReleaseRules, divisions: Divisions | None
    ) -> None:
        self._document = document
        self._persons, self._rules, self._divisions = persons, rules, divisions
        self._hiding = Hiding(document, persons, now=now, hours=rules.position_hours)
        self._reports = {report.revision: report for report in document.reports}
        self._views = {claim.id: claim for report in document.reports for claim in report.claims}
        self._held: list[HeldBack] = []
        self._claims: dict[str, ReleasedClaim] = {}

    def release(
        self,
        rows: Sequence[EventRow],
        verdicts: Sequence[Verdict],
        enquiries: Sequence[tuple[str, Enquiry, Reply | None]],
    ) -> Release:
        for report in self._document.reports:
            for claim in report.claims:
                self._add_claim(claim, report, coarse=self._hiding.is_coarse(claim))
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
                slug=slug(re.split(r"\W+", self._hiding.scrub(story.title, story.id)), story.id),
                title=self._hiding.scrub(story.title, story.id),
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
            origins=self._origins(),
            events=tuple(event for row in rows if (event := self._event(row)) is not None),
            verdicts=tuple(self._verdict(one) for one in verdicts if one.claim in self._claims),
            enquiries=tuple(told for one in enquiries if (told := self._enquiry(*one)) is not None),
        )
        return Release(records, tuple(self._held), key=_KEY)

    def _report(self, report: ReportView) -> ReleasedReport:
        scope = self._hiding.scope(report)
        outlet = report.outlet or urlsplit(report.address).hostname or "a report"
        title = self._hiding.scrub(report.title, scope)
        waiting = self._persons.waiting(report, report.title)
        if waiting:
            self._held.append(HeldBack(kind="headline", id=report.revision, why=f"may name a {waiting[0].kind}"))
            title = ""
        stamp = report.published
        return ReleasedReport(
            id=report.revision,
            outlet=outlet,
            headline=f"{outlet}: “{title}”" if title else outlet,
            address=self._hiding.address(report),
            published=stamp.earliest.isoformat() if stamp else None,
            document=report.document,
            updated=report.updated.earliest.isoformat() if report.updated else None,
            captured_at=report.captured_at,
            language=report.language,
            text_sha256=digest(report.text.encode(errors="surrogatepass")),
            code_version=report.code_version,
        )

    def _add_claim(self, claim: ClaimView, report: ReportView, *, coarse: bool) -> None:
        cases = self._persons.waiting_in(report, claim)
        if cases:
            why = f"may name a {cases[0].kind}: nobody has looked yet"
            self._held.append(HeldBack(kind="claim", id=claim.id, why=why))
            return
        if not claim.reviewed and not self._rules.unreviewed:
            self._held.append(HeldBack(kind="claim", id=claim.id, why="not reviewed by a person"))
            return
        scope = self._hiding.scope(report)
        words = coarsen_words(claim.content, report, keep=self._persons.flagged) if coarse else claim.words
        places = [coarsen(p, self._divisions) if coarse and is_fine(p) else as_it_is(p) for p in claim.places]
        hidden = self._hiding.places(scope)
        places = [p for p in places if p.name not in hidden]
        shown = self._hiding.scrub(words, scope)
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
            words=shown,
            places=tuple(dict.fromkeys(places)),
            event=claim.event.event.value if claim.event else None,
            event_first=_iso(claim.event_time.first) if claim.event_time else None,
            event_last=_iso(claim.event_time.last) if claim.event_time else None,
            review=REVIEWED if claim.reviewed else UNREVIEWED,
            coarse=coarse,
            claimant_kind=claim.actor_kind,
            cue=self._hiding.scrub(" … ".join(quote.words for quote in claim.cue), scope),
            quotes=release_quotes(claim, report, partial(self._hiding.may_stand, report))
            if shown == claim.words
            else (),
            figures=release_figures(claim, partial(self._hiding.scrub, scope=scope)),
            event_mode=claim.event.mode if claim.event else None,
            event_sub_type=claim.event.sub_type if claim.event else None,
            event_granularity=claim.event_time.granularity if claim.event_time else None,
            utterance=claim.utterance.id,
            channel=claim.utterance.channel,
            said_first=claim.utterance.said_first,
            said_last=claim.utterance.said_last,
            says_denial=claim.says_denial,
        )

    def _origins(self) -> tuple[ReleasedOrigin, ...]:
        """What the claims that may leave derive from."""
        found = []
        for origin in self._document.origins:
            claims = tuple(claim for claim in origin.claims if claim in self._claims)
            if claims:
                reports = tuple(r for r in origin.revisions if r in self._reports)
                root = origin.root if origin.root in self._reports else None
                found.append(ReleasedOrigin(id=origin.id, kind=origin.kind, claims=claims, reports=reports, root=root))
        return tuple(found)

    def _event(self, row: EventRow) -> ReleasedEvent | None:
        # Whoever takes back that a claim is read rightly takes back what rests on it.
        there = {id_ for id_, claim in self._claims.items() if claim.review == REVIEWED}
        claims = tuple(claim for claim in row.claims if claim in there)
        view = self._views.get(row.claims[0])
        time = view.event_time if view else None
        if view is None or not claims or claims[0] != view.id or time is None or not time.first or not time.last:
            self._held.append(HeldBack(kind="event", id=row.entry, why="the claim that it rests on may not leave"))
            return None
        scope = self._hiding.scope(self._reports[view.revision])
        coarse = is_fine(row.place) and (self._claims[view.id].coarse or row.place.name in self._hiding.places(scope))
        return ReleasedEvent(
            entry=row.entry,
            recorded_at=row.recorded_at.isoformat(),
            claims=claims,
            first=time.first.isoformat(),
            last=time.last.isoformat(),
            granularity=time.granularity,
            place=coarsen(row.place, self._divisions) if coarse else as_it_is(row.place),
            columns=tuple(
                (name, self._hiding.scrub(value, scope))
                for name, value in row.columns
                if not (coarse and name in LOCATING)
            ),
        )

    def _enquiry(self, id_: str, held: Enquiry, reply: Reply | None) -> ReleasedEnquiry | None:
        """An enquiry about what leaves. Its words are a person's: who is hidden in a report is hidden in them too, and
        where they may name somebody to protect, or tell of a claim that stays, they stay."""
        reports = [self._reports[r] for r in held.revisions if r in self._reports]
        if not reports:
            return None
        claims = tuple(claim for claim in held.claims if claim in self._claims)
        words = " ".join((held.asked, held.question, reply.answer if reply else ""))
        if held.claims and not claims:
            why = "it is about claims that may not leave"
        elif cases := [case for report in reports for case in self._persons.waiting(report, words)]:
            why = f"may name a {cases[0].kind}: nobody has looked yet"
        else:
            scopes = list(dict.fromkeys(map(self._hiding.scope, reports)))

            def clean(words: str) -> str:
                for scope in scopes:
                    words = self._hiding.scrub(words, scope)
                return words

            return ReleasedEnquiry(
                id=id_,
                asked=clean(held.asked),
                question=clean(held.question),
                asked_at=held.asked_at.isoformat(),
                answer=clean(reply.answer) if reply else None,
                answered_at=reply.answered_at.isoformat() if reply else None,
                claims=claims,
                stories=tuple(scopes),
            )
        self._held.append(HeldBack(kind="enquiry", id=id_, why=why))
        return None

    @staticmethod
    def _verdict(one: Verdict) -> ReleasedVerdict:
        return ReleasedVerdict(
            entry=one.entry,
            recorded_at=one.recorded_at.isoformat(),
            claim=one.claim,
            author=one.publisher or one.author,
            rating=one.rating,
            value=one.value,
            worst=one.worst,
            best=one.best,
            url=one.url,
        )

    def _proposition(self, view: PropositionView) -> ReleasedProposition | None:
        own = [self._claims[claim] for claim in view.claims if claim in self._claims]
        if not own:
            why = "none of its claims may leave"
            self._held.append(HeldBack(kind="proposition", id=view.id, why=why))
            return None
        worded = self._claims.get(view.wording, own[0])
        by = {polarity: self._parties([p for p in view.positions if p.polarity is polarity]) for polarity in Polarity}
        views = [self._views[claim.id] for claim in own]
        words = {claim.id: claim.words for claim in self._claims.values()}
        answer = answer_to(view, self._document, words, self._views) if alleges_crime(views) else None
        contested = Status.CONTESTED in view.statuses or bool(by[Polarity.AGAINST])
        reviewed = all(claim.review == REVIEWED for claim in own)
        title = heading(
            worded.words,
            for_=by[Polarity.FOR],
            against=by[Polarity.AGAINST],
            contested=contested,
            says_denial=view.says_denial and worded.id == view.wording,
        )
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
                self._count(count, tally, view.story)
                for tally in view.tallies
                for count in tally.counts
                if any(claim in self._claims for claim in count.claims)
            ),
            answer=None if answer is None else self._hiding.scrub(answer, view.story),
            review=REVIEWED if reviewed else UNREVIEWED,
        )

    def _claimants(self, claims: Sequence[str]) -> list[str]:
        return list(dict.fromkeys(self._claims[claim].claimant for claim in claims))

    def _parties(self, positions: Sequence[Position]) -> list[str]:
        """Who takes some positions, each party once under the name that the accounts have for it, the unnamed last."""
        held = [p for p in positions if any(claim in self._claims for claim in p.claims)]
        held.sort(key=lambda p: p.actor in (ARTICLE, UNNAMED))
        return list(dict.fromkeys(self._party(p.actor, p.claims) for p in held))

    def _party(self, actor: str, claims: Sequence[str]) -> str:
        if actor in (ARTICLE, UNNAMED):
            return ", ".join(self._claimants([claim for claim in claims if claim in self._claims]))
        return self._persons.hide(actor)

    def _count(self, count: Count, tally: Tally, scope: str) -> ReleasedCount:
        notes = {
            "part of a total": tally.part,
            "on top of an earlier count": tally.added,
            "counted anew since": count.replaced,
        }
        return ReleasedCount(
            claimant=self._party(count.actor, count.claims),
            unit=tally.unit.value,
            words=self._hiding.scrub(count.words, scope),
            low=count.low,
            high=count.high,
            convention=count.convention,
            note="; ".join(note for note, holds in notes.items() if holds),
        )


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def only_reviewed(rules: ReleaseRules) -> ReleaseRules:
    """The rules of an event-shaped export: without what no person reviewed."""
    return replace(rules, unreviewed=False)
