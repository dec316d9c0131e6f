"""Number phrases as they stand in the text: hedge, value or range, vague word, currency, percent."""

import re
from dataclasses import dataclass

from counterclaim.figures._lexicon import hedges
from counterclaim.figures._patterns import currency_of, number_phrase, vague_name
from counterclaim.lexicons.figures_numbers import read_number
from counterclaim.records.figure_relations import HOURS, KM

MEASURES = frozenset((*KM, *HOURS))
DASHES = frozenset("-–—")
#: “rose from 12 to 19”, “the toll grew by 7 to 26”: two numbers and no range.
MOVES = re.compile(
    r"\b(?:r[io]se[ns]?|climb|increas|gr[eo]w|jump|soar|surg|swell|swollen|f[ae]ll|dropp?|decreas|shr[aiu]nk|revis|rais|"
    r"lower|reduc|cut|correct|updat)[a-z]{0,4}"
    r"(?: [a-z]{1,12}){0,2}"
    r"(?: (?:number|toll|tally|count|total|estimate|figure)(?: of(?: [a-z]{1,14}){1,7})?)? from $"
    r"|\b(?:toll|tally|number of [a-z]{1,16})[a-z ]{1,30} by $",
    re.IGNORECASE,
)
AND_A_HALF = re.compile(r" ([a-z]{1,12}) and a half\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberPhrase:
    """A number phrase before its surroundings are read; `number_start` to `number_end` leave the hedge out."""

    start: int
    end: int
    number_start: int
    number_end: int
    low: float | None
    high: float | None
    hedge: str | None
    vague: str | None = None
    percent: bool = False
    currency: str | None = None
    second_left: bool = False


def find_numbers(text: str, start: int, end: int) -> list[NumberPhrase]:
    """The number phrases between two offsets."""
    found = []
    while m := number_phrase().search(text, start, end):
        start = m.end()
        if m["vague"]:
            found.append(_vague(m))
            continue
        number = _counted_number(m, text)
        if number:
            found.append(number)
            if number.second_left:
                start = number.end  # the second number stands for itself: “eight soldiers” or “8 and 107”
    return found


def _moves(text: str, start: int) -> bool:
    return MOVES.search(text, max(0, start - 64), start) is not None


def _vague(m: re.Match[str]) -> NumberPhrase:
    name = vague_name(m["vague"].lower())
    first = m.start("vague")
    return NumberPhrase(start=_phrase_start(m, first), end=m.end(), number_start=first, number_end=m.end(),
                   low=None, high=None, hedge=_hedge(m), vague=name)  # fmt: skip


def _counted_number(m: re.Match[str], text: str) -> NumberPhrase | None:
    """The number, range or bound that a match says; None for what only looks like one."""
    hedge = _hedge(m)
    single = m["a"].lower() in ("a", "an")
    if single and not hedge:
        return None  # “an hour” is a figure only with a bound
    a = 1.0 if single else read_number(m["a"])
    b = read_number(m["b"]) if m["b"] else None
    if a is None:
        return None
    first = m.start("cur") if m["cur"] else m.start("a")
    currency = currency_of(m["cur"])
    if b is not None:
        joiner, low = m["sep"].strip().lower(), _shared_scale(m["a"], m["b"], a)
        written_alike = m["a"][0].isdigit() == m["b"][0].isdigit()
        joins = (
            (joiner == "to" and not _moves(text, m.start()))
            or joiner == "or"
            or (joiner == "and" and m["between"])
            or (joiner in DASHES and written_alike)
        )
        if low < b and joins:
            return NumberPhrase(start=m.start("between") if m["between"] else _phrase_start(m, first), end=m.end(),
                           number_end=m.end(), low=low, high=b, hedge=hedge if not m["between"] else None,
                           percent=bool(m["pct"] or m["pct2"]), number_start=first, currency=currency)  # fmt: skip
        if joiner in DASHES:
            return None  # a score, a telephone number, a compound
    end = (m.end("pct") if m["pct"] else m.end("a")) if b is not None else m.end()
    number_end, tail = end, "" if b is not None else (m["tail"] or "").strip(" -").lower()
    half = AND_A_HALF.match(text, end)
    if half and not tail and half[1].rstrip("s") in MEASURES:
        a, end = a + 0.5, half.end()
    if tail == "and a half":
        a += 0.5
    elif tail in ("or more", "plus", "+"):
        hedge = hedge or "or more"
    elif tail in ("or so", "odd"):
        hedge = hedge or "or so"
    sense = "low" if hedge == "or more" else hedges().get(hedge or "", "exact")
    low_high = {"low": (a, None), "high": (None, a), "near": (None, a)}.get(sense, (a, a))
    return NumberPhrase(start=_phrase_start(m, first), end=end, number_end=number_end,
                   low=low_high[0], high=low_high[1], hedge=hedge,
                   percent=bool(m["pct"]) or (b is None and bool(m["pct2"])),
                   second_left=b is not None, number_start=first, currency=currency)  # fmt: skip


def _phrase_start(m: re.Match[str], number_start: int) -> int:
    return m.start("hedge") if m["hedge"] else m.start("hedge2") if m["hedge2"] else number_start


def _hedge(m: re.Match[str]) -> str | None:
    """The hedge that bounds the number: of two the one that is not only an addition (“more than a total of”)."""
    words = [m[name].lower() for name in ("hedge2", "hedge") if m[name]]
    bounding = [each for each in words if hedges()[each] != "exact"]
    return (bounding or words or [None])[0]


def _shared_scale(a: str, b: str, value: float) -> float:
    """“two to three million”: the scale of the second number holds for the first too."""
    scale = re.search(r"(hundred|thousand|million|billion|trillion)$", b, re.IGNORECASE)
    if scale and not re.search(r"[a-z]{6,}$|%$", a, re.IGNORECASE):
        return value * (read_number(f"1 {scale[1]}") or 1)
    return value
