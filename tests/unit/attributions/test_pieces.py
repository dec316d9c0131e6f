"""What the model is shown: every word at its place, with what parse, marks and rules say of it."""

from counterclaim.attributions import RuleTagger
from counterclaim.attributions._edges import paragraphs_of
from counterclaim.attributions._pieces import COLUMNS, PARAGRAPH_PIECE, VALUES, Pieces, cut_pieces
from counterclaim.attributions._quotes import find_quotes
from counterclaim.parsing import load_parser
from counterclaim.taggers import load_marker
from tests.factories import make_revision

NAMES = list(COLUMNS)
TEXT = (
    "Guild shuts lock\n\n"
    "The Harrow guild said on Friday that Orsk’s lock would stay shut.\n\n"
    "“It is naïve – nobody asked us,” mayor Žofia Brand told reporters. 🙂 Ships wait."
)


def pieces_of(text: str) -> Pieces:
    revision = make_revision(text)
    parse = load_parser().parse(revision)
    paragraphs = paragraphs_of(revision)
    ruled = RuleTagger().tag(revision, parse)
    return cut_pieces(load_marker().tokenizer, text, paragraphs, find_quotes(text, paragraphs), parse, ruled)


def value(pieces: Pieces, word: int, name: str) -> int:
    """The value of a property of a word's first piece; 0 is unknown or absent."""
    return int(pieces.values[pieces.first[word], NAMES.index(name)] - COLUMNS[name].offset)


def word(text: str, pieces: Pieces, wanted: str) -> int:
    return next(i for i in range(len(pieces.starts)) if text[pieces.starts[i] : pieces.ends[i]] == wanted)


def test_words_stand_where_they_stand_in_the_text() -> None:
    """Offsets are code points of the revision, accents, dashes and emoji included."""
    pieces = pieces_of(TEXT)
    words = [TEXT[start:end] for start, end in zip(pieces.starts, pieces.ends, strict=True)]
    assert words[:3] == ["Guild", "shuts", "lock"]
    assert "naïve" in words
    assert "Žofia" in words
    assert words[-3:] == ["Ships", "wait", "."]
    assert (pieces.starts[1:] >= pieces.ends[:-1]).all()
    assert pieces.paragraphs.tolist() == sorted(pieces.paragraphs.tolist())


def test_each_paragraph_opens_with_its_piece() -> None:
    pieces = pieces_of(TEXT)
    assert pieces.ids.tolist().count(PARAGRAPH_PIECE) == 3
    assert pieces.ids[0] == PARAGRAPH_PIECE
    assert PARAGRAPH_PIECE not in pieces.ids[pieces.first]


def test_rows_point_into_their_own_columns() -> None:
    """Each property has its own rows of the table: none can be read as another."""
    pieces = pieces_of(TEXT)
    for i, column in enumerate(COLUMNS.values()):
        rows = pieces.values[:, i]
        assert rows.min() >= column.offset
        assert rows.max() <= column.offset + column.size
    assert pieces.values.max() < VALUES


def test_properties_say_what_parse_marks_and_rules_found() -> None:
    pieces = pieces_of(TEXT)
    said, guild, stay, asked, brand = (word(TEXT, pieces, w) for w in ("said", "guild", "stay", "asked", "Brand"))
    assert value(pieces, said, "rule_cue") == 1
    assert value(pieces, guild, "rule_source") == 2
    assert value(pieces, stay, "rule_content") == 2
    assert value(pieces, word(TEXT, pieces, "shut"), "rule_content") == 3
    assert value(pieces, asked, "quote") == 1
    assert value(pieces, brand, "quote") == 0
    assert value(pieces, brand, "case") == 2
    assert value(pieces, said, "case") == 1
    assert value(pieces, said, "pos") != value(pieces, guild, "pos") > 0
    assert value(pieces, 0, "line") == 1
    assert value(pieces, said, "line") == 3


def test_nothing_to_read() -> None:
    """A text without a word in its read blocks has no pieces."""
    pieces = cut_pieces(load_marker().tokenizer, "", (), [], load_parser().parse_text(""), ())
    assert len(pieces.ids) == len(pieces.first) == 0
