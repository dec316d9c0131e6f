"""The learned tagger: a model marks source, cue and content in view of the parse and of what the rules found; the rules
then say what stands inside a content.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np

from counterclaim.attributions._bounds import bound
from counterclaim.attributions._calibration import Evidence, probability
from counterclaim.attributions._counts import UNSHOWN
from counterclaim.attributions._decode import Chunk, Floats, Linked, Reading, Ruled, decode
from counterclaim.attributions._edges import closed_up, paragraphs_of, snapped, without_opening
from counterclaim.attributions._lookup import ByCue
from counterclaim.attributions._nesting import attribution_id, nest
from counterclaim.attributions._pieces import PARAGRAPH_PIECE, Ints, Pieces, cut_pieces
from counterclaim.attributions._posts import posts_first
from counterclaim.attributions._quotes import find_quotes
from counterclaim.attributions._reconcile import reconcile
from counterclaim.attributions._strays import without_strays
from counterclaim.attributions._tagger import RuleTagger
from counterclaim.records.analyses import ModelDigest
from counterclaim.records.attributions import Attribution, OtherSource
from counterclaim.records.parses import Parse
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import Span, Spans, words_at
from counterclaim.taggers import Marker

#: Added to the log-probability of “no role”; chosen on the development part for the best soft F1.
CAUTION = -0.4
#: A second reading is kept where it is at least this likely.
_CLOSE = 0.2


class LearnedTagger:
    """Attributions by a model that is shown the rules' findings; inner ones by the rules.

    `found_by` is `model`, with the rule that found the same cue behind a plus sign (`model+verb.that`).
    """

    def __init__(self, marker: Marker, *, threshold: float = 0.0) -> None:
        self._marker = marker
        self._rules = RuleTagger()
        self._threshold = threshold

    @cached_property
    def digests(self) -> tuple[ModelDigest, ...]:
        return (*self._marker.digests, *self._rules.digests)

    def tag(self, revision: Revision, parse: Parse) -> tuple[Attribution, ...]:
        ruled = self._rules.tag(revision, parse)
        marked = [a for a, _ in self.outermost(revision, parse, ruled) if a.score >= self._threshold]
        quotes = find_quotes(revision.text, paragraphs_of(revision))
        outer = posts_first(without_strays(parse, quotes, marked, ruled), ruled)
        bounded = bound(revision, parse, reconcile(revision.text, outer, ruled), ruled)
        return nest(revision, parse, bounded, ruled)

    def outermost(
        self, revision: Revision, parse: Parse, ruled: Sequence[Attribution]
    ) -> Iterator[tuple[Attribution, Evidence]]:
        """What the model marks, each with what its score is read from. `ruled`: the rule tagger's of the same parse."""
        paragraphs = paragraphs_of(revision)
        quotes = find_quotes(revision.text, paragraphs)
        ruled = [a for a in ruled if a.found_by != UNSHOWN]
        pieces = cut_pieces(self._marker.tokenizer, revision.text, paragraphs, quotes, parse, ruled)
        if not len(pieces.ids):
            return
        breaks = np.flatnonzero(pieces.ids == PARAGRAPH_PIECE)
        reading = reading_of(*self._marker.mark(pieces.ids, pieces.values, breaks), pieces.first)
        rules = ByCue(ruled)
        for linked in decode(reading, pieces.paragraphs, caution=CAUTION, ruled=_in_words(pieces, ruled)):
            cue = _spans(pieces, [linked.cue])
            content = closed_up(revision.text, snapped(_spans(pieces, linked.contents), quotes, cue[0].start))
            if not any(map(str.isalnum, words_at(revision.text, content))):
                continue
            source = without_opening(revision.text, _spans(pieces, [linked.source] if linked.source else []))
            rule = rules.beside(cue)
            evidence = Evidence.of(linked, rule)
            yield (
                Attribution(
                    id=attribution_id(revision, "model", source, cue, content),
                    source=source,
                    cue=cue,
                    content=content,
                    found_by="model" if rule is None else f"model+{rule.found_by}",
                    score=round(probability(evidence), 4),
                    others=_others(pieces, linked),
                ),
                evidence,
            )


def reading_of(tags: Floats, links: Floats, distances: Floats, first: Ints) -> Reading:
    """A model's numbers for pieces as those for words, whose first pieces stand at `first`."""
    scores = tags[first]
    scores = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    asked = links[first]
    content_asks, cue_answers, cue_asks, source_answers = np.split(asked[:, :-1], 4, axis=1)
    return Reading(scores, content_asks, cue_answers, cue_asks, source_answers, asked[:, -1], distances, first)


def _spans(pieces: Pieces, chunks: Iterable[Chunk]) -> Spans:
    return tuple(Span(int(pieces.starts[c.start]), int(pieces.ends[c.end - 1])) for c in chunks)


def _others(pieces: Pieces, linked: Linked) -> tuple[OtherSource, ...]:
    return tuple(
        OtherSource(source=_spans(pieces, [chunk] if chunk else []), score=round(score, 4))
        for chunk, score in linked.others
        if score >= _CLOSE
    )


def _in_words(pieces: Pieces, ruled: Sequence[Attribution]) -> list[Ruled]:
    """What the rules found, in words of the pieces."""

    def words(spans: Spans) -> tuple[tuple[int, int], ...]:
        starts = np.searchsorted(pieces.ends, [span.start for span in spans], side="right")
        ends = np.searchsorted(pieces.starts, [span.end for span in spans])
        return tuple(zip(starts.tolist(), ends.tolist(), strict=True))

    return [Ruled(words(a.source), words(a.cue), words(a.content)) for a in ruled]
