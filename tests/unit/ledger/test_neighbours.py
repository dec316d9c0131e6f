"""Neighbours of a report: proposed from terms and from meaning, from files that may be lost at any time."""

from pathlib import Path

import numpy as np
import pytest

from counterclaim.errors import LedgerError
from counterclaim.ledger import Ledger, _segments
from counterclaim.records.ids import RevisionId
from counterclaim.records.imprints import Imprint
from tests.unit.ledger.test_adding import report

MAKER = "test/1"


def imprint(revision: RevisionId, direction: int, *terms: str, day: int = 100, maker: str = MAKER) -> Imprint:
    """An imprint whose opening points into one of 384 directions."""
    vector = np.zeros(384, dtype="<f4")
    vector[direction] = 1
    return Imprint(
        revision_id=revision,
        maker=maker,
        day=day,
        terms=tuple((term, 1.0) for term in terms),
        vector=vector.tobytes(),
        sketch=b"sketch",
        said=b"said",
    )


def add(ledger: Ledger, number: int) -> RevisionId:
    capture, analysis = report(f"Report {number}\n\nIt rained.", address=f"https://o.example/{number}")
    return ledger.add(capture, analysis).revision_id


def fill(ledger: Ledger, count: int) -> list[RevisionId]:
    """Reports each of which means another thing."""
    added = [add(ledger, number) for number in range(count)]
    ledger.add_imprints([imprint(revision, i) for i, revision in enumerate(added)])
    return added


@pytest.fixture
def _small_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_segments, "TAIL", 4)
    monkeypatch.setattr(_segments, "FANOUT", 2)
    monkeypatch.setattr(_segments, "BY_MEANING", 1)


def files(ledger: Ledger) -> list[Path]:
    return sorted(_segments.folder_of(ledger.path).glob("*"))


def test_what_has_no_imprint_is_listed_until_it_has(ledger: Ledger) -> None:
    first, second = add(ledger, 1), add(ledger, 2)
    assert ledger.without_imprint(MAKER) == (first, second)
    ledger.add_imprints([imprint(first, 0)])
    assert ledger.without_imprint(MAKER) == (second,)
    assert set(ledger.imprints([first, second])) == {first}


def test_imprints_of_another_maker_are_made_again(ledger: Ledger) -> None:
    first = add(ledger, 1)
    ledger.add_imprints([imprint(first, 0, "bridge")])
    assert ledger.without_imprint("test/2") == (first,)
    assert ledger.imprints([first]) == {}
    assert ledger.near(imprint(RevisionId("r-new"), 0, "bridge")) == frozenset()


def test_reports_are_found_by_rare_terms_and_by_meaning(ledger: Ledger) -> None:
    by_term, by_meaning, neither = (add(ledger, number) for number in range(3))
    ledger.add_imprints([imprint(by_term, 1, "orsk"), imprint(by_meaning, 2), imprint(neither, 3, "harbour")])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_segments, "BY_MEANING", 1)
        assert ledger.near(imprint(RevisionId("r-new"), 2, "orsk")) == {by_term, by_meaning}


def test_of_many_holders_of_a_term_those_published_nearest_are_looked_at(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("counterclaim.ledger._neighbours.MOST_HOLDERS", 2)
    monkeypatch.setattr(_segments, "BY_MEANING", 0)
    added = [add(ledger, number) for number in range(6)]
    ledger.add_imprints([imprint(revision, 0, "orsk", day=10 * i) for i, revision in enumerate(added)])
    assert ledger.near(imprint(RevisionId("r-new"), 0, "orsk", day=25)) == {added[2], added[3]}


@pytest.mark.usefixtures("_small_segments")
def test_segments_are_written_once_and_grow_in_steps(ledger: Ledger) -> None:
    added = [add(ledger, number) for number in range(17)]
    written = []
    for i, revision in enumerate(added):
        ledger.add_imprints([imprint(revision, i)])
        written.append(ledger.tidy())
    assert [count for count in written if count] == [4, 12, 4, 28]  # a merge writes the vectors of what it joins
    assert len(files(ledger)) == 1
    for i, revision in enumerate(added):
        assert ledger.near(imprint(RevisionId("r-new"), i)) == {revision}


@pytest.mark.usefixtures("_small_segments")
@pytest.mark.parametrize("harm", ["remove", "tear", "alter", "empty", "folder"])
def test_a_file_that_is_lost_or_torn_changes_no_answer_and_comes_back(ledger: Ledger, harm: str) -> None:
    added = fill(ledger, 5)
    ledger.tidy()
    (file,) = files(ledger)
    whole = file.read_bytes()
    if harm == "alter":
        file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    elif harm in ("tear", "empty"):
        file.write_bytes(whole[: len(whole) // 2 if harm == "tear" else 0])
    else:
        file.unlink()
        if harm == "folder":
            file.parent.rmdir()
    for i, revision in enumerate(added):
        assert ledger.near(imprint(RevisionId("r-new"), i)) == {revision}
    assert ledger.tidy() == 4
    assert [file.read_bytes() for file in files(ledger)] == [whole]


@pytest.mark.usefixtures("_small_segments")
def test_a_change_that_fails_leaves_the_segments_as_they_were(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    added = fill(ledger, 4)

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(_segments, "_signature", full)
    with pytest.raises((OSError, LedgerError)):
        ledger.tidy()
    monkeypatch.undo()
    assert ledger.near(imprint(RevisionId("r-new"), 2)) >= {added[2]}


def test_rebuilding_keeps_imprints_that_still_fit(ledger: Ledger, project: object) -> None:
    (first,) = fill(ledger, 1)
    ledger.rebuild(project)  # type: ignore[arg-type]
    assert ledger.without_imprint(MAKER) == ()
    assert set(ledger.imprints([first])) == {first}
