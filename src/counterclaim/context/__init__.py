"""What others hold: event data as context, found near a story by time and place; reviews as claims about claims.

Context is shown beside a story. It is no claim, stands in no dispute, and is never merged into a toll.
"""

from counterclaim.context._beside import ClaimBeside, claims_beside
from counterclaim.context._claim_reviews import ReviewedClaim, capture_of, find_claim_reviews, read_claim_review
from counterclaim.context._near import ContextNear, Neighbourhood, boxes_of, find_near, neighbourhood_of
from counterclaim.context._reading import FORMATS, read_context

__all__ = [
    "FORMATS",
    "ClaimBeside",
    "ContextNear",
    "Neighbourhood",
    "ReviewedClaim",
    "boxes_of",
    "capture_of",
    "claims_beside",
    "find_claim_reviews",
    "find_near",
    "neighbourhood_of",
    "read_claim_review",
    "read_context",
]
