"""What tallies make of the counts of several parties: side by side, never added, each traceable to its claims."""

from dataclasses import replace

from counterclaim.figures import tally_figures
from counterclaim.records.claims import Claim
from counterclaim.records.ids import ClaimId
from counterclaim.records.mentions import Figure, FigureChange, FigureUnit
from counterclaim.records.spans import Span
from counterclaim.records.tallies import Estimate, Tally
from tests.factories import make_claim, make_revision


def figure(words: str, low: float | None, high: float | None, counted: str = "miners", **more: object) -> Figure:
    made = Figure(span=Span(0, 1), words=words, low=low, high=high, unit=FigureUnit.KILLED, counted=counted)
    return replace(made, **more)  # type: ignore[arg-type]


def claim(id_: str, *figures: Figure) -> Claim:
    return replace(make_claim(make_revision(), "seized the bridge"), id=ClaimId(id_), figures=figures)


def one(*said: tuple[str, Claim]) -> Tally:
    (tally,) = tally_figures(said)
    return tally


def estimate(value: float, *claims: str) -> Estimate:
    return Estimate(value=value, claims=tuple(ClaimId(c) for c in claims))


def test_counts_stand_side_by_side_with_their_claims() -> None:
    tally = one(
        ("Ministry", claim("c1", figure("12", 12, 12))),
        ("Hospital", claim("c2", figure("at least 19", 19, None))),
        ("Ministry", claim("c3", figure("12", 12, 12))),
    )
    assert [(c.actor, c.low, c.high, c.claims) for c in tally.counts] == [
        ("Ministry", 12, 12, ("c1", "c3")),
        ("Hospital", 19, None, ("c2",)),
    ]
    assert (tally.ucdp_low, tally.ucdp_high) == (estimate(12, "c1", "c3"), estimate(19, "c2"))
    assert tally.acled == estimate(12, "c1", "c3")
    assert tally.ucdp_best is None  # which of the two is better is a person's judgement


def test_one_number_is_low_best_and_high() -> None:
    tally = one(("Ministry", claim("c1", figure("12", 12, 12))), ("Hospital", claim("c2", figure("12", 12, 12))))
    assert tally.ucdp_low == tally.ucdp_best == tally.ucdp_high == tally.acled == estimate(12, "c1", "c2")


def test_vague_words_are_bounded_by_each_convention_and_make_no_best_estimate() -> None:
    tally = one(("Ministry", claim("c1", figure("dozens", None, None, convention="dozens"))))
    assert (tally.ucdp_low, tally.ucdp_best, tally.ucdp_high) == (estimate(24, "c1"), None, estimate(99, "c1"))
    assert tally.acled == estimate(12, "c1")


def test_an_upper_bound_gives_no_low_estimate() -> None:
    tally = one(("Ministry", claim("c1", figure("up to 40", None, 40))))
    assert (tally.ucdp_low, tally.ucdp_high) == (None, estimate(40, "c1"))


def test_a_new_total_replaces_the_count_of_the_same_party_alone() -> None:
    tally = one(
        ("Ministry", claim("c1", figure("12", 12, 12))),
        ("Ministry", claim("c2", figure("19", 19, 19, change=FigureChange.RISEN))),
        ("Hospital", claim("c3", figure("15", 15, 15))),
    )
    assert [(c.low, c.replaced) for c in tally.counts] == [(12, True), (19, False), (15, False)]
    assert (tally.ucdp_low, tally.ucdp_high) == (estimate(15, "c3"), estimate(19, "c2"))


def test_kinds_parts_and_additions_are_tallied_apart() -> None:
    """Miners, soldiers, children among the miners, and seven more: four tallies, of which two have estimates."""
    tallies = tally_figures(
        [
            (
                "Ministry",
                claim(
                    "c1",
                    figure("12", 12, 12),
                    figure("three", 3, 3, "children", part_of=Span(0, 1)),
                    figure("another 7", 7, 7, change=FigureChange.ADDED),
                    figure("two", 2, 2, "soldiers"),
                ),
            )
        ]
    )
    assert [(t.counts[0].words, t.part, t.added, t.acled is not None) for t in tallies] == [
        ("12 miners", False, False, True),
        ("two soldiers", False, False, True),
        ("three children", True, False, False),
        ("another 7 miners", False, True, False),
    ]


def test_the_dead_of_two_sides_are_two_tallies() -> None:
    guard = figure("12", 12, 12, "fighters", side="Kessel Guard")
    tallies = tally_figures([("Ministry", claim("c1", guard, replace(guard, side="Harbour Front")))])
    assert [t.side for t in tallies] == ["Kessel Guard", "Harbour Front"]


def test_only_the_killed_have_estimates() -> None:
    tally = one(("Ministry", claim("c1", figure("12", 12, 12, unit=FigureUnit.INJURED))))
    assert (tally.ucdp_low, tally.ucdp_high, tally.acled) == (None, None, None)
