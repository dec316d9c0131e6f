"""The handover sheet as Markdown and as one page of HTML that prints. Words of reports stay words in both."""

import html
import re
from collections.abc import Iterator

from counterclaim.ledger import HeldEnquiry
from counterclaim.records.turns import Told
from counterclaim.watching._enquiries import tell_enquiry
from counterclaim.watching._handover import Handover, parts_of

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+|!~-])")
#: What stands on every sheet.
NOTE = "Machine reading unless it says that a person reviewed it. It tells who claims what, never what is true."
_STYLE = (
    "body{font:11pt/1.45 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}"
    "h1{font-size:1.4rem}h2{font-size:1.1rem;border-bottom:1px solid #999}li{margin:.5rem 0}"
    ".more{color:#444;font-size:.85em;display:block}@media print{body{margin:0}li{break-inside:avoid}}"
)


def heading_of(sheet: Handover) -> str:
    return f"Since {sheet.since:%Y-%m-%d %H:%M %Z}, as of {sheet.until:%Y-%m-%d %H:%M %Z}"


def details_of(told: Told, *, recorded: bool = False) -> Iterator[str]:
    """What stands below a turn, a line each. By when it was `recorded`, the end of the span asked for, is not told on a
    sheet: there all turns have the moment as of which the sheet is."""
    if told.answer is not None:
        yield f"answer to the allegation: {told.answer}"
    where = ", ".join(told.outlets)
    when = f", published {told.published:%Y-%m-%d %H:%M %Z}" if told.published else ""
    kept = f"recorded by {told.turn.at:%Y-%m-%d %H:%M:%S %Z}; " if recorded else ""
    yield f"{where}{when}; {kept}{told.review}; {_short(told)}"


def _short(told: Told) -> str:
    ids = [told.turn.story, told.turn.proposition, *told.turn.claims[:1]]
    return " ".join(one[:9] for one in ids if one)


def enquiry_line(held: HeldEnquiry) -> str:
    return f"{held.id[:9]} about {held.enquiry.about_kind} {held.enquiry.about[:9]}: {tell_enquiry(held)}"


def to_markdown(sheet: Handover) -> str:
    """The sheet as Markdown (CommonMark); characters that would be markup are escaped."""
    lines = [f"# {_escaped(heading_of(sheet))}", "", _escaped(NOTE), ""]
    for _, title, turns in parts_of(sheet):
        lines += [f"## {title} ({len(turns)})", ""]
        for told in turns:
            lines.append(f"- {_escaped(told.sentence)}")
            lines += [f"  - {_escaped(line)}" for line in details_of(told)]
        lines += ["" if turns else "None.\n"]
    for title, enquiries in (("Open enquiries", sheet.enquiries), ("Answered enquiries", sheet.answered)):
        lines += [f"## {title} ({len(enquiries)})", ""]
        lines += [f"- {_escaped(enquiry_line(held))}" for held in enquiries] or ["None."]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _escaped(words: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(words.split()))


def to_html(sheet: Handover) -> str:
    """The sheet as one page of HTML without scripts or anything to load."""
    title = html.escape(heading_of(sheet))
    parts = [f"<h1>{title}</h1><p>{html.escape(NOTE)}</p>"]
    for _, heading, turns in parts_of(sheet):
        rows = "".join(
            f"<li>{html.escape(told.sentence)}"
            + "".join(f'<span class="more">{html.escape(line)}</span>' for line in details_of(told))
            + "</li>"
            for told in turns
        )
        parts.append(f"<h2>{heading} ({len(turns)})</h2>" + (f"<ul>{rows}</ul>" if turns else "<p>None.</p>"))
    for heading, enquiries in (("Open enquiries", sheet.enquiries), ("Answered enquiries", sheet.answered)):
        rows = "".join(f"<li>{html.escape(enquiry_line(held))}</li>" for held in enquiries)
        parts.append(f"<h2>{heading} ({len(enquiries)})</h2>" + (f"<ul>{rows}</ul>" if rows else "<p>None.</p>"))
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<style>{_STYLE}</style></head><body>{''.join(parts)}</body></html>\n"
    )
