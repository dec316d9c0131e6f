"""What vague words come to under a named convention, and what a figure counts, in words. Pure functions."""

from dataclasses import dataclass, replace

from counterclaim.records.mentions import Figure, FigureUnit


@dataclass(frozen=True, slots=True)
class VagueWord:
    """Bounds of a word that says a quantity without a number, by convention; None is open.

    `floor`: plural words are at least two of their unit, small ones at least three, and nothing is the upper bound
    (our annotation guidelines: “dozens” 24 and more, “hundreds” 200 and more). `reach`: both bounds, for telling
    whether two figures can both hold; a word ends where the next larger one would be the natural choice (own
    convention). `acled`: one point. Source: ACLED, “How does ACLED code fatalities?” and its codebook: 10 for tens,
    12 for dozens, 100 for hundreds and so on; 3 for several, few or many outside of active war. UCDP asks for a lowest
    and a highest reliable estimate (GED codebook, `low` and `high`) and publishes no list of vague words known to us:
    `ucdp` takes the least that the plural says and the end of `reach`.
    """

    floor: float
    reach: tuple[float, float | None]
    acled: float


VAGUE = {
    "a couple": VagueWord(2, (2, 3), 2),
    "a few": VagueWord(3, (2, 12), 3),
    "several": VagueWord(3, (3, 12), 3),
    "a handful": VagueWord(3, (2, 12), 3),
    "tens": VagueWord(20, (20, 99), 10),
    "dozens": VagueWord(24, (20, 99), 12),
    "several dozen": VagueWord(36, (30, 99), 36),
    "scores": VagueWord(40, (40, 199), 40),
    "hundreds": VagueWord(200, (200, 999), 100),
    "several hundred": VagueWord(300, (200, 999), 300),
    "thousands": VagueWord(2e3, (2e3, 9_999), 1e3),
    "several thousand": VagueWord(3e3, (2e3, 9_999), 3e3),
    "tens of thousands": VagueWord(2e4, (2e4, 99_999), 1e4),
    "hundreds of thousands": VagueWord(2e5, (2e5, 999_999), 1e5),
    "millions": VagueWord(2e6, (2e6, None), 1e6),
    "several million": VagueWord(3e6, (2e6, 9_999_999), 3e6),
    "tens of millions": VagueWord(2e7, (2e7, 99_999_999), 1e7),
    "hundreds of millions": VagueWord(2e8, (2e8, 999_999_999), 1e8),
    "billions": VagueWord(2e9, (2e9, None), 1e9),
}
CONVENTIONS = ("floor", "reach", "ucdp", "acled", "none")


def apply_convention(figure: Figure, convention: str = "floor") -> Figure:
    """`figure` with the bounds that the convention gives its vague word; a figure with a number is returned as it is.

    Raises:
        ValueError: no such convention.
    """
    bounds = vague_bounds(figure.convention, convention)
    return figure if bounds is None else replace(figure, low=bounds[0], high=bounds[1])


def vague_bounds(word: str | None, convention: str) -> tuple[float | None, float | None] | None:
    """The bounds that a convention gives to a vague word; None where it gives none, or the word is not vague.

    `floor` opens upwards from the least that the plural says, `reach` and `ucdp` bound both sides, `acled` gives
    ACLED's point value, `none` leaves the bounds open. Sources: see VagueWord.

    Raises:
        ValueError: no such convention.
    """
    if convention not in CONVENTIONS:
        raise ValueError(f"unknown convention {convention!r}: choose one of {', '.join(CONVENTIONS)}")
    vague = VAGUE.get(word or "")
    if vague is None or convention == "none":
        return None
    if convention == "acled":
        return vague.acled, vague.acled
    if convention == "reach":
        return vague.reach
    return vague.floor, None if convention == "floor" else vague.reach[1]


#: Currencies in words, as reports write them.
CURRENCY_WORDS = {
    "USD": "US dollars", "AUD": "Australian dollars", "CAD": "Canadian dollars", "GBP": "pounds", "EUR": "euros",
    "INR": "rupees", "JPY": "yen", "CNY": "yuan", "RUB": "roubles", "ILS": "shekels", "NGN": "naira", "TRY": "lira",
    "UAH": "hryvnia", "AED": "dirhams",
}  # fmt: skip


def unit_words(figure: Figure) -> str:
    """What a figure counts or measures, in words: the role, what the text says befell the counted, and the counted:
    “killed: beheaded farmers”, “released hostages”, “metres”, “money: US dollars”."""
    counted = figure.counted or ""
    if figure.unit is FigureUnit.MONEY:
        return f"money: {CURRENCY_WORDS.get(figure.currency or '', figure.currency or 'currency not stated')}"
    if figure.unit in (FigureUnit.DISTANCE, FigureUnit.DURATION):
        plain = counted.isalpha() and len(counted) > 3 and counted != "feet" and not counted.endswith("s")
        return f"{counted}s" if plain else counted or figure.unit.value  # “an hour” is measured in hours
    deeds = " ".join(deed for deed in figure.deeds if deed != figure.unit.value)
    if figure.unit is FigureUnit.COUNT:
        return " ".join(part for part in (deeds, counted) if part) or figure.unit.value
    told = " ".join(part for part in (deeds, counted) if part)
    return f"{figure.unit.value}: {told}" if told else figure.unit.value
