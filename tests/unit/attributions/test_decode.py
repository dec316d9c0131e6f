"""From scores to attributions: spans that make sense, and the parts that belong together."""

from itertools import pairwise

import numpy as np

from counterclaim.attributions._decode import BUCKETS, TAGS, Linked, Reading, best_tags, buckets, decode

WIDTH = 2


def reading(tags: str, **vectors: list[list[float]]) -> Reading:
    """A model's numbers that are sure of `tags`, one a word (`O`, `B-cue`, …). Vectors default to zero, so that only
    the distance decides who belongs to whom."""
    names = tags.split()
    scores = np.full((len(names), len(TAGS)), -9.0, dtype=np.float32)
    for i, name in enumerate(names):
        scores[i, TAGS.index(name)] = -0.01
    blank = np.zeros((len(names), WIDTH), dtype=np.float32)
    near = -np.abs(np.linspace(-1, 1, BUCKETS, dtype=np.float32)) * 8
    given = {name: np.array(value, dtype=np.float32) for name, value in vectors.items()}
    return Reading(
        tags=scores,
        content_asks=given.get("content_asks", blank),
        cue_answers=given.get("cue_answers", blank),
        cue_asks=given.get("cue_asks", blank),
        source_answers=given.get("source_answers", blank),
        sourceless=given.get("sourceless", np.full(len(names), -9, dtype=np.float32)),
        distances=np.stack([near, near]),
        places=np.arange(len(names)),
    )


def in_words(linked: Linked) -> tuple[tuple[int, int] | None, tuple[int, int], list[tuple[int, int]]]:
    source = (linked.source.start, linked.source.end) if linked.source else None
    return source, (linked.cue.start, linked.cue.end), [(c.start, c.end) for c in linked.contents]


def one_paragraph(count: int) -> np.ndarray:
    return np.zeros(count, dtype=np.int64)


def test_links_the_nearest_parts() -> None:
    """Two attributions side by side keep their own sources and contents."""
    found = decode(
        reading("S-source S-cue B-content I-content E-content O S-source S-cue B-content E-content"), one_paragraph(10)
    )
    assert [in_words(linked) for linked in found] == [((0, 1), (1, 2), [(2, 5)]), ((6, 7), (7, 8), [(8, 10)])]
    assert all(0 < linked.source_link <= 1 and 0 < linked.content_link <= 1 for linked in found)


def test_parts_of_a_split_content_share_their_cue() -> None:
    """“A part, X said, another part” is one attribution with two contents."""
    found = decode(reading("B-content E-content S-source S-cue B-content E-content"), one_paragraph(6))
    assert [in_words(linked) for linked in found] == [((2, 3), (3, 4), [(0, 2), (4, 6)])]


def test_vectors_outweigh_distance() -> None:
    """Where the model points to the farther source, that one is taken and the nearer is kept as the other reading."""
    far, none = [4.0, 0.0], [0.0, 0.0]
    found = decode(
        reading(
            "S-source S-source S-cue S-content",
            cue_asks=[none, none, far, none],
            source_answers=[far, none, none, none],
        ),
        one_paragraph(4),
    )
    assert in_words(found[0])[0] == (0, 1)
    assert [chunk.start for chunk, _ in found[0].others if chunk] == [1]


def test_nobody_is_a_source() -> None:
    """A cue whose “nobody” scores highest has no source, though one stands near."""
    found = decode(reading("S-source S-cue S-content", sourceless=np.array([0, 9, 0]).tolist()), one_paragraph(3))
    assert in_words(found[0]) == (None, (1, 2), [(2, 3)])


def test_cue_without_content_is_dropped() -> None:
    """Without content there is no attribution, and content without any cue belongs to nobody."""
    assert decode(reading("S-source S-cue O"), one_paragraph(3)) == []
    assert decode(reading("O O S-content"), one_paragraph(3)) == []
    assert decode(reading(""), one_paragraph(0)) == []


def test_spans_end_with_their_paragraph() -> None:
    """A span is closed at the paragraph's end even where the scores would run on."""
    tags = reading("S-cue B-content I-content I-content E-content").tags
    best = best_tags(tags, np.array([0, 0, 0, 1, 1]))
    names = [TAGS[i] for i in best]
    assert names[2] in {"E-content", "O", "S-content"}
    assert not names[3].startswith(("I-", "E-")), names


def test_sequences_make_sense() -> None:
    """Whatever the scores, an inside or end follows a begin or inside of its own role."""
    scores = np.random.default_rng(1).normal(size=(400, len(TAGS))).astype(np.float32)
    names = ["O", *(TAGS[i] for i in best_tags(scores, one_paragraph(400))), "O"]
    for before, after in pairwise(names):
        if before[0] in "BI" and before != "O":
            assert after in (f"I-{before[2:]}", f"E-{before[2:]}"), (before, after)
        else:
            assert after[0] in "OBS", (before, after)


def test_caution_finds_fewer() -> None:
    """Leaning to “no role” drops what is not sure."""
    doubtful = reading("S-source S-cue S-content")
    doubtful.tags[2, 0] = -1.0
    doubtful.tags[2, TAGS.index("S-content")] = -0.5
    assert len(decode(doubtful, one_paragraph(3))) == 1
    assert decode(doubtful, one_paragraph(3), caution=2.0) == []


def test_buckets_are_signed_and_bounded() -> None:
    """Zero lies in the middle; far distances share the outer buckets."""
    found = buckets(np.array([0, 1, -1, 10_000, -10_000]))
    assert found.tolist() == [BUCKETS // 2, BUCKETS // 2 + 2, BUCKETS // 2 - 2, BUCKETS - 1, 0]
