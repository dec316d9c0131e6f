"""The rules that protect people: the one place that everything passes before it leaves the desk.

    release = protect_for_release(document, now=now, protected=find_protected(analyses, decisions))
    write_feed(release)

`docs/decisions/0030-takedown-and-protection.md` says which rule holds where.
"""

from counterclaim.protection._outgoing import ReleasedFigure, ReleasedOrigin, ReleasedQuote
from counterclaim.protection._persons import CLEARED, LikelyCase, Persons, held_reports
from counterclaim.protection._places import Divisions, ReleasedPlace
from counterclaim.protection._release import Release, only_reviewed, protect_for_release
from counterclaim.protection._released import (
    REVIEWED,
    UNREVIEWED,
    HeldBack,
    Released,
    ReleasedClaim,
    ReleasedCount,
    ReleasedDispute,
    ReleasedEnquiry,
    ReleasedEvent,
    ReleasedPosition,
    ReleasedProposition,
    ReleasedReport,
    ReleasedStory,
    ReleasedVerdict,
    ReleaseRules,
)
from counterclaim.protection._ways import HELD, WAYS, Audience
from counterclaim.protection._wording import NO_ANSWER, alleges_crime, answer_to, claimant_of, heading, slug

__all__ = [
    "CLEARED",
    "HELD",
    "NO_ANSWER",
    "REVIEWED",
    "UNREVIEWED",
    "WAYS",
    "Audience",
    "Divisions",
    "HeldBack",
    "LikelyCase",
    "Persons",
    "Release",
    "ReleaseRules",
    "Released",
    "ReleasedClaim",
    "ReleasedCount",
    "ReleasedDispute",
    "ReleasedEnquiry",
    "ReleasedEvent",
    "ReleasedFigure",
    "ReleasedOrigin",
    "ReleasedPlace",
    "ReleasedPosition",
    "ReleasedProposition",
    "ReleasedQuote",
    "ReleasedReport",
    "ReleasedStory",
    "ReleasedVerdict",
    "alleges_crime",
    "answer_to",
    "claimant_of",
    "heading",
    "held_reports",
    "only_reviewed",
    "protect_for_release",
    "slug",
]
