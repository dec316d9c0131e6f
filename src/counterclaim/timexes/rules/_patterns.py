"""Parts of patterns that several rules share, and the codes that their words stand for."""

from counterclaim.lexicons.calendar_names import MONTHS
from counterclaim.lexicons.figures_numbers import ORDINALS, SMALL

WD = r"(?P<wd>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)(?:day|DAY))"
WD_SHORT = r"(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.?"
MONTH = (
    r"(?P<mo>Jan(?:uary|\.)|Feb(?:ruary|\.)|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?\b\.?|July?\b\.?|Aug(?:ust|\.)"
    r"|Sept?(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.)"
    r"|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec"
    rf"|{'|'.join(name.upper() for name in MONTHS)})(?![A-Za-z])"
)
ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True))
DAY_NUMBER = rf"(?P<d>(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d,.]\d|\w)|(?i:{ORDINAL})(?![\w-]))"
YEAR = r"(?P<y>(?:1[5-9]|20)\d\d)(?![\d-]\d|\d|,\d|\.\d|%)"
COUNT = (
    r"(?P<n>\d{1,4}(?:,\d{3})?(?:\.\d)?(?: 1/2| ?½)?"
    rf"|(?:{SMALL})(?:[ -](?:and )?(?:{SMALL}|hundred|thousand|dozen)){{0,4}}"
    r"|a couple of|a couple|a few|several|many|some|half an?|half|a good|dozens of|few"
    r"|an?(?: (?:hundred|thousand|dozen))?)"
)
UNIT = r"(?P<u>second|minute|hour|day|week|fortnight|month|quarter|year|decade|century|centurie)s?"
ABOUT = (
    r"(?:(?:more than|less than|no more than|at least|at most|up to|as long as|over|under|nearly"
    r"|almost|about|around|roughly|some|just over|just under|just|only|approximately) )?"
)
SEASON = r"(?P<s>spring|summer|autumn|fall|winter)"
MOD = (
    r"(?:(?P<mod>(?i:early|late|mid|later|earlier|earlier in|later in|the start of|the beginning of"
    r"|the middle of|the end of|beginning|end of|middle of))[ -](?:on )?(?:the )?)?"
)
PART = r"(?P<p>morning|afternoon|evening|night|dawn|dusk|noon|midday|midnight|lunchtime|daybreak|sunrise|sunset)"
PART_CODES = {
    "morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "noon": "MI", "midday": "MI", "lunchtime": "MI",
    "dawn": "DA", "daybreak": "DA", "sunrise": "DA", "dusk": "EV", "sunset": "EV",
}  # fmt: skip
SEASON_CODES = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PERIOD_CODES = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "E", "century": "C"}
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
