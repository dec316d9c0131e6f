"""Acts of saying that several reports tell of: one party, the same words, no other channel, recipient or time."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from counterclaim.disputes._sentences import quoted_sentences
from counterclaim.lexicons.word_ranks import word_weight
from counterclaim.records.accounts import Reason, SharedUtterance
from counterclaim.records.claims import Claim, Utterance
from counterclaim.records.ids import ClaimId, RevisionId, UtteranceId, make_id
from counterclaim.records.mentions import ARTICLE, UNNAMED

#: A run of so many words inside quotation marks in both, two of them telling, shows one act.
RUN = 5
TELLING = 1.3
#: Without one: the share of the shorter claim's terms that both have, and the least number of them.
SHARED, LEAST = 0.6, 4
#: The same where both say that it was said at one time.
SHARED_THEN, LEAST_THEN = 0.4, 3
#: A term in more claims than this tells no two of them apart from the rest.
COMMON = 200
#: Pairs of contents that are counted at a time.
BLOCK = 1 << 20
#: Reasons kept of one act: the first quoted runs and contents tell enough.
MOST_REASONS = 5
#: Channels that go together: one letter is a statement to one report and an email to another.
CHANNELS = (
    frozenset("statement letter email release message communique communiqué bulletin fax document".split()),
    frozenset("interview telephone broadcast video recording audio call speech address briefing conference".split()),
    frozenset("tweet post website blog article".split()),
)

Numbers = NDArray[np.int64]
Terms = frozenset[str]
#: Two mentions in two reports, by number, the words that tie them, and how much of the shorter one's they are.
Tie = tuple[int, int, str | tuple[Terms, Terms], float]


@dataclass(frozen=True, slots=True)
class _Mention:
    """What one report tells of one act."""

    utterance: Utterance
    revision: RevisionId
    claims: tuple[Claim, ...]


class _Telling(NamedTuple):
    """What a report tells of how an act was done."""

    channel: str | None
    recipient: str | None
    said_first: datetime | None
    said_last: datetime | None

    @classmethod
    def of(cls, utterance: Utterance) -> "_Telling":
        return cls(utterance.channel, utterance.recipient, utterance.said_first, utterance.said_last)


def join_utterances(
    claims: Sequence[Claim], texts: Mapping[RevisionId, str], names: Mapping[ClaimId, str]
) -> tuple[SharedUtterance, ...]:
    """The acts of saying that more than one report tells of, by id.

    Words alone never join what differs in channel, recipient or time, however many reports stand between.
    """
    mentions: dict[str, dict[UtteranceId, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in sorted(claims, key=lambda claim: claim.id):
        if claim.actor.name not in (ARTICLE, UNNAMED):
            mentions[names[claim.id]][claim.utterance.id].append(claim)
    found = []
    for actor, told in mentions.items():
        acts = [
            _Mention(utterance=group[0].utterance, revision=group[0].revision_id, claims=tuple(group))
            for _, group in sorted(told.items())
        ]
        found += [_shared(actor, group, reasons) for group, reasons in _group(acts, texts, actor)]
    return tuple(sorted(found, key=lambda act: act.id))


def map_acts(claims: Sequence[Claim], shared: Sequence[SharedUtterance]) -> dict[UtteranceId, UtteranceId]:
    """For each utterance of a report the act that it is a mention of; itself where no other report tells of it."""
    acts = {claim.utterance.id: claim.utterance.id for claim in claims}
    acts.update((mention, act.id) for act in shared for mention in act.mentions)
    return acts


def _group(
    acts: Sequence[_Mention], texts: Mapping[RevisionId, str], actor: str
) -> list[tuple[list[_Mention], list[Reason]]]:
    """The groups of mentions of one act in at least two reports, with what joined them."""
    group_of = list(range(len(acts)))
    members = {i: [i] for i in group_of}
    tellings = {i: {_Telling.of(act.utterance)} for i, act in enumerate(acts)}
    reasons: dict[int, list[Reason]] = defaultdict(list)
    for a, b, words, share in chain(_tied_by_quotes(acts, texts), _tied_by_content(acts, actor)):
        if group_of[a] == group_of[b]:
            continue
        one, other = sorted((group_of[a], group_of[b]))
        if any(_conflict(x, y) for x in tellings[one] for y in tellings[other]):
            continue
        tellings[one] |= tellings.pop(other)
        for i in members[other]:
            group_of[i] = one
        members[one] += members.pop(other)
        reasons[one] += [*reasons.pop(other, []), _reason(words, share)]
    return [
        ([acts[i] for i in sorted(group)], reasons[first])
        for first, group in members.items()
        if len({acts[i].revision for i in group}) > 1
    ]


def _reason(words: str | tuple[Terms, Terms], share: float) -> Reason:
    """Why two mentions are tied: by words quoted, or by a share of the terms of two claims."""
    if isinstance(words, str):
        return Reason(name="quoted words", weight=share, detail=words)
    return Reason(name="same content", weight=round(share, 2), detail=", ".join(sorted(words[0] & words[1])))


def _tied_by_quotes(acts: Sequence[_Mention], texts: Mapping[RevisionId, str]) -> Iterator[Tie]:
    """Each mention with the first that quotes the same run of words."""
    first_with: dict[tuple[str, ...], int] = {}
    for i, act in enumerate(acts):
        for run, words in _quoted_runs(act, texts).items():
            j = first_with.setdefault(run, i)
            if acts[j].revision != act.revision:
                yield j, i, words, 1.0


def _tied_by_content(acts: Sequence[_Mention], actor: str) -> Iterator[Tie]:
    """Each mention with those before it of which a claim has most of the terms of one of its own."""
    own = set(actor.lower().split())
    # Of one mention equal contents add nothing: copies of one report share an origin.
    told = {(i, frozenset(claim.frame.terms) - own): None for i, act in enumerate(acts) for claim in act.claims}
    contents = [(i, terms) for i, terms in told if len(terms) >= LEAST_THEN]
    act_of = np.array([i for i, _ in contents], np.int64)
    report_of = _numbered([acts[i].revision for i, _ in contents])
    said_of = _numbered([acts[i].utterance.said_first for i, _ in contents])
    dated = np.array([acts[i].utterance.said_first is not None for i, _ in contents], np.bool_)
    sizes = np.array([len(terms) for _, terms in contents], np.int64)
    for later, earlier, counts in _count_shared([terms for _, terms in contents]):
        shorter = np.minimum(sizes[earlier], sizes[later])
        then = dated[later] & (said_of[earlier] == said_of[later])
        found = report_of[earlier] != report_of[later]
        found &= counts >= np.where(then, LEAST_THEN, LEAST)
        found &= counts >= np.where(then, SHARED_THEN, SHARED) * shorter
        earlier, later, shares = earlier[found], later[found], (counts / shorter)[found]
        columns = (act_of[earlier], act_of[later], earlier, later, shares)
        for a, b, x, y, share in zip(*(column.tolist() for column in columns), strict=True):
            yield a, b, (contents[x][1], contents[y][1]), share


def _count_shared(contents: Sequence[Terms]) -> Iterator[tuple[Numbers, Numbers, Numbers]]:
    """Pairs of contents that share a term, by number, and how many terms they share, in blocks: for each content those
    before it, in the order in which its terms lead to them."""
    holding: dict[str, list[int]] = defaultdict(list)
    for number, terms in enumerate(contents):
        for term in terms:
            holding[term].append(number)
    held = {term: np.array(numbers, np.int64) for term, numbers in holding.items()}
    before: Counter[str] = Counter()
    size = len(contents)
    rows = max(1, BLOCK // max(1, size))
    for start in range(0, size, rows):
        near, of = [np.empty(0, np.int64)], [0]
        for row, terms in enumerate(contents[start : start + rows]):
            found = [held[term][: before[term]] for term in sorted(terms) if 0 < before[term] < COMMON]
            near += found
            of += [row] * len(found)
            before.update(terms)
        met = np.concatenate(near) + size * np.repeat(of, [len(numbers) for numbers in near])
        counts = np.bincount(met)
        first = np.zeros(len(counts), np.int64)
        first[met[::-1]] = np.arange(len(met))[::-1]
        pairs = np.flatnonzero(counts)
        pairs = pairs[np.argsort(first[pairs])]
        yield start + pairs // size, pairs % size, counts[pairs]


def _numbered(values: Sequence[Hashable]) -> Numbers:
    """A number for each of the values, the same for equal ones."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(value, len(numbers)) for value in values], np.int64)


