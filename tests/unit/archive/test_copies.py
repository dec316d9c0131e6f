"""Reports that say nothing that an earlier one did not say word for word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.archive._copies import Prints, as_lists, column_lists, hash_sentences
from tests.factories import make_revision

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Print:
    """A report as it is compared."""

    revision_id: str
    document_id: str
    moment: datetime
    sentences: frozenset[int]


def told(name: str, sentences: set[int], hours: int = 0, document: str = "") -> Print:
    return Print(name, document or f"d-{name}", NOON + timedelta(hours=hours), frozenset(sentences))


def find_copies(reports: Sequence[Print], *, at_once: int = 4_000_000, shards: int = 1) -> dict[int, str]:
    size = max(1, -(-len(reports) // shards))
    with Prints(at_once=at_once) as prints:
        for part in (reports[at : at + size] for at in range(0, len(reports), size)):
            prints.add(
                [report.revision_id for report in part],
                [report.document_id for report in part],
                np.array([int(report.moment.timestamp()) for report in part]),
                as_lists(sorted(report.sentences) for report in part),
            )
        return prints.copies()


def test_a_later_report_within_an_earlier_one_is_a_copy() -> None:
    """In whole or shortened; of several earlier ones it is a copy of the first."""
    reports = [told("late", {1, 2, 3}, 5), told("wire", {1, 2, 3, 4}), told("short", {1, 2}, 7)]
    assert find_copies(reports) == {0: "wire", 2: "wire"}


def test_an_earlier_report_is_never_the_copy_of_a_later_one() -> None:
    """What was out first stays visible as of then."""
    assert find_copies([told("first", {1, 2}), told("longer", {1, 2, 3}, 1)]) == {}


def test_one_sentence_of_its_own_makes_a_report_worth_reading() -> None:
    assert find_copies([told("wire", {1, 2, 3}), told("other", {1, 2, 9}, 1)]) == {}


def test_texts_of_a_document_that_changed_are_all_read() -> None:
    """A revision from which a sentence vanished stands word for word in the earlier text, and is news."""
    reports = [told("v1", {1, 2, 3}, document="d"), told("v2", {1, 2}, 1, "d"), told("wire", {1, 2, 3, 4}, -1)]
    assert find_copies(reports) == {}


def test_the_same_text_captured_again_is_read_once() -> None:
    again = [told("r", {1, 2}, 3, "d"), told("r", {1, 2}, 1, "d"), told("r", {1, 2}, 1, "d")]
    assert find_copies(again) == {0: "r", 2: "r"}


def test_a_changed_figure_is_a_sentence_of_its_own() -> None:
    """Case, quotation marks and spaces are not."""
    wire = hash_sentences(make_revision("Twelve died, the ministry said. “We deny it.”\n\nRoads are closed."))
    same = hash_sentences(make_revision('TWELVE DIED,  the ministry said. "We deny it."\n\nRoads are closed.'))
    more = hash_sentences(make_revision("Thirteen died, the ministry said. “We deny it.”\n\nRoads are closed."))
    assert wire == same
    assert len(set(wire) - set(more)) == 1


@given(
    st.lists(st.tuples(st.sets(st.integers(0, 8), min_size=1), st.integers(0, 3), st.integers(0, 4)), max_size=12),
    st.randoms(use_true_random=False),
)
def test_copies_are_those_of_the_definition_in_any_order(
    drawn: list[tuple[set[int], int, int]], random: object
) -> None:
    """Against the definition, pair by pair; what a copy is a copy of is read itself."""
    reports = [told(f"r{i}-{sorted(s)}", s, hours, f"d{d}") for i, (s, hours, d) in enumerate(drawn)]
    texts = [sum(other.document_id == report.document_id for other in reports) for report in reports]

    def before(a: Print, b: Print) -> bool:
        return (a.moment, a.revision_id) < (b.moment, b.revision_id)

    expected = {
        report.revision_id
        for report, of_document in zip(reports, texts, strict=True)
        if of_document == 1 and any(before(o, report) and report.sentences <= o.sentences for o in reports)
    }
    found = {reports[i].revision_id: name for i, name in find_copies(reports).items()}
    assert set(found) == expected
    assert not set(found.values()) & set(found)
    shuffled = list(reports)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert {shuffled[i].revision_id: name for i, name in find_copies(shuffled).items()} == found


@given(
    st.lists(st.tuples(st.sets(st.integers(0, 2**64 - 1), max_size=6), st.integers(0, 3)), max_size=30),
    st.integers(1, 9),
    st.integers(1, 4),
    st.data(),
)
def test_copies_do_not_depend_on_how_many_are_counted_at_a_time(
    drawn: list[tuple[set[int], int]], at_once: int, shards: int, data: st.DataObject
) -> None:
    """Nor on the shards that reports stand in. Every second one holds some sentences of the one before."""
    reports: list[Print] = []
    for i, (sentences, hours) in enumerate(drawn):
        if i % 2 and reports[-1].sentences:
            sentences = data.draw(st.sets(st.sampled_from(sorted(reports[-1].sentences))))
        reports.append(told(f"r{i}", set(sentences), hours))
    assert find_copies(reports, at_once=at_once, shards=shards) == find_copies(reports)


def test_many_that_are_alike_take_no_longer_than_few() -> None:
    """Ten thousand bulletins of the same five sentences, and as many that share but the usual ones with them."""
    reports = [told(f"a{i:05}", {1, 2, 3, 4, 5}, i % 50) for i in range(5_000)]
    reports += [told(f"b{i:05}", {1, 2, 10 + i // 2}, i % 50) for i in range(5_000)]
    found = find_copies(reports)
    assert sum(i < 5_000 for i in found) == 4_999
    assert sum(i >= 5_000 for i in found) == 2_500


def test_a_column_of_a_table_gives_the_same_lists() -> None:
    lists = [[1, 2**64 - 1], [], [7]]
    parts = [
        pa.array(lists, pa.list_(pa.uint64())),
        pa.array([], pa.list_(pa.uint64())),
        pa.array([[3]], pa.list_(pa.uint64())),
    ]
    column = pa.chunked_array([parts[0].slice(1), parts[1], parts[2]])
    found, expected = column_lists(column), as_lists([[], [7], [3]])
    assert found.values.tolist() == expected.values.tolist()
    assert found.sizes.tolist() == expected.sizes.tolist()
