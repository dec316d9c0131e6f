"""Claims about the same matter: judgements on pairs, and the propositions that follow from them."""

from counterclaim.matching._known import KnownStatements, Ranked
from counterclaim.matching._pairs import match_claims
from counterclaim.matching._propositions import group_claims
from counterclaim.matching._statements import Likeness, compare_statements
from counterclaim.matching._views import many_notes

__all__ = [
    "KnownStatements",
    "Likeness",
    "Ranked",
    "compare_statements",
    "group_claims",
    "many_notes",
    "match_claims",
]
