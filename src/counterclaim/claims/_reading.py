"""The steps of this stage in order."""

from collections.abc import Sequence

from counterclaim.claims._attributed import read_attribution
from counterclaim.claims._blames import with_deeds
from counterclaim.claims._chains import unchain
from counterclaim.claims._context import make_context
from counterclaim.claims._counterparts import weigh_negations
from counterclaim.claims._joined import part_joined
from counterclaim.claims._narration import find_narration, narrate
from counterclaim.claims._posts import speak
from counterclaim.claims._records import make_claims
from counterclaim.claims._references import without_strays
from counterclaim.claims._short_answers import answer_shortly
from counterclaim.claims._silences import name_unconfirmed
from counterclaim.records.attributions import Attribution
from counterclaim.records.claims import Claim
from counterclaim.records.factuality import Factuality
from counterclaim.records.mentions import Actors, Figure, Place, Timex
from counterclaim.records.parses import Parse
from counterclaim.records.revisions import Revision


def read_claims(
    revision: Revision,
    parse: Parse,
    attributions: Sequence[Attribution],
    *,
    actors: Actors,
    timexes: tuple[Timex, ...],
    figures: tuple[Figure, ...],
    places: tuple[Place, ...],
    factuality: Sequence[Factuality] = (),
) -> tuple[Claim, ...]:
    """The claims of one report, in text order: those of its attributions, and the report's own assertions;
    of a post these are its author's."""
    context = make_context(revision, parse, actors, timexes, figures, places, factuality)
    chained = with_deeds(context, part_joined(context, unchain(context, attributions), attributions))
    by_sentence: dict[int, list[Attribution]] = {}
    for attribution in chained:
        by_sentence.setdefault(_sentence(parse, attribution), []).append(attribution)
    drafts = [d for a in chained for d in read_attribution(context, a, by_sentence[_sentence(parse, a)])]
    drafts = name_unconfirmed(context, drafts)
    drafts += answer_shortly(context, drafts)
    spoken = [span for draft in drafts for span in (*draft.cue, *draft.source, *draft.content)]
    spoken += [span for a in attributions for span in (*a.source, *a.cue, *a.content)]
    drafts += [narrate(context, assertion) for assertion in find_narration(context, drafts, spoken)]
    speak(context, drafts)
    drafts.sort(key=lambda draft: (draft.start, draft.content[-1].end))
    weigh_negations(context, drafts)
    return make_claims(context, without_strays(context, drafts))


def _sentence(parse: Parse, attribution: Attribution) -> int:
    """The sentence of an attribution's cue, or of its content where it has none."""
    tokens = parse.tokens_in((attribution.cue or attribution.content)[0])
    return parse.sentence_index(tokens[0]) if tokens else -1
