"""Figures in short invented sentences: bounds, roles, what is counted, and what is no figure."""

import pytest

from counterclaim.figures import find_figures, find_figures_in, unit_words
from counterclaim.lexicons.figures_numbers import read_number
from counterclaim.parsing import load_parser
from counterclaim.records.mentions import Figure, FigureChange, FigureUnit
from tests.costs import assert_linear
from tests.factories import make_revision


def figures(text: str) -> tuple[Figure, ...]:
    return find_figures_in(load_parser().parse_text(text))


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("twelve", 12), ("two dozen", 24), ("1.5 million", 1_500_000), ("350,000", 350_000), ("3bn", 3e9),
        ("one hundred and twenty", 120), ("two thousand five hundred and six", 2506), ("2 1/2", 2.5),
        ("half a million", 500_000), ("twenty-one", 21), ("a hundred", 100), ("five lakh", 500_000),
        ("front", None), ("one front", None), ("", None),
    ],
)  # fmt: skip
def test_numbers_are_read(words: str, value: float | None) -> None:
    assert read_number(words) == value


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "unit"),
    [
        ("The front killed at least 75 soldiers.", "at least 75", 75, None, FigureUnit.KILLED),
        ("Up to 60 villagers are missing.", "Up to 60", None, 60, FigureUnit.MISSING),
        ("About 20 farmers were detained.", "About 20", 20, 20, FigureUnit.DETAINED),
        ("More than 18,000 people have been displaced.", "More than 18,000", 18_000, None, FigureUnit.DISPLACED),
        ("Nearly 90 miners were kidnapped.", "Nearly 90", None, 90, FigureUnit.DETAINED),
        ("Between 20 and 30 families fled.", "Between 20 and 30", 20, 30, FigureUnit.DISPLACED),
        ("Police arrested 20-30 students.", "20-30", 20, 30, FigureUnit.DETAINED),
        ("The front seized seven barges.", "seven", 7, 7, FigureUnit.CAPTURED),
        ("The front seized seven soldiers.", "seven", 7, 7, FigureUnit.DETAINED),
        ("The death toll rose to 14.", "14", 14, 14, FigureUnit.KILLED),
        ("Officials put the death toll at 14.", "14", 14, 14, FigureUnit.KILLED),
        ("The blast left 12 dead.", "12", 12, 12, FigureUnit.KILLED),
        ("The clinic counted 12 deaths.", "12", 12, 12, FigureUnit.KILLED),
        ("12 dead in Orsk blast", "12", 12, 12, FigureUnit.KILLED),
        ("The flood injured up to 320 people.", "up to 320", None, 320, FigureUnit.INJURED),
        ("One hundred and twenty houses were destroyed.", "One hundred and twenty", 120, 120, FigureUnit.DESTROYED),
        ("The front patrols 40% to 45% of the port.", "40% to 45%", 40, 45, FigureUnit.SHARE),
        ("Repairs cost two to three million dollars.", "two to three million", 2e6, 3e6, FigureUnit.MONEY),
        ("The bridge lies 25 km from the town.", "25", 25, 25, FigureUnit.DISTANCE),
        ("The trench was two miles and a half long.", "two miles and a half", 2.5, 2.5, FigureUnit.DISTANCE),
        ("The siege lasted three weeks.", "three", 3, 3, FigureUnit.DURATION),
        ("Engineers laid 14 bridges.", "14", 14, 14, FigureUnit.COUNT),
        ("The convoy drove 30km north.", "30", 30, 30, FigureUnit.DISTANCE),
        ("The storm forced 60 families from their homes.", "60", 60, 60, FigureUnit.DISPLACED),
        ("Four of the men are in custody.", "Four", 4, 4, FigureUnit.DETAINED),
        ("The toll reached 300.", "300", 300, 300, FigureUnit.KILLED),
        ("Nobody was hurt.", "Nobody", 0, 0, FigureUnit.INJURED),
        ("No civilians were killed.", "No", 0, 0, FigureUnit.KILLED),
    ],
)
def test_bounds_and_role(text: str, words: str, low: float | None, high: float | None, unit: FigureUnit) -> None:
    """At least n is n and more, up to n is n and less, about n is n; the verb or noun gives the role."""
    (figure,) = figures(text)
    assert (figure.words, figure.low, figure.high, figure.unit) == (words, low, high, unit)
    assert figure.span.of(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "A 42-year-old man and Jane Roe, 31, left.",
        "The boy, aged 7, hid.",
        "It happened in 2014.",
        "The 2008 elections were quiet.",
        "They met at 10:30 on 3 March.",
        "They left two days ago.",
        "Call 555-1234 or read section 12.",
        "One of the most important towns fell.",
        "They won 3-1.",
        "The second man fled.",
        "Several towns were quiet.",
        "He fell in the 24-year rule of the marshal.",
        "They return in two weeks' time.",
        "The front bought Lynx 21 and 23 rifles.",
        "Doctors left a clinic in Orsk, about 250 miles north of Kamen.",
        "He spoke of 2014 as a lost year.",
        "The watchman counted to 12 and left.",
        "The number of the house is 12.",
    ],
)
def test_dates_ages_names_and_turns_of_speech_are_no_figures(text: str) -> None:
    assert figures(text) == ()


