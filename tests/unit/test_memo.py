"""What was derived last stays in memory, up to a limit."""

from counterclaim._memo import Memo


def test_what_is_held_is_not_made_again() -> None:
    made: list[str] = []

    def make() -> int:
        made.append("once")
        return 7

    memo: Memo[int] = Memo(10)
    assert [memo.get("a", make), memo.get("a", make)] == [7, 7]
    assert made == ["once"]


def test_what_was_used_last_stays() -> None:
    memo: Memo[int] = Memo(2)
    for key in (1, 2, 1, 3):
        memo.get(key, lambda key=key: key)  # type: ignore[misc]
    assert [memo.get(key, lambda: -1) for key in (1, 3, 2)] == [1, 3, -1]


def test_the_limit_counts_sizes() -> None:
    """Something larger than the limit is made, and not kept."""
    memo: Memo[str] = Memo(5, size=len)
    assert memo.get("long", lambda: "x" * 9) == "x" * 9
    assert memo.get("long", lambda: "made anew") == "made anew"
    assert memo.get("a", lambda: "abc") == "abc"
    assert memo.get("b", lambda: "de") == "de"
    assert memo.get("a", lambda: "other") == "abc"


def test_nothing_is_left_once_it_is_cleared() -> None:
    memo: Memo[str] = Memo(5, size=len)
    memo.get("a", lambda: "abcde")
    memo.clear()
    assert memo.get("a", lambda: "fghij") == "fghij"
    assert memo.get("a", lambda: "other") == "fghij"
