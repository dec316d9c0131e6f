"""Correction notes: where an outlet says that its own report was wrong, or takes it back."""

import re

from counterclaim.differences._words import bag, numbers, share_in, tokens, weigh
from counterclaim.lexicons.calendar_names import MONTHS, WEEKDAYS
from counterclaim.records.differences import CorrectionNote
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import Span

_REPORT = r"(?:article|story|report|piece|post|page|item|dispatch|headline|copy|caption|live blog)"
_WRONGLY = (
    r"(?:mis(?:stated|identified|attributed|quoted|spelled|spelt|reported)|(?:incorrect|wrong|erroneous|inaccurate|"
    r"mistaken)(?:ly)?|in error|by mistake)"
)
_SAID = rf"(?:{_WRONGLY}|said|stated|gave|reported|put|referred|had|quoted|named|described)"
_CHANGED = r"(?:amended|corrected|(?:updated|revised|changed|edited) to correct)"
_EARLIER = r"(?:an?|the|our) (?:earlier|previous|original|initial|prior|first)"
#: What makes a paragraph a note of correction. Bounded, so that a hostile page costs linear time. They speak of *this*
#: report: what a page says of somebody else's report that was wrong is news, not a note.
NOTES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^\W{0,6}(?:corrections?|corrects|corrected|clarification|erratum)\b[^\n:]{0,60}[:—–-]",
        rf"\b{_EARLIER} (?:version|edition) of (?:this|the|our) {_REPORT}\b[^\n]{{0,160}}?\b{_SAID}\b",
        rf"^\W{{0,6}}{_EARLIER} version {_SAID}\b",
        rf"\b(?:this|our) (?:(?:earlier|previous|original) )?{_REPORT} (?:(?:originally|initially|previously|earlier|"
        rf"first) (?:\w+ )?{_SAID}|{_WRONGLY})\b",
        rf"\bthis {_REPORT} (?:was|has been) (?:\w+ )?{_CHANGED}\b",
        rf"\bwe (?:have )?(?:corrected|amended) (?:this|the|our) {_REPORT}\b",
    )
)
WITHDRAWN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:this|our) (?:\w+ )?{_REPORT} (?:was|has been|is) (?:\w+ )?(?:withdrawn|retracted|taken down)\b",
        rf"\bwe (?:(?:have|are|hereby) )?(?:retract|withdraw|retracting|withdrawing|retracted|withdrawn) "
        rf"(?:this|the|our) (?:\w+ )?{_REPORT}\b",
    )
)
#: Longer paragraphs are the report itself, which may well tell of somebody else's correction.
LONGEST = 900
#: Words that any such note has: they say nothing of what was wrong.
PLAIN = bag(
    (
        *tokens(
            "correction corrections corrects corrected clarification erratum earlier previous original initial prior "
            "first version edition article story report piece post page headline amended updated revised changed "
            "correct error errors factual mistake incorrect incorrectly wrong wrongly misstated editor editors note "
            "this reflect fix was has been made to an the it said stated on of in gmt utc am pm we regret"
        ),
        *MONTHS,
        *WEEKDAYS,
    )
)
#: Fewer telling words than this name nothing in particular.
LEAST_SPECIFIC = 2
TELLING = 1.3
#: A note bears on a claim that shares this part of its telling weight with it.
BEARS = 0.45


def find_corrections(revision: Revision) -> tuple[CorrectionNote, ...]:
    """The paragraphs of the text, furniture or not, that correct or withdraw the report, in order."""
    found: list[CorrectionNote] = []
    for match in re.finditer(r"[^\n]+", revision.text):
        paragraph = match[0]
        if len(paragraph) > LONGEST:
            continue
        withdrawn = any(pattern.search(paragraph) for pattern in WITHDRAWN)
        starts = [hit.start() for pattern in NOTES if (hit := pattern.search(paragraph))]
        if not withdrawn and not starts:
            continue
        # A note may close a paragraph that tells other things first.
        first = 0 if withdrawn else _sentence_start(paragraph, min(starts))
        span = Span(match.start() + first, match.end())
        told = bag(word for word in tokens(span.of(revision.text)) if not word[0].isdigit())
        telling = [stem for stem in told if stem not in PLAIN and weigh(stem) > TELLING]
        found.append(CorrectionNote(span=span, withdrawn=withdrawn, specific=len(telling) >= LEAST_SPECIFIC))
    return tuple(found)


def _sentence_start(paragraph: str, at: int) -> int:
    ends = [match.end() for match in re.finditer(r"[.!?][\"”’)]?\s+", paragraph[:at])]
    return ends[-1] if ends else 0


def bears_on(note: CorrectionNote, text: str, words: str, changed: tuple[str, ...] = ()) -> bool:
    """Whether a note, in its `text`, speaks of a claim in these `words`.

    Of a claim with numbers it speaks only where it has one of them, or one of `changed`, the numbers that took their
    place. A note that takes back the whole report, or does not say what was wrong, speaks of every claim.
    """
    if note.withdrawn or not note.specific:
        return True
    noted, said = tokens(note.span.of(text)), tokens(words)
    figures = {*numbers(said), *changed}
    if figures and not figures & set(numbers(noted)):
        return False
    told = bag({word for word in said if not word[0].isdigit()})
    # “The claims” or “it” alone is in every note.
    return sum(weigh(stem) > TELLING for stem in told) >= LEAST_SPECIFIC and share_in(told, bag(noted)) >= BEARS
