"""Average-link clustering, and groups that hold what people decided."""

from hypothesis import given
from hypothesis import strategies as st

from counterclaim._clusters import average_link, hold_pairs


def test_one_strong_pair_does_not_chain_two_groups() -> None:
    """Two tight groups with one bridge stay two: the mean over all pairs counts."""
    scores = {(0, 1): 0.9, (0, 2): 0.9, (1, 2): 0.9, (3, 4): 0.9, (3, 5): 0.9, (4, 5): 0.9, (2, 3): 0.8}
    assert average_link(6, scores, threshold=0.5) == [[0, 1, 2], [3, 4, 5]]


def test_forbidden_pair_stays_apart_also_through_others() -> None:
    """0 and 2 are never joined, though 1 is near both: 1 goes to the nearer."""
    scores = {(0, 1): 0.8, (1, 2): 0.9, (0, 2): 0.9}
    assert average_link(3, scores, threshold=0.3, forbidden={(0, 2)}) == [[0], [1, 2]]


def test_with_less_spread_a_large_group_takes_what_is_near_to_some_of_it() -> None:
    """4 is like only two of four items that are all alike."""
    scores = {(a, b): 0.9 for b in range(4) for a in range(b)} | {(0, 4): 0.6, (1, 4): 0.6}
    assert average_link(5, scores, threshold=0.4) == [[0, 1, 2, 3], [4]]
    assert average_link(5, scores, threshold=0.4, spread=0.65) == [[0, 1, 2, 3, 4]]


def test_no_scores_no_groups() -> None:
    """Items without a pair stand alone; no items give no groups."""
    assert average_link(2, {}, threshold=0.5) == [[0], [1]]
    assert average_link(0, {}, threshold=0.5) == []


@given(st.data())
def test_every_item_stands_in_one_group_and_groups_hold_the_mean(data: st.DataObject) -> None:
    """A partition, in which no two groups could still be joined."""
    size = data.draw(st.integers(1, 9))
    pairs = [(a, b) for a in range(size) for b in range(a + 1, size)]
    scores = {pair: data.draw(st.sampled_from([0.0, 0.2, 0.5, 0.7, 1.0])) for pair in pairs}
    groups = average_link(size, scores, threshold=0.5)
    assert sorted(item for group in groups for item in group) == list(range(size))
    for i, group in enumerate(groups):
        for other in groups[i + 1 :]:
            between = [scores[min(a, b), max(a, b)] for a in group for b in other]
            assert sum(between) / len(between) < 0.5 + 1e-9


ITEMS = [f"i{number}" for number in range(8)]


@given(data=st.data())
def test_what_people_decided_of_pairs_holds_however_the_groups_were_made(data: st.DataObject) -> None:
    """Any grouping, any pairs that do not contradict each other: joined pairs end up together, parted ones apart, and
    every item stands in one group."""
    homes = data.draw(st.lists(st.integers(0, 3), min_size=len(ITEMS), max_size=len(ITEMS)))
    groups = [[item for item, home in zip(ITEMS, homes, strict=True) if home == n] for n in set(homes)]
    wanted = data.draw(st.lists(st.integers(0, 3), min_size=len(ITEMS), max_size=len(ITEMS)))
    pairs = [(a, b) for i, a in enumerate(ITEMS) for b in ITEMS[i + 1 :]]
    some = set(data.draw(st.lists(st.sampled_from(pairs))))
    same = {(a, b) for a, b in some if wanted[ITEMS.index(a)] == wanted[ITEMS.index(b)]}
    scores = dict(zip(pairs, data.draw(st.lists(st.floats(0, 1), max_size=len(pairs))), strict=False))
    found = hold_pairs(groups, together=same, apart=some - same, scores=scores)
    home = {item: n for n, group in enumerate(found) for item in group}
    assert sorted(home) == ITEMS
    assert sum(map(len, found)) == len(ITEMS)
    assert all(home[a] == home[b] for a, b in same)
    assert all(home[a] != home[b] for a, b in some - same)


def test_a_parted_group_goes_with_the_likest_part_and_others_are_left_alone() -> None:
    groups = [["a", "b", "c", "d"], ["e", "f"]]
    scores = {("a", "b"): 0.9, ("a", "c"): 0.6, ("b", "c"): 0.5, ("c", "d"): 0.8, ("a", "d"): 0.5}
    assert hold_pairs(groups, apart={("a", "d")}, scores=scores) == [["a", "b"], ["c", "d"], ["e", "f"]]
    assert hold_pairs(groups, together={("f", "a")}, scores=scores) == [["a", "b", "c", "d", "e", "f"]]
    assert hold_pairs(groups, together={("x", "a")}, apart={("y", "z")}, scores=scores) == groups
