"""When the words of a claim were published first: no update that keeps a sentence makes it a new saying."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from counterclaim.records.claims import Claim
from counterclaim.records.ids import ClaimId, DocumentId, RevisionId
from counterclaim.records.mentions import ARTICLE, UNNAMED
from counterclaim.records.revisions import Revision, Stamp
from counterclaim.records.spans import Span, hull, words_at

WORD = re.compile(r"[^\W_]+")
#: Fewer words of one party in two reports (“the accusation”) may be about two things.
LEAST = 4

#: The earliest and the latest moment that are possible.
Bounds = tuple[datetime, datetime]
Saying = tuple[str, str, str]


class Moments:
    """When claims were first published, given every visible text of their documents."""

    def __init__(self, texts: Iterable[Revision], claims: Iterable[Claim], names: Mapping[ClaimId, str]) -> None:
        by_document: defaultdict[DocumentId, list[Revision]] = defaultdict(list)
        for text in sorted({text.id: text for text in texts}.values(), key=_order):
            by_document[text.document_id].append(text)
        self._texts = {text.id: text for own in by_document.values() for text in own}
        self._documents = {document: _dated(own) for document, own in by_document.items()}
        self._names = names
        self._words: dict[RevisionId, str] = {}
        self._own: dict[ClaimId, Bounds] = {}
        self._said_first: dict[Saying, Bounds] = {}
        self._told: defaultdict[Saying, list[Claim]] = defaultdict(list)
        for claim in claims:
            if saying := self._saying(claim):
                self._told[saying].append(claim)

    def of(self, claim: Claim) -> Bounds:
        """When the words were first published, in an earlier text of the report or as the same party's in another
        report that is here; when a text was captured where it does not say when it came to hold them."""
        saying = self._saying(claim)
        if saying is None:
            return self._first(claim)
        if saying not in self._said_first:
            self._said_first[saying] = min(self._first(one) for one in self._told[saying])
        return self._said_first[saying]

    def _saying(self, claim: Claim) -> Saying | None:
        """What the tellings of one saying in several reports have in common."""
        if claim.actor.name in (ARTICLE, UNNAMED):
            return None
        words = _words(words_at(self._texts[claim.revision_id].text, claim.content))
        return (self._names[claim.id], claim.polarity.value, words) if words.count(" ") > LEAST else None

    def _first(self, claim: Claim) -> Bounds:
        """When the first text of its own document that holds the claim with its source was published."""
        if claim.id not in self._own:
            revision = self._texts[claim.revision_id]
            texts = self._documents[revision.document_id]
            passages = [_words(span.of(revision.text)) for span in _passages(claim, revision.text)]
            self._own[claim.id] = next(
                moment
                for text, moment in texts
                if text.id == revision.id or all(passage in self._said(text) for passage in passages)
            )
        return self._own[claim.id]

    def _said(self, text: Revision) -> str:
        if text.id not in self._words:
            self._words[text.id] = _words(text.text)
        return self._words[text.id]


def bounds(stamp: Stamp) -> Bounds:
    """The earliest and the latest moment that a stamp allows; a bare day holds all its hours."""
    if stamp.precision == "day":
        return stamp.earliest, max(stamp.latest, stamp.earliest + timedelta(days=1))
    return stamp.earliest, stamp.latest


def _stated(text: Revision) -> Bounds:
    stamp = text.updated or text.published
    return (text.captured_at, text.captured_at) if stamp is None else bounds(stamp)


def _order(text: Revision) -> tuple[datetime, datetime, str]:
    return _stated(text)[1], text.captured_at, text.id


def _dated(texts: Iterable[Revision]) -> list[tuple[Revision, Bounds]]:
    """The texts of one document, in order, with when each was published. One that states no later moment than the text
    before it does not say when its new words came: by the time of its capture they were there."""
    dated: list[tuple[Revision, Bounds]] = []
    for text in texts:
        stated = _stated(text)
        if dated and (text.updated is None or stated[1] <= dated[-1][1][1]):
            moment = max(dated[-1][1][1], text.captured_at)
            stated = moment, moment
        dated.append((text, stated))
    return dated


def _passages(claim: Claim, text: str) -> list[Span]:
    """The words that a claim takes up with its source and cue: one passage in each paragraph."""
    spans: defaultdict[int, list[Span]] = defaultdict(list)
    for span in (*claim.content, *claim.cue, *claim.source):
        spans[text.count("\n", 0, span.start)].append(span)
    return [hull(own) for own in spans.values()]


def _words(text: str) -> str:
    """The words alone, between blanks, so that whole words are found in them."""
    return f" {' '.join(WORD.findall(text.casefold()))} "
