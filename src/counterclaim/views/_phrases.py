"""Numbers and zones as people write them."""

from datetime import datetime


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
