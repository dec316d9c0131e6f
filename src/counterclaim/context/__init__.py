"""Event data of others as context: read by their headers, and found near a story by time and place.

Context is shown beside a story. It is no claim, stands in no dispute, and is never merged into a toll.
"""

from counterclaim.context._near import ContextNear, Neighbourhood, find_near, neighbourhood_of
from counterclaim.context._reading import FORMATS, read_context

__all__ = ["FORMATS", "ContextNear", "Neighbourhood", "find_near", "neighbourhood_of", "read_context"]
