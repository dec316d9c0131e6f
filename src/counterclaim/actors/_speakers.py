"""What the reading of sources knows of one report, and what its parts share."""

from collections.abc import Mapping, Sequence

from counterclaim.actors import _words as words
from counterclaim.actors._mentions import Form, Mention
from counterclaim.actors._party import Party
from counterclaim.actors._sweep import Sweep
from counterclaim.lexicons import load_cues
from counterclaim.records.attributions import Attribution
from counterclaim.records.ids import AttributionId
from counterclaim.records.mentions import UNNAMED, Actor, ActorKind, Carrier, Listed
from counterclaim.records.spans import Span, hull

#: Families of cues whose user hands on the words of another.
CARRYING = frozenset({"say", "report", "cite", "hearsay", "evidence", "confirm", "topic"})
#: No chain of carriers is longer, and so many contents around one word are told apart.
DEEPEST = 8
QUOTES = '"“”„«»'


class Speakers:
    """The actors of each attribution of one report, after the sweep over its mentions."""

    def __init__(
        self,
        sweep: Sweep,
        attributions: Sequence[Attribution],
        heads: Mapping[AttributionId, tuple[tuple[int, Span], ...]],
    ) -> None:
        self.sweep = sweep
        self.parse = sweep.parse
        self.text = sweep.parse.text
        self.attributions = attributions
        self.heads = heads
        self.sources: dict[AttributionId, tuple[Actor, ...]] = {}
        self.via: dict[AttributionId, tuple[Carrier, ...]] = {}
        self.by_id = {attribution.id: attribution for attribution in attributions}
        self.at_start = {mention.start: mention for mention in reversed(sweep.mentions)}
        self._governments = _governments(sweep)
        self.at_start.update({m.start: m for m in sweep.mentions if m.form is Form.NAME})

    def mention(self, head: int) -> Mention | None:
        return self.sweep.by_head.get(head)

    def of_party(self, party: Party, mention: Mention, span: Span) -> Actor:
        """The actor that a source is. A country or its capital speaks for its government."""
        resolution, antecedent = mention.resolution, mention.antecedent
        if resolution == "name" and (party.place or _is_capital(party)):
            resolution = "metonym"
            government = self._government_at(party)
            if isinstance(government, str):
                return Actor(
                    name=government,
                    kind=ActorKind.ORGANISATION,
                    mention=span,
                    resolution=resolution,
                    aliases=tuple(sorted({government, *party.aliases})),
                )
            if government is not None:
                party, antecedent = government, government.mentions[0]
        return Actor(
            name=party.name,
            kind=kind_of(party),
            mention=span,
            resolution=resolution,
            antecedent=self.parse.span(antecedent.start, antecedent.end) if antecedent is not None else None,
            candidates=tuple(dict.fromkeys(self.sweep.party(n).name for n in mention.candidates)),
            aliases=party.aliases if party.named else (),
            person=self.clean(span) if resolution == "spokesperson" else None,
            score=mention.score,
            listed=where_listed(party),
        )

    def _government_at(self, party: Party) -> Party | str | None:
        """The party that the report calls the government of a country or capital; for a capital without one its
        country's government in words, for a country without one None."""
        name = next((key[0] for key in sorted(party.keys) if len(key) == 1), " ".join(min(party.keys, default=())))
        country, body = words.seats().get(name, ("", ""))
        if body not in {"", "government"}:
            return None
        found = self._governments.get(country.lower() or name)
        if found is not None or not country:
            return found
        named = next((p for p in self.sweep.parties if p.named and (country.lower(),) in p.keys), None)
        return named or f"government of {country}"

    def clean(self, span: Span) -> str:
        """The words of a source as a name: without determiner and relative pronoun, at most twelve words."""
        parts = span.of(self.text).split()
        while len(parts) > 1 and parts[0].lower() in words.DETERMINERS:
            parts.pop(0)
        while len(parts) > 1 and parts[-1].lower() in {"who", "which", "that"}:
            parts.pop()
        return " ".join(parts[:12]).strip(" ,;:")

    def as_written(self, span: Span) -> Actor:
        return Actor(
            name=self.clean(span) or UNNAMED, kind=ActorKind.DESCRIPTION, mention=span, resolution="description"
        )

    def outer(self, attribution: Attribution) -> Attribution | None:
        """The attribution in whose content this one stands: its parent, else the smallest that holds all of it."""
        if attribution.parent is not None:
            return self.by_id.get(attribution.parent)
        parts = (*attribution.source, *attribution.cue)
        if not parts:
            return None
        whole = hull((*parts, *attribution.content))
        for number in self.sweep.content_at.get(self.parse.tokens_in(parts[0]).start, ()):
            other = self.attributions[number]
            if other.source and other.id != attribution.id and hull(other.content).contains(whole):
                return other
        return None

    def carries(self, outer: Attribution) -> bool:
        """Whether an attribution hands on what is in it: who refutes or fears what another says, does not."""
        cue = [t for span in outer.cue for t in self.parse.tokens_in(span)]
        senses = [
            sense.family
            for token in cue
            for pos in ("verb", "noun", "adv", "prep")
            for sense in load_cues().get((self.parse.lemmas[token], pos), ())
        ]
        return not senses or not CARRYING.isdisjoint(senses)

    def paragraph(self, offset: int) -> int:
        token = min(self.parse.tokens_in(Span(offset, offset + 1)).start, len(self.parse) - 1)
        return self.sweep.paragraphs[token] if token >= 0 else 0

    def in_content(self, attribution: Attribution, token: int) -> bool:
        at = Span(self.parse.starts[token], self.parse.ends[token])
        return any(span.contains(at) for span in attribution.content)

    def is_quotation(self, attribution: Attribution) -> bool:
        """Whether the content is quoted: it starts or ends with a mark, or an open mark stands before it."""
        words_ = attribution.content[0].of(self.text)
        if words_[0] in QUOTES + "'‘" or words_[-1] in QUOTES:
            return True
        start = attribution.content[0].start
        line = self.text.rfind("\n", 0, start) + 1
        before = self.text[max(line, start - 1000) : start]
        return before.count('"') % 2 == 1 or before.rfind("“") > before.rfind("”")


def _is_capital(party: Party) -> bool:
    """Whether a party that is nowhere told to be a person has the name of a capital, however it was recognised."""
    told = party.listed is not None or party.labels["title"] + party.labels["first name"] + party.labels["called"] > 0
    return not told and any(words.seats().get(" ".join(key), ("", ""))[1] == "government" for key in party.keys)


def where_listed(party: Party) -> Listed | None:
    """The row of a user's list that names a party."""
    return party.listed.where if party.listed is not None else None


def _governments(sweep: Sweep) -> dict[str, Party]:
    """The parties that the report calls a country's government, by country."""
    found: dict[str, Party] = {}
    countries = set(words.countries().values())
    for party in sweep.parties:
        for noun, modifiers in party.roles:
            if noun == "government" and len(modifiers) == 1 and modifiers <= countries and party.same_as is None:
                found.setdefault(min(modifiers), party)
    return found


def kind_of(party: Party) -> ActorKind:
    """The kind of a party for its record: people who are only described are a DESCRIPTION."""
    if party.named or party.kind is ActorKind.ORGANISATION:
        return party.kind
    return ActorKind.DESCRIPTION
