"""Turns in words: of the desk, or of what may leave it. A sentence names who claims or says “whether”, always."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from counterclaim.presentation import ClaimView, DocumentView, ReportView, telling_words
from counterclaim.protection import NO_ANSWER, REVIEWED, UNREVIEWED, Release, alleges_crime, answer_to, claimant_of
from counterclaim.records.claims import Form, Stance
from counterclaim.records.turns import Told, Turn, TurnKind
from counterclaim.views import bare, conditions_of, cue_of, nested, unmarked

#: How a stance is told of that is no longer, or otherwise, told.
NOUNS = {
    Stance.ASSERTS: "the claim of",
    Stance.CONFIRMS: "the confirmation of",
    Stance.DENIES: "the denial of",
    Stance.DOUBTS: "the doubts of",
    Stance.UNKNOWN: "what is left open by",
}


#: A sentence, and the words before and after.
Words = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One claim as it may be told to somebody."""

    claimant: str
    stance: Stance
    cue: str
    short: str
    outlet: str
    address: str
    published: datetime | None
    places: tuple[str, ...]
    event: str | None
    reviewed: bool
    says_denial: bool = False

    @property
    def whole(self) -> str:
        """Who says what: “the ministry denies (“denied”): “…””, “the ministry denies, saying: “…””."""
        return f"{self.claimant} {telling_words(self.stance, self.cue, self.says_denial)}: “{self.short}”"

    @property
    def what(self) -> str:
        """What is no longer, or otherwise, told: “the denial of the ministry”."""
        return f"{NOUNS[self.stance]} {self.claimant}{', saying' if self.says_denial else ''}"

    @property
    def holds(self) -> str:
        """How it stands to what was named before: “the ministry denies it”."""
        if self.stance is Stance.UNKNOWN:
            return f"{self.claimant} leaves it open"
        return (
            f"{self.claimant} says so" if self.says_denial else f"{self.claimant} {telling_words(self.stance, '')} it"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sayings:
    """The claims that somebody may be told of, by id; `answers` are what the accused answer, by the claims that allege
    a crime; `texts` when each text was published."""

    claims: Mapping[str, Said]
    answers: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, datetime] = field(default_factory=dict)


def desk_sayings(documents: Iterable[DocumentView]) -> Sayings:
    """What the desk may be told of some views; of what several hold, as the last has it."""
    claims: dict[str, Said] = {}
    answers: dict[str, str] = {}
    texts: dict[str, datetime] = {}
    for document in documents:
        views = {claim.id: claim for report in document.reports for claim in report.claims}
        words = {claim.id: claim.words for claim in views.values()}
        for report in document.reports:
            if (stamp := _stamp(report)) is not None:
                texts[report.revision] = stamp
            for claim in report.claims:
                claims[claim.id] = _desk_said(claim, report)
                if claim.proposition is None and alleges_crime([claim]):
                    answers[claim.id] = NO_ANSWER
        for p in document.propositions:
            own = [views[c] for c in p.claims if c in views]
            if alleges_crime(own):
                answers |= dict.fromkeys((c.id for c in own), answer_to(p, document, words, views))
    return Sayings(claims=claims, answers=answers, texts=texts)


def _stamp(report: ReportView) -> datetime | None:
    stamp = report.updated or report.published
    return stamp.latest if stamp else None


def _desk_said(claim: ClaimView, report: ReportView) -> Said:
    return Said(
        claimant=claimant_of(claim, report),
        stance=claim.stance,
        cue=_plain(cue_of(claim)),
        short=_short(bare(claim.words, conditions_of(claim)) if claim.form is Form.DIRECT else claim.words),
        outlet=_outlet(report),
        address=report.address,
        published=_stamp(report),
        places=tuple(dict.fromkeys(n for p in claim.places for n in (p.name, p.admin1, p.country) if n)),
        event=claim.event.event.value if claim.event else None,
        reviewed=claim.reviewed,
        says_denial=claim.says_denial,
    )


def _outlet(report: ReportView) -> str:
    return report.outlet or report.address.rsplit("/", 1)[-1]


def release_sayings(release: Release, accusing: Collection[str] = ()) -> Sayings:
    """What anybody may be told of. `accusing` are claims that allege a crime, whatever became of their matter."""
    records = release.records
    reports = {report.id: report for report in records.reports}
    answers = {claim: p.answer for p in records.propositions if p.answer is not None for claim in p.claims}
    claims: dict[str, Said] = {}
    for claim in records.claims:
        report = reports[claim.report]
        claims[claim.id] = Said(
            claimant=claim.claimant,
            stance=claim.stance,
            cue=_plain(claim.cue),
            short=_short(claim.words),
            outlet=report.outlet,
            address=report.address,
            published=datetime.fromisoformat(stamp) if (stamp := report.updated or report.published) else None,
            places=tuple(dict.fromkeys(n for p in claim.places for n in (p.name, p.admin1, p.country) if n)),
            event=claim.event,
            reviewed=claim.review == REVIEWED,
            says_denial=claim.says_denial,
        )
        if claim.id in accusing:
            answers.setdefault(claim.id, NO_ANSWER)
    stamps = {one.id: one.updated or one.published for one in records.reports}
    texts = {id_: datetime.fromisoformat(stamp) for id_, stamp in stamps.items() if stamp}
    return Sayings(claims=claims, answers=answers, texts=texts)


