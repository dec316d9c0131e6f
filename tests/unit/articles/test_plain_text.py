"""Plain text: unchanged, every line marked for what it is on its page."""

from itertools import pairwise

import pytest

from counterclaim.articles import read_article
from counterclaim.articles._blocks import find_paragraphs, mark_blocks
from counterclaim.errors import InputError
from counterclaim.records.revisions import READ_BLOCKS, BlockKind, Revision
from tests.costs import assert_linear
from tests.unit.articles._captures import capture, kind_of, words

PAGE = """\
Toral denies flight, says his brigade holds the lower valley


By Mira Tolan and Jos Ek


Published : Mar 9, 2021, 7:15 AM IST

Updated : Mar 9, 2021, 10:08 AM IST

Several outlets quoted officers of the Ardan Front as saying they had taken the valley. There is no official word.


Shimla: Osk Toral, who calls himself governor of the valley, dismissed reports that he had left the country. On \
Sunday he tweeted, "We are here and we stay."

The Front claimed that its fighters had taken the bridge at Lower Ardan along with four posts.

Toral's tweet

Rejecting this, the brigade denied that the bridge was lost and said it had killed at least 40 attackers.

Road to the pass

“We heard the guns until four,” a shopkeeper said. (RELATED: Ten Things To Know About The Valley)

Soldiers of the brigade seen here on the lower road in a file photo.

Also read: How the road to the pass was built

Talks are to go on in the capital on Thursday, two diplomats said.

Last Updated : Mar 9, 2021, 10:08 AM IST


(With inputs from PTI and the Hill News Agency)

...view details
"""


def gazetteer(town: str) -> str | None:
    return {"Shimla": "IN", "Beirut": "LB", "Lagos": "NG", "Kota": "IN", "London": "GB"}.get(town)


@pytest.fixture(scope="module")
def revision() -> Revision:
    return read_article(capture(PAGE), country_of=gazetteer)


def test_the_text_is_the_decoded_input(revision: Revision) -> None:
    """Furniture is marked, not removed."""
    assert revision.text == PAGE


def test_blocks_are_in_order_and_apart(revision: Revision) -> None:
    """Blocks lie in the text, do not overlap, and start and end on words."""
    spans = [block.span for block in revision.blocks]
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.of(PAGE) == span.of(PAGE).strip() for span in spans)


def test_every_word_is_in_a_block(revision: Revision) -> None:
    """Nothing of the page is left unmarked."""
    rest = PAGE
    for block in reversed(revision.blocks):
        rest = rest[: block.span.start] + rest[block.span.end :]
    assert not rest.strip()


def test_prose_is_read_and_furniture_is_not(revision: Revision) -> None:
    """Each line of the page gets the kind that a reader would give it."""
    assert words(revision, BlockKind.HEADLINE) == ["Toral denies flight, says his brigade holds the lower valley"]
    assert words(revision, BlockKind.STANDFIRST)[0].startswith("Several outlets")
    assert words(revision, BlockKind.BYLINE) == ["By Mira Tolan and Jos Ek"]
    assert words(revision, BlockKind.DATELINE) == ["Shimla:"]
    assert words(revision, BlockKind.CAPTION) == [
        "Toral's tweet",
        "Soldiers of the brigade seen here on the lower road in a file photo.",
    ]
    assert words(revision, BlockKind.FURNITURE) == [
        "Published : Mar 9, 2021, 7:15 AM IST",
        "Updated : Mar 9, 2021, 10:08 AM IST",
        "Road to the pass",
        "(RELATED: Ten Things To Know About The Valley)",
        "Also read: How the road to the pass was built",
        "Last Updated : Mar 9, 2021, 10:08 AM IST",
        "(With inputs from PTI and the Hill News Agency)",
        "...view details",
    ]
    paragraphs = words(revision, BlockKind.PARAGRAPH)
    assert [paragraph.split()[0] for paragraph in paragraphs] == ["Osk", "The", "Rejecting", "“We", "Talks"]
    assert paragraphs[3] == "“We heard the guns until four,” a shopkeeper said."


