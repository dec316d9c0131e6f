"""One party of a report: its names, what it is called, and what the words say of its kind."""

from collections import Counter
from dataclasses import dataclass, field

from counterclaim.actors import _words as words
from counterclaim.actors._lists import ListedActor
from counterclaim.actors._mentions import Mention
from counterclaim.actors._names import Key
from counterclaim.records.mentions import ActorKind
from counterclaim.records.parses import Parse

Role = tuple[str, frozenset[str]]


@dataclass(slots=True, eq=False)
class Party:
    """One party: its names as written with their counts, what it is called (`roles`: noun and modifiers), and votes."""

    number: int
    forms: Counter[str] = field(default_factory=Counter)
    headlines: Counter[str] = field(default_factory=Counter)  # forms in title case, where names end unclearly
    keys: set[Key] = field(default_factory=set)
    labels: Counter[str] = field(default_factory=Counter)
    genders: Counter[str] = field(default_factory=Counter)
    roles: list[Role] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    named: bool = True
    ages: set[int] = field(default_factory=set)
    plural: bool = False
    same_as: int | None = None
    text_kind: ActorKind | None = None
    listed: ListedActor | None = None

    @property
    def kind(self) -> ActorKind:
        """Person, organisation or group by the weight of the evidence; DESCRIPTION where it has no name."""
        if self.text_kind is not None:
            return self.text_kind
        person = (
            self.labels["PERSON"] + 5 * self.labels["title"] + 2 * self.labels["called"] + 3 * self.labels["first name"]
        )
        body = self.labels["ORG"] + self.labels["GPE"] + self.labels["NORP"] + 5 * self.labels["body"]
        if person > body:
            return ActorKind.PERSON
        return (
            ActorKind.GROUP
            if self.labels["NORP"] > self.labels["ORG"] + self.labels["GPE"]
            else (ActorKind.ORGANISATION)
        )

    @property
    def place(self) -> bool:
        """Whether the name is mostly read as that of a country or town."""
        if self.listed is not None:
            return False
        return self.labels["GPE"] + self.labels["LOC"] + self.labels["FAC"] > sum(self.labels.values()) / 2

    @property
    def body(self) -> bool:
        """Whether the evidence says that this is no person: called a body, read as a place, or often as one of both."""
        other = self.labels["ORG"] + self.labels["GPE"] + self.labels["NORP"]
        if self.listed is not None:
            return self.listed.kind is not ActorKind.PERSON
        return bool(self.labels["body"]) or self.place or (other > 1 and not self.labels["PERSON"])

    @property
    def gender(self) -> str | None:
        """m, f or None where the evidence is missing or even."""
        m, f = self.genders["m"], self.genders["f"]
        return "m" if m > f else "f" if f > m else None

    @property
    def subclasses(self) -> frozenset[str]:
        """armed, state, media, civil: of the nouns it is called by."""
        found = (words.nouns().get(noun) for noun, _ in self.roles)
        told = frozenset(noun.subclass for noun in found if noun is not None and noun.subclass)
        return told | {self.listed.subclass} if self.listed is not None and self.listed.subclass else told

    @property
    def name(self) -> str:
        """The longest form written; of forms equally long the more frequent, then the first."""
        if self.listed is not None:
            return self.listed.name
        forms = self.forms or self.headlines
        return min(forms, key=lambda form: (-len(form.split()), -len(form), -forms[form], form))

    @property
    def aliases(self) -> tuple[str, ...]:
        """Every form written, in order of the alphabet, with the name it is listed by."""
        return tuple(sorted({*self.forms, *self.headlines, *([self.listed.name] if self.listed else [])}))

    def absorb(self, other: "Party") -> None:
        """Takes over everything that `other` was found to be: the two are one."""
        other.same_as = self.number
        for mine, theirs in (
            (self.forms, other.forms),
            (self.headlines, other.headlines),
            (self.labels, other.labels),
            (self.genders, other.genders),
        ):
            mine.update(theirs)
        self.keys |= other.keys
        self.ages |= other.ages
        self.roles.extend(other.roles)
        self.mentions.extend(other.mentions)


def written(parse: Parse, start: int, end: int) -> str:
    """The words of tokens `[start, end)` as they stand, on one line."""
    return " ".join(parse.text[parse.starts[start] : parse.ends[end - 1]].split())
