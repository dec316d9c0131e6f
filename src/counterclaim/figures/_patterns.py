"""The number phrase as a pattern: hedge, currency, number or vague word, second number, percent, trailing hedge.

Every repeat is bounded, so that matching is linear in the text.
"""

import re
from functools import cache

from counterclaim.figures._lexicon import hedges
from counterclaim.lexicons.figures_numbers import NUMBER

#: Vague words as patterns, to the name under which a convention bounds them.
VAGUE_FORMS = {
    r"hundreds of millions": "hundreds of millions",
    r"tens of millions": "tens of millions",
    r"hundreds of thousands": "hundreds of thousands",
    r"tens of thousands": "tens of thousands",
    r"(?:several|a few|many) million": "several million",
    r"(?:several|a few|many) thousands?": "several thousand",
    r"(?:several|a few|many) hundreds?": "several hundred",
    r"(?:several|a few|many) dozens?": "several dozen",
    r"a handful": "a handful",
    r"a couple(?= of)": "a couple",
    r"several": "several",
    r"a few": "a few",
    r"tens(?= of)": "tens",
    r"dozens": "dozens",
    r"scores(?= of)": "scores",
    r"hundreds": "hundreds",
    r"thousands": "thousands",
    r"millions": "millions",
    r"billions": "billions",
}
CURRENCIES = {
    "us$": "USD", "$": "USD", "usd": "USD", "a$": "AUD", "c$": "CAD", "£": "GBP", "gbp": "GBP", "€": "EUR",
    "eur": "EUR", "₹": "INR", "rs": "INR", "¥": "JPY", "dollar": "USD", "euro": "EUR", "pound": "GBP", "rupee": "INR",
    "yen": "JPY", "yuan": "CNY", "rouble": "RUB", "ruble": "RUB", "shekel": "ILS", "naira": "NGN", "lira": "TRY",
    "hryvnia": "UAH", "franc": None, "peso": None, "dinar": None, "riyal": None, "dirham": "AED", "krona": None,
    "cent": None,
}  # fmt: skip
SIGN = r"(?:US ?\$|A\$|C\$|\$|£|€|₹|¥|Rs\.? ?|USD ?|EUR ?|GBP ?)"


@cache
def number_phrase() -> re.Pattern[str]:
    """Groups: hedge, cur, a, pct, sep, b, tail, vague."""
    hedge = "|".join(re.escape(words) for words in sorted(hedges(), key=len, reverse=True))
    vague = "|".join(VAGUE_FORMS)
    # “a mile”, “an hour” count only behind a hedge (the lookbehind allows “than an hour”, “about a mile” and the like).
    single = r"(?<=[a-z] )an?(?= (?:hour|day|week|month|year|mile|kilomet|decade|century))"
    one = rf"(?:{NUMBER})(?:(?![\w])|(?=(?:km|kms|cm|mm|ft)\b))"
    return re.compile(
        rf"(?<![\w.,#/:$£€-])(?:(?P<between>between )|(?P<hedge>{hedge}) )?(?:(?P<hedge2>{hedge}) )?"
        rf"(?:(?P<cur>{SIGN})?(?P<a>{one}|{single})(?P<pct> ?%)?"
        rf"(?:(?P<sep> ?[-–—] ?| to | or | and )(?:{SIGN})?(?P<b>{one}))?"
        rf"(?P<pct2> ?%| percentage points?| percent| per cent| pct)?"
        rf"(?P<tail> or more| or so|-plus|\+|-odd| and a half)?"
        rf"|(?P<vague>{vague})(?!\w))",
        re.IGNORECASE,
    )


@cache
def vague_name(words: str) -> str:
    """The convention's name of a vague word as written."""
    return next(name for form, name in VAGUE_FORMS.items() if re.fullmatch(form.split("(?=")[0], words, re.IGNORECASE))


def currency_of(sign: str | None) -> str | None:
    """ISO 4217 of a sign or abbreviation in front of a number."""
    return CURRENCIES.get((sign or "").strip(" .").lower().replace(" ", ""))


NONE_WORDS = re.compile(r"\b(?:nobody|no one|no-one|none|no)\b", re.IGNORECASE)
