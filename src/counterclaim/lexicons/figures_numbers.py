"""English number words and digits, read as numbers. Shared by figures and timexes.

Source: own list, written for this project (Apache-2.0). Long-scale “billion” is not read: news uses the short scale.
"""

import re

UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 1_000, "lakh": 100_000, "million": 1_000_000, "crore": 10_000_000,
    "billion": 1_000_000_000, "trillion": 1_000_000_000_000,
}  # fmt: skip
#: Letters straight after digits: “5m”, “3bn”, “40k”.
SUFFIXES = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000, "tn": 1_000_000_000_000}
FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip

SMALL = "|".join([*UNITS, *TENS])
SCALE = "|".join(SCALES)
#: Digits with thousands separators, decimals, and a fraction (“2 1/2”). Every repeat is bounded.
DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,12})(?:\.\d{1,6}(?!\d))?(?:[ -]?[½¼¾]| [1-3]/[2-4](?!\d))?"
#: Number words: “twelve”, “one hundred and twenty”, “a thousand”, “half a million”, “two dozen”.
WORDS = (
    rf"(?:half an? (?:{SCALE})|(?:(?:a|{SMALL})[ -](?:{SCALE})|(?:{SMALL}))"
    rf"(?:(?: and |[ -])(?:{SMALL}|{SCALE})){{0,8}})"
)
#: A number: digits with an optional scale, or words.
NUMBER = rf"(?:{DIGITS}(?:(?:[ -](?:{SCALE})){{1,2}}|(?:k|mn?|bn|tn)\b)?|{WORDS})"

_DIGITS = re.compile(r"(\d[\d,]*(?:\.\d+)?)(?:[ -]?([½¼¾⅓⅔])| (\d)/(\d))?(.*)", re.DOTALL)


def read_number(words: str) -> float | None:
    """The number that `words` say, None where they are not one: “1.5 million”, “two dozen”, “one hundred and six”."""
    text = " ".join(words.lower().replace("-", " ").split())
    found = _DIGITS.fullmatch(text)
    if found:
        try:
            value = float(found[1].replace(",", ""))
        except ValueError:
            return None
        if found[2]:
            value += FRACTIONS[found[2]]
        elif found[3] and int(found[4]):
            value += int(found[3]) / int(found[4])
        for word in found[5].split():
            scale = SCALES.get(word) or SUFFIXES.get(word)
            if scale is None:
                return None
            value *= scale
        return value
    if text.startswith(("half a ", "half an ")):
        scale = SCALES.get(text.split()[-1])
        return scale / 2 if scale else None
    total = part = 0.0
    seen = False
    for word in text.split():
        if word in ("a", "an"):
            part += 1
        elif word in UNITS or word in TENS:
            part += UNITS.get(word, 0) + TENS.get(word, 0)
            seen = True
        elif word in SCALES:
            scale, seen = SCALES[word], True
            if scale <= 100:
                part = (part or 1) * scale
            else:
                total += (part or 1) * scale
                part = 0
        elif word != "and":
            return None
    return total + part if seen else None
