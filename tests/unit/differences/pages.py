"""Readings of one document's texts, with claims found by the words that a table gives. Parties are invented."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim, Form
from counterclaim.records.mentions import Actor, ActorKind, Figure, FigureUnit
from counterclaim.records.spans import Span
from tests.factories import make_analysis, make_claim, make_revision, span_of

NARRATOR = Actor(name="(article)", kind=ActorKind.ARTICLE)


def said(content: str, *, by: str | None = None, cue: str | None = "said", **fields: Any) -> dict[str, Any]:
    """A row of the table: who says what in which words."""
    return {"content": content, "by": by, "cue": cue if by else None, **fields}


def read(text: str, rows: Sequence[dict[str, Any]], *, updated: datetime | None = None) -> Analysis:
    """The reading of a text in which each row is a claim; figures are `(words, low, high)` of people killed."""
    revision = make_revision(text, updated=updated)
    return make_analysis(revision, tuple(_claim(revision, **row) for row in rows))


def _claim(revision: Any, *, content: str, by: str | None, cue: str | None, **fields: Any) -> Claim:
    hedge = fields.pop("hedge", None)
    killed = fields.pop("killed", None)
    at = span_of(revision.text, content)
    actor = Actor(name=by.removeprefix("The "), kind=ActorKind.ORGANISATION) if by else NARRATOR
    if killed:
        words, low, high = killed
        start = revision.text.index(words, at.start)
        span = Span(start, start + len(words))
        fields["figures"] = (Figure(span=span, words=words, low=low, high=high, unit=FigureUnit.KILLED),)
    fields.setdefault("form", Form.INDIRECT if by else Form.NARRATION)
    claim = make_claim(revision, content, actor=fields.pop("actor", actor), source=by, cue=cue, **fields)
    return replace(claim, hedged=hedge is not None, hedges=(span_of(revision.text, hedge),) if hedge else ())