def test_what_the_page_says_of_itself(revision: Revision) -> None:
    """Title, people, place, agencies and both times, the zone by the dateline's country."""
    assert revision.title == "Toral denies flight, says his brigade holds the lower valley"
    assert revision.authors == ("Mira Tolan", "Jos Ek")
    assert revision.dateline == "Shimla"
    assert revision.credits == ("PTI", "Hill News Agency")
    assert revision.published is not None
    assert revision.updated is not None
    assert revision.published.earliest.isoformat() == "2021-03-09T07:15:00+05:30"
    assert revision.published.exact
    assert revision.published.method == "furniture"
    assert revision.published.zone_evidence == "dateline country"
    assert revision.published.span is not None
    assert revision.published.span.of(PAGE) == "Mar 9, 2021, 7:15 AM IST"
    assert revision.updated.earliest.isoformat() == "2021-03-09T10:08:00+05:30"
    assert revision.notes == ()


def test_without_a_gazetteer_the_zone_stays_open() -> None:
    """IST is India's, Israel's or Ireland's until something decides."""
    revision = read_article(capture(PAGE))
    assert revision.dateline == "Shimla"
    assert revision.published is not None
    assert not revision.published.exact
    assert len(revision.published.readings) == 3
    assert "zone.ambiguous" in {note.code for note in revision.notes}


def test_the_outlet_decides_before_the_dateline() -> None:
    """An Israeli outlet's IST is Israel's, wherever its reporter stood."""
    revision = read_article(capture(PAGE, address="https://news.example.co.il/a/1"), country_of=gazetteer)
    assert revision.outlet_country == "IL"
    assert revision.published is not None
    assert revision.published.earliest.isoformat() == "2021-03-09T07:15:00+02:00"
    assert revision.published.zone_evidence == "outlet country"


def test_an_update_before_the_publication_is_noted() -> None:
    """Both times are kept as stated, with a note."""
    text = PAGE.replace("Updated : Mar 9", "Updated : Mar 7")
    revision = read_article(capture(text), country_of=gazetteer)
    assert "stamp.order" in {note.code for note in revision.notes}


def test_bare_dates_between_paragraphs_are_headings() -> None:
    """A timeline's dates are not when it was published; one above the report is."""
    timeline = f"Bridge closed{LEAD}\n\nMarch 7, 2021\n{LEAD}\n\nMarch 8, 2021\n{LEAD}\n"
    assert read_article(capture(timeline)).published is None
    revision = read_article(capture("Bridge is now closed\n\nMarch 9, 2021\n\n" + timeline))
    assert revision.published is not None
    assert revision.published.earliest.date().isoformat() == "2021-03-09"


@pytest.mark.parametrize(
    ("dateline", "offset"), [("LONDON", "+01:00"), ("LONDON, Ontario", "-04:00"), ("KOTA/LONDON", "+05:30")]
)
def test_the_last_known_part_of_a_dateline_gives_its_country(dateline: str, offset: str) -> None:
    """London, Ontario is not in England; of two towns the first counts."""
    countries = {"London": "GB", "Ontario": "CA", "Kota": "IN"}
    zone = {"+01:00": "BST", "-04:00": "EDT", "+05:30": "IST"}[offset]
    text = f"Bridge closed\n\nPublished: 9 June 2021 10:00 {zone}\n\n{dateline} (AP) —{LEAD}\n"
    revision = read_article(capture(text), country_of=countries.get)
    assert revision.published is not None
    assert revision.published.earliest.isoformat() == f"2021-06-09T10:00:00{offset}"


LEAD = " The council said on Monday that the old bridge had been closed and that two people were hurt."


