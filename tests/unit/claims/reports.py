"""Invented reports with their attributions given by words, read with the real parser."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from counterclaim.claims import read_claims
from counterclaim.figures import find_figures
from counterclaim.parsing import load_parser
from counterclaim.records.attributions import Attribution
from counterclaim.records.claims import Claim
from counterclaim.records.ids import AttributionId
from counterclaim.records.mentions import ARTICLE, UNNAMED, Actor, ActorKind, Actors, Place, PlacePrecision
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import Span, words_at
from counterclaim.timexes import find_timexes
from tests.factories import PUBLISHED, make_revision, make_stamp, span_of


@dataclass
class Report:
    """A text to which attributions are added by their words; `parties` maps words of the text to a party's name,
    `places` are names of towns in it."""

    text: str
    parties: dict[str, str] = field(default_factory=dict)
    attributions: list[Attribution] = field(default_factory=list)
    sources: dict[AttributionId, tuple[Actor, ...]] = field(default_factory=dict)
    places: tuple[str, ...] = ()

    def says(
        self, source: str, cue: str, *content: str, actor: str | Sequence[str] | None = None, parent: int | None = None
    ) -> "Report":
        """Adds an attribution; `actor` names its party or parties (default: the source itself, else nobody)."""
        number = len(self.attributions)
        attribution = Attribution(
            id=AttributionId(f"a{number}"),
            source=(span_of(self.text, source),) if source else (),
            cue=(span_of(self.text, cue),) if cue else (),
            content=tuple(span_of(self.text, words) for words in content),
            found_by="test",
            score=1.0,
            parent=None if parent is None else self.attributions[parent].id,
        )
        names = [actor] if isinstance(actor, str) else list(actor or [source or UNNAMED])
        kinds = {ARTICLE: ActorKind.ARTICLE, UNNAMED: ActorKind.UNNAMED}
        self.attributions.append(attribution)
        self.sources[attribution.id] = tuple(Actor(name=n, kind=kinds.get(n, ActorKind.GROUP)) for n in names)
        return self

    def read(self) -> tuple[Claim, ...]:
        """The claims of the report, published 2024-05-03 (a Friday)."""
        revision = self.revision()
        parse = load_parser().parse(revision)
        return read_claims(
            revision,
            parse,
            tuple(self.attributions),
            actors=Actors(parties=(), sources=self.sources, via={}, mentions=self.mentions()),
            timexes=find_timexes(revision, parse),
            figures=find_figures(revision, parse),
            places=tuple(
                Place(span=span_of(self.text, name), name=name, precision=PlacePrecision.TOWN) for name in self.places
            ),
        )

    def revision(self) -> Revision:
        return make_revision(self.text, published=make_stamp(PUBLISHED))

    def mentions(self) -> tuple[tuple[Span, str], ...]:
        found = []
        for words, name in self.parties.items():
            start = self.text.find(words)
            while start >= 0:
                found.append((Span(start, start + len(words)), name))
                start = self.text.find(words, start + 1)
        return tuple(sorted(found))

    def words(self, claim: Claim) -> str:
        """The claim's content in words."""
        return words_at(self.text, claim.content)
