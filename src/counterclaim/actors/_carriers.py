"""Through whom the report has a statement: the sources around it, and the outlet of its clause."""

import re

from counterclaim.actors import _words as words
from counterclaim.actors._mentions import Form, lemma_of
from counterclaim.actors._speakers import DEEPEST, Speakers
from counterclaim.records.attributions import Attribution
from counterclaim.records.mentions import Actor, ActorKind

FULLER = re.compile(r"\b(?:(?:local|foreign|international|state|social) )?(?:media|news|press) reports\b")
#: Farther from its cue no outlet is looked for, so that a sentence of any length takes linear time.
FAR = 60
SPEAKING = frozenset(
    "say speak talk deny confirm comment reveal explain insist admit reply respond complain announce disclose".split()
)
INTERVIEWS = frozenset(
    "interview conversation statement email letter telephone phone call remark comment briefing".split()
)


def carriers_of(speakers: Speakers, attribution: Attribution) -> tuple[str, ...]:
    """The sources of the attributions around this one, outermost first, each behind the outlet that its clause
    names (“told Xxx”)."""
    found = _outlets(speakers, attribution)
    # Words without a source are nobody's, whoever mentions them: “Xxx refuted reports that …”.
    outer, steps = (speakers.outer(attribution) if attribution.source else None), 0
    while outer is not None and steps < DEEPEST:
        if speakers.carries(outer):
            found[:0] = [
                *_outlets(speakers, outer),
                *(_carrier(speakers, outer, a) for a in speakers.sources[outer.id]),
            ]
        outer, steps = speakers.outer(outer), steps + 1
    own = {actor.name for actor in speakers.sources[attribution.id]}
    return tuple(name for name in dict.fromkeys(found) if name and name not in own)


def _carrier(speakers: Speakers, outer: Attribution, actor: Actor) -> str:
    heads = speakers.heads[outer.id]
    mention = speakers.mention(heads[0][0]) if heads else None
    thing = mention is not None and mention.form is Form.DESCRIPTION and words.noun_of(mention.noun) is None
    if actor.kind is ActorKind.ARTICLE or (thing and actor.kind is ActorKind.DESCRIPTION):
        return ""
    if actor.kind is ActorKind.UNNAMED:
        return _fuller(speakers, speakers.clean(outer.source[0])) if outer.source else ""
    return actor.name


def _fuller(speakers: Speakers, carrier: str) -> str:
    """“reports” as “media reports” where the report has said so."""
    if carrier.lower() != "reports":
        return carrier
    fuller = FULLER.search(speakers.text)
    return fuller[0] if fuller else carrier


def _outlets(speakers: Speakers, attribution: Attribution) -> list[str]:
    """“told Xxx”, “in an interview with Xxx”, “in a statement to Xxx”, “speaking to Xxx”."""
    if not attribution.cue:
        return []
    starts: list[int] = []
    cue = [t for span in attribution.cue for t in speakers.parse.tokens_in(span)]
    for token in cue:
        if speakers.parse.lemmas[token] in {"tell", "inform"}:
            starts.append(token + 1)
        elif speakers.parse.lemmas[token] in SPEAKING:
            for child in speakers.parse.children[token]:
                if speakers.parse.deps[child] in {"prep", "dative"} and speakers.parse.lemmas[child] == "to":
                    starts.append(child + 1)
    first, end = speakers.parse.sentence_of(cue[0]) if cue else (0, 0)
    if cue:
        first, end = max(first, cue[0] - FAR), min(end, cue[-1] + FAR)
    for token in range(first, end - 2):
        if speakers.parse.lemmas[token] in INTERVIEWS and not speakers.in_content(attribution, token):
            for after in range(token + 1, min(token + 5, end - 1)):
                if speakers.parse.lemmas[after] in {"with", "to"} and speakers.parse.pos[after] == "ADP":
                    starts.append(after + 1)
                elif speakers.parse.pos[after] not in {"ADP", "PROPN", "NOUN", "NUM"}:
                    break
    return [name for start in starts if (name := _outlet(speakers, attribution, start))]


def _outlet(speakers: Speakers, attribution: Attribution, token: int) -> str:
    """The name that starts at `token`, behind modifiers, if it can be an outlet: a named body that is no state
    organ and no armed group, or a described one of the media."""
    own = {head for head, _ in speakers.heads[attribution.id]}
    for here in range(token, min(token + 6, len(speakers.parse))):
        if speakers.in_content(attribution, here):
            return ""
        mention = speakers.at_start.get(here)
        if mention is not None and mention.party is not None and mention.head not in own:
            party = speakers.sweep.party(mention.party)
            noun = words.noun_of(mention.noun)
            if mention.form is Form.NAME:
                after = (
                    words.nouns().get(lemma_of(speakers.parse, mention.end))
                    if mention.end < len(speakers.parse)
                    else None
                )
                if speakers.parse.tags[min(mention.end, len(speakers.parse) - 1)] in {"NN", "NNS"} and (
                    after is None or after.subclass != "media"
                ):
                    return ""  # “told a Xxx briefing”
                if party.kind is ActorKind.ORGANISATION and not party.place:
                    closed = party.subclasses & {"armed", "state"} and "media" not in party.subclasses
                    return "" if closed else party.name
            elif mention.form is Form.DESCRIPTION:
                media = noun is not None and noun.subclass == "media" and noun.kind == "organisation"
                return party.name if media else ""
            else:
                return ""
        if (
            speakers.parse.pos[here] not in {"DET", "ADJ", "PROPN", "PART", "NOUN"}
            and speakers.parse.tags[here] != "PRP$"
        ):
            return ""
    return ""