@pytest.mark.parametrize(
    ("opening", "place", "agency"),
    [
        ("KOTA, Sept 4 (AP) —", "KOTA", "AP"),
        ("KOTA (Reuters) -", "KOTA", "Reuters"),
        ("KOTA, March 9 (Xinhua) --", "KOTA", "Xinhua"),
        ("KOTA , Rajan, Dec. 1 (UPI) --", "KOTA, Rajan", "UPI"),
        ("Kota (AFP) –", "Kota", "AFP"),
        ("(Reuters) -", None, "Reuters"),
        ("LOWER ARDAN —", "LOWER ARDAN", None),
        ("LONDON/KOTA, 9 March (Reuters) –", "LONDON/KOTA", "Reuters"),
        ("London, Mar 9 :", "London", None),
        ("KOTA:", "KOTA", None),
        ("Kota:", "Kota", None),
        ("KOTA (CNN)", "KOTA", "CNN"),
        ("Rio de Ardan (AFP) –", "Rio de Ardan", "AFP"),
        ("PORT-ARDAN —", "PORT-ARDAN", None),
        ("Śrem (PAP) -", "Śrem", "PAP"),
    ],
)
def test_datelines_are_split_from_their_sentence(opening: str, place: str | None, agency: str | None) -> None:
    """Town, date and agency in front of the first sentence are no part of it."""
    text = f"{opening}{LEAD}\n\nThe mayor denied it.\n"
    revision = read_article(capture(text), country_of=gazetteer)
    assert words(revision, BlockKind.DATELINE) == [opening]
    assert words(revision, BlockKind.PARAGRAPH)[0] == LEAD.strip()
    assert revision.dateline == place
    assert revision.credits == ((agency,) if agency else ())


@pytest.mark.parametrize(
    "opening",
    [
        "Update:",
        "WATCH:",
        "Ardan Front —",
        "Toral:",
        "UPDATE —",
        "He said:",
        "The mayor -",
        "ISF — which",
        "(But)",
        "Note —",
    ],
)
def test_other_openings_are_no_datelines(opening: str) -> None:
    """Labels, speakers and asides stay in the sentence."""
    revision = read_article(capture(f"{opening}{LEAD}\n\nThe mayor denied it.\n"), country_of=gazetteer)
    assert words(revision, BlockKind.DATELINE) == []
    assert revision.dateline is None


FRAME = (
    "Bridge closed after crush, council says\n\n{}\n\nThe council said on Monday that the old bridge had been closed "
    "for good.\n\n{}\n\nThe mayor denied that anybody had been hurt, and said that she would walk across it herself.\n"
)


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Scroll down for video",
        "Read more",
        "Continue reading the main story",
        "Share on Facebook",
        "Follow us on Twitter",
        "Follow Jos on Twitter",
        "We use cookies to improve your experience on this site.",
        "Sign up for our free daily newsletter and never miss a story.",
        "Click here to see the map.",
        "READ: Who is the mayor of Lower Ardan?",
        "RelatedRain Ends PlaySchools Reopen On Monday",
        "Updates to come as story develops.",
        "© 2021 The Hill Courier. All rights reserved.",
        "(Reporting by Jos Ek; Editing by Mira Tolan)",
        "Additional reporting by Jos Ek and Mira Tolan",
        "Jos Ek and Mira Tolan contributed to this report.",
        "slk/mt (AP, AFP)",
        "Source: Hill News Agency",
        "* * *",
        "___",
        "+12",
        "Loading …",
        "5 min read",
        "Ten Things To Know About The Old Bridge",
        "What Is The Old Bridge And Who Built It?",
        "Winter on the high road",
        "Image: Mira Tolan for The Hill Courier",
        "The old bridge at dusk. Photo: Handout",
        "(Photo by Jos Ek)",
        "Police officers guarding the closed bridge at dusk.",
        "Workers carry planks across the bridge, in Lower Ardan March 9, 2021.",
        "The old bridge, pictured here before the flood of last year.",
        "A worker looks down at the river from the closed bridge after the crush of Sunday night",
        "Posted on March 9, 2021",
        "jos.ek@hillcourier.example",
    ],
)
def test_furniture_between_paragraphs_is_not_read(line: str) -> None:
    """Share lines, links, credits and captions, with or without a full stop."""
    revision = read_article(capture(FRAME.format("By Jos Ek", line)))
    assert kind_of(revision, line) not in READ_BLOCKS
    assert len(words(revision, BlockKind.PARAGRAPH, BlockKind.STANDFIRST)) == 2


