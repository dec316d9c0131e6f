"""The words of a claim on one line: short, in one pair of quotation marks, and never without their condition."""

from collections.abc import Iterable

from counterclaim.exports import ClaimView, ReportView
from counterclaim.records.claims import Form, Stance

#: What heads a page that may hold decisions of people beside the machine's readings.
MACHINE = "machine reading; what people decided is in `counterclaim review log`"
#: Characters of a claim that a list shows.
LONGEST = 220


def quoted(claim: ClaimView) -> str:
    """The words for a list: direct speech in quotation marks, whole even where one sentence of several is shown."""
    kept = conditions_of(claim)
    return f"“{bare(claim.words, kept)}”" if claim.form is Form.DIRECT else cut(claim.words, kept)


def stance_words(stance: Stance, cue: str) -> str:
    """The stance as a verb. A denial keeps the report's cue, which tells whether the words are what is denied (“denied”
    that a town fell) or are the denial (“said” that it never fell); what is left open is told by its cue alone."""
    cue = " ".join(cue.split())
    if not cue or stance not in (Stance.DENIES, Stance.UNKNOWN):
        return stance.value
    return f"“{cue}”" if stance is Stance.UNKNOWN else f"{stance.value} (“{cue}”)"


def cue_of(claim: ClaimView) -> str:
    """The words that credit the claim, as one."""
    return " … ".join(quote.words for quote in claim.cue)


def bare(words: str, kept: Iterable[str] = ()) -> str:
    """`words` without the marks around them and without a closing comma: our own marks go around."""
    return cut(words, kept).strip("\"'“”‘’`").rstrip(",").rstrip("\"'“”‘’`")


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


def held_back(claim: ClaimView, report: ReportView) -> str | None:
    """What the speaker of a partial confirmation says of the rest."""
    for other in report.claims:
        if other.id == claim.withheld:
            return f"{other.stance.value} “{bare(other.words, conditions_of(other))}”"
    return None
