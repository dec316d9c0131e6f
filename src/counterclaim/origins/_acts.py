"""Acts of saying, exhibits and own outlets of parties as origins: what reports of a story tell of, quote or show."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from counterclaim.origins._carriers import carrier_key, outlets_of
from counterclaim.origins._claims import carriers_by_claim, place_of
from counterclaim.origins._origins import make_origin
from counterclaim.records.accounts import Origin, OriginKind, Reason, SharedUtterance
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim
from counterclaim.records.ids import ClaimId
from counterclaim.records.mentions import ARTICLE, UNNAMED

ADDRESS = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/|t\.co/|youtu\.be/)[^\s<>\"'”’»)\]]{3,300}", re.IGNORECASE)
#: What an address may end in that is no part of it.
TAIL = ".,;:!?…"


def find_acts(
    analyses: Sequence[Analysis], utterances: Sequence[SharedUtterance], names: Mapping[ClaimId, str]
) -> tuple[Origin, ...]:
    """The origins in one story that texts alone do not show. `names` are what speakers go by across its reports."""
    return (
        *_uttered(analyses, utterances),
        *_shown(analyses, names),
        *_own_outlets(analyses, names),
    )


def _uttered(analyses: Sequence[Analysis], utterances: Sequence[SharedUtterance]) -> Iterator[Origin]:
    """Acts that show: in the words quoted, or in where, when or to whom it was said. That two reports tell the same of
    a party is no sign that they heard it together."""
    claims = {claim.id: claim for analysis in analyses for claim in analysis.claims}
    for act in utterances:
        told = [claims[claim] for claim in act.claims if claim in claims]
        quoted = any(reason.name == "quoted words" for reason in act.reasons)
        if told and (quoted or act.channel or act.recipient or act.said_first):
            yield _origin(OriginKind.UTTERANCE, told, " ".join(filter(None, (act.actor, act.channel))), act.reasons)


def _shown(analyses: Sequence[Analysis], names: Mapping[ClaimId, str]) -> Iterator[Origin]:
    """Exhibits that more than one report points to: of one address, or of one kind from one party, where nothing tells
    that they are two (each said at another time)."""
    by_address: dict[str, list[Claim]] = defaultdict(list)
    by_party: dict[tuple[str, str], list[list[Claim]]] = defaultdict(list)
    for analysis in sorted(analyses, key=lambda a: a.revision.id):
        for claim in analysis.claims:
            addresses = {_plain(found) for found in ADDRESS.findall(place_of(claim).of(analysis.revision.text))}
            addresses |= {_plain(exhibit.url) for exhibit in claim.exhibits if exhibit.url}
            addresses |= {f"sha256:{exhibit.sha256}" for exhibit in claim.exhibits if exhibit.sha256}
            for address in addresses:
                by_address[address].append(claim)
            if addresses or claim.actor.name in (ARTICLE, UNNAMED):
                continue
            for kind in {exhibit.kind for exhibit in claim.exhibits}:
                groups = by_party[names[claim.id], kind]
                group = next((g for g in groups if not any(_at_odds(claim, other) for other in g)), None)
                if group is None:
                    groups.append([claim])
                else:
                    group.append(claim)
    for address, shown in sorted(by_address.items()):
        reason = Reason(name="address", weight=1.0, detail=address)
        yield _origin(OriginKind.EXHIBIT, shown, address, [reason])
    for (party, kind), groups in sorted(by_party.items()):
        for group in groups:
            if len({claim.revision_id for claim in group}) > 1:
                reason = Reason(name="same party and kind", weight=0.5, detail=f"a {kind} of {party} in each")
                yield _origin(OriginKind.EXHIBIT, group, f"{kind} of {party}", [reason])


def _own_outlets(analyses: Sequence[Analysis], names: Mapping[ClaimId, str]) -> Iterator[Origin]:
    """What a party says through an outlet that a user's list of actors gives to it."""
    owners: dict[str, tuple[str, str]] = {}
    for analysis in analyses:
        for actor in analysis.actors:
            if actor.listed is not None and actor.listed.outlet_of is not None:
                for name in (actor.name, *actor.aliases):
                    if key := carrier_key(name):
                        owners[key] = actor.listed.outlet_of.casefold(), actor.name
    if not owners:
        return
    said: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for analysis in analyses:
        through = carriers_by_claim(analysis)
        makers = outlets_of(analysis)
        aliases = {actor.name: {actor.name, *actor.aliases} for actor in analysis.actors}
        for claim in analysis.claims:
            called = {name.casefold() for name in aliases.get(claim.actor.name, set()) | {names[claim.id]}}
            for outlet in [through[claim.id]] if claim.id in through else makers:
                owner, name = owners.get(carrier_key(outlet) or "", ("", ""))
                if owner in called:
                    said[names[claim.id], name].append(claim)
    for (party, outlet), claims in sorted(said.items()):
        reason = Reason(name="own outlet", weight=1.0, detail=f"{outlet} is {party}'s, as a list of actors says")
        yield _origin(OriginKind.OWN_OUTLET, claims, outlet, [reason])


def _origin(kind: OriginKind, claims: Sequence[Claim], name: str, reasons: Sequence[Reason]) -> Origin:
    return make_origin(
        kind,
        [claim.revision_id for claim in claims],
        claims=claims,
        passages=[(claim.revision_id, place_of(claim)) for claim in claims],
        reasons=reasons,
        name=name,
    )


def _at_odds(a: Claim, b: Claim) -> bool:
    """Whether two claims were said at two times."""
    x, y = a.utterance, b.utterance
    if x.said_first is None or x.said_last is None or y.said_first is None or y.said_last is None:
        return False
    return x.said_last <= y.said_first or y.said_last <= x.said_first


def _plain(address: str) -> str:
    """An address without what differs between two ways to write it."""
    plain = address.rstrip(TAIL).lower().split("://", 1)[-1].removeprefix("www.").removeprefix("m.")
    return plain.split("#", 1)[0].rstrip("/")
