"""A revision and its parse to attributions: who is credited with which words, and by which words.

`Tagger` is what the pipeline asks for. `RuleTagger` finds attributions by rules that can be read, over the parse and
the lexicon of cues; `LearnedTagger`, the default, by a model that is shown the parse and the rules' findings.
Attributions inside the content of another name it as their `parent`: `nest` sets it, and adds the inner attributions
that a tagger of outermost ones does not find.
"""

from counterclaim.attributions._learned import LearnedTagger
from counterclaim.attributions._nesting import nest
from counterclaim.attributions._tagger import RuleTagger, Tagger

__all__ = ["LearnedTagger", "RuleTagger", "Tagger", "nest"]
