"""Many addresses: hosts side by side, each in order and one at a time, with bounded look-ahead."""

import threading
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from counterclaim.collect._side_by_side import side_by_side


def test_hosts_go_side_by_side_and_each_in_order() -> None:
    """Never two at one host; a slow host holds up no other."""
    rows = [(host, number) for number in range(5) for host in "abcd"]
    at_work: Counter[str] = Counter()
    most: list[int] = []
    lock = threading.Lock()

    def work(row: tuple[str, int]) -> tuple[str, int]:
        with lock:
            at_work[row[0]] += 1
            assert at_work[row[0]] == 1
            most.append(sum(at_work.values()))
        time.sleep(0.02 if row[0] == "a" else 0.001)
        with lock:
            at_work[row[0]] -= 1
        return row

    done = list(side_by_side(rows, lambda row: row[0], work))
    assert sorted(done) == sorted(rows)
    for host in "abcd":
        assert [number for name, number in done if name == host] == list(range(5))
    assert max(most) > 1


def test_no_more_is_read_ahead_than_is_needed_to_find_hosts() -> None:
    """An endless list of one host is read so far ahead, no farther; nothing is fetched that nobody takes."""
    read: list[int] = []
    worked: list[int] = []

    def rows() -> Iterator[int]:
        number = 0
        while True:
            read.append(number)
            yield number
            number += 1

    def keep(row: int) -> int:
        worked.append(row)
        return row

    found = side_by_side(rows(), lambda row: "one", keep, hosts=3, ahead=50)
    assert [next(found) for _ in range(4)] == [0, 1, 2, 3]
    found.close()  # type: ignore[attr-defined]
    assert len(read) <= 60
    assert len(worked) <= 6


def test_what_the_list_or_the_work_raises_is_raised() -> None:
    """Not before the rest is done, where it is the list."""

    def broken() -> Iterator[int]:
        yield 1
        raise OSError("the list ends badly")

    done: list[int] = []
    with pytest.raises(OSError, match="ends badly"):
        done.extend(side_by_side(broken(), str, lambda row: row))
    assert done == [1], "what stands in front of it is done"
    with pytest.raises(ZeroDivisionError):
        list(side_by_side([0], str, lambda row: 1 // row))
    assert list(side_by_side([], str, lambda row: row)) == []
