"""What every kind of turn asks of two views: what is news in the later one, and which matters of the earlier one it
knows again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from counterclaim.differences import find_alike
from counterclaim.presentation import ClaimView, DocumentView, PropositionView, ReportView
from counterclaim.records.accounts import OriginKind
from counterclaim.records.claims import Kind
from counterclaim.records.differences import RevisionDifference
from counterclaim.records.ids import ClaimId, RevisionId, StoryId, make_id
from counterclaim.records.mentions import ARTICLE
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


class TwoViews:
    """A ledger as it was and as it is. `told` are the claims that a turn was raised for: it grows as kinds of turns are
    looked for, since what one tells another need not."""

    def __init__(
        self,
        before: DocumentView,
        after: DocumentView,
        span: Span,
        differences: Sequence[RevisionDifference],
        passing: Sequence[ReportView],
    ) -> None:
        self.span, self.differences = span, differences
        self.before, self.after = Lookup(before), Lookup(after)
        self._reports: dict[str, ReportView] = {r.revision: r for r in passing}
        self._reports |= self.before.reports | self.after.reports
        self.claims: dict[str, ClaimView] = {c.id: c for report in self._reports.values() for c in report.claims}
        self.story_of = {revision: story.id for story in after.stories for revision in story.revisions}
        self.told: set[str] = set()
        self.same = self._pair_claims(differences)
        home = {claim: p.id for p in before.propositions for claim in p.claims}
        self.matched: dict[str, list[PropositionView]] = {
            p.id: [
                self.before.propositions[one]
                for one in dict.fromkeys(home[self.same[claim]] for claim in p.claims if self.same.get(claim) in home)
            ]
            for p in after.propositions
        }
        self._siblings: defaultdict[str, list[str]] = defaultdict(list)  # by claim: claims held before of its origins
        for origin in after.origins:
            if origin.kind in DERIVING:
                held: list[str] = [c for c in origin.claims if c in self.before.claims]
                held += [c.id for r in origin.whole if r in self.before.reports for c in self.before.reports[r].claims]
                for claim in origin.claims:
                    self._siblings[claim] += held

    def _pair_claims(self, differences: Sequence[RevisionDifference]) -> dict[str, str]:
        """For claims of the later view those of the earlier one that they are: the same, or as the next text of the
        report tells them."""
        keys = {self._key(claim): claim.id for claim in self.before.claims.values()}
        pairs = {d.after: d.before for one in differences for d in one.changes if d.after and d.before}
        same: dict[str, str] = {}
        for claim in self.after.claims.values():
            found: str | None = claim.id
            seen: set[str] = set()
            while found is not None and found not in seen:
                seen.add(found)
                if found in self.before.claims:
                    same[claim.id] = found
                    break
                here = self.claims.get(found)
                by_key = keys.get(self._key(here)) if here is not None else None
                found = by_key or pairs.get(ClaimId(found))
        return same

    def _key(self, claim: ClaimView) -> tuple[str, str, str, str]:
        words = " ".join(claim.words.casefold().split())
        return self._reports[claim.revision].document, claim.actor.casefold(), claim.stance.value, words

    # What is new

    def is_news(self, claim_id: str) -> bool:
        """Whether a claim is new, in a text that is new or on which a person decided, and no copy of what was held."""
        claim = self.after.claims.get(claim_id)
        if claim is None or claim_id in self.same:
            return False
        if claim.revision in self.before.reports:  # the same text, read otherwise: only people make that news
            return claim.revision in self.span.decided
        siblings = [(one, self.before.claims[one].words) for one in self._siblings.get(claim_id, ())]
        return next(iter(find_alike(claim.words, siblings)), None) is None

    def news(self, claims: Iterable[str]) -> list[ClaimView]:
        """The news among claims, by publication."""
        return sorted((self.after.claims[c] for c in claims if self.is_news(c)), key=self.moment_of)

    def moment_of(self, claim: ClaimView) -> tuple[datetime, str]:
        report = self._reports[claim.revision]
        stamp = report.updated or report.published
        return (stamp.earliest if stamp else datetime.fromisoformat(report.captured_at)), claim.id

    def decided(self, claims: Iterable[str]) -> bool:
        """Whether a person decided on one of the texts that these claims are from."""
        return any(c in self.claims and self.claims[c].revision in self.span.decided for c in claims)

    def weighs(self, claim_id: ClaimId | None) -> bool:
        """Whether somebody claims it: what a report tells in its own words alone comes and goes."""
        claim = self.claims.get(claim_id) if claim_id else None
        return claim is not None and claim.kind is Kind.FACT and claim.actor != ARTICLE

    def proposition_of(self, claim_id: str) -> PropositionView | None:
        claim = self.after.claims.get(claim_id)
        return None if claim is None or claim.proposition is None else self.after.propositions.get(claim.proposition)

    # Turns

    def group(
        self,
        kind: TurnKind,
        after: Sequence[ClaimId | None],
        before: Sequence[ClaimId | None],
        *,
        corrected: bool = False,
        aspects: tuple[str, ...] = (),
        reason: str = "a revision of the report",
    ) -> Iterator[Turn]:
        """One turn of all these claims of one report; none where there are no claims."""
        new = [self.claims[c] for c in after if c is not None and c in self.claims]
        old = [str(c) for c in before if c is not None and c in self.claims]
        if not new and not old:
            return
        revision = new[0].revision if new else self._next_text(self.claims[old[0]].revision)
        yield self.turn(
            kind, new, old, self.proposition_of(new[0].id) if new else None, reason,
            corrected=corrected, aspects=aspects, story=self.story_of.get(revision), also=revision,
        )  # fmt: skip

    def _next_text(self, revision: str) -> str:
        return next((d.after for d in self.differences if d.before == revision), RevisionId(revision))

    def turn(
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
        """A turn about claims that are news, which are told thereby; its id is that of these claims."""
        claims = [claim.id for claim in fresh]
        self.told.update(claims)
        named = {"kind": kind.value, "claims": sorted(claims)}
        if kind in (TurnKind.DROPPED, TurnKind.VANISHED, TurnKind.REWORDED, TurnKind.TOLL):
            named["earlier"] = sorted(earlier)
        if kind is TurnKind.STATUS:
            named["statuses"] = [status.value for status in more["statuses"]]  # type: ignore[attr-defined]
        if p is not None:
            more.setdefault("statuses", p.statuses)
        texts = [self.claims[c].revision for c in (*claims, *earlier[:MOST])] + ([also] if also else [])
        if story is None:
            story = p.story if p is not None else self.story_of.get(texts[0])
        return Turn(
            id=TurnId(make_id("n", named)),
            kind=kind,
            since=self.span.since,
            at=self.span.at,
            story=None if story is None else StoryId(story),
            proposition=None if p is None else p.id,  # type: ignore[arg-type]
            claims=tuple(ClaimId(c) for c in claims[:MOST]),
            earlier=tuple(ClaimId(c) for c in earlier[:MOST]),
            revisions=tuple(RevisionId(r) for r in dict.fromkeys(texts)),
            decided=decided or self.decided(claims),
            reason=reason,
            **more,  # type: ignore[arg-type]
        )
