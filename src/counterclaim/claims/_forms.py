"""The form of a claim: how much of its content stands inside quotation marks."""

from bisect import bisect_right

from counterclaim.claims._context import Context
from counterclaim.records.claims import Form
from counterclaim.records.spans import Span, Spans, covered

#: From this share of quoted letters on a content counts as wholly quoted.
_WHOLE = 0.85
#: A “that” before the marks does not make it half a quotation.
_THAT = len("that ")


def read_form(context: Context, content: Spans) -> Form:
    """Direct, mixed or indirect; narration is decided elsewhere."""
    quoted = quoted_in(context, content)
    inside, total = covered(content, quoted), sum(map(len, content))
    if not inside:
        return Form.INDIRECT
    if content[0].of(context.revision.text).lower().startswith("that"):
        total -= _THAT
    return Form.DIRECT if inside >= _WHOLE * total else Form.MIXED


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
