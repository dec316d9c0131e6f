"""A story told in the order in which its texts are proven to have stood there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from counterclaim.records.accounts import Accounts, Dispute, Status, StatusBasis, Story
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim, Polarity
from counterclaim.records.differences import ChangeKind, ClaimChange, RevisionDifference
from counterclaim.records.ids import ClaimId, PropositionId, RevisionId
from counterclaim.records.mentions import ARTICLE, UNNAMED
from counterclaim.records.spans import words_at
from counterclaim.records.timelines import (
    News,
    Outbreak,
    TextTimes,
    Timeline,
    TimelineChange,
    TimelineClaim,
    TimelineEntry,
)

#: Statuses that begin with a text. Counts of origins and silence are told by the claims.
TURNS = frozenset({Status.CONCEDED, Status.RETRACTED, Status.SUPERSEDED, Status.OPPOSING_SIDES})


def build_timeline(
    story: Story,
    texts: Sequence[TextTimes],
    analyses: Mapping[RevisionId, Analysis],
    accounts: Accounts,
    differences: Iterable[RevisionDifference] = (),
) -> Timeline:
    """The timeline of a story whose documents had these texts.

    `accounts` are over all the texts, earlier ones too, so that claims of every text belong to propositions;
    `differences` are those between one text of a document and the next. Texts without a reading bring nothing.
    """
    teller = _Teller(analyses, accounts)
    changed = {difference.after: difference for difference in differences}
    ordered = sorted(texts, key=lambda text: (text.held_from, text.recorded_at, text.revision_id))
    entries = [teller.tell(text, changed.get(text.revision_id)) for text in ordered if text.revision_id in analyses]
    return Timeline(story=story.id, title=story.title, entries=tuple(entries))


class _Teller:
    """Goes through the texts in order and knows what had been said by then."""

    def __init__(self, analyses: Mapping[RevisionId, Analysis], accounts: Accounts) -> None:
        self._analyses = analyses
        self._accounts = accounts
        self._claims = {claim.id: claim for analysis in analyses.values() for claim in analysis.claims}
        self._matter: dict[ClaimId, PropositionId] = {}
        self._names: dict[ClaimId, str] = {}
        self._sides: dict[ClaimId, Polarity] = {}  # how each stands to its matter, whatever “not” its words hold
        for proposition in accounts.propositions:
            for position in proposition.positions:
                for claim in position.claims:
                    self._matter[claim] = proposition.id
                    self._names[claim] = position.actor
                    self._sides[claim] = position.polarity
        self._bases = [b for p in accounts.propositions for b in p.status_bases if b.status in TURNS]
        self._told: set[PropositionId] = set()
        self._taken: set[tuple[PropositionId, str, Polarity]] = set()
        self._figures: dict[tuple[PropositionId, str], set[tuple[object, ...]]] = {}
        self._made: set[ClaimId] = set()
        self._broken_out: set[str] = set()
        self._order: dict[RevisionId, int] = {}

    def tell(self, text: TextTimes, difference: RevisionDifference | None) -> TimelineEntry:
        analysis = self._analyses[text.revision_id]
        self._order[text.revision_id] = len(self._order)
        fresh = {c.id for c in analysis.claims}
        if difference is not None:
            fresh = {change.after for change in difference.changes if change.after is not None}
        new: list[TimelineClaim] = []
        again = 0
        before = set(self._told)  # what one text says of a new matter twice, or of both sides, is new as a whole
        for claim in analysis.claims:
            self._made.add(claim.id)
            if claim.id not in fresh or claim.id not in self._matter:
                continue
            news = self._news(claim, before)
            if news is News.AGAIN:
                again += 1
            else:
                new.append(self._claim(claim, news, analysis))
        notes = difference.notes if difference else ()
        return TimelineEntry(
            text=text,
            replaces=difference.before if difference else None,
            claims=tuple(new),
            again=again,
            changes=tuple(self._changes(difference)),
            unchanged=difference.unchanged if difference else 0,
            headline=difference.headline if difference else None,
            notes=tuple(_plain(note.span.of(analysis.revision.text)) for note in notes),
            statuses=tuple(self._statuses()),
            disputes=tuple(self._outbreaks()),
        )

    def _news(self, claim: Claim, before: set[PropositionId]) -> News:
        matter, actor = self._matter[claim.id], self._who(claim)
        key = (matter, actor, self._sides[claim.id])
        figures = {(f.unit, f.stated) for f in claim.figures}
        known = self._figures.setdefault((matter, actor), set())
        if key not in self._taken:
            news = News.POSITION if matter in before else News.MATTER
        else:
            news = News.FIGURE if figures - known else News.AGAIN
        self._taken.add(key)
        self._told.add(matter)
        known |= figures
        return news

    def _who(self, claim: Claim) -> str:
        if claim.actor.name in (ARTICLE, UNNAMED):
            return claim.actor.name
        return self._names.get(claim.id, claim.actor.name)

    def _claim(self, claim: Claim, news: News, analysis: Analysis) -> TimelineClaim:
        text, time, said = analysis.revision.text, claim.event_time, claim.utterance
        return TimelineClaim(
            claim=claim.id,
            proposition=self._matter.get(claim.id),
            news=news,
            actor=self._who(claim),
            via=claim.via,
            stance=claim.stance,
            cue=_plain(words_at(text, claim.cue)),
            words=_plain(words_at(text, claim.content)),
            event_words=time.span.of(text) if time else None,
            event_first=time.first if time else None,
            event_last=time.last if time else None,
            said_words=said.said.span.of(text) if said.said else None,
            said_first=said.said_first,
            said_last=said.said_last,
            says_denial=claim.says_denial,
        )

    def _changes(self, difference: RevisionDifference | None) -> Iterator[TimelineChange]:
        if difference is None:
            return
        before, after = (self._analyses.get(r) for r in (difference.before, difference.after))
        if before is None or after is None:
            return
        for change in difference.changes:
            claim = self._claims[_of(change)]
            kept = change.kind is not ChangeKind.DROPPED
            yield TimelineChange(
                kind=change.kind,
                actor=self._who(claim),
                stance=claim.stance,
                cue=_plain(words_at((after if change.after else before).revision.text, claim.cue)),
                before=change.before,
                after=change.after,
                before_words=_plain(words_at(before.revision.text, change.before_spans)),
                after_words=_plain(words_at(after.revision.text, change.after_spans)) if kept else "",
                alterations=change.alterations,
                correction=_plain(change.correction.of(after.revision.text)) if change.correction else None,
                says_denial=claim.says_denial,
            )

    def _statuses(self) -> Iterator[StatusBasis]:
        """What the claims made so far settle between the parties, each once."""
        left = []
        for basis in self._bases:
            if self._made.issuperset(basis.claims):
                yield basis
            else:
                left.append(basis)
        self._bases = left

    def _outbreaks(self) -> Iterator[Outbreak]:
        """The disputes of which both sides have now spoken, each once."""
        for dispute in self._accounts.disputes:
            if dispute.id in self._broken_out:
                continue
            sides = [
                [self._claims[c] for c in claims if c in self._made]
                for claims in (dispute.sides_for, dispute.sides_against)
            ]
            if all(sides):
                self._broken_out.add(dispute.id)
                yield self._outbreak(dispute, *sides)

    def _outbreak(self, dispute: Dispute, spoke_for: Sequence[Claim], against: Sequence[Claim]) -> Outbreak:
        names = [tuple(dict.fromkeys(self._who(claim) for claim in side)) for side in (spoke_for, against)]
        words = [self._first_words(side) for side in (spoke_for, against)]
        return Outbreak(
            dispute=dispute.id,
            a_words=words[0],
            b_words=words[1] if dispute.b is not None else None,
            sides_for=names[0],
            sides_against=names[1],
        )

    def _first_words(self, side: Sequence[Claim]) -> str:
        """The words of the first claim of a side: those of a later text had not been said then."""
        first = min(side, key=lambda claim: (self._order[claim.revision_id], claim.content))
        return _plain(words_at(self._analyses[first.revision_id].revision.text, first.content))


def _of(change: ClaimChange) -> ClaimId:
    found = change.after or change.before
    assert found is not None
    return found


def _plain(words: str) -> str:
    return " ".join(words.split())
