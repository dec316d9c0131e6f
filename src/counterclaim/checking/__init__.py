"""A statement held against reports: who stands for it, who against, who leaves it open."""

from counterclaim.checking._weigh import disputed, weigh_headline, weigh_report
from counterclaim.checking._weights import DIGEST

__all__ = ["DIGEST", "disputed", "weigh_headline", "weigh_report"]
