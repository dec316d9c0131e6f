"""Turns from two views of a ledger, as it was and as it is. Pure functions: the same views give the same turns.

A turn needs something new: a text that the ledger did not hold, a person's decision, or a page that is gone. What
another reading of held texts, another grouping, a copy or a rewrite changes raises none.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from counterclaim.differences import find_alike
from counterclaim.presentation import ClaimView, DocumentView, PropositionView, ReportView
from counterclaim.records.accounts import DisputeKind, OriginKind, Status
from counterclaim.records.claims import POLARITY, Kind, Polarity
from counterclaim.records.differences import Aspect, ChangeKind, ClaimChange, RevisionDifference
from counterclaim.records.ids import ClaimId, RevisionId, StoryId, make_id
from counterclaim.records.mentions import ARTICLE, UNNAMED
from counterclaim.records.tallies import Tally
from counterclaim.records.turns import Turn, TurnId, TurnKind
from counterclaim.views import Lookup

#: Origins that make a claim one that was told before.
DERIVING = frozenset(
    {
        OriginKind.COPY,
        OriginKind.REWRITE,
        OriginKind.SHARED_INTERVIEW,
        OriginKind.SHARED_BACKGROUND,
        OriginKind.UTTERANCE,
    }
)
#: Changes of wording that change what is said. Another verb of saying, other marks or other words do not.
MEANT = frozenset(
    {
        Aspect.FIGURE,
        Aspect.STANCE,
        Aspect.ACTOR,
        Aspect.ATTRIBUTION_REMOVED,
        Aspect.ATTRIBUTION_ADDED,
        Aspect.CERTAINTY,
        Aspect.HEDGE_DROPPED,
        Aspect.HEDGE_ADDED,
        Aspect.CONDITION_DROPPED,
        Aspect.CONDITION_ADDED,
        Aspect.PLACE,
        Aspect.EVENT_TIME,
    }
)
#: Statuses that another turn tells of.
TOLD_ELSEWHERE = frozenset({Status.CONTESTED, Status.REMOVED, Status.ONE_ORIGIN})
#: Claims of a group that a turn names.
MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Between which moments of recording turns are looked for, on which texts people decided meanwhile, and of which
    texts the pages were found gone."""

    since: datetime | None
    at: datetime
    decided: frozenset[RevisionId] = frozenset()
    gone: frozenset[RevisionId] = frozenset()


def find_turns(
    before: DocumentView,
    after: DocumentView,
    span: Span,
    *,
    differences: Sequence[RevisionDifference] = (),
    passing: Sequence[ReportView] = (),
) -> tuple[Turn, ...]:
    """The turns between two views, by kind and story.

    `differences` are those that new texts make to the texts before them; `passing` are texts that came and were
    replaced between the two views.
    """
    finder = _Finder(before, after, span, differences, passing)
    found: dict[TurnId, Turn] = {}
    for search in (
        finder.denials,
        finder.tolls,
        finder.disputes,
        finder.revisions,
        finder.origins,
        finder.statuses,
        finder.vanished,
    ):
        for turn in search():
            found.setdefault(turn.id, turn)
    order = list(TurnKind)
    return tuple(sorted(found.values(), key=lambda turn: (order.index(turn.kind), turn.story or "", turn.id)))


