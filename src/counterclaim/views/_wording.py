"""The words of a claim on one line: short, in one pair of quotation marks, and never without their condition."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime

from counterclaim.presentation import ClaimView, ReportView, stance_words
from counterclaim.records.claims import Form, Stance
from counterclaim.records.differences import ChangeKind
from counterclaim.records.timelines import TimelineChange
from counterclaim.views._phrases import moment_words

#: What heads a page that may hold decisions of people beside the machine's readings.
MACHINE = "machine reading; what people decided is in `counterclaim review log`"
#: Characters of a claim that a list shows.
LONGEST = 220
_DOUBLE, _SINGLE = frozenset('"“”'), frozenset("'‘’`")
#: A single mark that opens or closes a quotation; within a word and behind one it may be an apostrophe.
_OPENS, _CLOSES = re.compile(r"(?<!\w)['‘`](?=\w)"), re.compile(r"(?<=[\w.,!?…])['’](?!\w)")

#: A moment as data have it and no page shows it.
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT")
_OPENING = re.compile(r"\W?[\"“](?=\w)")


def quoted(claim: ClaimView) -> str:
    """The words for a list: direct speech in quotation marks, whole even where one sentence of several is shown."""
    kept = conditions_of(claim)
    return in_marks(claim.words, kept) if claim.form is Form.DIRECT else cut(claim.words, kept)


def in_marks(words: str, kept: Iterable[str] = ()) -> str:
    """`words` as `bare` shortens them, in one pair of quotation marks that no mark inside breaks."""
    return f"“{nested(bare(words, kept))}”"


def instalment_words(claim: ClaimView, told: Callable[[datetime], str] = moment_words) -> str | None:
    """The time of the part of a report that a claim stands in, as the page shows it and what it means."""
    if claim.instalment is None:
        return None
    shown = None if _STAMP.match(claim.instalment) else f"“{claim.instalment}”"
    at = claim.instalment_at and told(datetime.fromisoformat(claim.instalment_at))
    return " = ".join(filter(None, (shown, at))) or claim.instalment


def change_label(change: TimelineChange) -> str:
    """What happened to a claim between two texts, in two or three words."""
    if change.kind is ChangeKind.ADDED:
        return {Stance.DENIES: "denial added", Stance.UNKNOWN: "open point added"}.get(change.stance, "claim added")
    if change.kind is ChangeKind.DROPPED:
        return "removed, corrected by the outlet" if change.correction else "removed without notice"
    if change.correction is not None:
        return "corrected by the outlet"
    return change.alterations[0].aspect.value if len(change.alterations) == 1 else "reworded"


def cue_of(claim: ClaimView) -> str:
    """The words that credit the claim, as one."""
    return " … ".join(quote.words for quote in claim.cue)


def bare(words: str, kept: Iterable[str] = ()) -> str:
    """The first words, with those of `kept`, as `unmarked` has them."""
    return unmarked(cut(words, kept))


def unmarked(words: str) -> str:
    """`words` on one line without the marks around them and without a closing comma: our own marks go around. A mark at
    an end whose partner stands inside stays, or that one would stand alone."""
    words = " ".join(words.split()).rstrip(",")
    while words:
        if _is_mark(words[0]) and not _has_partner(words[0], words[1:], _CLOSES):
            words = words[1:]
        elif _is_mark(words[-1]) and not _has_partner(words[-1], words[:-1], _OPENS):
            words = words[:-1].rstrip(",")
        elif len(words) > 1 and _is_pair(words[0], words[-1], words[1:-1]):
            words = words[1:-1].rstrip(",")
        else:
            break
    return words


def _is_mark(letter: str) -> bool:
    return letter in _DOUBLE or letter in _SINGLE


def _has_partner(mark: str, rest: str, partner: re.Pattern[str]) -> bool:
    """Whether one of the marks in the rest belongs to a mark at an end."""
    return sum(letter in _DOUBLE for letter in rest) % 2 == 1 if mark in _DOUBLE else bool(partner.search(rest))


def _is_pair(first: str, last: str, inside: str) -> bool:
    """Whether the marks at both ends belong to each other, not to others inside."""
    if first in _DOUBLE and last in _DOUBLE:
        level = 0
        for letter in inside:  # “a” and “b” are two pairs
            level += {"“": 1, "”": -1}.get(letter, 0)
            if level < 0:
                return False
        return not inside.count('"') or first != '"'
    return first in _SINGLE and last in _SINGLE and not _CLOSES.search(inside)


def nested(words: str) -> str:
    """`words` as they stand within our own marks: double marks inside become single ones, and one that opens and whose
    partner lies behind the words is closed."""
    marks = [at for at, letter in enumerate(words) if letter in _DOUBLE]
    if len(marks) % 2 and not _OPENING.match(words, max(0, marks[-1] - 1)):
        return words
    letters = list(words)
    for number, at in enumerate(marks):
        letters[at] = "’" if number % 2 else "‘"
    return "".join(letters) + ("’" if len(marks) % 2 else "")


def cut(words: str, kept: Iterable[str] = ()) -> str:
    """The first words, and those of `kept` that the cut would lose: a claim never appears without its condition."""
    words = " ".join(words.split())
    if len(words) <= LONGEST:
        return words
    first = words[: LONGEST - 1].rsplit(" ", 1)[0] + " …"
    lost = (" ".join(phrase.split()) for phrase in kept)
    return " ".join([first, *(f"{phrase} …" for phrase in lost if phrase not in first)])


def conditions_of(claim: ClaimView | None) -> list[str]:
    """The words that a claim must not be shown without."""
    return [quote.words for quote in claim.conditions] if claim else []


def withheld_words(claim: ClaimView, report: ReportView) -> str | None:
    """What the speaker of a partial confirmation says of the rest."""
    for other in report.claims:
        if other.id == claim.withheld:
            told = stance_words(other.stance, "", other.says_denial)
            return f"{told} {in_marks(other.words, conditions_of(other))}"
    return None
