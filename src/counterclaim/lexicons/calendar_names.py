"""The names of months and weekdays in English, lower case. (`calendar` of the standard library follows the locale.)"""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sep", "sept"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
#: January first.
MONTHS = tuple(names[0] for names in _MONTHS)
#: Each name and abbreviation to the month's number, 1 to 12.
MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
