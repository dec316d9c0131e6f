"""A story's timeline on a terminal."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from counterclaim.cli._console import SHORT, STYLES
from counterclaim.records.differences import ChangeKind
from counterclaim.records.timelines import News, Outbreak, TextTimes, Timeline, TimelineChange, TimelineClaim
from counterclaim.views import MACHINE, change_label, in_marks, many, moment_words, stance_words

#: How a change is shown: a sign, and what it is called.
SIGNS = {ChangeKind.ADDED: "+", ChangeKind.DROPPED: "−", ChangeKind.REWORDED: "~"}


def print_timeline(timeline: Timeline, console: Console) -> None:
    """One section a text, in the order from which the texts are proven."""
    console.rule(
        Text(f"Timeline of story {timeline.story[:SHORT]}  {timeline.title}", style="bold"),
        align="left",
        characters="━",
    )
    console.print(f"{MACHINE}\n", style="dim")
    for entry in timeline.entries:
        _print_text(entry.text, console, later=entry.replaces is not None)
        if entry.headline is not None:
            old, new = entry.headline
            console.print(Padding(Text(f"headline: {in_marks(old)} → {in_marks(new)}"), (0, 0, 0, 2)))
        for note in entry.notes:
            console.print(Padding(Text(f"the outlet says: “{note}”", style="yellow"), (0, 0, 0, 2)))
        _print_changes(entry.changes, entry.unchanged, console, later=entry.replaces is not None)
        changed = {change.after for change in entry.changes}
        _print_claims([claim for claim in entry.claims if claim.claim not in changed], console)
        if entry.again:
            console.print(Text(f"  {many(entry.again, 'claim')} already told in this story", style="dim"))
        for basis in entry.statuses:
            line = Text(f"{basis.status.value}: ", style="bold magenta")
            console.print(Padding(line.append(basis.reason, style="default"), (0, 0, 0, 2)))
        for outbreak in entry.disputes:
            console.print(Padding(_outbreak(outbreak), (0, 0, 0, 2)))
        console.print()


def _print_text(text: TextTimes, console: Console, *, later: bool) -> None:
    heading = Text(f"{moment_words(text.held_from)}  {text.outlet}: ", style="bold")
    heading.append(text.title)
    heading.append(f"  {text.revision_id[:SHORT]}", style="dim")
    console.print(heading)
    published = f"published {moment_words(text.published)}" if text.published else "published: not stated"
    facts = [published]
    if text.updated is not None and text.updated != text.published:
        facts.append(f"updated {moment_words(text.updated)}")
    elif later and text.held_from == text.captured_at:
        facts.append("the page states no update: proven from its capture")
    facts += [f"captured {moment_words(text.captured_at)}", f"recorded {moment_words(text.recorded_at)}"]
    console.print(Text(f"  {' · '.join(facts)}", style="dim"))


def _print_changes(changes: Iterable[TimelineChange], unchanged: int, console: Console, *, later: bool) -> None:
    if not later:
        return
    shown = list(changes)
    count = "no claim changed" if not shown else f"{len(shown)} changed"
    console.print(Text(f"  against the text before: {count}, {unchanged} as they stood", style="dim"))
    for change in shown:
        console.print(Padding(_change(change), (0, 0, 0, 2)))


def _change(change: TimelineChange) -> Text:
    line = Text(f"{SIGNS[change.kind]} ", style="bold")
    line.append(f"{change_label(change)}: ", style="bold")
    _append_claim(line, change.actor, change, change.after_words or change.before_words)
    if change.kind is ChangeKind.REWORDED:
        for alteration in change.alterations:
            old, new = (in_marks(words) if words else "nothing" for words in (alteration.before, alteration.after))
            line.append(f"\n    {alteration.aspect.value}: {old} → {new}")
    if change.kind is not ChangeKind.ADDED and change.correction is not None:
        line.append("\n    the outlet's correction speaks of it", style="yellow")
    return line


def _append_claim(line: Text, actor: str, told: TimelineClaim | TimelineChange, words: str) -> None:
    """Who says what. What is left open is told by the cue: “declined to comment” is no doubt and no denial."""
    line.append(f"{actor} ")
    line.append(stance_words(told.stance, told.cue, told.says_denial), style=STYLES[told.stance])
    line.append(f" {in_marks(words)}")


def _print_claims(claims: Iterable[TimelineClaim], console: Console) -> None:
    for claim in claims:
        line = Text(f"{claim.news.value if claim.news is not News.MATTER else 'claim'}: ", style="dim")
        via = f" via {' via '.join(reversed(claim.via))}" if claim.via else ""
        _append_claim(line, f"{claim.actor}{via}", claim, claim.words)
        times = [
            _stated("event", claim.event_words, claim.event_first, claim.event_last),
            _stated("said", claim.said_words, claim.said_first, claim.said_last),
        ]
        told = "; ".join(time for time in times if time)
        if told:
            line.append(f"  [{told}]", style="dim")
        line.append(f"  {claim.claim[:SHORT]}", style="dim")
        console.print(Padding(line, (0, 0, 0, 2)))


def _stated(what: str, words: str | None, first: datetime | None, last: datetime | None) -> str | None:
    """What the report says of a time, with the days that it may be: a year named is no first of January."""
    if words is None:
        return None
    if first is None:
        return f"{what} “{words}”"
    day = f"{first:%Y-%m-%d}" if first.hour == first.minute == 0 else moment_words(first)
    end = (last or first) - timedelta(microseconds=1)
    return f"{what} “{words}” = {day}" + (f" to {end:%Y-%m-%d}" if end.date() > first.date() else "")


def _outbreak(outbreak: Outbreak) -> Text:
    line = Text("disputed from here: ", style="bold red")
    line.append(f"whether {in_marks(outbreak.a_words)}")
    if outbreak.b_words is not None:
        line.append(f" or {in_marks(outbreak.b_words)}")
    line.append(f" ({', '.join(outbreak.sides_for)} / {', '.join(outbreak.sides_against)})", style="dim")
    return line
