"""Where a report names the actors of a user's lists, and what the lists then say of its parties."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from counterclaim.actors import _words as words
from counterclaim.actors._lists import MOST_WORDS, ActorList, ListedActor
from counterclaim.actors._names import country_key, name_key
from counterclaim.actors._party import Party
from counterclaim.records.analyses import ModelDigest
from counterclaim.records.mentions import Actor, ActorKind
from counterclaim.records.parses import Parse
from counterclaim.records.revisions import Revision

Phrase = tuple[str, ...]
PART = re.compile(r"[^\W_]+(?:[.'’`][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Named:
    """Tokens `[start, end)` that are a name of `actor`."""

    start: int
    end: int
    actor: ListedActor

    @property
    def label(self) -> str:
        """The recogniser's label for actors of that kind."""
        return "PERSON" if self.actor.kind is ActorKind.PERSON else "ORG"


@dataclass(slots=True)
class ActorDirectory:
    """The actors of a user's lists, found by the folded words of their names.

    A name of two actors, or a weak one, counts only where a sure name of one of them stands in the report too.
    """

    digests: tuple[ModelDigest, ...] = ()
    sure: dict[Phrase, ListedActor] = field(default_factory=dict)
    unsure: dict[Phrase, list[ListedActor]] = field(default_factory=dict)
    written: dict[Phrase, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, lists: Sequence[ActorList]) -> "ActorDirectory":
        directory = cls(digests=tuple(actor_list.digest for actor_list in lists))
        owners: dict[Phrase, list[ListedActor]] = {}
        weak: dict[Phrase, list[ListedActor]] = {}
        for actor_list in lists:
            for actor in actor_list.actors:
                for names, kept in (((actor.name, *actor.aliases), owners), (actor.weak, weak)):
                    for name in names:
                        bare = name.split(" ", 1)[1] if name.lower().startswith("the ") else name
                        phrase = phrase_of(PART.findall(bare))
                        if phrase and actor not in kept.setdefault(phrase, []):
                            kept[phrase].append(actor)
                        directory.written.setdefault(phrase, set()).add(bare)
        for phrase, actors in owners.items():
            if len(actors) == 1:
                directory.sure[phrase] = actors[0]
            else:
                weak.setdefault(phrase, []).extend(actors)
        directory.unsure = weak
        return directory

    def find(self, parse: Parse) -> list[Named]:
        """The names of listed actors in a report, longest first where they overlap, in text order."""
        if not self.sure and not self.unsure:
            return []
        tokens = [t for t in range(len(parse)) if any(c.isalnum() for c in parse.words[t])]
        parts = [words.fold(parse.words[t]) for t in tokens]
        found: list[Named] = []
        possible: list[tuple[int, int, Phrase]] = []
        at = 0
        while at < len(parts):
            step = 1
            for width in range(min(MOST_WORDS, len(parts) - at), 0, -1):
                phrase = tuple(parts[at : at + width])
                known = phrase in self.sure or phrase in self.unsure
                if not known or not self._is_written(parse, tokens[at], tokens[at + width - 1] + 1, phrase):
                    continue
                start, end = tokens[at], tokens[at + width - 1] + 1
                if phrase in self.sure:
                    found.append(Named(start, end, self.sure[phrase]))
                else:
                    possible.append((start, end, phrase))
                step = width
                break
            at += step
        present = {id(named.actor) for named in found}
        for start, end, phrase in possible:
            meant = [actor for actor in self.unsure[phrase] if id(actor) in present]
            if len(meant) == 1:
                found.append(Named(start, end, meant[0]))
        return sorted(found, key=lambda named: named.start)

    def outlet(self, revision: Revision) -> Actor | None:
        """The listed outlet that a report is from, by its name or address, where the list says whose outlet it is."""
        try:
            host = urlsplit(revision.address).hostname or ""
        except ValueError:  # an address that is none
            host = ""
        for name in (revision.outlet or "", host.removeprefix("www.")):
            bare = name.split(" ", 1)[1] if name.lower().startswith("the ") else name
            actor = self.sure.get(phrase_of(PART.findall(bare)))
            if actor is not None and actor.where.outlet_of is not None:
                return Actor(name=actor.name, kind=actor.kind, aliases=(actor.name, *actor.aliases), listed=actor.where)
        return None

    def _is_written(self, parse: Parse, start: int, end: int, phrase: Phrase) -> bool:
        """Whether the words stand as a name does: in one line, as listed, or of several words with a capital."""
        text = parse.text[parse.starts[start] : parse.ends[end - 1]]
        if "\n" in text or (parse.sentence_index(start) != parse.sentence_index(end - 1)):
            return False
        forms = self.written[phrase]
        if {text, text[:1].lower() + text[1:]} & forms:
            return True
        return any(word[:1].isupper() for word in text.split()[len(phrase) == 1 :]) or text.title() in forms


def phrase_of(parts: Sequence[str]) -> Phrase:
    """The folded words of a name as a parse would cut them."""
    return tuple(words.fold(part) for part in parts)


def apply_lists(parties: Sequence[Party], named: Mapping[int, ListedActor]) -> None:
    """Gives each party the listed actor that its mentions name (`named`: by token), and makes parties of the
    same listed actor one. A party whose mentions name two actors stays as it was read."""
    first: dict[int, Party] = {}
    for party in parties:
        pairs = ((named.get(m.start), named.get(m.end - 1)) for m in party.mentions)
        actors = {id(one): one for one, other in pairs if one is not None and one is other}
        if len(actors) != 1:
            continue
        ((number, actor),) = actors.items()
        held = first.setdefault(number, party)
        if held is party:
            party.listed = actor
            party.keys.update(country_key(name_key(name)) for name in (actor.name, *actor.aliases))
            party.text_kind = actor.kind
        else:
            held.absorb(party)
