"""Counting acts of saying and origins, so that copies and repetitions change nothing."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from counterclaim.records.accounts import Origin, OriginKind
from counterclaim.records.claims import Claim
from counterclaim.records.ids import RevisionId, UtteranceId
from counterclaim.records.spans import words_at

WORD = re.compile(r"[^\W_]+")
#: Starts the key of an origin that is a carrier.
CARRIED = "via "
DERIVED = frozenset({OriginKind.COPY, OriginKind.REWRITE})
#: Share of the shorter one's words that two claims of one party share when they rest on one act of saying.
SAME_WORDS = 0.6


def count_origins(claims: Sequence[Claim], origins: Sequence[Origin]) -> int:
    """How many independent origins stand behind the claims.

    A named carrier that a report cites is the origin of what it carried; else the report is, and copies of one are
    one. One report has one origin for all that one party says in it.
    """
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for claim in claims:
        found[claim.revision_id, claim.actor.name].add(_origin_of(claim, origins))
    carried = ({key for key in keys if key.startswith(CARRIED)} for keys in found.values())
    return len({min(cited or keys) for cited, keys in zip(carried, found.values(), strict=True)})


def _origin_of(claim: Claim, origins: Sequence[Origin]) -> str:
    # “Media reports” name nobody: two reports that cite them need not have read the same.
    if claim.via and any(letter.isupper() for letter in claim.via[-1]):
        return CARRIED + " ".join(WORD.findall(claim.via[-1].lower()))
    for origin in origins:
        if origin.kind in DERIVED and claim.revision_id in origin.revisions:
            return origin.id
    return claim.revision_id


def count_utterances(
    claims: Sequence[Claim],
    acts: Mapping[UtteranceId, UtteranceId],
    texts: Mapping[RevisionId, str],
    origins: Sequence[Origin],
) -> int:
    """How many acts of saying the claims of one party rest on, as far as it shows.

    `acts` maps each utterance to the act that it is a mention of. Two reports also tell of one act where they share
    an origin, or most of the words of a claim.
    """
    groups: list[list[Claim]] = []
    for claim in sorted(claims, key=lambda claim: claim.id):
        found = [g for g in groups if any(_one_act(claim, other, acts, texts, origins) for other in g)]
        groups = [group for group in groups if group not in found]
        groups.append([claim, *(other for group in found for other in group)])
    return len(groups)


def _one_act(
    a: Claim,
    b: Claim,
    acts: Mapping[UtteranceId, UtteranceId],
    texts: Mapping[RevisionId, str],
    origins: Sequence[Origin],
) -> bool:
    if acts[a.utterance.id] == acts[b.utterance.id]:
        return True
    if a.revision_id != b.revision_id and _origin_of(a, origins) == _origin_of(b, origins):
        return True
    one, other = (set(WORD.findall(words_at(texts[c.revision_id], c.content).lower())) for c in (a, b))
    return len(one & other) >= SAME_WORDS * min(len(one), len(other)) > 0
