"""The machine's readings against what people decided, and against what they coded without seeing them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim
from counterclaim.records.decisions import Decision, DecisionAction
from counterclaim.records.ids import RevisionId
from counterclaim.records.spans import Span, Spans
from counterclaim.review._agreement import Alpha, krippendorff_alpha, wilson
from counterclaim.review._anchors import SHARED, share
from counterclaim.review._readings import review_reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How often one field was right, of `n` times, with its 95 % Wilson interval."""

    field: str
    right: int
    n: int
    share: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far coders of one sample agree on a field."""

    field: str
    alpha: Alpha


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """One blind sample: how many passages were coded, by whom, the machine against each coder, and the coders among
    themselves, as Krippendorff's alpha and as the share of fields on which two agree."""

    sample: str
    passages: int
    coders: tuple[str, ...]
    twice: int  # passages with two coders or more
    machine: tuple[Score, ...]
    people: tuple[Score, ...]
    agreement: tuple[Agreement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """`reviewed` is the machine on the claims that people chose to review, which is no random sample: people look
    where they suspect a fault. `coded` are the blind samples, which are."""

    reviewed: tuple[Score, ...]
    claims: int
    coded: tuple[Coded, ...]


def _name(claim: Claim) -> str:
    words = claim.actor.name.casefold().split()
    return " ".join(words[1:] if words[:1] in (["the"], ["a"], ["an"]) else words)


def _figures(claim: Claim) -> frozenset[tuple[float | None, float | None, str]]:
    return frozenset((figure.low, figure.high, figure.unit.value) for figure in claim.figures)


def _places(claim: Claim) -> frozenset[str]:
    return frozenset(place.name.casefold() for place in claim.places if not place.attributive)


#: What is compared on claims in the same words. A field with no value on either side is not counted, so that what is
#: mostly absent does not look well read.
FIELDS: Mapping[str, Callable[[Claim], object]] = {
    "span": lambda claim: claim.content,
    "source": lambda claim: claim.source,
    "actor": _name,
    "stance": lambda claim: claim.stance.value,
    "form": lambda claim: claim.form.value,
    "kind": lambda claim: claim.kind.value,
    "figures": _figures,
    "places": _places,
    "time": lambda claim: claim.event_time.value if claim.event_time else None,
}


def align(mine: Sequence[Claim], other: Sequence[Claim]) -> list[tuple[Claim, Claim]]:
    """Pairs of claims that share at least half of their words, each in one pair at most: of claims in the same words
    those of one actor and one stance first."""
    pairs = []
    for i, a in enumerate(mine):
        for j, b in enumerate(other):
            shared = share(a.content, b.content)
            if shared >= SHARED:
                agree = (_name(a) == _name(b)) + (a.stance == b.stance)
                pairs.append((-shared, -agree, i, j))
    found: list[tuple[Claim, Claim]] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, _, i, j in sorted(pairs):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            found.append((mine[i], other[j]))
    return found


class _Tally:
    """Right and wrong by field."""

    def __init__(self) -> None:
        self._counts: dict[str, list[int]] = {}

    def add(self, field: str, right: int, n: int = 1) -> None:
        counts = self._counts.setdefault(field, [0, 0])
        counts[0] += right
        counts[1] += n

    def compare(self, a: Claim, b: Claim) -> None:
        for field, value in FIELDS.items():
            x, y = value(a), value(b)
            if x or y:
                self.add(field, x == y)

    def scores(self) -> tuple[Score, ...]:
        order = ["found", "claimed", *FIELDS]
        return tuple(
            _score(field, *self._counts[field])
            for field in sorted(self._counts, key=lambda f: order.index(f) if f in order else len(order))
        )


def _score(field: str, right: int, n: int) -> Score:
    low, high = wilson(right, n)
    return Score(field=field, right=right, n=n, share=right / n if n else None, low=low, high=high)


def evaluate_readings(analyses: Sequence[Analysis], decisions: Sequence[Decision]) -> Evaluation:
    """The machine's readings (`analyses`, as read) against the decisions in force.

    `found`: of the claims that people let stand or wrote, those that the machine reads; `claimed`: of the claims that
    the machine reads where people decided, those that are claims; the other fields are compared where both read one.
    """
    tally, n_claims = _Tally(), 0
    by_revision: defaultdict[RevisionId, list[Decision]] = defaultdict(list)
    for decision in decisions:
        by_revision[decision.revision_id].append(decision)
    for analysis in analyses:
        own = by_revision.get(analysis.revision.id, [])
        reviewed = review_reading(analysis, own)
        if not reviewed.decisions:
            continue
        machine = [claim for claim in analysis.claims if claim.id in reviewed.decisions]
        read = {id(claim) for claim in analysis.claims}
        marked = [
            c for c in reviewed.analysis.claims if id(c) not in read and any(e.field == "review" for e in c.evidence)
        ]
        pairs = align(machine, marked)
        n_claims += len(reviewed.decisions)
        tally.add("found", len(pairs), len(marked))
        tally.add("claimed", len(pairs), len(machine))
        for mine, theirs in pairs:
            tally.compare(mine, theirs)
    return Evaluation(reviewed=tally.scores(), claims=n_claims, coded=tuple(_samples(analyses, decisions)))


Coding = Mapping[str, Sequence[Claim]]


def _samples(analyses: Sequence[Analysis], decisions: Sequence[Decision]) -> Iterator[Coded]:
    """The blind samples, by name. Of several codings of one passage by one coder the last counts."""
    reports = {analysis.revision.id: analysis for analysis in analyses}
    coded: defaultdict[str, defaultdict[tuple[RevisionId, Spans], dict[str, Sequence[Claim]]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for decision in decisions:
        if decision.action is DecisionAction.CODE and decision.value and decision.revision_id in reports:
            coded[decision.value][decision.revision_id, decision.spans][decision.author] = decision.claims
    for sample, passages in sorted(coded.items()):
        machine, people = _Tally(), _Tally()
        units: defaultdict[str, list[Mapping[str, object]]] = defaultdict(list)
        for (revision_id, spans), codings in sorted(passages.items(), key=lambda item: item[0]):
            analysis = reports[revision_id]
            read = [c for c in analysis.claims if any(s.start <= c.content[0].start < s.end for s in spans)]
            for claims in codings.values():
                _against(machine, read, claims)
            for (_, a), (_, b) in combinations(sorted(codings.items()), 2):
                _against(people, a, b)
            for field, unit in _units(analysis.revision.text, spans, codings):
                units[field].append(unit)
        yield Coded(
            sample=sample,
            passages=len(passages),
            coders=tuple(sorted({coder for codings in passages.values() for coder in codings})),
            twice=sum(len(codings) > 1 for codings in passages.values()),
            machine=machine.scores(),
            people=people.scores(),
            agreement=tuple(
                Agreement(field=field, alpha=krippendorff_alpha(units[field]))
                for field in ("words", *FIELDS)
                if units.get(field)
            ),
        )


def _against(tally: _Tally, mine: Sequence[Claim], gold: Sequence[Claim]) -> None:
    pairs = align(mine, gold)
    tally.add("found", len(pairs), len(gold))
    tally.add("claimed", len(pairs), len(mine))
    for a, b in pairs:
        tally.compare(a, b)


def _units(text: str, spans: Spans, codings: Coding) -> Iterator[tuple[str, Mapping[str, object]]]:
    """What alpha is computed over: each word of a passage, inside somebody's claim or not; and each claim that two
    coders read in the same words, field by field."""
    if len(codings) < 2:
        return
    for span in spans:
        for word in _words(text, span):
            yield (
                "words",
                {
                    coder: any(part.overlaps(word) for claim in claims for part in claim.content)
                    for coder, claims in codings.items()
                },
            )
    for claims in _aligned(codings):
        for field, value in FIELDS.items():
            values = {coder: value(claim) for coder, claim in claims.items()}
            if any(values.values()):
                yield field, values


def _words(text: str, span: Span) -> Iterator[Span]:
    start = None
    for at in range(span.start, span.end + 1):
        letter = at < span.end and not text[at].isspace()
        if letter and start is None:
            start = at
        elif not letter and start is not None:
            yield Span(start, at)
            start = None


def _aligned(codings: Coding) -> Iterable[Mapping[str, Claim]]:
    """The claims that several coders read in the same words: each later coder's joined to the first that fits."""
    groups: list[dict[str, Claim]] = []
    for coder, claims in sorted(codings.items()):
        # Aligned with the claim that opened each group; what fits none opens its own.
        heads = [next(iter(group.values())) for group in groups]
        pairs = align(heads, claims)
        joined = {id(head): claim for head, claim in pairs}
        taken = {id(claim) for _, claim in pairs}
        for group, head in zip(groups, heads, strict=True):
            if id(head) in joined:
                group[coder] = joined[id(head)]
        groups += [{coder: claim} for claim in claims if id(claim) not in taken]
    return [group for group in groups if len(group) > 1]
