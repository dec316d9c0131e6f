"""What kind of event a claim is about."""

from dataclasses import dataclass
from enum import StrEnum

from counterclaim.records.spans import Span


class EventKind(StrEnum):
    """The event types of PLOVER, the ontology of political events that follows CAMEO."""

    AGREE = "agree"
    CONSULT = "consult"
    SUPPORT = "support"
    CONCEDE = "concede"
    COOPERATE = "cooperate"
    AID = "aid"
    RETREAT = "retreat"
    REQUEST = "request"
    ACCUSE = "accuse"
    REJECT = "reject"
    THREATEN = "threaten"
    PROTEST = "protest"
    SANCTION = "sanction"
    MOBILIZE = "mobilize"
    COERCE = "coerce"
    ASSAULT = "assault"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """The event that a claim tells of: of the act claimed, whether it is asserted or denied, past or planned; never of
    the saying. `mode` is PLOVER's, `sub_type` the name of ACLED's sub-event type, both None where the words leave them
    open. `span` holds the words that decided, `rule` names how (`lexicon`, `prototype`), `score` lies in [0, 1], and
    `alternatives` are other readings of the claim as `event/mode`."""

    event: EventKind
    mode: str | None
    sub_type: str | None
    span: Span
    rule: str
    score: float
    alternatives: tuple[str, ...] = ()
