"""Resolution: what each name of a report means.

Every name gets one sense, by importance and by what else the report speaks of; a mention that names its own holder may
differ from its namesakes.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from counterclaim.places._gazetteer import Candidate, Gazetteer, distance_km, holds
from counterclaim.places._keys import name_key
from counterclaim.places._mentions import Mention
from counterclaim.places._tables import CODE
from counterclaim.records.revisions import Revision

#: Candidates of one name that are weighed, and names of the report that they are weighed against.
MOST_CANDIDATES, MOST_CONTEXT = 40, 40
# Weights on a scale where a factor of ten in population counts 1; set by hand on public sets of annotated places.
SAID_HOLDER, SAME_COUNTRY, SAME_DIVISION = 4.0, 3.0, 5.0
NEAR_KM, NEAR_MOST = 80.0, 2.0


def homes_of(revision: Revision, gazetteer: Gazetteer) -> tuple[str | None, Candidate | None]:
    """The outlet's country and the dateline's place, where the revision has them."""
    if not revision.dateline:
        return revision.outlet_country, None
    country = gazetteer.country_of(revision.dateline)
    found = [c for c in gazetteer.lookup(revision.dateline.partition(",")[0]) if c.country == country]
    return revision.outlet_country, found[0] if found else None


def resolve(mentions: list[Mention], homes: tuple[str | None, Candidate | None]) -> None:
    """Choose a candidate for every mention: one sense a name, unless a mention names its own holder."""
    groups: dict[str, list[int]] = defaultdict(list)
    for i, mention in enumerate(mentions):
        if mention.candidates:
            groups[CODE * mention.code + name_key(mention.name)].append(i)
    pools = {key: _pool(mentions, members) for key, members in groups.items()}
    chosen = {key: max(pool, key=lambda c: pool[c]) for key, pool in pools.items()}
    weights = {key: math.log2(1 + len(members)) for key, members in groups.items()}
    for _ in range(2):
        context = sorted(chosen, key=lambda key: (-weights[key], key))[:MOST_CONTEXT]
        scored = {
            key: {c: base + _fit(c, key, context, chosen, weights, homes) for c, base in pool.items()}
            for key, pool in pools.items()
        }
        chosen = {key: max(pool, key=lambda c: pool[c]) for key, pool in scored.items()}
    for key, members in groups.items():
        total = sum(math.exp(value - scored[key][chosen[key]]) for value in scored[key].values())
        for i in members:
            mentions[i].chosen, mentions[i].score = chosen[key], 1 / total
    senses = set(chosen.values())
    for mention in mentions:
        if mention.around:
            known = [candidate for candidate in mention.around if candidate in senses]
            mention.around = tuple(known or mention.around)[:1]
    for mention in mentions:  # a mention with a holder of its own may differ from its namesakes
        holder = mentions[mention.holder].chosen if mention.holder is not None else None
        if holder and mention.chosen and not holds(holder, mention.chosen):
            inside = [c for c in mention.candidates if holds(holder, c)]
            if inside:
                mention.chosen = inside[0]
    _share_holders(mentions)


def _pool(mentions: list[Mention], members: list[int]) -> dict[Candidate, float]:
    """The candidates of one name with what speaks for each apart from the rest of the report."""
    first = mentions[members[0]]
    key = name_key(first.name)
    held = {
        c
        for i in members
        if (h := mentions[i].holder) is not None
        for c in first.candidates
        if any(holds(holder, c) for holder in mentions[h].candidates[:5])
    }
    wanted = Counter(w for i in members if (w := mentions[i].wanted))
    pool: dict[Candidate, float] = {}
    for rank, candidate in enumerate(first.candidates):
        if rank >= MOST_CANDIDATES and candidate not in held:
            continue
        score = _importance(candidate) + (0.7 if rank == 0 else 0.0) + (SAID_HOLDER if candidate in held else 0.0)
        if candidate.kind == "town" and not first.attributive and name_key(candidate.name) != key:
            score -= 1.0
        if candidate.kind == "town" and any(mentions[i].towns_first for i in members):
            score += 1.0
        if wanted:
            score += 2.5 if wanted[candidate.kind] else -1.0
        pool[candidate] = score
    return pool


def _importance(candidate: Candidate) -> float:
    people = math.log10(candidate.population + 100)
    if candidate.kind in {"region", "water"} and not candidate.population:
        return people  # of a layer: any wood or brook
    return {"country": 8.0, "region": 7.5, "water": 6.0, "province": 5.8, "district": 0.6 * people}.get(
        candidate.kind, people
    )


def _fit(
    candidate: Candidate,
    key: str,
    context: Iterable[str],
    chosen: dict[str, Candidate],
    weights: dict[str, float],
    homes: tuple[str | None, Candidate | None],
) -> float:
    """How well a candidate fits the other places of the report, its dateline and its outlet."""
    total = same_country = same_division = near = 0.0
    for other_key in context:
        if other_key == key:
            continue
        other, weight = chosen[other_key], weights[other_key]
        total += weight
        if candidate.country and other.country == candidate.country:
            same_country += weight
            division = candidate.id if candidate.kind == "province" else candidate.admin1_id
            if division and division in {other.admin1_id, other.id}:
                same_division += weight
        if other.kind in {"town", "district"} and candidate.kind in {"town", "district"}:
            near += weight * math.exp(-distance_km(candidate, other) / NEAR_KM)
    outlet, dateline = homes
    score = 1.0 if outlet and candidate.country == outlet else 0.0
    if dateline is not None and candidate.country == dateline.country:
        score += 1.0 + (1.0 if candidate.admin1_id == dateline.admin1_id else 0.0)
        score += math.exp(-distance_km(candidate, dateline) / NEAR_KM)
    if total:
        score += SAME_COUNTRY * same_country / total + SAME_DIVISION * same_division / total + min(NEAR_MOST, near)
    return score


def _share_holders(mentions: list[Mention]) -> None:
    """Give an unknown name without a holder the one that its namesake was said to have."""
    said = {m.name: m.holder for m in reversed(mentions) if not m.candidates and m.holder is not None}
    for mention in mentions:
        if not mention.candidates and not mention.around and mention.holder is None:
            mention.holder = said.get(mention.name)
