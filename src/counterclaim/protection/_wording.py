"""Headings: no proposition appears without its claimant or “whether”, no allegation of a crime without an answer."""

import re
from collections.abc import Iterable, Mapping, Sequence

from counterclaim.lexicons.protection import CRIMES
from counterclaim.presentation import ClaimView, DocumentView, PropositionView, ReportView, stance_words
from counterclaim.records.accounts import DisputeKind, Status
from counterclaim.records.claims import Polarity, Stance
from counterclaim.records.events import EventKind
from counterclaim.records.mentions import ARTICLE, UNNAMED

NO_ANSWER = "no answer recorded in this ledger"
_CRIMES = re.compile(rf"\b(?:{CRIMES})\b", re.IGNORECASE)


def claimant_of(claim: ClaimView, report: ReportView) -> str:
    """Who is to be named beside a claim: the narrator of a report is its outlet."""
    if claim.actor == ARTICLE:
        return f"{report.outlet or 'a report'} (in its own words)"
    return "somebody unnamed" if claim.actor == UNNAMED else claim.actor


def heading(
    words: str, *, for_: Sequence[str], against: Sequence[str], contested: bool, says_denial: bool = False
) -> str:
    """A proposition as a title may carry it. Where the words are themselves a denial, none is said to be denied."""
    words = _unmarked(" ".join(words.split()))
    if says_denial and against:
        return f"Denied by {_listed(against)}, saying: “{words}”"
    said = [f"claimed by {_listed(for_)}"] if for_ else []
    said += [f"denied by {_listed(against)}"] if against else []
    if for_ and not against and not contested:
        return f"Claimed by {_listed(for_)}: “{words}”"
    return f"Whether “{words}”: {'; '.join(said) or 'left open by all who speak of it'}"


def _unmarked(words: str) -> str:
    """Words without marks of quotation that stand around all of them, or alone at an end: a title has its own."""
    start, end = words.startswith(("“", '"')), words.endswith(("”", '"'))
    inside = words[start : len(words) - end]
    return inside if (start or end) and not re.search('[“”"]', inside) else words


def slug(names: Iterable[str], id_: str) -> str:
    """What may stand in an address: an id, and names, which assert nothing."""
    parts = re.findall(r"[a-z0-9]+", " ".join(names).casefold())
    return "-".join([*parts[:6], id_[:9]])


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)


def alleges_crime(claims: Iterable[ClaimView]) -> bool:
    """Whether somebody asserts in one of these claims that a crime was committed."""
    return any(
        claim.stance in (Stance.ASSERTS, Stance.CONFIRMS, Stance.DOUBTS)
        and (_CRIMES.search(claim.words) or (claim.event is not None and claim.event.event is EventKind.ACCUSE))
        for claim in claims
    )


def answer_to(
    proposition: PropositionView, document: DocumentView, words: Mapping[str, str], claims: Mapping[str, ClaimView]
) -> str:
    """What the accused answer to an allegation, in the words that may leave; or that no answer is recorded. A claimant
    answers nobody by claiming more, another count answers no allegation, and silence is no denial."""
    own = set(proposition.claims)
    disputes = [dispute for dispute in document.disputes if dispute.kind is not DisputeKind.FIGURES]
    denials: list[str] = [claim for p in proposition.positions if p.polarity is Polarity.AGAINST for claim in p.claims]
    denials += [answer.denial for answer in document.answers if answer.claim in own]
    denials += [claim for dispute in disputes if dispute.a == proposition.id for claim in dispute.sides_against]
    denials += [claim for dispute in disputes if dispute.b == proposition.id for claim in dispute.sides_for]
    asserting = {
        claims[c].actor for p in proposition.positions if p.polarity is Polarity.FOR for c in p.claims if c in claims
    }
    answers = [
        f"{claims[one].actor} {stance_words(claims[one].stance, '', claims[one].says_denial)}: “{words[one]}”"
        if one in words
        else f"{claims[one].actor} denies it"
        for one in dict.fromkeys(denials)
        if one in claims and claims[one].actor not in asserting
    ]
    for basis in proposition.status_bases:
        if basis.status in (Status.NO_COMMENT, Status.NO_ANSWER):
            answers += [f"{party} {basis.status.value}" for party in basis.parties]
    return "; ".join(dict.fromkeys(answers)) or NO_ANSWER
