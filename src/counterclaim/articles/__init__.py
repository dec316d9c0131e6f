"""Captured bytes to a revision: the exact text, what each part of it is on the page, and what the page says of itself.

One rule for both forms: HTML is first brought to paragraphs, then every paragraph, of HTML or of plain text, is marked
by the same rules; furniture is marked, never removed from a plain text.
"""

from counterclaim.articles._article import DEFAULT_LIMITS, TextLimits, read_article
from counterclaim.articles._datelines import CountryOf
from counterclaim.articles._language import is_foreign_page
from counterclaim.articles._metadata import canonical_address
from counterclaim.articles._walls import stands_in

__all__ = [
    "DEFAULT_LIMITS",
    "CountryOf",
    "TextLimits",
    "canonical_address",
    "is_foreign_page",
    "read_article",
    "stands_in",
]
