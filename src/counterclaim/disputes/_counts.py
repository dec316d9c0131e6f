"""Counting acts of saying and origins, so that copies and repetitions change nothing."""

import re
from collections.abc import Iterable, Mapping, Sequence

from counterclaim.origins import OriginIndex, count_independent
from counterclaim.records.accounts import Origin
from counterclaim.records.claims import Claim
from counterclaim.records.ids import ClaimId, RevisionId, UtteranceId
from counterclaim.records.spans import words_at

WORD = re.compile(r"[^\W_]+")
#: Share of the shorter one's words that two claims of one party share when they rest on one act of saying.
SAME_WORDS = 0.6


class _Group:
    """Claims that rest on one act: what it is known by, and in which words it is told."""

    def __init__(self, keys: Iterable[str], words: frozenset[str]) -> None:
        self.keys = set(keys)
        self.words = {words}

    def take(self, other: "_Group") -> None:
        self.keys |= other.keys
        self.words |= other.words

    def tells_as(self, other: "_Group") -> bool:
        """Whether a claim of the one has most of the words of a claim of the other."""
        return any(
            len(one & two) >= SAME_WORDS * min(len(one), len(two)) > 0 for one in self.words for two in other.words
        )


def count_origins(
    claims: Sequence[Claim], origins: Sequence[Origin], speakers: Mapping[ClaimId, str] | None = None
) -> int:
    """How many independent origins stand behind the claims: reports, outlets cited, acts of saying and exhibits.
    `speakers` names who speaks where that is another than the actor: a party, for its spokesperson."""
    named = speakers or {}
    return count_independent({c.id: (c.revision_id, named.get(c.id, c.actor.name)) for c in claims}, origins)


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
    if len(claims) == 1:
        return 1
    index = origins if isinstance(origins, OriginIndex) else OriginIndex(origins)
    groups: dict[str, _Group] = {}
    for claim in sorted(claims, key=lambda claim: claim.id):
        keys: list[str] = [acts[claim.utterance.id]]
        keys += (origin.id for origin in index.of(claim.id, claim.revision_id))
        words = frozenset(WORD.findall(words_at(texts[claim.revision_id], claim.content).lower()))
        group = _Group(keys, words)
        for held in {id(groups[key]): groups[key] for key in keys if key in groups}.values():
            group.take(held)
        groups.update(dict.fromkeys(group.keys, group))
    apart = list({id(group): group for group in groups.values()}.values())
    kept: list[_Group] = []
    for group in apart:
        alike = [other for other in kept if group.tells_as(other)]
        kept = [other for other in kept if other not in alike]
        for other in alike:
            group.take(other)
        kept.append(group)
    return len(kept)
