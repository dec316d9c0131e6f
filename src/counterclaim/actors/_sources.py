"""Who is responsible for each attribution, and through whom the report has it."""

from bisect import insort

from counterclaim.actors._carriers import carriers_of
from counterclaim.actors._first_person import quoted_first_person
from counterclaim.actors._speakers import Speakers
from counterclaim.actors._stated import name_descriptions, stated_actors
from counterclaim.actors._unstated import unstated_actor
from counterclaim.records.mentions import ARTICLE, UNNAMED, ActorKind
from counterclaim.records.spans import hull


def read_sources(speakers: Speakers) -> None:
    """Fills `sources` and `via`: stated sources first, then quotations that the context gives to a speaker."""
    name_descriptions(speakers)
    waiting = []
    for attribution in sorted(speakers.attributions, key=lambda a: -len(hull((*a.content, *a.source)))):
        if attribution.source:
            speakers.sources[attribution.id] = stated_actors(speakers, attribution)
        else:
            waiting.append(attribution)
    spoken = sorted(
        (a for a in speakers.attributions if a.id in speakers.sources), key=lambda a: (a.content[0].start, a.id)
    )
    named = [a for a in spoken if speakers.sources[a.id][0].kind is not ActorKind.ARTICLE]
    for attribution in spoken:
        actor = quoted_first_person(speakers, attribution, named)
        if actor is not None:
            speakers.sources[attribution.id] = (actor,)
    for attribution in sorted(waiting, key=lambda a: (a.content[0].start, a.id)):
        actor = unstated_actor(speakers, attribution, spoken)
        speakers.sources[attribution.id] = (actor,)
        if actor.name not in {ARTICLE, UNNAMED}:
            insort(spoken, attribution, key=lambda a: (a.content[0].start, a.id))
    for attribution in speakers.attributions:
        speakers.via[attribution.id] = carriers_of(speakers, attribution)
