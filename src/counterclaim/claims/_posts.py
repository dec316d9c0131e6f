"""Posts and other texts all of which one party says: what the narrator of a report would say, its author says."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from counterclaim.claims._context import Context
from counterclaim.claims._drafts import Draft
from counterclaim.claims._frames import read_frame
from counterclaim.lexicons.party_nouns import load_party_nouns, load_person_nouns
from counterclaim.records.claims import Form
from counterclaim.records.mentions import Actor, ActorKind
from counterclaim.records.notes import Evidence
from counterclaim.records.revisions import Stamp

#: How long the moment lasts that a time stated to the second, the minute or the day tells.
_LASTS = {"second": timedelta(seconds=1), "minute": timedelta(minutes=1)}


def speak(context: Context, drafts: Sequence[Draft]) -> None:
    """Gives the author of a post what the post says in its own voice; leaves reports as they are."""
    revision = context.revision
    if revision.speaker is None:
        return
    author = _author(context, revision.speaker)
    for draft in drafts:
        if draft.actor.kind is not ActorKind.ARTICLE:
            continue
        draft.actor = replace(author, mention=draft.actor.mention, resolution=_resolution(draft.actor))
        draft.frame = read_frame(context, draft.tokens, author.name)
        if draft.form is Form.NARRATION:
            draft.form = Form.DIRECT
        channel = draft.act.channel or revision.channel
        draft.act = replace(draft.act, channel=channel, moment=_moment(revision.published))
        draft.evidence.append(Evidence(field="actor", rule=f"author of the {revision.channel}"))


def _author(context: Context, name: str) -> Actor:
    """The author as the post names them elsewhere, else by the name alone."""
    for party in context.actors.parties:
        if name.casefold() in (party.name.casefold(), *map(str.casefold, party.aliases)):
            return replace(party, name=name, aliases=tuple(sorted({party.name, *party.aliases} - {name})))
    is_body = not (load_party_nouns() - load_person_nouns()).isdisjoint(name.lower().split())
    return Actor(name=name, kind=ActorKind.ORGANISATION if is_body else ActorKind.PERSON)


def _resolution(actor: Actor) -> str:
    return actor.resolution if actor.mention is not None else "author"


def _moment(published: Stamp | None) -> tuple[datetime, datetime] | None:
    """When a post was written: `[first, last)`."""
    if published is None:
        return None
    return published.earliest, published.latest + _LASTS.get(published.precision, timedelta(days=1))
