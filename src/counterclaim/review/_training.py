"""Reviewed reports in the shape that the tagger is trained on."""

from collections.abc import Iterator, Sequence

from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim
from counterclaim.records.decisions import Decision, DecisionAction
from counterclaim.records.ids import Json
from counterclaim.records.spans import Span, Spans
from counterclaim.review._readings import REVIEW


def training_rows(reviewed: Sequence[Analysis], decisions: Sequence[Decision]) -> Iterator[dict[str, Json]]:
    """Rows `id, text, annotators`: for each report the attributions that people let stand, and those of each coder who
    read the whole of it.

    Words of paragraphs that nobody judged are in `discard`, so that nothing is learned from them: those where the
    machine reads a claim that nobody decided on, and those without any decision. Nested attributions are left out, as
    in the data that the tagger is trained on.
    """
    for analysis in reviewed:
        text = analysis.revision.text
        annotators: list[Json] = []
        marked = [claim for claim in analysis.claims if _is_reviewed(claim)]
        if marked or any(
            d.revision_id == analysis.revision.id and d.action is DecisionAction.WITHDRAW for d in decisions
        ):
            judged = _judged(analysis, decisions)
            annotators.append(
                {
                    "attributions": list(_attributions(marked)),
                    "discard": [[span.start, span.end] for span in _others(judged, len(text))],
                }
            )
        for decision in decisions:
            whole = decision.action is DecisionAction.CODE and sum(map(len, decision.spans)) >= len(text)
            if whole and decision.revision_id == analysis.revision.id:
                annotators.append({"attributions": list(_attributions(decision.claims)), "discard": []})
        if annotators:
            yield {"id": str(analysis.revision.id), "text": text, "annotators": annotators}


def _is_reviewed(claim: Claim) -> bool:
    return any(evidence.field == REVIEW for evidence in claim.evidence)


def _judged(analysis: Analysis, decisions: Sequence[Decision]) -> list[Span]:
    """The paragraphs in which somebody decided something and no claim is left that nobody decided on."""
    decided = [
        span
        for d in decisions
        if d.revision_id == analysis.revision.id and d.action is not DecisionAction.CODE
        for span in d.spans
    ]
    unread = [claim.content for claim in analysis.claims if not _is_reviewed(claim)]
    found = []
    for block in analysis.revision.read_spans:
        touched = any(block.overlaps(span) for span in decided)
        if touched and not any(block.overlaps(span) for content in unread for span in content):
            found.append(block)
    return found


def _others(kept: Sequence[Span], length: int) -> Iterator[Span]:
    """What stands between the spans."""
    at = 0
    for span in sorted(kept):
        if span.start > at:
            yield Span(at, span.start)
        at = max(at, span.end)
    if length > at:
        yield Span(at, length)


def _attributions(claims: Sequence[Claim]) -> Iterator[Json]:
    """One attribution for the claims that share source and cue; what a report says on its own is none."""
    by_marks: dict[tuple[Spans, Spans], list[Span]] = {}
    for claim in claims:
        if claim.source or claim.cue:
            by_marks.setdefault((claim.source, claim.cue), []).extend(claim.content)
    found = [(source, cue, _joined(content)) for (source, cue), content in by_marks.items()]
    for source, cue, content in sorted(found, key=lambda row: row[2]):
        inner = source or cue
        nested = any(
            other is not content and all(any(part.contains(span) for part in other) for span in inner)
            for _, _, other in found
        )
        if not nested:
            yield {"source": _pairs(source), "cue": _pairs(cue), "content": _pairs(content)}


def _joined(spans: Sequence[Span]) -> Spans:
    """The spans in order, those that overlap or touch as one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end + 1:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _pairs(spans: Spans) -> list[Json]:
    return [[span.start, span.end] for span in spans]
