"""The actors of one report: mentions, parties, resolution, sources."""

from collections.abc import Sequence

from counterclaim.actors._heads import source_heads
from counterclaim.actors._listed import ActorDirectory, apply_lists
from counterclaim.actors._mentions import read_mentions
from counterclaim.actors._parties import build_parties
from counterclaim.actors._resolve import resolve_mentions
from counterclaim.actors._sources import read_sources
from counterclaim.actors._speakers import DEEPEST, Speakers, kind_of, where_listed
from counterclaim.actors._sweep import FIRST, Quoted, Sweep, paragraph_numbers, quoted_tokens
from counterclaim.records.attributions import Attribution
from counterclaim.records.mentions import Actor, ActorKind, Actors
from counterclaim.records.parses import Parse
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import Span


def resolve_actors(
    revision: Revision, parse: Parse, attributions: Sequence[Attribution], directory: ActorDirectory | None = None
) -> Actors:
    """Who stands behind the mentions and the attributions of one report. `directory` holds actors that a user lists.

    Nothing is dropped: an attribution whose source cannot be resolved keeps the source's words as a description, and
    one without a source goes to the speaker of the quotation around it, to the narrator, or to nobody.
    """
    heads = {attribution.id: source_heads(parse, attribution) for attribution in attributions}
    listed = directory.find(parse) if directory is not None else []
    mentions = read_mentions(
        parse, [head for found in heads.values() for head, _ in found], [(n.start, n.end, n.label) for n in listed]
    )
    parties = build_parties(parse, mentions)
    apply_lists(parties, {token: n.actor for n in listed for token in range(n.start, n.end)})
    contents = [
        Quoted(
            tokens=tuple(parse.tokens_in(span) for span in attribution.content),
            sources=frozenset(head for head, _ in heads[attribution.id]),
        )
        for attribution in attributions
    ]
    content_at: dict[int, list[int]] = {}
    for number in sorted(range(len(contents)), key=lambda n: sum(map(len, contents[n].tokens))):
        for tokens in contents[number].tokens:
            for token in tokens:
                inner = content_at.setdefault(token, [])
                if len(inner) < DEEPEST:
                    inner.append(number)
    source_of: dict[int, list[int]] = {}
    for number, quoted in enumerate(contents):
        for head in quoted.sources:
            source_of.setdefault(head, []).append(number)
    paragraphs = paragraph_numbers(parse, revision.read_spans)
    sweep = Sweep(
        parse=parse,
        paragraphs=paragraphs,
        quoted=quoted_tokens(parse, paragraphs),
        mentions=mentions,
        parties=parties,
        contents=contents,
        content_at=content_at,
        source_of=source_of,
    )
    resolve_mentions(sweep)
    speakers = Speakers(sweep, attributions, heads)
    read_sources(speakers)
    speaking = {sweep.party(m.party).number for m in mentions if m.party is not None and m.head in source_of}
    read: list[tuple[Span, str]] = []
    for mention in mentions:
        name = sweep.party(mention.party).name if mention.party is not None else None
        if name is None and parse.words[mention.start].lower() in FIRST:
            for number in content_at.get(mention.start, ()):
                actor = speakers.sources[attributions[number].id][0]
                if actor.kind not in {ActorKind.ARTICLE, ActorKind.UNNAMED}:
                    name = actor.name
                    break
        if name is not None:
            read.append((parse.span(mention.start, mention.end), name))
    return Actors(
        parties=tuple(
            Actor(name=party.name, kind=kind_of(party), aliases=party.aliases, listed=where_listed(party))
            for party in parties
            if party.same_as is None and (party.named or len(party.mentions) > 1 or party.number in speaking)
        ),
        sources=speakers.sources,
        via=speakers.via,
        mentions=tuple(sorted(read)),
    )
