"""Which terms of a report find the others about its event, among any number of them."""

import json
import zlib

from counterclaim.records.codec import from_json, to_json
from counterclaim.records.ids import canonical_json
from counterclaim.stories._links import PAIRS, WORDS
from counterclaim.stories._sketches import Sketch, Terms

#: Telling words and pairs of words by which a report is found. Chosen by hand; on 253 reports of 32 stories nothing was
#: missed that comparing all finds (docs/benchmarks.md; rerun `python -m benchmarks growth --orders`).
MOST_WORDS, MOST_PAIRS = 40, 24


def telling_terms(sketch: Sketch) -> tuple[tuple[str, float], ...]:
    """The terms that find a report, the most telling first, weighted so that the products of those that two reports
    share add up to about their part of the score."""
    terms = {word: weight * WORDS**0.5 for word, weight in _heaviest(sketch.words, MOST_WORDS)}
    terms |= {pair: weight * PAIRS**0.5 for pair, weight in _heaviest(sketch.pairs, MOST_PAIRS)}
    return tuple(sorted(terms.items(), key=lambda item: (-item[1], item[0])))


def _heaviest(terms: Terms, most: int) -> list[tuple[str, float]]:
    return sorted(terms.items(), key=lambda item: (-item[1], item[0]))[:most]


def pack_sketch(sketch: Sketch) -> bytes:
    """The sketch as bytes, from which `unpack_sketch` gives an equal one."""
    return zlib.compress(canonical_json(to_json(sketch)))


def unpack_sketch(data: bytes) -> Sketch:
    """The sketch in the bytes of `pack_sketch`."""
    return from_json(Sketch, json.loads(zlib.decompress(data)))