@pytest.mark.parametrize(
    "line",
    [
        "“Nobody was hurt,” she said.",
        "The police chief would not comment.",
        "She wrote:",
        "It said the bridge was 40 years old.",
        "“We want it back,” a boatman said, adding that “the ferry is no use”",
        "Witnesses speak of a sudden push.",
        "Bridge is shut!! Stay away from the river #ardan pic.example.com/x1— Lower Ardan (@lowerardan) March 9, 2021",
        "Is the bridge safe?",
        "Follow-up talks failed on Tuesday.",
        "Read the letter in full, the mayor urged.",
        "Related claims were made by the union, the council said.",
        "Sources said that the bridge would stay shut.",
        "The council, with the police, closed the road on Monday.",
        "The photo was taken in 2019, the council said.",
        "The inquiry is about the ferry, not the bridge, and is to be led by Colonel Varga (see below).",
        "He was arrested in Lower Ardan on March 9, 2021.",
        "In a changing valley, boatmen still believe in the ferry.",
        "Like her mother, Ms. Ek worked on the ferry. She said that she took the noise in her stride.",
        "The union spoke of “neglect” (read: no money) in its letter.",
    ],
)
def test_short_prose_is_read(line: str) -> None:
    """Short sentences, speech, introductions of a quotation, and posts with their author."""
    revision = read_article(capture(FRAME.format("By Jos Ek", line)))
    assert kind_of(revision, line) in READ_BLOCKS


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Jos Ek", ("Jos Ek",)),
        ("By Jos Ek, Mira Tolan and Pell de Varga", ("Jos Ek", "Mira Tolan", "Pell de Varga")),
        ("By Jos Ek in Lower Ardan", ("Jos Ek",)),
        ("By Jos Ek, Hill News Agency", ("Jos Ek",)),
        ("Written by Jos Ek | Updated: March 9, 2021 3:15 pm GMT", ("Jos Ek",)),
        ("By: Hill Press Trust | Lower Ardan | Posted: March 9, 2021 3:15 pm GMT", ("Hill Press Trust",)),
        ("Jos Ek in Lower Ardan", ("Jos Ek",)),
        ("Jos Ek, Valley Correspondent", ("Jos Ek",)),
    ],
)
def test_bylines_name_the_authors(line: str, authors: tuple[str, ...]) -> None:
    """A byline is marked, its names kept, a stamp beside it read."""
    revision = read_article(capture(FRAME.format(line, "Advertisement")))
    assert kind_of(revision, line) is BlockKind.BYLINE
    assert revision.authors == authors
    if "2021" in line:
        assert (revision.published or revision.updated) is not None


def test_a_reporting_credit_at_the_end_of_a_paragraph_is_cut_off() -> None:
    """Wire copy pasted as one line."""
    text = f"KOTA (Reuters) -{LEAD} The mayor denied it. (Reporting by Jos Ek; Editing by Mira Tolan)\n"
    revision = read_article(capture(text), country_of=gazetteer)
    assert words(revision, BlockKind.FURNITURE) == ["(Reporting by Jos Ek; Editing by Mira Tolan)"]
    assert words(revision, BlockKind.PARAGRAPH)[0].endswith("The mayor denied it.")


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    """Lines broken at a column belong together; lines broken by choice do not."""
    wrapped = (
        "The council said on Monday that the old bridge had been closed and that\n"
        "two people were hurt when the crowd pushed towards the market on the far\n"
        "bank.\n"
    )
    by_choice = "The council said it was shut.\nThe mayor denied it in a long letter to the paper.\nTalks go on.\n"
    assert len(find_paragraphs(wrapped)) == 1
    assert len(find_paragraphs(by_choice)) == 3


