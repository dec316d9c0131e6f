"""Claims about the same matter: judgements on pairs, and the propositions that follow from them."""

from counterclaim.matching._known import KnownStatements, Ranked
from counterclaim.matching._pairs import match_claims
from counterclaim.matching._propositions import group_claims

__all__ = ["KnownStatements", "Ranked", "group_claims", "match_claims"]
