"""Parts of a report under times of their own: where a page tells them, they are kept with the words beneath."""

import json

import pytest

from counterclaim.articles import read_article
from counterclaim.articles._instalments import Told, clock_of, place_lines
from counterclaim.records.codec import from_json, to_json
from counterclaim.records.revisions import Revision
from tests.unit.articles._captures import capture

DENIED = "The coast guard denied that it had seized the ferry. “Nobody was detained,” its spokesman Teo Varnas said."
HELD = "The Lumo harbour council said that coast guards had detained nine of the crew of the Aurelia off the mole."
SEIZED = "The Lumo harbour council said that coast guards had seized the ferry Aurelia shortly before eight o’clock."
PARTS = [("11.32", "Coast guard denies it", DENIED), ("10.10", "Nine held", HELD), ("09.02", "Ferry seized", SEIZED)]
LEAD = "Follow the latest on the ferry off Lumo here, with reports from the harbour and from the capital all day long."
DATES = (
    '<meta property="article:published_time" content="2026-03-02T08:30:00+03:00">'
    '<meta property="article:modified_time" content="2026-03-02T11:40:00+03:00">'
    '<meta property="og:type" content="article">'
)
FORMS = {
    "time": '<article><time datetime="2026-03-02T{iso}:00+03:00">{clock}</time><h2>{head}</h2><p>{text}</p></article>',
    "time-in-line": '<div><p><time datetime="2026-03-02T{iso}:00+03:00">{clock}</time></p><p>{text}</p></div>',
    "heading": "<h2>{clock}</h2><h3>{head}</h3><p>{text}</p>",
    "strong": "<p><strong>{clock}</strong> {text}</p>",
    "headline": "<h3>{clock}: {head}</h3><p>{text}</p>",
    "span": '<div><span class="c">{clock}</span><h3>{head}</h3><p>{text}</p></div>',
}


def live_page(form: str, *, head: str = DATES, parts: list[tuple[str, str, str]] = PARTS) -> str:
    body = "".join(
        FORMS[form].format(iso=clock.replace(".", ":"), clock=clock, head=title, text=text)
        for clock, title, text in parts
    )
    return (
        f'<!doctype html><html lang="en"><head><title>Ferry held: live</title>{head}</head><body><main>'
        f"<h1>Ferry held: live</h1><p>{LEAD}</p>{body}</main></body></html>"
    )


def live(form: str, *, head: str = DATES, parts: list[tuple[str, str, str]] = PARTS) -> Revision:
    page = live_page(form, head=head, parts=parts)
    return read_article(capture(page, html=True, address="https://harbour-post.example/live"))


def told(revision: Revision) -> dict[str, tuple[str, str | None] | None]:
    """Under what each of the texts stands: the words, and the moment that they mean."""
    found: dict[str, tuple[str, str | None] | None] = {}
    for text in (LEAD, DENIED, HELD, SEIZED):
        part = revision.instalment_at(revision.text.index(text) + 5)
        at = part.stamp.earliest.isoformat() if part and part.stamp and part.stamp.exact else None
        found[text] = None if part is None else (part.words, at)
    return found


EXPECTED = {
    LEAD: None,
    DENIED: ("11.32", "2026-03-02T11:32:00+03:00"),
    HELD: ("10.10", "2026-03-02T10:10:00+03:00"),
    SEIZED: ("09.02", "2026-03-02T09:02:00+03:00"),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_live_blog_keeps_the_times_of_its_parts(form: str) -> None:
    """However the page shows them; the text is published and updated as a whole, as before."""
    revision = live(form)
    assert told(revision) == EXPECTED
    assert revision.published is not None
    assert revision.updated is not None
    assert (revision.published.words[11:16], revision.updated.words[11:16]) == ("08:30", "11:40")
    assert from_json(Revision, to_json(revision)) == revision


def test_a_live_blog_in_the_data_of_its_page() -> None:
    """schema.org LiveBlogPosting, also where the page itself shows no times; markup in its texts is no matter."""
    updates = [
        {"@type": "BlogPosting", "headline": head, "articleBody": f"<p>{text.replace('“', '&ldquo;')}</p>",
         "datePublished": f"2026-03-02T{clock.replace('.', ':')}:00+03:00"}
        for clock, head, text in PARTS
    ]  # fmt: skip
    data = {"@type": "LiveBlogPosting", "datePublished": "2026-03-02T08:30:00+03:00", "liveBlogUpdate": updates}
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    body = "".join(f"<h3>{head}</h3><p>{text}</p>" for _, head, text in PARTS)
    head = f'<html lang="en"><head><title>Live</title>{script}</head>'
    page = f"{head}<body><main><h1>Ferry held: live</h1><p>{LEAD}</p>{body}</main></body></html>"
    revision = read_article(capture(page, html=True, address="https://harbour-post.example/live"))
    moments = {text: part and part[1] for text, part in told(revision).items()}
    assert moments == {text: part and part[1] for text, part in EXPECTED.items()}


@pytest.mark.parametrize("between", ["\n\n", ": ", " – "])
def test_lines_of_a_plain_text(between: str) -> None:
    lines = "\n\n".join(f"{clock}{between}{text}" for clock, _, text in PARTS)
    source = f"Ferry held: live\n\nPublished 2 March 2026 08:30 EAT\n\n{LEAD}\n\n{lines}"
    assert told(read_article(capture(source))) == EXPECTED


@pytest.mark.parametrize("form", ["time", "heading"])
def test_a_single_time_is_a_stamp_of_the_page(form: str) -> None:
    assert live(form, parts=PARTS[:1]).instalments == ()


def test_a_clock_that_may_mean_two_days_is_shown_and_not_settled() -> None:
    """A page of three days, or one that gives no date; past midnight the one day that fits is taken."""
    long = live("heading", head=DATES.replace("02T11:40", "04T11:40"))
    assert told(long)[HELD] == ("10.10", None)
    assert told(live("heading", head=""))[HELD] == ("10.10", None)
    parts = [("01.15", "x", DENIED), ("23.50", "y", HELD), ("09.02", "z", SEIZED)]
    night = live("heading", head=DATES.replace("02T11:40", "03T07:15"), parts=parts)
    assert told(night)[DENIED] == ("01.15", "2026-03-03T01:15:00+03:00")
    assert told(night)[HELD] == ("23.50", "2026-03-02T23:50:00+03:00")


@pytest.mark.parametrize(
    ("line", "clock"),
    [
        ("09.02", "09.02"), ("Updated 11.32 GMT", "Updated 11.32 GMT"), ("10:10am – Police say nine died", "10:10am"),
        ("9.52pm “Nobody was detained,” he said", "9.52pm"), ("7.30 million people fled", None), ("12 died", None),
        ("11.32 was the time", None), ("25.10 The council met", None), ("At 10.10 The council met", None), ("", None),
        ("2-0 Lumo", None), ("10.10.2014 The council met", None),
    ],
)  # fmt: skip
def test_lines_that_are_headed_by_a_clock(line: str, clock: str | None) -> None:
    assert clock_of(line) == clock


def test_a_summary_that_repeats_a_part_does_not_confuse_them() -> None:
    """A line of several parts goes with the one that goes on; a long line of none stands in none."""
    parts = [Told("1", "1", "x", (HELD, SEIZED)), Told("2", "2", "x", (SEIZED, DENIED))]
    assert place_lines(parts, [LEAD, HELD, SEIZED, DENIED, "Nine held", LEAD]) == [None, 0, 0, 1, 1, None]
