"""The form of a claim: how much of its content stands inside quotation marks."""

from bisect import bisect_right

from counterclaim.claims._context import Context
from counterclaim.records.claims import Form
from counterclaim.records.notes import Evidence
from counterclaim.records.spans import Span, Spans, covered

#: From this share of quoted letters on a content counts as wholly quoted.
_WHOLE = 0.85
#: A “that” before the marks does not make it half a quotation.
_THAT = len("that ")


def read_form(context: Context, content: Spans) -> Form:
    """Direct, mixed or indirect; narration is decided elsewhere."""
    share = quoted_share(context, content)
    if not share:
        return Form.INDIRECT
    return Form.DIRECT if share >= _WHOLE else Form.MIXED


def quoted_share(context: Context, content: Spans) -> float:
    """The share of `content` inside quotation marks, in [0, 1]; a “that” before them does not count."""
    inside, total = covered(content, quoted_in(context, content)), sum(map(len, content))
    if inside and content[0].of(context.revision.text).lower().startswith("that"):
        total -= _THAT
    return min(1.0, inside / total) if total > 0 else float(inside > 0)


def form_evidence(context: Context, content: Spans) -> Evidence:
    """Why the form of `content` is what it is: its quoted share, and the first quotation that it touches."""
    quoted = quoted_in(context, content)
    return Evidence(
        field="form",
        rule="share in quotation marks",
        span=quoted[0] if quoted else None,
        score=round(quoted_share(context, content), 3),
    )


def quoted_in(context: Context, content: Spans) -> tuple[Span, ...]:
    """The quotations that touch `content`, in text order, each once."""
    found: list[Span] = []
    for span in content:
        i = bisect_right(context.quotations, span.start, key=lambda quotation: quotation.end)
        while i < len(context.quotations) and context.quotations[i].start < span.end:
            if context.quotations[i] not in found[-1:]:
                found.append(context.quotations[i])
            i += 1
    return tuple(found)
