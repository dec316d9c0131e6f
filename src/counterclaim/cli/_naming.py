"""Who said it, where and when, in a few words for a terminal."""

from datetime import datetime

from rich.text import Text

from counterclaim.presentation import ClaimView, ReportView
from counterclaim.records.claims import Certainty
from counterclaim.records.mentions import Timex
from counterclaim.records.revisions import Stamp
from counterclaim.views import Lookup, moment_words


def who(claim: ClaimView, lookup: Lookup | None = None) -> Text:
    """The actor, how sure the report is that they said it, and the carriers. With `lookup` the party has the name that
    it goes by across the story, as on its positions."""
    line = Text(claim.actor if lookup is None else _party(claim, lookup))
    if claim.certainty is not Certainty.STATED:
        line.append(f" ({claim.certainty.value})", style="yellow")
    if claim.via:
        line.append(f" via {' via '.join(reversed(claim.via))}", style="dim")
    return line


def _party(claim: ClaimView, lookup: Lookup) -> str:
    p = lookup.propositions.get(claim.proposition) if claim.proposition else None
    return next((q.actor for q in p.positions if claim.id in q.claims), claim.actor) if p else claim.actor


def stamp_words(stamp: Stamp | None) -> str:
    """A stamp in one line: day, time and zone as stated; both readings where the zone is open."""
    if stamp is None:
        return "date unknown"
    if not stamp.exact and stamp.precision != "day":
        return f"{stamp.words} (zone open: {moment_words(stamp.earliest)} to {moment_words(stamp.latest)})"
    return f"{stamp.earliest:%Y-%m-%d}" if stamp.precision == "day" else moment_words(stamp.earliest)


def where(report: ReportView) -> str:
    stamp = report.updated or report.published
    return f"{outlet_of(report)}{f', {stamp.earliest:%d %b %Y}' if stamp else ''}"


def outlet_of(report: ReportView) -> str:
    return report.outlet or report.address.rsplit("/", 1)[-1]


def when_words(time: Timex, report: ReportView) -> str:
    """A time as a date, or in the report's words: of a span of time, and where no date of publication settles it (“on
    Friday”)."""
    stated = time.first is None or time.value.startswith("P")
    return f"“{time.span.of(report.text)}”" if stated else time.value


def day(moment: str | None) -> str:
    return f"{datetime.fromisoformat(moment):%Y-%m-%d}" if moment else ""