def test_two_tolls_of_one_sentence_keep_their_roles() -> None:
    """“others” counts what the first figure counts."""
    killed, injured = figures("The blast killed at least 40 clerks of the harbour office and injured 25 others.")
    assert (killed.unit, killed.low, killed.high) == (FigureUnit.KILLED, 40, None)
    assert (injured.unit, injured.low, injured.high) == (FigureUnit.INJURED, 25, 25)
    assert killed.counted == injured.counted == "clerks of the harbour office"


def test_a_part_points_to_its_total_and_takes_its_role() -> None:
    text = "The blast killed 12 people, including three children."
    total, part = figures(text)
    assert part.part_of == total.span
    assert (part.unit, part.counted) == (FigureUnit.KILLED, "children")


def test_parts_joined_by_and_are_parts_of_one_total() -> None:
    total, children, nurses = figures("The blast killed 19 people, including 12 children and two nurses.")
    assert children.part_of == nurses.part_of == total.span
    total, part = figures("Of the 19 dead, seven were children.")
    assert part.part_of == total.span


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("The death toll rose to 19 on Monday.", {19: FigureChange.RISEN}),
        ("The death toll has risen from 12 to 19.", {12: FigureChange.FORMER, 19: FigureChange.RISEN}),
        ("The death toll grew by 7 to 26.", {7: FigureChange.ADDED, 26: FigureChange.RISEN}),
        ("Officials revised the number of dead down to 14.", {14: FigureChange.FALLEN}),
        ("Another 7 people were killed.", {7: FigureChange.ADDED}),
        ("Twelve more villagers were found dead.", {12: FigureChange.ADDED}),
        ("More than 12 villagers died.", {12: None}),
        ("Prices rose to 19 dollars.", {19: None}),
        ("The blast killed 12 to 19 people.", {12: None}),
    ],
)
def test_new_totals_are_told_from_additions(text: str, changes: dict[int, FigureChange | None]) -> None:
    """“rose to 19” takes the place of a count, “another 7” comes on top of one."""
    assert {int(f.low or 0): f.change for f in figures(text)} == changes


@pytest.mark.parametrize(
    ("text", "unit", "words"),
    [
        ("The front abducted 30 miners.", FigureUnit.DETAINED, "detained: kidnapped miners"),
        ("The front freed 30 hostages.", FigureUnit.DETAINED, "detained: released hostages"),
        ("Divers rescued seven people.", FigureUnit.COUNT, "rescued people"),
        ("The release of 30 miners was near.", FigureUnit.COUNT, "released miners"),
        ("Engineers rebuilt 12 schools.", FigureUnit.COUNT, "rebuilt schools"),
        ("The flood left hundreds of villagers trapped.", FigureUnit.COUNT, "trapped villagers"),
        ("The front owns three helicopters.", FigureUnit.COUNT, "possessed helicopters"),
        ("The army shot down two drones.", FigureUnit.COUNT, "shot down drones"),
        ("The trench was two metres and a half deep.", FigureUnit.DISTANCE, "metres"),
        ("Guns fired for more than an hour.", FigureUnit.DURATION, "hours"),
        (
            "The front freed 27 members of the guard held by the army.",
            FigureUnit.COUNT,
            "held released members of the guard",
        ),
        ("The mayor paid $5m.", FigureUnit.MONEY, "money: US dollars"),
        ("The mine has 14 shafts.", FigureUnit.COUNT, "shafts"),
    ],
)
def test_unit_words_say_role_deed_and_counted(text: str, unit: FigureUnit, words: str) -> None:
    """The role is what disputes compare; the deed is what the text says."""
    (figure,) = figures(text)
    assert (figure.unit, unit_words(figure)) == (unit, words)


def test_vague_words_keep_open_bounds_and_name_their_convention() -> None:
    wounded, houses = figures("Dozens were wounded and hundreds of houses destroyed.")
    assert (wounded.low, wounded.high, wounded.convention, wounded.unit) == (None, None, "dozens", FigureUnit.INJURED)
    assert (houses.convention, houses.counted, houses.unit) == ("hundreds", "houses", FigureUnit.DESTROYED)


