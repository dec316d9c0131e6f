"""Pages laid out in tables are read, without their menus; a table of data and a list of links stay what they are."""

import pytest

from counterclaim.articles import read_article
from counterclaim.errors import InputError
from counterclaim.records.revisions import BlockKind, Revision
from tests.unit.articles._captures import capture, words

FIRST = "The harbour board said on Monday that the north quay had been closed after a crane fell into the water."
SECOND = "A docker told the paper that two men had been in its cabin; the board denied that anybody had been hurt."
THIRD = "“Nobody was up there,” Ada Quill, who heads the board, told reporters. Divers go down again on Tuesday."
MENU = "<B>Quay Times</B><BR><A href=/>Front page</A><BR><A href=/w>World news</A><BR><A href=/t>Tides</A>"
LINE = "<FONT size=2>22.03.2026 21:40 GMT<BR>by our harbour desk</FONT>"


def read(body: str) -> Revision:
    page = f"<HTML><HEAD><TITLE>Crane falls into harbour</TITLE></HEAD><BODY bgcolor=white>{body}</BODY></HTML>"
    return read_article(capture(page, html=True))


@pytest.mark.parametrize(
    "body",
    [
        f"<TABLE width=100%><TR><TD width=150>{MENU}</TD><TD><H1>Crane falls into harbour</H1>{LINE}<P>{FIRST}</P>"
        f"<P>{SECOND}</P><P>{THIRD}</P><HR><FONT size=1>Copyright Quay Times</FONT></TD></TR></TABLE>",
        f"<TABLE><TR><TD colspan=2>{MENU}</TD></TR><TR><TD><H1>Crane falls into harbour</H1></TD></TR><TR><TD>{LINE}"
        f"</TD></TR><TR><TD>{FIRST}<BR><BR>{SECOND}<BR><BR>{THIRD}</TD></TR></TABLE>",
        f"<CENTER><TABLE><TR><TD>{MENU}</TD><TD><TABLE><TR><TD><H1>Crane falls into harbour</H1>{LINE}</TD></TR><TR>"
        f"<TD><FONT face=Arial><P>{FIRST}<P>{SECOND}<P>{THIRD}</FONT></TD></TR></TABLE></TD></TR></TABLE></CENTER>",
        f"<p>Quay Times, a paper for the harbour since 1903, is printed on Mondays and on Thursdays and is to be had "
        f"at all kiosks of the port, of the fish market, of the railway station and of the old town, and by post to "
        f"every address in the country.</p><TABLE><TR><TD>{MENU}<TD><H1>Crane falls into harbour</H1>{LINE}<P>{FIRST}"
        f"<P>{SECOND}<P>{THIRD}</TABLE>",
    ],
    ids=["one table", "a row each", "a table in a table", "words outside the table"],
)
def test_a_page_laid_out_in_a_table_is_read(body: str) -> None:
    """Its paragraphs, its headline and the date above the text, and nothing of the menu."""
    revision = read(body)
    assert revision.title == "Crane falls into harbour"
    read_words = "\n".join(words(revision, BlockKind.PARAGRAPH))
    assert all(part in read_words for part in (FIRST, SECOND, THIRD))
    assert not any(entry in revision.text for entry in ("Front page", "World news", "Tides"))
    if LINE in body.partition(FIRST)[0].rpartition("</TR>")[2]:  # a date in a row of its own is not found
        assert revision.published is not None
        assert revision.published.earliest.isoformat() == "2026-03-22T21:40:00+00:00"


def test_a_table_of_data_is_no_layout() -> None:
    """The entries of a table in an article are left out as before, however many there are."""
    rows = "".join(f"<tr><td>Quay {i}</td><td>{i} cranes</td></tr>" for i in range(40))
    revision = read(
        f"<article><h1>Cranes</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><table>{rows}</table></article>"
    )
    assert THIRD in revision.text
    assert "cranes" not in revision.text


@pytest.mark.parametrize(
    "cell",
    [
        "".join(f"<A href=/{i}>Harbour story number {i} is here</A><BR>" for i in range(30)),
        "".join(f"<A href=/{i}>Harbour story number {i} is here</A> Mon<BR>" for i in range(30)),
    ],
    ids=["links", "links with days"],
)
def test_a_table_of_links_is_no_article(cell: str) -> None:
    """A front page of the old kind is refused as one of the new kind is."""
    with pytest.raises(InputError, match="no article found"):
        read(f"<TABLE><TR><TD>{MENU}</TD><TD><H1>Quay Times</H1>{cell}</TD></TR></TABLE>")


def test_tables_in_tables_cost_what_their_words_cost() -> None:
    """Sixty deep, with much text within: read at once."""
    deep = "<table><tr><td>" * 60 + f"<h1>Crane falls into harbour</h1><p>{FIRST}</p><p>{SECOND}</p>" * 200
    assert FIRST in read(deep).text
