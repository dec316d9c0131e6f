"""Words by which somebody says that a question cannot be answered yet, or not by them.

“Is in no position to say who …”, “is not at liberty to discuss …”, “it is too early to tell whether …”.
"""

#: What one has to be in, or at, to say something.
ABLE = frozenset({"position", "liberty"})
#: What it is too early, and the like, to do.
FIND_OUT = frozenset(
    "say tell know judge determine establish speculate conclude estimate assess comment ascertain predict".split()
)
TOO_SOON = frozenset("early soon premature hard difficult impossible unwise irresponsible".split())