def test_a_text_without_headline_gets_its_first_words_as_title() -> None:
    """The title is made up, and a note says so."""
    revision = read_article(capture(LEAD + "\n"))
    assert revision.title == "The council said on Monday that the old bridge had been closed…"
    assert words(revision, BlockKind.HEADLINE) == []
    assert "title.none" in {note.code for note in revision.notes}


def test_a_declared_title_is_the_title() -> None:
    """A row's title names the report; it is a headline only where the text starts with it."""
    revision = read_article(capture(LEAD, title="Bridge closed"))
    assert revision.title == "Bridge closed"
    assert words(revision, BlockKind.HEADLINE) == []
    again = read_article(capture("Bridge closed.\n" + LEAD, title="Bridge closed."))
    assert words(again, BlockKind.HEADLINE) == ["Bridge closed."]


def test_a_declared_date_wins_over_furniture() -> None:
    """Who sent the row knows better than its text; the outlet's country gives the zone."""
    revision = read_article(capture(PAGE, published="2021-03-08 07:00", address="https://a.example.in/x"))
    assert revision.published is not None
    assert revision.published.method == "declared"
    assert revision.published.earliest.isoformat() == "2021-03-08T07:00:00+05:30"


def test_a_declared_date_that_is_none_is_noted() -> None:
    """And the furniture is read instead."""
    revision = read_article(capture(PAGE, published="last week"), country_of=gazetteer)
    assert revision.published is not None
    assert revision.published.method == "furniture"
    assert "date.unread" in {note.code for note in revision.notes}


def test_unpunctuated_reports_are_read() -> None:
    """Where no line ends with a stop, a missing stop says nothing."""
    text = (
        "the council says the bridge is shut and that two people were hurt on monday\n\n"
        "the mayor says nobody was hurt and that she will walk across it herself today\n"
    )
    revision = read_article(capture(text))
    assert sum(len(part.split()) for part in words(revision, *READ_BLOCKS)) == len(text.split())


def test_ids_follow_address_and_text() -> None:
    """One address is one document; another text of it another revision; tracking parameters change nothing."""
    one = read_article(capture(PAGE, address="https://a.example.in/x?id=3&utm_source=feed#top"))
    same = read_article(capture(PAGE, address="https://A.example.in:443/x?id=3"))
    other = read_article(capture(PAGE + "More.\n", address="https://a.example.in/x?id=3"))
    assert one.document_id == same.document_id == other.document_id
    assert one.id == same.id != other.id


def test_standard_input_is_known_by_its_text() -> None:
    """Without an address the words are the only name."""
    one, same, other = (read_article(capture(text, address="-")) for text in (PAGE, PAGE, PAGE + "More.\n"))
    assert one.document_id == same.document_id != other.document_id


FRENCH = (
    "Le conseil a annoncé lundi que le vieux pont était fermé et que deux personnes avaient été blessées. La mairie a "
    "démenti ces informations dans une lettre adressée au journal et a promis de traverser le pont à pied."
)
GERMAN = (
    "Der Rat teilte am Montag mit, dass die alte Brücke gesperrt sei und zwei Menschen verletzt worden seien. Die "
    "Bürgermeisterin wies das in einem Brief an die Zeitung zurück und will selbst über die Brücke gehen."
)
DUTCH = (
    "De raad zei maandag dat de oude brug is gesloten en dat twee mensen gewond zijn geraakt. De burgemeester ontkende "
    "dat in een brief aan de krant en zei dat zij zelf over de brug zou lopen als het moest."
)
SPANISH = (
    "El consejo dijo el lunes que el viejo puente estaba cerrado y que dos personas habían resultado heridas. La "
    "alcaldesa lo negó en una carta al periódico y prometió cruzar ella misma el puente a pie."
)
INDONESIAN = (
    "Dewan kota mengatakan pada hari Senin bahwa jembatan tua itu ditutup dan dua orang terluka. Wali kota membantah "
    "hal itu dalam surat kepada surat kabar dan berjanji akan menyeberangi jembatan sendiri dengan berjalan kaki."
)
RUSSIAN = (
    "Совет сообщил в понедельник, что старый мост закрыт и что пострадали два человека. Мэр опровергла это в письме в "
    "газету и пообещала сама перейти мост пешком, чтобы показать, что он надёжен и никому не угрожает."
)
CHINESE = "市议会周一表示，旧桥已经关闭，有两人受伤。市长在给报纸的信中否认了这一说法，并承诺亲自走过这座桥。" * 3


