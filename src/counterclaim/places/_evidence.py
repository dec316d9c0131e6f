"""Evidence: which proposals name a place, by the words around them and by what else the report names.

A proposal is judged twice: on the words around it, then again in the light of what the first round is sure of. All
weights were set by hand on public sets of annotated places.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from counterclaim.places._gazetteer import Candidate, distance_km
from counterclaim.places._keys import name_key
from counterclaim.places._mentions import PLACE_LABELS, Mention, fame, is_site, stands_after
from counterclaim.places._words import (
    CIVIC_WORDS,
    CLEAR_PREPOSITIONS,
    DISEASE_WORDS,
    ILLNESS_WORDS,
    PLACE_PREPOSITIONS,
    SIDES,
    TITLES,
)
from counterclaim.records.parses import Parse

ACCEPTED = 1.0
#: From here on a proposal speaks for others: of its name, and of places near by.
SURE = 1.6
#: Places nearer than this to a sure one gain; candidates and sure places that are compared.
NEAR_KM, MOST_CANDIDATES, MOST_SURE = 75.0, 20, 40


@dataclass(frozen=True, slots=True)
class _Report:
    """What the whole report says: keys of what the parser calls places, of words of people's names, of names of
    diseases; words that stand in lower case too; proposals in a list with a place."""

    places: set[str]
    people: set[str]
    diseases: set[str]
    lower: set[str]
    listed: set[int]


def accept(parse: Parse, mentions: list[Mention]) -> list[Mention]:
    """The mentions whose evidence suffices, those marked that stand inside the name of something else."""
    report = _read_report(parse, mentions)
    scores = [_evidence(parse, mention, report) + 0.6 * (i in report.listed) for i, mention in enumerate(mentions)]
    scores = _in_context(mentions, scores)
    kept = [i for i, mention in enumerate(mentions) if mention.attributive or scores[i] >= ACCEPTED]
    number = {old: new for new, old in enumerate(kept)}
    for mention in mentions:
        mention.holder = number.get(mention.holder) if mention.holder is not None else None
    accepted = [mentions[i] for i in kept]
    _mark_attributive(parse, accepted)
    return accepted


def _read_report(parse: Parse, mentions: list[Mention]) -> _Report:
    people: set[str] = set()
    for entity in parse.entities:
        if entity.label == "PERSON" and entity.end - entity.start > 1:
            people.update(name_key(parse.words[i]) for i in range(entity.start, entity.end))
    return _Report(
        places={name_key(m.name) for m in mentions if m.label in PLACE_LABELS and not m.attributive},
        people=people,
        diseases={name_key(m.name) for m in mentions if _names_disease(parse, m)},
        lower={w for w in parse.words if w.islower()},
        listed=_listed(parse, mentions),
    )


def _names_disease(parse: Parse, mention: Mention) -> bool:
    """Whether a disease is called after the place (“Marburg virus”, “Rift Valley fever”)."""
    following = [w.lower() for w in parse.words[mention.end : mention.end + 2]]
    return not mention.attributive and any(word in DISEASE_WORDS for word in following)


def _follows_illness(parse: Parse, start: int, joined_by: set[str]) -> bool:
    """Whether the words before say that an illness follows (“cases of X”, “died from X”)."""
    before = [w.lower() for w in parse.words[max(0, start - 2) : start]]
    return len(before) == 2 and before[0] in ILLNESS_WORDS and before[1] in joined_by


def _in_context(mentions: Sequence[Mention], scores: list[float]) -> list[float]:
    """The scores once what is sure of is known: its namesakes and what lies near by gain, a small town in a country
    that the report does not speak of loses."""
    sure = [m for m, score in zip(mentions, scores, strict=True) if score >= SURE and m.candidates]
    named = {name_key(m.name) for m in sure if not m.attributive}
    spots = {m.candidates[0]: None for m in sure if m.candidates[0].kind in {"town", "district"}}
    known = list(spots)[:MOST_SURE]
    countries = {m.candidates[0].country for m in sure} | {
        m.candidates[0].country for m in mentions if m.attributive and m.candidates
    }
    revised = []
    for mention, score in zip(mentions, scores, strict=True):
        if mention.candidates and mention.label not in PLACE_LABELS and not mention.code:
            if score < ACCEPTED:
                score += 0.5 * (name_key(mention.name) in named)
                score += 0.4 * _near(mention.candidates, known)
            elif fame(mention.candidates[0]) < 0.5 and countries:
                score -= 0.4 * all(c.country not in countries for c in mention.candidates[:MOST_CANDIDATES])
        revised.append(score)
    return revised


def _near(candidates: Sequence[Candidate], known: Sequence[Candidate]) -> bool:
    return any(
        c not in known and abs(c.lat - k.lat) < 1 and distance_km(c, k) < NEAR_KM
        for c in candidates[:MOST_CANDIDATES]
        for k in known
    )


def _listed(parse: Parse, mentions: list[Mention]) -> set[int]:
    """The mentions in a list with one that the parser calls a place, or of three and more in one country."""
    listed: set[int] = set()
    for run in _runs(parse, mentions):
        labelled = [i for i in run if mentions[i].label in PLACE_LABELS]
        if labelled:
            # the parser's word counts for what follows and for the one before
            listed.update(i for i in run if i >= labelled[0] - 1 and (len(labelled) > 1 or i != labelled[0]))
        elif len(run) >= 3:
            shared = set.intersection(*({c.country for c in mentions[i].candidates[:MOST_CANDIDATES]} for i in run))
            listed.update(run if shared - {None} else ())
    return listed


def _runs(parse: Parse, mentions: list[Mention]) -> Iterator[range]:
    """The numbers of neighbouring mentions with only commas, “and” or “or” between them."""
    first = 0
    for i in range(1, len(mentions) + 1):
        if i < len(mentions):
            gap = [w.lower() for w in parse.words[mentions[i - 1].end : mentions[i].start]]
            if gap in ([","], ["and"], ["or"], [",", "and"], [",", "or"], ["&"]):
                continue
        if i - first > 1:
            yield range(first, i)
        first = i


def _evidence(parse: Parse, mention: Mention, report: _Report) -> float:
    """How much speaks for a place in the words around it."""
    key = name_key(mention.name)
    single = mention.end - mention.start == 1
    before = parse.words[mention.start - 1] if mention.start else ""
    after = parse.words[mention.end] if mention.end < len(parse) else ""
    entity = parse.entity_at(mention.start)
    placed = mention.label in PLACE_LABELS
    score = fame(mention.candidates[0]) if mention.candidates else 0.0
    if mention.candidates and not placed and not mention.code and name_key(mention.candidates[0].name) != key:
        score *= 0.6 if mention.candidates[0].kind == "town" else 1.0
    if placed:
        score += 1.2 if mention.candidates or is_site(parse, mention) else 0.8 if single else 0.6
    if not single:
        score += 0.3
    if stands_after(parse, mention.start, CLEAR_PREPOSITIONS):
        score += 0.9
    elif stands_after(parse, mention.start, PLACE_PREPOSITIONS):
        score += 0.5
    if before.lower() in SIDES:
        score += 0.6
    if mention.holder is not None:
        score += 1.2
    if mention.wanted is not None:
        score += 0.6
    if after.lower() in CIVIC_WORDS:
        score += 0.5
    if key in report.places and not placed:
        score += 0.8
    if mention.name.isupper() and (mention.start == 0 or after in {"—", "–", "-", "--", "("}):
        score += 0.6
    if mention.name.isupper() and key.isalpha() and len(key) == 2:
        score += 0.3
    if mention.code:
        score += 0.6 if before == "," or mention.name.count(".") > 1 else -0.5
    if single and key in report.people:
        score -= 1.0
    if TITLES & {before.lower().rstrip("."), parse.words[mention.start].lower().rstrip(".")}:
        score -= 1.0
    if single and parse.words[mention.start].lower() in report.lower:
        score -= 0.8
    if single and parse.pos[mention.start] not in {"PROPN", "ADJ"}:
        score -= 0.6
    if key in report.diseases and mention.holder is None and not stands_after(parse, mention.start, CLEAR_PREPOSITIONS):
        score -= 1.5
    if _follows_illness(parse, mention.start, {"of", "with"} if mention.candidates else {"of", "with", "from", "for"}):
        score -= 1.5
    if "$" in (before[-1:], after[:1], mention.name[-1]):
        score -= 2.0  # “US$10,000”
    if not mention.candidates and single and any(map(str.isdigit, mention.name)):
        score -= 1.0  # “H5N1”
    if mention.label == "NORP":
        score -= 0.4  # a people or a faith whose name some town bears
    if single and not mention.candidates and parse.deps[mention.start] == "nsubj":
        score -= 0.4
    if entity is None:
        if after[:1].isupper() or before[:1].isupper():
            score -= 0.3
    elif entity.label == "PERSON":
        whole = entity.start == mention.start and entity.end <= mention.end
        score -= 0.3 if whole else 1.2
    return score


def _mark_attributive(parse: Parse, mentions: list[Mention]) -> None:
    """Mark the places that stand inside the name of something else: “the Kabul Times”."""
    named = {i for mention in mentions for i in range(mention.start, mention.end)}
    for mention in mentions:
        entity = parse.entity_at(mention.start)
        if entity is not None and entity.label not in PLACE_LABELS:
            rest = [i for i in range(entity.start, entity.end) if i not in named and parse.words[i][0].isupper()]
            mention.attributive = mention.attributive or bool(rest)
