"""What the commands of `review` share: who decides, what an id names, and bringing the accounts up to date."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import click

from counterclaim.cli._options import ledger_option, settings_from
from counterclaim.cli._visible import say
from counterclaim.errors import LedgerError, SettingsError
from counterclaim.ledger import Ledger
from counterclaim.locations import Location
from counterclaim.records.accounts import Dispute, Proposition, Story
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim
from counterclaim.records.decisions import Decision, DecisionAction, Words
from counterclaim.records.ids import EntryId, RevisionId
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import Spans, words_at
from counterclaim.review import unmarked, whole_text

F = TypeVar("F", bound=Callable[..., Any])

#: Characters of an id that lists show.
SHORT = 12


def author_options(command: F) -> F:
    """`--ledger` and `--author`."""
    command = click.option("--author", metavar="NAME", help="Who decides (default: as the settings say).")(command)
    return ledger_option(command)


def reason_option(*, needed: bool = True) -> Callable[[F], F]:
    def decorate(command: F) -> F:
        text = "Why; it is kept with the decision."
        # a default, even None, counts as given: what is needed must have none
        given: dict[str, Any] = {"required": True} if needed else {"default": ""}
        return click.option("--reason", metavar="WORDS", help=text, **given)(command)

    return decorate


def author_of(ledger: Location | None, author: str | None) -> tuple[Location, str]:
    """The ledger's path and who decides.

    Raises:
        SettingsError: nobody is named.
    """
    settings = settings_from(ledger, author=author)
    name = " ".join(settings.author.split())
    if not name:
        raise SettingsError(
            'a decision has an author: give --author NAME, set COUNTERCLAIM_AUTHOR, or write author = "NAME" in '
            "counterclaim.toml"
        )
    return settings.ledger, name


class Bench:
    """A ledger with what is decided on it."""

    def __init__(self, ledger: Ledger, author: str, reason: str) -> None:
        self.ledger, self.author, self.reason = ledger, author, reason

    def claim(self, id_: str) -> tuple[Claim, Analysis]:
        """The claim that an id names, as it stands, and its report."""
        found = self.ledger.find(id_)
        if not isinstance(found.record, Claim) or found.analysis is None:
            raise LedgerError(f"{id_!r} names a {found.kind}, not a claim")
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

    def kind(self, id_: str) -> str:
        return self.ledger.find(id_).kind

    def proposition_of(self, claim: Claim) -> Proposition | None:
        from counterclaim.disputes import build_accounts

        held = self.ledger.accounts(build_accounts).propositions
        return next((proposition for proposition in held if claim.id in proposition.claims), None)

    def story_of(self, revision: RevisionId) -> Story | None:
        from counterclaim.disputes import build_accounts

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
        """Keeps a decision and says so in one line."""
        entry = self.ledger.add_decision(decision)
        words = "" if decision.action in WHOLE else self._words(decision)
        say(
            "\t".join(
                (entry[:SHORT], decision.action.value, (decision.claim_id or decision.revision_id)[:SHORT], words)
            )
        )
        return entry

    def _words(self, decision: Decision) -> str:
        record = self.ledger.find(decision.revision_id).record
        return shortened(words_at(record.text, decision.spans)) if isinstance(record, Revision) else ""

    def follow(self) -> None:
        """Compares what people rewrote with the other reports, and brings the accounts up to date."""
        from counterclaim.disputes import build_accounts
        from counterclaim.judging import judge_new
        from counterclaim.taggers import load_encoder, load_pairs

        if self.ledger.unjudged():
            judge_new(self.ledger, load_encoder(), load_pairs())
        self.ledger.follow(build_accounts)


#: Decisions on whole reports, or parts of one that coders read.
WHOLE = frozenset(
    {
        DecisionAction.JOIN_REPORTS,
        DecisionAction.PART_REPORTS,
        DecisionAction.JOIN_ORIGINS,
        DecisionAction.PART_ORIGINS,
        DecisionAction.CODE,
    }
)


def shortened(words: str, longest: int = 100) -> str:
    words = " ".join(words.split())
    return words if len(words) <= longest else words[: longest - 1].rsplit(" ", 1)[0] + " …"


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
