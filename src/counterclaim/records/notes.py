"""Notes: what a stage found odd and went on from."""

from dataclasses import dataclass

from counterclaim.records.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something a stage could not settle. `code` is a stable string such as `zone.ambiguous`."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why one field of a record has its value: the rule or model, its words, and its score in [0, 1]."""

    field: str
    rule: str
    span: Span | None = None
    score: float | None = None
    detail: str = ""
