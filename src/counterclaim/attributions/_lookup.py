"""Attributions by their cue."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from counterclaim.records.attributions import Attribution
from counterclaim.records.spans import Span, Spans


class ByCue:
    """Looks attributions up by the words of their cue."""

    def __init__(self, attributions: Iterable[Attribution]) -> None:
        cues = [(span, attribution) for attribution in attributions for span in attribution.cue]
        self._cues = sorted(cues, key=lambda pair: pair[0])

    def beside(self, cue: Spans) -> Attribution | None:
        """That whose cue shares a character with `cue`."""
        for span in cue:
            i = bisect_right(self._cues, span.end, key=lambda pair: pair[0].start)
            for other, attribution in reversed(self._cues[max(0, i - 4) : i]):
                if other.overlaps(span):
                    return attribution
        return None


def shares(one: Sequence[Span], other: Sequence[Span]) -> bool:
    """Whether the two share a character."""
    return any(a.overlaps(b) for a in one for b in other)
