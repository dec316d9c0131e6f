"""Who says “I” and “we”: only whom the words around show to be speaking, else the narrator."""

from collections.abc import Sequence

from counterclaim.actors._mentions import Mention
from counterclaim.actors._party import Party
from counterclaim.actors._speakers import Speakers, kind_of
from counterclaim.actors._sweep import FIRST
from counterclaim.actors._unstated import speaker_near
from counterclaim.records.attributions import Attribution
from counterclaim.records.mentions import ARTICLE, Actor, ActorKind
from counterclaim.records.spans import Span

#: How far before “we” the line that introduces a statement in full may stand, in tokens.
FARTHEST = 600


def first_person(speakers: Speakers, attribution: Attribution, mention: Mention, span: Span) -> Actor:
    """The speaker of the words around “we”, or of the statement that a line before introduces; else the narrator."""
    for number in speakers.sweep.content_at.get(mention.start, ()):
        outer = speakers.attributions[number]
        actors = speakers.sources.get(outer.id)
        if outer.id != attribution.id and actors:
            return _as(actors[0], span)
    introduced = _introduced(speakers, mention)
    if introduced is not None:
        by, party = introduced
        return Actor(
            name=party.name,
            kind=kind_of(party),
            mention=span,
            resolution="pronoun",
            antecedent=speakers.parse.span(by.start, by.end),
            aliases=party.aliases if party.named else (),
        )
    return Actor(name=ARTICLE, kind=ActorKind.ARTICLE, mention=span, resolution="pronoun")


def quoted_first_person(speakers: Speakers, attribution: Attribution, spoken: Sequence[Attribution]) -> Actor | None:
    """Who says a quoted “We reject …” that stands in nobody's content: the speaker beside the quotation. `spoken` are
    attributions with an actor, in text order."""
    heads = [head for head, _ in speakers.heads[attribution.id]]
    if not heads or speakers.parse.words[heads[0]].lower() not in FIRST or not speakers.sweep.quoted[heads[0]]:
        return None
    if speakers.sources[attribution.id][0].kind is not ActorKind.ARTICLE:
        return None
    near = speaker_near(speakers, attribution, spoken)
    return _as(near, attribution.source[0]) if near is not None else None


def _as(actor: Actor, span: Span) -> Actor:
    return Actor(
        name=actor.name,
        kind=actor.kind,
        mention=span,
        resolution="pronoun",
        antecedent=actor.mention or actor.antecedent,
        person=actor.person,
        aliases=actor.aliases,
    )


def _introduced(speakers: Speakers, mention: Mention) -> tuple[Mention, Party] | None:
    """Whose statement follows in full: the subject of a speaking verb in an earlier paragraph that ends with a colon
    (“The Xxx issued a statement:”), unless somebody else speaks in between."""
    parse, paragraphs = speakers.parse, speakers.sweep.paragraphs
    here = paragraphs[mention.start]
    for token in range(mention.start - 1, max(-1, mention.start - FARTHEST), -1):
        if paragraphs[token] == here:
            continue
        last = paragraphs[token + 1] != paragraphs[token]
        if last and parse.words[token] == ":":
            for part in range(*parse.sentence_of(token)):
                by = speakers.mention(part)
                if by is not None and by.party is not None and parse.deps[part] == "nsubj":
                    if speakers.sweep.speaks(parse.heads[part]):
                        return by, speakers.sweep.party(by.party)
            return None
        if token in speakers.sweep.source_of and parse.words[token].lower() not in FIRST:
            return None
    return None
