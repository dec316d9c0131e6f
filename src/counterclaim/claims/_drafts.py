"""A claim in the making: what is read of it before the claims of a report are seen together."""

from dataclasses import dataclass, field

from counterclaim.claims._utterances import Act
from counterclaim.records.attributions import Attribution
from counterclaim.records.claims import Basis, Certainty, DenialTarget, Form, Frame, Kind, Stance
from counterclaim.records.mentions import ARTICLE, Actor, ActorKind, Exhibit, Figure, Place, Timex
from counterclaim.records.notes import Evidence
from counterclaim.records.spans import Spans

#: The report's own voice.
NARRATOR = Actor(name=ARTICLE, kind=ActorKind.ARTICLE, resolution="none")


@dataclass(slots=True, kw_only=True)
class Draft:
    """One claim's readings; `tokens` are those of its content."""

    attribution: Attribution | None
    source: Spans
    cue: Spans
    content: Spans
    tokens: list[int]
    actor: Actor
    stance: Stance
    form: Form
    kind: Kind
    frame: Frame
    act: Act = field(default_factory=Act)
    via: tuple[str, ...] = ()
    hedges: Spans = ()
    certainty: Certainty = Certainty.STATED
    basis: Basis = Basis.NOT_STATED
    denial_target: DenialTarget | None = None
    figures: tuple[Figure, ...] = ()
    places: tuple[Place, ...] = ()
    event_time: Timex | None = None
    exhibits: tuple[Exhibit, ...] = ()
    evidence: list[Evidence] = field(default_factory=list)
    found_by: str = ""
    score: float | None = None
    conditions: Spans = ()
    partial: bool = False

    @property
    def start(self) -> int:
        """Where the content starts in the text."""
        return self.content[0].start
