"""Reports that say nothing that an earlier one did not say word for word."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.archive._copies import Print, as_hashes, find_copies, hash_sentences
from tests.factories import make_revision

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def told(name: str, sentences: set[int], hours: int = 0, document: str = "") -> Print:
    return Print(name, document or f"d-{name}", NOON + timedelta(hours=hours), name, as_hashes(sorted(sentences)))


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
        return (a.moment, a.address) < (b.moment, b.address)

    expected = {
        report.revision_id
        for report, of_document in zip(reports, texts, strict=True)
        if of_document == 1
        and any(before(o, report) and set(report.sentences.tolist()) <= set(o.sentences.tolist()) for o in reports)
    }
    found = {reports[i].revision_id: name for i, name in find_copies(reports).items()}
    assert set(found) == expected
    assert not set(found.values()) & set(found)
    shuffled = list(reports)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert {shuffled[i].revision_id: name for i, name in find_copies(shuffled).items()} == found
