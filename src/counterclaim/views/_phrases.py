"""Numbers and zones as people write them."""

from datetime import datetime

from counterclaim.records.sides import SuggestedSides


def zone_words(moment: datetime) -> str:
    """How far the clock of a moment is from UTC, as people write it: `UTC`, `UTC+1`, `UTC−3:30`."""
    offset = moment.utcoffset()
    if offset is None:
        return ""
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return "UTC" + (f"{'−' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}" if minutes else "")


def moment_words(moment: datetime) -> str:
    """Day, time and zone, for a list: `2026-03-12 14:05 UTC+1`."""
    return f"{moment:%Y-%m-%d %H:%M} {zone_words(moment)}".rstrip()


def many(number: int, noun: str, plural: str | None = None) -> str:
    """`1 report`, `9 reports`, `2,000 reports`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def fit_words(suggested: SuggestedSides) -> str:
    """How far what stands between parties agrees with the sides suggested; empty where nothing does."""
    ties, fitting = len(suggested.ties), sum(tie.fits for tie in suggested.ties)
    if not ties:
        return ""
    told = f"{fitting} of {ties} ties" if fitting < ties else "all ties" if ties > 1 else "the one tie"
    weight = f", {suggested.balance:.0%} by their weight" if fitting < ties else ""
    agree = "agrees" if fitting == 1 else "agree"
    return f"{told} between two parties (who denies whom, who backs whose account) {agree} with it{weight}"
