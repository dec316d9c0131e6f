"""How certain a report makes the events it tells of, whoever speaks: from -3 (not so) to 3 (so)."""

from counterclaim.factuality._rate import DIGEST, rate_event, rate_verbs

__all__ = ["DIGEST", "rate_event", "rate_verbs"]