def tell(turn: Turn, sayings: Sayings) -> Told | None:
    """The turn in the words that these sayings allow; None where they do not allow what it is about."""
    new = [sayings.claims[c] for c in turn.claims if c in sayings.claims]
    old = [sayings.claims[c] for c in turn.earlier if c in sayings.claims]
    if not (old if turn.kind in (TurnKind.DROPPED, TurnKind.VANISHED) else new) or (turn.claims and len(new) < 1):
        return None
    sentence, before, after = _WRITERS[turn.kind](turn, new, old)
    answers = [sayings.answers[c] for c in (*turn.claims, *turn.earlier) if c in sayings.answers]
    told, own = [*new, *old], new or old
    return Told(
        turn=turn,
        sentence=sentence,
        before=before,
        after=after,
        answer=_worst(answers),
        actors=_each(one.claimant for one in told),
        outlets=_each(one.outlet for one in own),
        addresses=_each(one.address for one in own if one.address),
        places=_each(place for one in told for place in one.places),
        events=_each(one.event for one in told if one.event),
        published=_published(turn, own, sayings),
        review=REVIEWED if all(one.reviewed for one in own) else UNREVIEWED,
    )


def _published(turn: Turn, own: Sequence[Said], sayings: Sayings) -> datetime | None:
    """When what a turn rests on was published: of what is no longer told, the text that no longer tells it."""
    stamps = [one.published for one in own if one.published]
    if turn.kind is TurnKind.DROPPED:
        stamps += [sayings.texts[text] for text in turn.revisions if text in sayings.texts]
    return max(stamps, default=None)


def _worst(answers: Sequence[str]) -> str | None:
    """What is answered; where nothing is, that nothing is."""
    given = [answer for answer in dict.fromkeys(answers) if answer != NO_ANSWER]
    return "; ".join(given) if given else (NO_ANSWER if answers else None)


def _denied(turn: Turn, new: Sequence[Said], old: Sequence[Said]) -> Words:
    of = f"; this is claimed by {_list(one.claimant for one in old)}" if old else ""
    return f"{new[0].whole}{of}", _quote(old[:1]), _quote(new[:1])


def _contested(turn: Turn, new: Sequence[Said], old: Sequence[Said]) -> Words:
    rival = old[0] if old else new[-1]
    against = f"; against it {rival.whole}" if rival is not new[0] else ""
    return f"Whether “{new[0].short}”: {new[0].holds}{against}", _quote(old[:1]), _quote(new[:1])


def _toll(turn: Turn, new: Sequence[Said], old: Sequence[Said]) -> Words:
    then = f"; before: “{old[0].short}”" if old else ""
    by = f", as {new[0].outlet} corrects it" if turn.corrected else f", in {new[0].outlet}"
    telling = telling_words(new[0].stance, "", new[0].says_denial)
    return f"{new[0].claimant} now {telling}: “{new[0].short}”{by}{then}", _quote(old[:1]), _quote(new[:1])


def _status(turn: Turn, new: Sequence[Said], old: Sequence[Said]) -> Words:
    now, then = (", ".join(map(str, s)) or "none" for s in (turn.statuses, turn.statuses_before))
    matter = (old or new)[0]
    return f"Whether “{matter.short}” ({matter.holds}): status now {now}; before: {then}", then, now


def _dropped(turn: Turn, new: Sequence[Said], old: Sequence[Said]) -> Words:
    more = f", and {len(old) - 1} more" if len(old) > 1 else ""
    why = "; it says that it corrected its report" if turn.corrected else "; it does not say why"
    gone = f"{old[0].what}: “{old[0].short}”"
    return f"{old[0].outlet} no longer tells {gone}{more}{why}", _quotes(old), ""


def _vanished(turn: Turn, new: Sequence[Said], old: Sequence[Said]) -> Words:
    more = f", and {len(old) - 1} more" if len(old) > 1 else ""
    held = f"{old[0].what}: “{old[0].short}”"
    return f"The page on which {old[0].outlet} told {held}{more} is no longer there", _quotes(old), ""


def _reworded(turn: Turn, new: Sequence[Said], old: Sequence[Said]) -> Words:
    more = f", and {len(new) - 1} more" if len(new) > 1 else ""
    what = f" ({', '.join(turn.aspects)})" if turn.aspects else ""
    now = f"{new[0].what}{what}: “{new[0].short}”"
    return f"{new[0].outlet} rewords {now}{more}", _quotes(old), _quotes(new)


def _added(turn: Turn, new: Sequence[Said], old: Sequence[Said]) -> Words:
    more = f", and {len(new) - 1} more" if len(new) > 1 else ""
    return f"{new[0].outlet} adds: {new[0].whole}{more}", "", _quotes(new)


def _origin(turn: Turn, new: Sequence[Said], old: Sequence[Said]) -> Words:
    outlets = _list(one.outlet for one in new)
    said = f"Whether “{new[0].short}” is contested; {new[0].holds}"
    return f"{said}, now by {turn.number} independent origins (new: {outlets})", _quote(old[:1]), _quote(new[:1])


_WRITERS = {
    TurnKind.DENIED: _denied,
    TurnKind.CONTESTED: _contested,
    TurnKind.TOLL: _toll,
    TurnKind.STATUS: _status,
    TurnKind.DROPPED: _dropped,
    TurnKind.VANISHED: _vanished,
    TurnKind.REWORDED: _reworded,
    TurnKind.ADDED: _added,
    TurnKind.ORIGIN: _origin,
}


def _quote(told: Sequence[Said]) -> str:
    return told[0].whole if told else ""


def _quotes(told: Sequence[Said]) -> str:
    return "; ".join(one.whole for one in told)


def _list(names: Iterable[str]) -> str:
    return ", ".join(_each(names))


def _each(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _short(words: str) -> str:
    """Words as they stand within the marks of a sentence."""
    return nested(unmarked(words))


def _plain(words: str) -> str:
    return " ".join(words.split()).strip("\"'“”‘’`").rstrip(",")
