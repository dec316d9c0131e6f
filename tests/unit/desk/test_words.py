"""Words of reports on a page: escaped, isolated, nothing hidden in them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from counterclaim.desk._words import days, outward, plain, shown, when
from counterclaim.views import many


def test_markup_in_words_is_text() -> None:
    assert shown("<b>&\"'") == "<bdi>&lt;b&gt;&amp;&#34;&#39;</bdi>"


def test_what_turns_the_direction_is_seen_and_cannot_act() -> None:
    assert shown("denied \u202eby\u202c") == "<bdi>denied \ufffdby\ufffd</bdi>"
    assert plain("a\u202eb\nc") == "a\ufffdb c"


def test_letters_that_deceive_are_named_behind_the_word() -> None:
    assert shown("Нarrow") == '<bdi>Нarrow<span class="odd">⟨Cyrillic and Latin⟩</span></bdi>'


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://",
        "http://[::1",
        "http://a:b/",
        "//outlet.example/",
        "-",
    ],
)
def test_only_pages_of_the_web_are_linked(address: str) -> None:
    assert outward(address) is None


def test_a_page_of_the_web_is_linked_as_it_is() -> None:
    assert outward("https://outlet.example/a?b=c#d") == "https://outlet.example/a?b=c#d"


def test_a_moment_keeps_its_zone_as_people_write_it() -> None:
    zone = timezone(timedelta(hours=5, minutes=30))
    assert "3 May 2024, 06:41 UTC+5:30</time>" in when(datetime(2024, 5, 3, 6, 41, tzinfo=zone))
    assert "3 May 2024, 06:41 UTC</time>" in when(datetime(2024, 5, 3, 6, 41, tzinfo=UTC).isoformat())
    assert when(None) == "date unknown"


def test_numbers_of_things() -> None:
    assert (many(1, "party", "parties"), many(2000, "report")) == ("1 party", "2,000 reports")


def test_a_year_is_no_first_of_january() -> None:
    year = days(datetime(2023, 1, 1, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC))
    assert [part.split(">")[1] for part in year.split("</time>")[:2]] == ["1 Jan 2023", "31 Dec 2023"]
    morning = days(datetime(2026, 11, 16, 6, tzinfo=UTC), datetime(2026, 11, 16, 12, tzinfo=UTC))
    assert morning == '<time datetime="2026-11-16">16 Nov 2026</time>'
    assert days(datetime(2026, 11, 16, tzinfo=UTC), None) == morning
