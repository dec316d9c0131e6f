"""Where: place mentions and what they mean, from a bundled gazetteer (docs/decisions/0008)."""

from counterclaim.places._finder import find_places
from counterclaim.places._gazetteer import Candidate, Gazetteer, load_gazetteer

__all__ = ["Candidate", "Gazetteer", "find_places", "load_gazetteer"]
