"""Two readings of one document to what its claims became, and the notes in which an outlet corrects itself."""

from counterclaim.differences._alike import find_alike
from counterclaim.differences._corrections import bears_on, find_corrections
from counterclaim.differences._differences import find_differences

__all__ = ["bears_on", "find_alike", "find_corrections", "find_differences"]
