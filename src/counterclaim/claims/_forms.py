"""The form of a claim: how much of its content stands inside quotation marks."""

from counterclaim.claims._context import Context
from counterclaim.records.claims import Form
from counterclaim.records.spans import Span, Spans, covered

#: From this share of quoted letters on a content counts as wholly quoted: “that” before the marks does not matter.
_WHOLE = 0.85


def read_form(context: Context, content: Spans) -> Form:
    """Direct, mixed or indirect; narration is decided elsewhere."""
    quoted = quoted_in(context, content)
    inside, total = covered(content, quoted), sum(map(len, content))
    if not inside:
        return Form.INDIRECT
    return Form.DIRECT if inside >= _WHOLE * total else Form.MIXED


def quoted_in(context: Context, content: Spans) -> tuple[Span, ...]:
    """The quotations that touch `content`."""
    return tuple(q for q in context.quotations if any(q.overlaps(span) for span in content))
