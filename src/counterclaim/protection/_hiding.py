"""What of a view's words and addresses is hidden: places where positions are coarse, and the names of the protected."""

import re
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from counterclaim.presentation import ClaimView, DocumentView, Quote, ReportView
from counterclaim.protection._persons import Persons
from counterclaim.protection._places import coarsen_words, division_of, is_fine, tells_position
from counterclaim.records.mentions import Place


class Hiding:
    """What is hidden in the words of one document. Where one claim of a story tells a position, the places that it
    names are coarse in all that leaves of the story (its *scope*; of a report that stands in none, the report)."""

    def __init__(self, document: DocumentView, persons: Persons, *, now: datetime, hours: float) -> None:
        self._persons = persons
        self._story_of = {r: story.id for story in document.stories for r in story.revisions}
        self._coarse: set[str] = set()  # claims
        self._hidden: dict[str, dict[str, str]] = {}  # by scope: names of places that are coarse there
        for report in document.reports:
            for claim in report.claims:
                if tells_position(claim, report, now=now, hours=hours) or persons.names(claim.words):
                    self._coarse.add(claim.id)
                    hidden = self._hidden.setdefault(self.scope(report), {})
                    for place in (*claim.places, *_places_in(claim, report)):
                        if is_fine(place):
                            hidden |= {place.span.of(report.text): division_of(place), place.name: division_of(place)}

    def is_coarse(self, claim: ClaimView) -> bool:
        """Whether a claim tells a position that leaves at the precision of a division alone."""
        return claim.id in self._coarse

    def places(self, scope: str) -> dict[str, str]:
        """The names of places that are coarse in a scope, each with what stands for it."""
        return self._hidden.get(scope, {})

    def scope(self, report: ReportView) -> str:
        """The story that a report stands in, or else the report."""
        return self._story_of.get(report.revision, report.revision)

    def scrub(self, words: str, scope: str) -> str:
        """Words without what is hidden in a story: coarse places and the names of the protected."""
        hidden = {name.casefold(): instead for name, instead in self.places(scope).items()}
        if hidden:
            # what was put there before stays: “[a place in Lund]” is not hidden again
            known = sorted({*hidden, *hidden.values()}, key=lambda name: (-len(name), name))
            parts = (re.escape(name) if name[0] == "[" else rf"(?<!\w){re.escape(name)}(?!\w)" for name in known)
            words = re.sub("|".join(parts), lambda m: hidden.get(m[0].casefold(), m[0]), words, flags=re.IGNORECASE)
        return self._persons.hide(words)

    def address(self, report: ReportView) -> str:
        """The page's address; its host alone where the rest may name what is hidden; nothing for a file of the desk."""
        parts = urlsplit(report.address)
        if parts.scheme not in ("http", "https"):
            return ""
        plain = re.sub(r"[^a-z0-9]+", "", parts.path.casefold() + parts.query.casefold())
        names = [*self.places(self.scope(report)), *self._persons.flagged]
        words = {part for name in names for part in re.findall(r"[^\W\d_]{4,}", name.casefold())}
        waiting = self._persons.waiting(report, report.title)
        return f"{parts.scheme}://{parts.hostname}/" if waiting or any(w in plain for w in words) else report.address

    def may_stand(self, report: ReportView, words: str) -> bool:
        """Whether words around a quotation may leave: nothing in them is hidden, nobody in them waits for a look, and
        where positions are coarse in the story they tell no place."""
        scope = self.scope(report)
        if self.scrub(words, scope) != words or self._persons.waiting(report, words):
            return False
        quote = Quote(start=0, end=len(words), words=words)
        return not self.places(scope) or coarsen_words([quote], replace(report, places=())) == words


def _places_in(claim: ClaimView, report: ReportView) -> list[Place]:
    return [p for p in report.places if any(q.start <= p.span.start and p.span.end <= q.end for q in claim.content)]
