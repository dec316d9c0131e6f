"""The parse keeps offsets, blocks and tree, whatever the text."""

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from counterclaim.errors import ModelError
from counterclaim.parsing import _spacy, cut_notes, load_parser
from counterclaim.records.revisions import Block, BlockKind
from counterclaim.records.spans import Span
from tests.factories import make_revision

TEXT = "Kuopio\n\nThe League denied it.  “We were\u00a0not there,” said Ana Quispe. She left.\n\nCaption of a picture"


def test_every_token_stands_where_it_says() -> None:
    parse = load_parser().parse_text(TEXT)
    assert [TEXT[a:b] for a, b in zip(parse.starts, parse.ends, strict=True)] == list(parse.words)
    assert "\u00a0" not in "".join(parse.words)


def test_the_quick_way_to_load_gives_what_spacy_loads() -> None:
    """The tokenizer is made empty and filled from the folder: the same rules, and the same words known."""
    found = importlib.util.find_spec(_spacy.PACKAGE)
    assert found is not None
    assert found.submodule_search_locations is not None
    folder = next(Path(found.submodule_search_locations[0]).glob("*/config.cfg")).parent
    quick, plain = _spacy._load(folder), _spacy._spacy().load(folder, exclude=[])
    assert quick.tokenizer.to_bytes() == plain.tokenizer.to_bytes()
    assert quick.vocab.strings.to_bytes() == plain.vocab.strings.to_bytes()
    assert quick.pipe_names == plain.pipe_names


def test_columns_have_one_value_a_token_and_heads_stay_in_the_sentence() -> None:
    parse = load_parser().parse_text(TEXT)
    for column in (
        parse.ends,
        parse.words,
        parse.lemmas,
        parse.pos,
        parse.tags,
        parse.deps,
        parse.heads,
        parse.children,
    ):
        assert len(column) == len(parse)
    covered = [token for start, end in parse.sentences for token in range(start, end)]
    assert covered == list(range(len(parse)))
    for start, end in parse.sentences:
        assert all(start <= parse.heads[token] < end for token in range(start, end))


def test_only_read_blocks_have_tokens() -> None:
    """Furniture cannot be read by accident: later stages never see it."""
    start = TEXT.index("Caption")
    blocks = (
        Block(span=Span(8, start - 2), kind=BlockKind.PARAGRAPH),
        Block(span=Span(start, len(TEXT)), kind=BlockKind.CAPTION),
    )
    parse = load_parser().parse(replace(make_revision(TEXT), blocks=blocks))
    assert parse.words[0] == "The"
    assert "Caption" not in parse.words


def test_a_long_line_is_cut_and_keeps_its_offsets() -> None:
    text = "The dam broke. " * 3000
    parse = load_parser().parse_text(text)
    assert all(text[a:b] == w for a, b, w in zip(parse.starts, parse.ends, parse.words, strict=True))
    assert len(parse) == 4 * 3000


def test_capitals_are_parsed_as_small_letters_and_kept_as_printed() -> None:
    """A block in capitals has the tree of the same words in small letters; offsets stay where İ has two."""
    text = "THE LEAGUE OF İZMİR DENIED THAT ITS KEEPERS HAD OPENED THE LOCK IN MAY."
    capitals, small = load_parser().parse_text(text), load_parser().parse_text(text.lower().replace("i̇", "i"))
    assert [text[a:b] for a, b in zip(capitals.starts, capitals.ends, strict=True)] == list(capitals.words)
    assert capitals.words[:2] == ("THE", "LEAGUE")
    assert capitals.tags == small.tags
    assert capitals.heads == small.heads
    mixed = load_parser().parse_text("NATO and the UN met in Orsk, then\nNATO")
    assert [mixed.tags[i] for i, word in enumerate(mixed.words) if word == "NATO"] == ["NNP", "NNP"]


@pytest.mark.parametrize("text", ["", "\n \n", "“" * 30_000, "-" * 500 + " The dam broke."])
def test_odd_texts_are_parsed(text: str) -> None:
    parse = load_parser().parse_text(text)
    assert "".join(parse.words) in ("", "Thedambroke.")


def test_another_model_than_the_recorded_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    uncached: Callable[[], object] = load_parser.__wrapped__
    monkeypatch.setattr(_spacy, "SHA256", "0" * 64)
    with pytest.raises(ModelError, match="SHA-256"):
        uncached()
    monkeypatch.setattr(_spacy, "PACKAGE", "no_such_package_here")
    with pytest.raises(ModelError, match="not installed"):
        uncached()


def test_the_digest_depends_on_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    before = _spacy._folder_digest(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    assert _spacy._folder_digest(tmp_path) != before


def test_an_endless_sentence_is_cut_and_noted() -> None:
    """Every part is a sentence of its own whose heads lie in it; a report of ordinary sentences has no note."""
    revision = make_revision("Mill shut\n\n" + "The guild said that the lock is shut and that " * 60 + "it rained.")
    parse = load_parser().parse(revision)
    assert max(end - start for start, end in parse.sentences) == 400
    for start, end in parse.sentences:
        assert all(start <= parse.heads[token] < end for token in range(start, end))
    assert [note.code for note in cut_notes(revision, parse)] == ["sentence.cut"]
    ordinary = make_revision("Mill shut\n\nThe guild said that the lock is shut.")
    assert cut_notes(ordinary, load_parser().parse(ordinary)) == ()


def test_a_cut_block_is_noted() -> None:
    revision = make_revision("Mill shut\n\n" + "It rained. " * 2_000)
    assert [note.code for note in cut_notes(revision, load_parser().parse(revision))] == ["block.cut"]


def test_long_pieces_are_parsed_few_at_a_time() -> None:
    """Memory follows the characters that are parsed together; short paragraphs go many together as ever."""
    long = [Span(i * 20_000, (i + 1) * 20_000) for i in range(5)]
    assert [len(batch) for batch in _spacy._batches(long)] == [2, 2, 1]
    short = [Span(i * 300, (i + 1) * 300) for i in range(140)]
    assert [len(batch) for batch in _spacy._batches(short)] == [64, 64, 12]
    assert [span for batch in _spacy._batches(short) for span in batch] == short


def test_spacy_comes_without_its_command_line_which_can_still_be_had() -> None:
    """In a process of its own: here it may have been imported before."""
    script = (
        "import sys\n"
        "from counterclaim.parsing import load_parser\n"
        "load_parser()\n"
        "assert not {'typer', 'weasel', 'requests'} & set(sys.modules), 'heavy imports'\n"
        "from spacy.cli import download\n"
        "assert callable(download)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_an_adverb_is_no_part_of_the_name_behind_it() -> None:
    """“Earlier”, at the head of a sentence, looks like the first word of a name."""
    text = "The council met on Friday. Earlier Nile Watch deleted the film."
    parse = load_parser().parse_text(text)
    named = [text[parse.starts[e.start] : parse.ends[e.end - 1]] for e in parse.entities]
    assert "Nile Watch" in named
    assert not any(name.startswith("Earlier") for name in named)
