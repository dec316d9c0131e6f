"""Marks attributions of invented texts by their words."""

from typing import Any

from tests.factories import span_of


def marked(text: str, source: str, cue: str, content: str, **more: Any) -> dict[str, Any]:
    """A row of gold or prediction; parts of a split span are set apart by “ | ”, an empty string is no span."""

    def pairs(words: str) -> list[list[int]]:
        spans = [span_of(text, part) for part in words.split(" | ") if part]
        return [[span.start, span.end] for span in spans]

    return {"source": pairs(source), "cue": pairs(cue), "content": pairs(content), **more}