@pytest.mark.parametrize("text", [FRENCH, GERMAN, DUTCH, SPANISH, INDONESIAN, RUSSIAN, CHINESE])
def test_other_languages_are_declined(text: str) -> None:
    """One line that says so and what to give instead."""
    with pytest.raises(InputError, match=r"not English.*translation"):
        read_article(capture(text + "\n"))


def test_short_english_full_of_names_passes() -> None:
    """Agency briefs and sports lines have few function words: names alone are no other language."""
    brief = (
        "Velmont Mining shuts Orsk pit\nTues., Jan. 6, 2026, 11:45 AM EST\nEarly Tuesday morning, around 1:30 a.m., "
        "Velmont Mining chief Jonas Petrikov shut Orsk Pit No. 4, Harrow County, Velka Province, "
        "after a warning by the engineers.\n"
    )
    assert read_article(capture(brief)).language == "en"


def test_short_texts_and_foreign_quotations_pass() -> None:
    """Too short to tell is no reason to refuse; nor is a quotation in another language."""
    assert read_article(capture("Bridge shut, council says.\n")).language == "en"
    mixed = f"The mayor wrote to the paper and said that it was a lie.{LEAD * 3} “{GERMAN}” is what the letter said.\n"
    assert read_article(capture(mixed)).language == "en"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"%PDF-1.7 stuff", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "PNG"),
        (b"\xff\xd8\xff\xe0 jfif", "JPEG"),
        (b"PK\x03\x04 zip", "ZIP"),
        (b"some text \x00\x01\x02 and more", "zero byte at offset 10"),
        (b"The caf\xe9 was shut.", r"not valid utf-8 \(byte 0xe9 at offset 7\).*iconv"),
        (b"...view details\n\nRead more\n", "only page furniture"),
        (b"The council said so. " * 60_000, "characters"),
    ],
)
def test_bytes_that_are_no_report_are_refused(body: bytes, message: str) -> None:
    """Each with what it is, where, and what to try."""
    with pytest.raises(InputError, match=message):
        read_article(capture(body))


def test_a_declared_charset_is_used_strictly() -> None:
    """Declared and right: decoded. Declared and wrong, yet UTF-8: decoded with a note. Neither: refused."""
    latin = "The café was shut on Monday, the mayor said.\n"
    assert read_article(capture(latin.encode("latin-1"), charset="iso-8859-1")).text == latin
    revision = read_article(capture(latin.encode(), charset="ascii-superset-9"))
    assert revision.text == latin
    assert "charset.wrong" in {note.code for note in revision.notes}
    with pytest.raises(InputError, match="not valid shift_jis or utf-8"):
        read_article(capture(b"The caf\xe9 \xff was shut.", charset="shift_jis"))


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_are_honoured(codec: str) -> None:
    """And are no part of the text."""
    text = "The mayor denied it, the paper said.\n"
    assert read_article(capture(text.encode(codec))).text == text


def test_hostile_lines_take_linear_time() -> None:
    """Runs made to upset regular expressions."""
    lines = [
        "(" * 190,
        "By A" + " A" * 90,
        "A " * 99,
        "X, " * 60 + "in Y",
        "1/" * 90,
        "Published: " * 15,
        "[photo " * 25,
    ]

    def mark(n: int) -> None:
        text = "\n".join(lines * n)
        assert mark_blocks(text, find_paragraphs(text)).blocks

    assert_linear(mark, 75)