def test_money_has_a_currency() -> None:
    (figure,) = figures("The mayor paid €1.5 million.")
    assert (figure.low, figure.unit, figure.currency) == (1_500_000, FigureUnit.MONEY, "EUR")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The union put the number of strikers at 900.", [(900, "strikers")]),
        ("The firm spoke of 300.", [(300, None)]),
        ("The mayor says 12.", [(12, None)]),
        ("The union repeated its count of 14.", [(14, None)]),
        ("The bureau raised the number of pupils moved to Orsk from 43 to 61.", [(43, "pupils"), (61, "pupils")]),
    ],
)
def test_a_bare_number_that_somebody_tells_is_a_count(text: str, found: list[tuple[int, str | None]]) -> None:
    """What is counted stands with “the number of”, if the sentence says it at all."""
    assert [(int(f.low or 0), f.counted) for f in figures(text)] == found


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("The mill raised its estimate of losses from 2 million to 5 million euros.", [(2e6, 2e6), (5e6, 5e6)]),
        ("The bureau corrected the number of injured from 3 to 4.", [(3, 3), (4, 4)]),
        ("The firm put its estimate of losses at 2 million to 5 million euros.", [(2e6, 5e6)]),
        ("The mill pays its boys from 3 to 5 euros.", [(3, 5)]),
    ],
)
def test_what_was_changed_from_one_number_to_another_is_no_range(text: str, bounds: list[tuple[float, float]]) -> None:
    assert [(f.low, f.high) for f in figures(text)] == bounds


def test_an_elided_toll_is_a_toll() -> None:
    first, second = figures("The ministry put the toll at 12, a hospital at 19.")
    assert (first.unit, second.unit) == (FigureUnit.KILLED, FigureUnit.KILLED)
    assert second.low == 19


def test_what_is_taken_along_is_taken() -> None:
    (figure,) = figures("The front seized the harbour of Orsk along with seven barges.")
    assert (figure.low, figure.unit, figure.counted) == (7, FigureUnit.CAPTURED, "barges")


@pytest.mark.parametrize("unit", ["no men ", "at least 12 soldiers, ", "dozens of the dozens of "])
def test_time_is_linear_in_hostile_text(unit: str) -> None:
    assert_linear(find_figures_in, 3_000 // len(unit), of=lambda n: load_parser().parse_text(unit * n))


def test_stage_gives_offsets_into_the_revision() -> None:
    revision = make_revision()
    found = find_figures(revision, load_parser().parse(revision))
    assert [f.span.of(revision.text) for f in found] == ["at least 12"]
    assert found[0].counted == "soldiers"


def test_people_that_fall_ill_and_shells_that_fall_are_not_captured() -> None:
    """Only a place falls by being taken."""
    assert [(f.words, f.unit) for f in figures("The union says more than 150 fell ill.")] == [
        ("more than 150", FigureUnit.COUNT)
    ]
    assert [f.unit for f in figures("Twelve shells fell on the town.")] == [FigureUnit.COUNT]
    assert [f.unit for f in figures("Eleven outposts fell on Monday.")] == [FigureUnit.CAPTURED]
    assert [f.unit for f in figures("The 11 outposts that fell were small.")] == [FigureUnit.CAPTURED]


@pytest.mark.parametrize(
    "text", ["Leak victim, 71, dies in hospital", "A baker, 31, died.", "The driver, 44, was killed."]
)
def test_the_age_of_somebody_who_died_is_no_toll(text: str) -> None:
    assert figures(text) == ()


def test_those_of_whom_some_were_killed_were_not_all_killed() -> None:
    found = {f.words: f.unit for f in figures("3 of 12 soldiers were killed.")}
    assert found == {"3": FigureUnit.KILLED, "12": FigureUnit.COUNT}
    assert {f.words: f.unit for f in figures("3 of the 12 dead were children.")}["12"] is FigureUnit.KILLED


def test_some_of_a_whole_are_counted_behind_any_verb() -> None:
    found = figures("The mission sent 64 observers, who visited 118 of 410 polling stations.")
    assert [(f.words, f.counted) for f in found][1:] == [("118", "polling stations"), ("410", "polling stations")]


@pytest.mark.parametrize("text", ["Anglers saw hundreds of dead fish.", "The flood killed 40 sheep.", "12 cows died."])
def test_dead_animals_are_no_toll(text: str) -> None:
    assert [f.unit for f in figures(text)] == [FigureUnit.COUNT]
