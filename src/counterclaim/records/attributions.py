"""Attributions: where a revision credits words or a view to somebody."""

from dataclasses import dataclass

from counterclaim.records.ids import AttributionId
from counterclaim.records.spans import Spans


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherSource:
    """Somebody else who may have said it (no span: nobody is named), with the probability that the model gives it."""

    source: Spans
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Source, cue and content found in a revision. Source and cue may be empty; content may be split.

    Chains are nested: in “reports quoted leaders as saying X” the outer attribution is (reports, quoted,
    “leaders as saying X”) and the inner one, whose `parent` is the outer, is (leaders, saying, X).
    `found_by` names the rule or model, `score` its probability in [0, 1] (rules: their precision where measured).
    `others` are readings of the source that were close.
    """

    id: AttributionId
    source: Spans
    cue: Spans
    content: Spans
    found_by: str
    score: float
    parent: AttributionId | None = None
    others: tuple[OtherSource, ...] = ()

    def __post_init__(self) -> None:
        if not self.content:
            raise ValueError("an attribution has content")
