"""What a person decides on a ledger, by ids and words: the same from the command line, the desk and the API."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from counterclaim.deciding._asking import added, corrected, parts_of
from counterclaim.disputes import build_accounts
from counterclaim.errors import InputError, LedgerError
from counterclaim.ledger import AsOf, Ledger
from counterclaim.records.accounts import Dispute, Proposition, Story
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim
from counterclaim.records.decisions import Decision, DecisionAction, Words
from counterclaim.records.ids import EntryId, RevisionId
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import Spans
from counterclaim.review import find_beside, find_words, unmarked, whole_text


class Bench:
    """A ledger with what one person decides on it. Every method that decides keeps one entry or more, tells `told` of
    each, and raises LedgerError or InputError where an id or words name nothing. With `seen`, a time of recording, the
    person means the claims as they stood then, whatever others decided since."""

    def __init__(
        self,
        ledger: Ledger,
        author: str,
        reason: str,
        *,
        told: Callable[[EntryId, Decision], None] = lambda entry, decision: None,
        seen: datetime | None = None,
    ) -> None:
        self.ledger, self.author, self.reason, self._told, self._seen = ledger, author, reason, told, seen

    def claim(self, id_: str) -> tuple[Claim, Analysis]:
        """The claim that an id names, as it stands, and its report."""
        found = self.ledger.find(id_)
        if not isinstance(found.record, Claim) or found.analysis is None:
            raise LedgerError(f"{id_!r} names a {found.kind}, not a claim")
        if self._seen is not None:
            then = self.ledger.analyses(AsOf(recorded=self._seen), current=False, only={found.record.revision_id})
            for claim in (one for analysis in then for one in analysis.claims if one.id == found.id):
                return claim, found.analysis
        return found.record, found.analysis

    def claims(self, id_: str) -> list[Claim]:
        """The claim that an id names, or the claims of the proposition, that which words it first."""
        found = self.ledger.find(id_)
        if isinstance(found.record, Proposition):
            ids = dict.fromkeys((found.record.wording, *found.record.claims))
            return [self.claim(claim)[0] for claim in ids]
        return [self.claim(id_)[0]]

    def reports(self, id_: str) -> list[RevisionId]:
        """The report that an id names, or those of the story."""
        found = self.ledger.find(id_)
        if isinstance(found.record, Story):
            return list(found.record.revisions)
        if isinstance(found.record, Revision):
            return [found.record.id]
        raise LedgerError(f"{id_!r} names a {found.kind}, not a report or a story")

    def report(self, id_: str) -> Revision:
        """The report that an id names."""
        record = self.ledger.find(id_).record
        if not isinstance(record, Revision):
            raise LedgerError(f"{id_!r} names no report")
        return record

    def kind(self, id_: str) -> str:
        return self.ledger.find(id_).kind

    def proposition_of(self, claim: Claim) -> Proposition | None:
        held = self.ledger.accounts(build_accounts).propositions
        return next((proposition for proposition in held if claim.id in proposition.claims), None)

    def story_of(self, revision: RevisionId) -> Story | None:
        return next((s for s in self.ledger.accounts(build_accounts).stories if revision in s.revisions), None)

    def dispute(self, id_: str) -> Dispute:
        found = self.ledger.find(id_)
        if not isinstance(found.record, Dispute):
            raise LedgerError(f"{id_!r} names a {found.kind}, not a dispute")
        return found.record

    def decide(self, action: DecisionAction, claim: Claim, others: Sequence[Claim] = (), **given: Any) -> EntryId:
        """Keeps a decision on a claim, and on others where it relates them."""
        return self.keep(
            Decision(
                action=action,
                revision_id=claim.revision_id,
                spans=claim.content,
                author=self.author,
                reason=self.reason,
                claims=tuple(map(unmarked, given.pop("claims", ()))),
                claim_id=claim.id,
                speaker=claim.actor.name,
                others=tuple(other.id for other in others),
                elsewhere=tuple(Words(revision_id=other.revision_id, spans=other.content) for other in others),
                **given,
            )
        )

    def decide_reports(self, action: DecisionAction, report: RevisionId, others: Iterable[RevisionId]) -> EntryId:
        texts = {revision: self._whole(revision) for revision in (report, *others)}
        here = texts.pop(report)
        return self.keep(
            Decision(
                action=action,
                revision_id=report,
                spans=here,
                author=self.author,
                reason=self.reason,
                elsewhere=tuple(Words(revision_id=revision, spans=spans) for revision, spans in texts.items()),
            )
        )

    def _whole(self, revision: RevisionId) -> Spans:
        record = self.ledger.find(revision).record
        if not isinstance(record, Revision):
            raise LedgerError(f"{revision} is no report")
        return whole_text(record)

    def keep(self, decision: Decision) -> EntryId:
        """Keeps a decision."""
        entry = self.ledger.add_decision(decision)
        self._told(entry, decision)
        return entry

    # What a person can say

    def accept(self, ids: Iterable[str]) -> None:
        """Claims as they are read."""
        for id_ in ids:
            claim, _ = self.claim(id_)
            self.decide(DecisionAction.ACCEPT, claim, claims=(claim,))

    def correct(self, id_: str, asked: Mapping[str, object]) -> None:
        """How a claim should read; `asked` has what differs (see `corrected`)."""
        claim, analysis = self.claim(id_)
        self.decide(DecisionAction.CORRECT, claim, claims=(corrected(claim, analysis.revision, asked),))

    def add(self, report: str, asked: Mapping[str, object]) -> None:
        """A claim that no machine read in a report. Its words may be those of other speakers' claims: several can say
        the same, and one who is credited wrongly is corrected there.

        Raises:
            InputError: this speaker's claim in these words is read already; it is the subject of the error.
        """
        revision = self.report(report)
        claim = added(revision, asked)
        (reading,) = self.ledger.analyses(current=False, only={revision.id})
        beside = find_beside(reading.claims, claim)
        for other in beside:
            if other.actor.name == claim.actor.name:
                told = f"these words are read already, as claim {other.id[:9]} of {other.actor.name}"
                raise InputError(f"{told}: correct or split that", subject=other.id)
        self.keep(
            Decision(
                action=DecisionAction.ADD,
                revision_id=revision.id,
                spans=claim.content,
                author=self.author,
                reason=self.reason,
                speaker=claim.actor.name,
                claims=(claim,),
                others=tuple(other.id for other in beside),
            )
        )

    def split(self, id_: str, into: Sequence[str]) -> None:
        """A claim in parts, each by its words."""
        if len(into) < 2:
            raise InputError("a claim is split into two parts at least", subject=id_)
        claim, analysis = self.claim(id_)
        self.decide(DecisionAction.SPLIT, claim, claims=parts_of(claim, analysis.revision, into))

    def withdraw(self, ids: Iterable[str]) -> None:
        """The reports make no such claims."""
        for id_ in ids:
            self.decide(DecisionAction.WITHDRAW, self.claim(id_)[0])

    def comment(self, id_: str) -> None:
        """A remark on a claim, which is the reason."""
        self.decide(DecisionAction.COMMENT, self.claim(id_)[0])

    def undo(self, entry: str) -> None:
        """A decision no longer holds; to undo that brings it back."""
        found, decision = find_entry(self.ledger, entry)
        self.keep(
            Decision(
                action=DecisionAction.UNDO,
                revision_id=decision.revision_id,
                spans=decision.spans,
                author=self.author,
                reason=self.reason,
                undoes=found,
            )
        )

    def merge(self, ids: Sequence[str]) -> None:
        """Claims and propositions are about one matter, or reports and stories about one event."""
        if len(ids) < 2:
            raise InputError("a merger takes two ids at least", subject=" ".join(ids))
        if {self.kind(id_) for id_ in ids} <= {"claim", "proposition"}:
            claims = list({claim.id: claim for id_ in ids for claim in self.claims(id_)}.values())
            self.decide(DecisionAction.MERGE, claims[0], claims[1:])
        else:
            reports = list(dict.fromkeys(revision for id_ in ids for revision in self.reports(id_)))
            self.decide_reports(DecisionAction.JOIN_REPORTS, reports[0], reports[1:])

    def part(self, ids: Sequence[str], others: Sequence[str] = ()) -> None:
        """Claims are about another matter than the rest of their proposition (or `others`), or reports about another
        event than the rest of their story; those named together stay together."""
        if {self.kind(id_) for id_ in ids} <= {"claim", "proposition"}:
            taken = list({claim.id: claim for id_ in ids for claim in self.claims(id_)}.values())
            rest = [claim for id_ in others for claim in self.claims(id_)]
            home = None if rest else self.proposition_of(taken[0])
            rest = rest or [self.claim(id_)[0] for id_ in (home.claims if home else ())]
            rest = [claim for claim in rest if claim.id not in {own.id for own in taken}]
            if not rest:
                raise LedgerError("there is nothing to part this from: name it with --from")
            for claim in taken:
                self.decide(DecisionAction.PART, claim, rest)
            if len(taken) > 1:
                self.decide(DecisionAction.MERGE, taken[0], taken[1:])
            return
        reports = list(dict.fromkeys(revision for id_ in ids for revision in self.reports(id_)))
        away = [revision for id_ in others for revision in self.reports(id_)]
        story = None if away else self.story_of(reports[0])
        away = [r for r in (away or (story.revisions if story else ())) if r not in reports]
        if not away:
            raise LedgerError("there is nothing to part this from: name it with --from")
        for report in reports:
            self.decide_reports(DecisionAction.PART_REPORTS, report, away)
        if len(reports) > 1:
            self.decide_reports(DecisionAction.JOIN_REPORTS, reports[0], reports[1:])

    def join_actors(self, ids: Sequence[str], *, join: bool) -> None:
        """The speaker of the first claim is that of the others, or is not."""
        first, *others = [self.claim(id_)[0] for id_ in ids]
        if not others:
            raise InputError("this takes two claims at least", subject=" ".join(ids))
        self.decide(DecisionAction.JOIN_ACTORS if join else DecisionAction.PART_ACTORS, first, others)

    def join_origins(self, ids: Sequence[str], *, join: bool) -> None:
        """Reports derive from what the first derives from, or do not."""
        first, *others = list(dict.fromkeys(revision for id_ in ids for revision in self.reports(id_)))
        if not others:
            raise InputError("this takes two reports at least", subject=" ".join(ids))
        self.decide_reports(DecisionAction.JOIN_ORIGINS if join else DecisionAction.PART_ORIGINS, first, others)

    def say_disputed(self, claim: str, other: str) -> None:
        """Two claims dispute each other."""
        self.decide(DecisionAction.DISPUTE, self.claim(claim)[0], [self.claim(other)[0]])

    def say_undisputed(self, dispute: str) -> None:
        """What is shown as disputed is not, between any of those who speak in it now."""
        found = self.dispute(dispute)
        against = [self.claim(id_)[0] for id_ in found.sides_against]
        for id_ in found.sides_for:
            self.decide(DecisionAction.NO_DISPUTE, self.claim(id_)[0], against)

    def place(self, id_: str, side: str | None, first: datetime | None = None, last: datetime | None = None) -> None:
        """The speaker of a claim stands on a side in its story, from `first` to `last`; None: on nobody's."""
        claim = self.claim(id_)[0]
        if side is None:
            self.decide(DecisionAction.OBSERVER, claim, first=first, last=last)
        else:
            self.decide(DecisionAction.SIDE, claim, value=side, first=first, last=last)

    def protect(self, report: str, words: str, why: str) -> None:
        """Who is named in a report is protected."""
        revision = self.report(report)
        self.keep(
            Decision(
                action=DecisionAction.PROTECT,
                revision_id=revision.id,
                spans=(find_words(revision.text, words, subject=report),),
                author=self.author,
                reason=self.reason,
                value=why,
            )
        )

    def follow(self) -> None:
        """Compares what people rewrote with the other reports, and brings the accounts up to date."""
        from counterclaim.judging import judge_new
        from counterclaim.taggers import load_encoder, load_pairs

        if self.ledger.unjudged():
            judge_new(self.ledger, load_encoder(), load_pairs())
        self.ledger.follow(build_accounts)


def find_entry(ledger: Ledger, prefix: str) -> tuple[EntryId, Decision]:
    """The decision whose entry's id starts with `prefix`.

    Raises:
        LedgerError: none has such an id, or several have.
    """
    held = [one for one in ledger.decisions(undone=True) if one.entry_id.startswith(prefix)]
    if len(prefix) < 4 or len(held) != 1:
        what = "no decision has" if not held else "several decisions have"
        raise LedgerError(f"{what} an entry id that starts with {prefix!r}: see `counterclaim review log`")
    return held[0].entry_id, held[0].decision