class _Finder:
    def __init__(
        self,
        before: DocumentView,
        after: DocumentView,
        span: Span,
        differences: Sequence[RevisionDifference],
        passing: Sequence[ReportView],
    ) -> None:
        self._span, self._differences = span, differences
        self._before, self._after = Lookup(before), Lookup(after)
        self._reports: dict[str, ReportView] = {r.revision: r for r in passing}
        self._reports |= self._before.reports | self._after.reports
        self._all: dict[str, ClaimView] = {c.id: c for report in self._reports.values() for c in report.claims}
        self._story_of = {revision: story.id for story in after.stories for revision in story.revisions}
        self._told: set[str] = set()  # claims that a turn was raised for
        self._same = self._pair_claims(differences)
        home = {claim: p.id for p in before.propositions for claim in p.claims}
        self._matched: dict[str, list[PropositionView]] = {
            p.id: [
                self._before.propositions[one]
                for one in dict.fromkeys(home[self._same[claim]] for claim in p.claims if self._same.get(claim) in home)
            ]
            for p in after.propositions
        }
        self._siblings: defaultdict[str, list[str]] = defaultdict(list)  # by claim: claims held before of its origins
        for origin in after.origins:
            if origin.kind in DERIVING:
                held: list[str] = [c for c in origin.claims if c in self._before.claims]
                held += [
                    c.id for r in origin.whole if r in self._before.reports for c in self._before.reports[r].claims
                ]
                for claim in origin.claims:
                    self._siblings[claim] += held

    def _pair_claims(self, differences: Sequence[RevisionDifference]) -> dict[str, str]:
        """For claims of the later view those of the earlier one that they are: the same, or as the next text of the
        report tells them."""
        keys = {self._key(claim): claim.id for claim in self._before.claims.values()}
        pairs = {d.after: d.before for one in differences for d in one.changes if d.after and d.before}
        same: dict[str, str] = {}
        for claim in self._after.claims.values():
            found: str | None = claim.id
            seen: set[str] = set()
            while found is not None and found not in seen:
                seen.add(found)
                if found in self._before.claims:
                    same[claim.id] = found
                    break
                here = self._all.get(found)
                by_key = keys.get(self._key(here)) if here is not None else None
                found = by_key or pairs.get(ClaimId(found))
        return same

    def _key(self, claim: ClaimView) -> tuple[str, str, str, str]:
        words = " ".join(claim.words.casefold().split())
        return self._reports[claim.revision].document, claim.actor.casefold(), claim.stance.value, words

    # What is new

    def _is_news(self, claim_id: str) -> bool:
        claim = self._after.claims.get(claim_id)
        if claim is None or claim_id in self._same:
            return False
        if claim.revision in self._before.reports:  # the same text, read otherwise: only people make that news
            return claim.revision in self._span.decided
        siblings = [(one, self._before.claims[one].words) for one in self._siblings.get(claim_id, ())]
        return next(iter(find_alike(claim.words, siblings)), None) is None

    def _news(self, claims: Iterable[str]) -> list[ClaimView]:
        """The news among claims, by publication."""
        return sorted((self._after.claims[c] for c in claims if self._is_news(c)), key=self._moment)

    def _moment(self, claim: ClaimView) -> tuple[datetime, str]:
        report = self._reports[claim.revision]
        stamp = report.updated or report.published
        return (stamp.earliest if stamp else datetime.fromisoformat(report.captured_at)), claim.id

    def _decided(self, claims: Iterable[str]) -> bool:
        return any(c in self._all and self._all[c].revision in self._span.decided for c in claims)

    # The kinds

    def denials(self) -> Iterator[Turn]:
        """A party stands against a matter against which it did not stand."""
        for p in self._after.document.propositions:
            for position in p.positions:
                if position.polarity is not Polarity.AGAINST or position.actor == ARTICLE:
                    continue
                fresh = self._news(position.claims)
                if not fresh or self._stood_against(p, position.actor, fresh[0]):
                    continue
                yield self._turn(TurnKind.DENIED, fresh, self._denied_by(p, position.claims), p, "new position against")

    def _stood_against(self, p: PropositionView, actor: str, claim: ClaimView) -> bool:
        name = actor.casefold()
        for old in self._matched[p.id]:
            if any(q.polarity is Polarity.AGAINST and q.actor.casefold() == name for q in old.positions):
                return True
        own = [
            (other.id, other.words)
            for other in self._before.claims.values()
            if POLARITY.get(other.stance) is Polarity.AGAINST and other.actor in (claim.actor, actor)
        ]
        return actor != UNNAMED and next(iter(find_alike(claim.words, own)), None) is not None

    def _denied_by(self, p: PropositionView, denials: Collection[str]) -> list[str]:
        """The claims that denials deny or answer, the first to be made first."""
        found: list[str] = [c for q in p.positions if q.polarity is Polarity.FOR for c in q.claims]
        document = self._after.document
        found += [answer.claim for answer in document.answers if answer.denial in denials]
        for d in document.disputes:
            found += d.sides_for if set(denials) & set(d.sides_against) else ()
            found += d.sides_against if set(denials) & set(d.sides_for) else ()
        held = [self._all[c] for c in dict.fromkeys(found) if c in self._all and c not in denials]
        return [claim.id for claim in sorted(held, key=self._moment)]

    def disputes(self) -> Iterator[Turn]:
        """Rival accounts that were not set against each other before."""
        for d in self._after.document.disputes:
            fresh = self._news((*d.sides_for, *d.sides_against))
            told = [c.id in self._told for c in fresh]
            if d.kind is DisputeKind.OWN_CLAIM or not fresh or all(told):
                continue
            if d.kind is DisputeKind.DENIAL and any(told):  # the denial was told, with what it denies
                continue
            if any(self._is_same_dispute(old.a, old.b, d.a, d.b) for old in self._before.document.disputes):
                continue
            new = {c.id for c in fresh}
            rivals = [c for c in (*d.sides_for, *d.sides_against) if c not in new and c in self._all]
            here = d.a if new & set(d.sides_for) or d.b is None else d.b
            p = self._after.propositions[here]
            yield self._turn(TurnKind.CONTESTED, fresh, rivals, p, f"new dispute ({d.kind.value})")

    def _is_same_dispute(self, old_a: str, old_b: str | None, a: str, b: str | None) -> bool:
        first = {p.id for p in self._matched[a]}
        second = first if b is None else {p.id for p in self._matched[b]}
        other = old_a if old_b is None else old_b
        return bool((old_a in first and other in second) or (old_a in second and other in first))

    def tolls(self) -> Iterator[Turn]:
        """A party gives another figure than it gave: in a later text of a report, or in another report."""
        for difference in self._differences:
            for change in difference.changes:
                altered = [a for a in change.alterations if a.aspect is Aspect.FIGURE]
                if change.after in self._all and change.before in self._all and altered:
                    figures = (altered[0].before, altered[0].after)
                    new = self._all[str(change.after)]
                    yield self._turn(
                        TurnKind.TOLL,
                        [new],
                        [str(change.before)],
                        self._proposition_of(new.id),
                        "a revision gives another figure",
                        figures=figures,
                        corrected=change.correction is not None,
                    )
        for p in self._after.document.propositions:
            yield from self._replaced_tolls(p)
            yield from self._counted_anew(p)

    def _replaced_tolls(self, p: PropositionView) -> Iterator[Turn]:
        for basis in p.status_bases:
            if basis.status is not Status.SUPERSEDED or len(basis.claims) < 2:
                continue
            older, newer = basis.claims[0], basis.claims[-1]
            fresh = self._news([newer])
            if fresh and fresh[0].figures and older in self._all and self._all[older].figures:
                yield self._turn(TurnKind.TOLL, fresh, [older], p, "the party has since counted anew")

    def _counted_anew(self, p: PropositionView) -> Iterator[Turn]:
        before = [tally for old in self._matched[p.id] for tally in old.tallies]
        for tally in p.tallies:
            for count in tally.counts:
                fresh = self._news(count.claims)
                if count.replaced or not fresh or self._told & {c.id for c in fresh}:
                    continue
                own = [
                    old
                    for other in before
                    if _counts_the_same(other, tally)
                    for old in other.counts
                    if old.actor == count.actor
                ]
                if own and all(
                    (old.low, old.high, old.convention) != (count.low, count.high, count.convention) for old in own
                ):
                    yield self._turn(
                        TurnKind.TOLL,
                        fresh,
                        list(own[-1].claims),
                        p,
                        "the party gives another figure than before",
                        figures=(own[-1].words, count.words),
                    )

    def origins(self) -> Iterator[Turn]:
        """A contested matter stands on more origins than it did."""
        for p in self._after.document.propositions:
            before = self._matched[p.id]
            contested = Status.CONTESTED in p.statuses and any(Status.CONTESTED in old.statuses for old in before)
            number, was = _backing(p), max((_backing(old) for old in before), default=0)
            fresh = self._news(c for q in p.positions if q.polarity is Polarity.FOR for c in q.claims)
            if contested and fresh and number > was:
                earlier = [c for q in p.positions if q.polarity is Polarity.FOR for c in q.claims if c in self._same]
                reason = f"{was} origins before, {number} now"
                yield self._turn(TurnKind.ORIGIN, fresh, earlier, p, reason, number=number)

    def statuses(self) -> Iterator[Turn]:
        """A matter that was known has a status that it had not, or people's decision took one away."""
        for p in self._after.document.propositions:
            old = self._matched[p.id]
            had = tuple(s for s in Status if any(s in one.statuses for one in old))
            if not old or set(had) == set(p.statuses):
                continue
            gained = [s for s in p.statuses if s not in had and s not in TOLD_ELSEWHERE]
            bases = [b for b in p.status_bases if b.status in gained]
            fresh = self._news(c for b in bases for c in b.claims)
            decided = self._decided(p.claims)
            lost = [s for s in had if s not in p.statuses]
            if decided and (gained or lost) and not fresh:
                fresh = [self._after.claims[p.wording]] if p.wording in self._after.claims else []
            if not fresh or (not decided and self._told.issuperset(c.id for c in fresh)):
                continue
            yield self._turn(
                TurnKind.STATUS,
                fresh,
                [p.wording],
                p,
                f"now also: {', '.join(gained)}" if gained else f"no longer: {', '.join(lost)}",
                statuses=p.statuses,
                statuses_before=had,
                decided=decided,
            )

    def revisions(self) -> Iterator[Turn]:
        """What a later text of a report dropped, reworded or added."""
        for difference in self._differences:
            reworded = [c for c in difference.changes if c.kind is ChangeKind.REWORDED and _meant(c)]
            dropped = [c for c in difference.changes if c.kind is ChangeKind.DROPPED and self._weighs(c.before)]
            for corrected in (False, True):
                own = [c for c in dropped if (c.correction is not None) is corrected]
                yield from self._group(TurnKind.DROPPED, [], [c.before for c in own], corrected=corrected)
            yield from self._group(
                TurnKind.REWORDED,
                [c.after for c in reworded],
                [c.before for c in reworded],
                corrected=any(c.correction is not None for c in reworded),
                aspects=tuple(dict.fromkeys(a.aspect.value for c in reworded for a in c.alterations)),
            )
            added = [c.after for c in difference.changes if c.kind is ChangeKind.ADDED and self._is_new_word(c.after)]
            yield from self._group(TurnKind.ADDED, added, [])

    def vanished(self) -> Iterator[Turn]:
        """A page is gone that told what is contested."""
        contested = {c for p in self._after.document.propositions if Status.CONTESTED in p.statuses for c in p.claims}
        contested |= {c for d in self._after.document.disputes for c in (*d.sides_for, *d.sides_against)}
        for revision in sorted(self._span.gone):
            report = self._after.reports.get(revision)
            claims = [ClaimId(c.id) for c in report.claims if c.id in contested] if report else []
            told = [claim for claim in claims if self._weighs(claim)]
            yield from self._group(TurnKind.VANISHED, [], told, reason="the page is no longer there")

    def _weighs(self, claim_id: ClaimId | None) -> bool:
        """Whether somebody claims it: what a report tells in its own words alone comes and goes."""
        claim = self._all.get(claim_id) if claim_id else None
        return claim is not None and claim.kind is Kind.FACT and claim.actor != ARTICLE

    def _is_new_word(self, claim_id: ClaimId | None) -> bool:
        """Whether nobody had said so: the matter is new, or this party had no position on it."""
        if claim_id is None or claim_id in self._told or not self._weighs(claim_id) or not self._is_news(claim_id):
            return False
        claim = self._after.claims[claim_id]
        p = self._proposition_of(claim_id)
        known = [] if p is None else self._matched[p.id]
        polarity = POLARITY.get(claim.stance)
        return p is not None and not any(
            q.polarity is polarity and q.actor == claim.actor for old in known for q in old.positions
        )

    def _group(
        self,
        kind: TurnKind,
        after: Sequence[ClaimId | None],
        before: Sequence[ClaimId | None],
        *,
        corrected: bool = False,
        aspects: tuple[str, ...] = (),
        reason: str = "a revision of the report",
    ) -> Iterator[Turn]:
        new = [self._all[c] for c in after if c is not None and c in self._all]
        old = [str(c) for c in before if c is not None and c in self._all]
        if not new and not old:
            return
        revision = new[0].revision if new else self._next_text(self._all[old[0]].revision)
        turn = self._turn(
            kind, new, old, self._proposition_of(new[0].id) if new else None, reason,
            corrected=corrected, aspects=aspects, story=self._story_of.get(revision), also=revision,
        )  # fmt: skip
        yield turn

    def _next_text(self, revision: str) -> str:
        return next((d.after for d in self._differences if d.before == revision), RevisionId(revision))

    def _proposition_of(self, claim_id: str) -> PropositionView | None:
        claim = self._after.claims.get(claim_id)
        return None if claim is None or claim.proposition is None else self._after.propositions.get(claim.proposition)

    def _turn(
        self,
        kind: TurnKind,
        fresh: Sequence[ClaimView],
        earlier: Sequence[str],
        p: PropositionView | None,
        reason: str,
        *,
        story: StoryId | str | None = None,
        also: str | None = None,
        decided: bool = False,
        **more: object,
    ) -> Turn:
        claims = [claim.id for claim in fresh]
        self._told.update(claims)
        named = {"kind": kind.value, "claims": sorted(claims)}
        if kind in (TurnKind.DROPPED, TurnKind.VANISHED, TurnKind.REWORDED, TurnKind.TOLL):
            named["earlier"] = sorted(earlier)
        if kind is TurnKind.STATUS:
            named["statuses"] = [status.value for status in more["statuses"]]  # type: ignore[attr-defined]
        if p is not None:
            more.setdefault("statuses", p.statuses)
        texts = [self._all[c].revision for c in (*claims, *earlier[:MOST])] + ([also] if also else [])
        if story is None:
            story = p.story if p is not None else self._story_of.get(texts[0])
        return Turn(
            id=TurnId(make_id("n", named)),
            kind=kind,
            since=self._span.since,
            at=self._span.at,
            story=None if story is None else StoryId(story),
            proposition=None if p is None else p.id,  # type: ignore[arg-type]
            claims=tuple(ClaimId(c) for c in claims[:MOST]),
            earlier=tuple(ClaimId(c) for c in earlier[:MOST]),
            revisions=tuple(RevisionId(r) for r in dict.fromkeys(texts)),
            decided=decided or self._decided(claims),
            reason=reason,
            **more,  # type: ignore[arg-type]
        )


def _meant(change: ClaimChange) -> bool:
    """Whether a claim reworded says something else. Where its figure alone is another one, that is told as a toll."""
    aspects = {alteration.aspect for alteration in change.alterations} & MEANT
    return bool(aspects - {Aspect.FIGURE})


def _counts_the_same(a: Tally, b: Tally) -> bool:
    return (a.unit, a.side, a.part, a.added) == (b.unit, b.side, b.part, b.added)


def _backing(p: PropositionView) -> int:
    """On how many origins those stand who assert a matter."""
    return max(
        (b.number or 0 for b in p.status_bases if b.status in (Status.ONE_ORIGIN, Status.INDEPENDENT)), default=0
    )
