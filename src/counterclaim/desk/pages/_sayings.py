"""Claims and matters as pages show them: who, in which exact words, when, where it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from counterclaim.desk._words import moment_words
from counterclaim.presentation import ClaimView, DisputeView, PropositionView, ReportView
from counterclaim.protection import alleges_crime, answer_to, claimant_of
from counterclaim.records.accounts import DisputeKind, Status
from counterclaim.records.claims import Certainty, Form, Kind, Polarity, Stance
from counterclaim.records.mentions import ARTICLE, UNNAMED, ActorKind
from counterclaim.views import Lookup, bare, conditions_of, cue_of, instalment_words, nested, stance_words

PARTIES = 8  # of a side that a page shows; the matter's own page shows all
SAYINGS = 2  # words of one party that a page shows, the latest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A claim in its exact words. `said` is when the report says that it was said, `published` when the report was, and
    `updated` when the text that holds it was, where that is another moment: an update may have kept older words.
    `under` is the time of the part of a live blog that holds it. `direct`: the report has the words in quotation marks.
    `named`: the party has a page of its own."""

    id: str
    actor: str
    named: bool
    via: tuple[str, ...]
    certainty: Certainty
    stance: Stance
    verb: str
    words: str
    direct: bool
    hedged: bool
    kind: Kind
    said: str | None
    said_words: str | None
    under: str | None
    report: str
    outlet: str
    published: str | None
    updated: str | None
    reviewed: bool

    @property
    def sure(self) -> bool:
        return self.certainty is Certainty.STATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One party's position on a matter: its latest words first, `more` that are not shown. `utterances` counts acts of
    saying and `origins` what stands behind them; mentions count nothing."""

    actor: str
    polarity: Polarity
    sayings: tuple[Saying, ...]
    more: int
    utterances: int
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusLine:
    """What follows by rule from the claims of a matter, with its reason; `machine` where it rests on sides that no
    person has accepted."""

    status: Status
    reason: str
    machine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What is claimed, as a question: who is for it, against it, and who leaves it open. `answer` is there where a
    crime is alleged: what the accused party says, or that nothing is recorded. `hidden` counts parties not shown.
    `says_denial`: the words are a denial, not a question that somebody denies."""

    id: str
    words: str
    statuses: tuple[StatusLine, ...]
    for_: tuple[Party, ...]
    against: tuple[Party, ...]
    open: tuple[Party, ...]
    hidden: int
    reports: int
    origins: int
    answer: str | None
    says_denial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeCard:
    """A dispute with its one matter, or with the two that cannot both hold."""

    id: str
    kind: DisputeKind
    matters: tuple[Matter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """A denial in other words than the claim that it answers; `held` says why the two make no dispute, where they were
    held back from one."""

    claim: Saying
    denial: Saying
    unanswered: str
    held: str


class Teller:
    """Tells claims and matters of one view, each claim once."""

    def __init__(self, lookup: Lookup) -> None:
        self.lookup = lookup
        self._told: dict[str, Saying] = {}
        self._words = {claim.id: claim.words for claim in lookup.claims.values()}

    def saying(self, claim: ClaimView) -> Saying:
        found = self._told.get(claim.id)
        if found is None:
            found = self._told[claim.id] = self._tell(claim, self.lookup.report_of(claim))
        return found

    @staticmethod
    def _tell(claim: ClaimView, report: ReportView) -> Saying:
        published, updated = report.published, report.updated
        said = claim.utterance
        return Saying(
            id=claim.id,
            actor=claimant_of(claim, report),
            named=claim.actor not in (ARTICLE, UNNAMED) and claim.actor_kind is not ActorKind.UNNAMED,
            via=claim.via,
            certainty=claim.certainty,
            stance=claim.stance,
            verb=stance_words(claim.stance, cue_of(claim), claim.says_denial),
            words=bare(claim.words, conditions_of(claim)),
            direct=claim.form is Form.DIRECT,
            hedged=claim.hedged,
            kind=claim.kind,
            said=said.said_first,
            said_words=" ".join(said.said_words.split()) if said.said_words else None,
            under=instalment_words(claim, moment_words),
            report=claim.revision,
            outlet=outlet_of(report),
            published=published.earliest.isoformat() if published else None,
            updated=(
                updated.earliest.isoformat()
                if updated and (published is None or updated.earliest != published.earliest)
                else None
            ),
            reviewed=claim.reviewed,
        )

    def sayings(self, ids: Iterable[str]) -> list[Saying]:
        """The claims that the view has, the latest first, each wording once."""
        found = {id_: self.lookup.claims[id_] for id_ in ids if id_ in self.lookup.claims}
        ordered = sorted(map(self.saying, found.values()), key=lambda s: (latest(s), s.id), reverse=True)
        told: dict[str, Saying] = {}
        for saying in ordered:
            told.setdefault(saying.words.casefold(), saying)
        return list(told.values())

    def matter(self, p: PropositionView, *, parties: int = PARTIES, sayings: int = SAYINGS) -> Matter:
        by: dict[Polarity, list[Party]] = {polarity: [] for polarity in Polarity}
        for position in p.positions:
            told = self.sayings(position.claims)
            if told:
                by[position.polarity].append(
                    Party(
                        actor=told[0].actor,
                        polarity=position.polarity,
                        sayings=tuple(told[:sayings]),
                        more=max(0, len(told) - sayings),
                        utterances=position.utterances,
                        origins=position.origins,
                    )
                )
        for side in by.values():
            side.sort(key=_standing, reverse=True)
        machine = {basis.status for basis in p.status_bases if basis.machine}
        return Matter(
            id=p.id,
            words=self.words(p),
            statuses=tuple(
                StatusLine(status=status, reason=reason, machine=status in machine)
                for status, reason in zip(p.statuses, p.status_reasons, strict=True)
            ),
            for_=tuple(by[Polarity.FOR][:parties]),
            against=tuple(by[Polarity.AGAINST][:parties]),
            open=tuple(by[Polarity.OPEN][:parties]),
            hidden=sum(max(0, len(side) - parties) for side in by.values()),
            reports=p.reports,
            origins=p.origins,
            answer=self.answer(p),
            says_denial=p.says_denial,
        )

    def answer(self, p: PropositionView) -> str | None:
        """What the accused answer where a matter alleges a crime."""
        claims = self.lookup.claims
        if not alleges_crime(claims[one] for one in p.claims if one in claims):
            return None
        return answer_to(p, self.lookup.document, self._words, claims)

    def words(self, p: PropositionView) -> str:
        """What stands behind “whether”."""
        words = bare(p.words, conditions_of(self.lookup.claims.get(p.wording)))
        return nested(bare(words.removeprefix("that ")) or words)

    def dispute(self, dispute: DisputeView, **limits: int) -> DisputeCard:
        matters = (self.lookup.propositions.get(id_) for id_ in (dispute.a, dispute.b) if id_ is not None)
        return DisputeCard(
            id=dispute.id, kind=dispute.kind, matters=tuple(self.matter(p, **limits) for p in matters if p is not None)
        )

    def answers(self, revisions: Sequence[str]) -> tuple[AnswerLine, ...]:
        """The denials in other words among some reports."""
        wanted, claims = set(revisions), self.lookup.claims
        return tuple(
            AnswerLine(
                claim=self.saying(claims[a.claim]),
                denial=self.saying(claims[a.denial]),
                unanswered=a.unanswered,
                held=a.held,
            )
            for a in self.lookup.document.answers
            if a.claim in claims and a.denial in claims and claims[a.claim].revision in wanted
        )


def outlet_of(report: ReportView) -> str:
    return report.outlet or report.address.rsplit("/", 1)[-1] or report.title


def latest(saying: Saying) -> datetime:
    """When words were said, as far as that is known: else when the text that holds them was published."""
    moments = [datetime.fromisoformat(m) for m in (saying.said, saying.updated, saying.published) if m]
    return moments[0] if moments else datetime.fromisoformat("0001-01-02T00:00:00+00:00")


def _standing(party: Party) -> tuple[bool, bool, datetime, str]:
    """Parties with a name before others, words that stand alone before “it”, the latest first."""
    first = party.sayings[0]
    return first.named, len(first.words.split()) > 2, latest(first), party.actor