def _quoted_runs(act: _Mention, texts: Mapping[RevisionId, str]) -> dict[tuple[str, ...], str]:
    """The telling runs of words inside quotation marks, with their words as they stand."""
    runs: dict[tuple[str, ...], str] = {}
    for claim in act.claims:
        for sentence in quoted_sentences(claim, texts[claim.revision_id]):
            for i in range(len(sentence.words) - RUN + 1):
                run = sentence.keys[i : i + RUN]
                if sum(word_weight(word) > TELLING for word in run) > 1:
                    runs[run] = " ".join(word.text for word in sentence.words[i : i + RUN])
    return runs


def _conflict(a: _Telling, b: _Telling) -> bool:
    """Whether the two cannot be one act: another channel, another recipient, another time."""
    if a.channel and b.channel and a.channel != b.channel and not _go_together(a.channel, b.channel):
        return True
    if a.recipient and b.recipient and not _same_name(a.recipient, b.recipient):
        return True
    if a.said_first is None or a.said_last is None or b.said_first is None or b.said_last is None:
        return False
    return a.said_last <= b.said_first or b.said_last <= a.said_first


def _go_together(a: str, b: str) -> bool:
    one, other = set(a.split()), set(b.split())
    return bool(one & other) or any(group & one and group & other for group in CHANNELS)


def _same_name(a: str, b: str) -> bool:
    one, other = set(a.lower().split()), set(b.lower().split())
    return one <= other or other <= one


def _shared(actor: str, group: Sequence[_Mention], reasons: Sequence[Reason]) -> SharedUtterance:
    utterances = [act.utterance for act in group]
    dated = [u for u in utterances if u.said_first is not None and u.said_last is not None]
    mentions = tuple(utterance.id for utterance in utterances)
    return SharedUtterance(
        id=UtteranceId(make_id("u", sorted(mentions))),
        actor=actor,
        mentions=mentions,
        claims=tuple(claim.id for act in group for claim in act.claims),
        channel=next((u.channel for u in utterances if u.channel), None),
        recipient=next((u.recipient for u in utterances if u.recipient), None),
        said_first=max((u.said_first for u in dated if u.said_first), default=None),
        said_last=min((u.said_last for u in dated if u.said_last), default=None),
        reasons=tuple({reason.detail: reason for reason in reasons}.values())[:MOST_REASONS],
    )
