"""Mentions read: actors, figures, places and times, each with the words it rests on."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from counterclaim.records.ids import AttributionId
from counterclaim.records.notes import Evidence
from counterclaim.records.spans import Span

#: No mention holds more others than this: bounds the time on very long texts.
_NESTED_MENTIONS = 50


class ActorKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    GROUP = "group"  # peoples, movements, “residents”
    DESCRIPTION = "description"  # a typed but unnamed party: “two security officials”
    ARTICLE = "article"  # the narrator
    UNNAMED = "unnamed"  # nobody identifiable


ARTICLE = "(article)"
UNNAMED = "(unnamed)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Where a user's list of actors names a party: the list, the row or entity in it, and what it tells besides.
    `outlet_of` is the party whose outlet it is, `outlet_source` where that is from."""

    list: str
    id: str
    country: str | None = None
    parent: str | None = None
    outlet_of: str | None = None
    outlet_source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The party behind a mention. `name` is canonical within the report; `mention` is where it stands (None for
    the narrator and for nobody). `resolution` tells how the name was found: `name`, `pronoun`, `description`,
    `apposition`, `metonym`, `spokesperson`, `none`. `person` keeps the spokesperson who spoke for an organisation.
    `candidates` are the parties considered, best first; `score` in [0, 1] is how far the first leads the second (None
    where nothing else was considered). `listed` names the row of a user's list that the name is from."""

    name: str
    kind: ActorKind
    mention: Span | None = None
    resolution: str = "name"
    antecedent: Span | None = None
    person: str | None = None
    candidates: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    score: float | None = None
    listed: Listed | None = None


class FigureUnit(StrEnum):
    """What a figure counts or measures, as far as disputes compare it."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    DETAINED = "detained"
    DISPLACED = "displaced"
    CAPTURED = "captured"
    DESTROYED = "destroyed"
    DISTANCE = "km"
    MONEY = "money"
    SHARE = "percent"
    DURATION = "duration"
    COUNT = "count"


class FigureChange(StrEnum):
    """How a figure stands to an earlier count of the same, where the words say so."""

    ADDED = "added"  # “another 7”, “12 more”: on top of what was counted before
    RISEN = "risen"  # “rose to 19”: a total that takes the place of a lower one
    FALLEN = "fallen"  # “was revised down to 12”: a total that takes the place of a higher one
    FORMER = "former"  # “rose from 12”: the total before


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity with its bounds (inclusive; None = open). `words` is the number phrase at `span` (“at least 350”).

    `low`/`high` are None/None only where a vague word (“dozens”, “many”) has bounds by convention alone:
    `convention` then names the word, and a view applies the convention (DESIGN.md, rule 5 of those that protect
    people). `unit` is the role, `counted` what is counted (“members of the garrison”), `currency` ISO 4217. `deeds`
    say what befell the counted or what they did, as participles, nearest word first (“abducted”, “freed”); `side` is
    the party that they belong to, where the counted phrase names it.
    """

    span: Span
    words: str
    low: float | None
    high: float | None
    unit: FigureUnit
    counted: str | None = None
    counted_span: Span | None = None
    hedge: str | None = None  # “at least”, “about”, “up to”, “more than”
    convention: str | None = None
    currency: str | None = None
    part_of: Span | None = None  # “including 12 children”: the total's span
    deeds: tuple[str, ...] = ()
    side: str | None = None
    change: FigureChange | None = None

    @property
    def stated(self) -> tuple[float | None, float | None, str | None]:
        """What is counted, however surely: “at least 17” and “17” state one count, “17 to 20” another."""
        if self.low is None or self.high is None:
            number = self.high if self.low is None else self.low
            return number, number, self.convention
        return self.low, self.high, self.convention


class PlacePrecision(StrEnum):
    POINT = "point"
    TOWN = "town"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"
    REGION = "region"
    RELATIVE = "relative"  # “north of Kabul”
    UNKNOWN = "unknown"  # recognised, not in the gazetteer


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place mention, resolved where the gazetteer knows it. `lat`/`lon` in degrees (WGS 84), `radius_km` the
    radius of a circle that holds the place. `gazetteer_id` such as `geonames:1138958`. `attributive` marks a place
    named only inside something else (“Afghan troops”, “the Kabul Times”): context, not where something happened."""

    span: Span
    name: str
    precision: PlacePrecision
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    country: str | None = None  # ISO 3166 alpha-2
    admin1: str | None = None
    gazetteer_id: str | None = None
    score: float | None = None
    candidates: tuple[str, ...] = ()
    attributive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """A time expression. `type` and `value` as in TIMEX3; `first`/`last` bound it as an interval of aware datetimes
    (`[first, last)`, None where no calendar interval follows); `granularity` is `year`, `month`, `week`, `day`,
    `part` (of a day) or `minute`; `anchor` is the moment it was resolved against. `zone_evidence` says what decided
    the zone of the interval, in the words of `Stamp.zone_evidence`; where nothing did, the interval holds under every
    reading. `alternatives` are other values that the words may have (“03/04/2014”); the interval then holds them all.
    """

    span: Span
    type: str  # DATE, TIME, DURATION, SET
    value: str
    first: datetime | None = None
    last: datetime | None = None
    granularity: str | None = None
    anchor: datetime | None = None
    rule: str = ""
    zone_evidence: str = "none"
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A video, image, post or document that a report points to."""

    kind: str  # video, image, post, document, recording
    mention: Span
    url: str | None = None
    sha256: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """Through whom a report has a statement: the name, the words that say so, and the rule that found them."""

    name: str
    span: Span
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actors:
    """Who stands behind the mentions of one report.

    `parties` has one Actor a party, with its aliases. `sources` gives for each attribution the actors responsible
    for the statement (more than one where two speak together; never empty: the narrator or nobody at the least),
    `via` the carriers between report and actor, outermost first (“media reports”, the “Reuters” of “told Reuters”).
    `mentions` lists every mention read, in text order: its span and the name of its party.
    """

    parties: tuple[Actor, ...]
    sources: Mapping[AttributionId, tuple[Actor, ...]]
    via: Mapping[AttributionId, tuple[Carrier, ...]]
    mentions: tuple[tuple[Span, str], ...]

    def name_at(self, span: Span) -> str | None:
        """The party whose mention covers `span` most tightly, if any."""
        after = bisect_right(self.mentions, span.start, key=lambda mention: mention[0].start)
        near = self.mentions[max(0, after - _NESTED_MENTIONS) : after]
        found = [(len(mention), name) for mention, name in near if mention.contains(span)]
        return min(found)[1] if found else None
