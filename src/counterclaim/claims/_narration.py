"""What the report itself asserts of the matters that its sources claim."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from counterclaim.claims._circumstances import event_time_of, figures_of, places_of
from counterclaim.claims._context import Context, trimmed
from counterclaim.claims._drafts import NARRATOR, Draft
from counterclaim.claims._frames import event_of, read_frame, terms
from counterclaim.claims._hedges import find_hedges
from counterclaim.claims._stances import StanceReading, read_stance
from counterclaim.claims._words import cue_lemmas, words
from counterclaim.records.claims import Form, Kind, Stance
from counterclaim.records.notes import Evidence
from counterclaim.records.spans import Span, Spans

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_PRESENT = frozenset({"VBZ", "VBP"})
_CLAUSES = frozenset({"ROOT", "conj", "advcl", "ccomp", "parataxis"})
#: A condition, a forecast or a wish asserts nothing that is so.
_IRREALIS = frozenset({"will", "would", "can", "should", "must", "shall", "'ll", "wo", "if", "whether", "unless"})
_WHEN = frozenset({"when", "where", "while", "until", "since", "once"})
_SAYING = ("say", "denial", "confirm", "doubt", "cite")
_INTERVIEW = re.compile(r"\s{0,9}(?:Q|A|QUESTION|ANSWER|Question|Answer):\s")
_SUPERLATIVES = frozenset({"only", "last", "first", "sole"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """A clause in the report's own voice: where it stands, its tokens, and how much speaks for its being contested."""

    content: Spans
    tokens: list[int]
    score: float
    singles_out: bool = False


def find_narration(context: Context, drafts: Sequence[Draft], taken: Sequence[Span]) -> tuple[Assertion, ...]:
    """The clauses of the report's own voice that assert what its sources speak of: the most relevant ones. Of a post,
    all that assert something.

    `taken` are the spans of attributions: a clause that touches one speaks in another's voice.
    """
    claimed: dict[str, set[int]] = {}
    for number, draft in enumerate(drafts):
        for term in draft.frame.terms:
            claimed.setdefault(term, set()).add(number)
    names = {word for party in context.actors.parties for word in party.name.lower().split()}
    covered = set(context.tokens(taken))
    quoted = set(context.tokens(context.quotations))
    found: list[Assertion] = []
    for number, (first, last) in enumerate(context.parse.sentences):
        if _answers(context, first):
            continue
        for head, tokens in clauses(context, first, last):
            if head in quoted:  # “Dam ‘collapses’”: the report leaves the word to others
                continue
            if not covered.isdisjoint(tokens) or _credits(context, tokens):
                continue
            content = _content(context, tokens)
            if context.revision.speaker is None:
                score = relevance(context, head, tokens, claimed, names)
                score += _LEAD if number < _LEADING and score else 0.0
            else:
                score = float(asserts(context, head) and not _is_circumstance(context, head))
            if content and score >= THRESHOLD:
                found.append(
                    Assertion(
                        content=content,
                        tokens=context.tokens(content),
                        score=min(1.0, score),
                        singles_out=_singled_out(context, head) is not None,
                    )
                )
    if context.revision.speaker is not None:
        return tuple(found)
    found.sort(key=lambda assertion: -assertion.score)
    return tuple(found[: max(_FEWEST, len(drafts) // _CLAIMS_EACH)])


#: A long report shares words with everything in it: at most this many assertions, or one for so many claims.
_FEWEST, _CLAIMS_EACH = 4, 8
#: What a report opens with is what it is about.
_LEADING, _LEAD = 4, 0.1
#: Relevance from which a clause counts as an assertion of the contested. Set 2026-11-23 on the development stories for
#: few false narrations (docs/decisions/0010); measure there after a change of `relevance`.
THRESHOLD = 0.45


#: What a word of a party's name weighs beside another word: whoever is named is in most of what a report tells.
_NAME = 0.4


def relevance(
    context: Context, head: int, tokens: Sequence[int], claimed: Mapping[str, set[int]], names: Set[str]
) -> float:
    """How far a clause is about what one of the report's sources claims, in [0, 1]; 0 where it asserts nothing.

    `claimed` has the claims of each term, `names` the words of the parties' names. The words must be those of a single
    claim: in a long report every word is somebody's.
    """
    parse = context.parse
    singled = _singled_out(context, head)
    if singled is None and (not asserts(context, head) or _is_circumstance(context, head)):
        return 0.0
    head = head if singled is None else singled
    own = set(terms(context, tokens, None)) - words("stop")
    if not own:
        return 0.0
    event = parse.lemmas[event_of(context, head, set(tokens))]
    told = {event, parse.lemmas[head]}
    weight = {term: _NAME if term in names else 1.0 for term in own}
    shared: dict[int, float] = {}
    for term in own:
        for number in claimed.get(term, ()):
            shared[number] = shared.get(number, 0.0) + weight[term]
    same_event = {number for term in told for number in claimed.get(term, ())}
    total = sum(weight.values())
    score = max(
        (
            0.1 * min(common, 5) + 0.5 * common / total + (0.3 if number in same_event else 0.0)
            for number, common in shared.items()
        ),
        default=0.0,
    )
    if not score:
        return 0.0
    if not told.isdisjoint(words("event")):
        score += 0.1
    if singled is not None:
        score += 0.3
    if parse.tags[head] in _PRESENT and parse.lemmas[head] not in ("be", "have"):
        score -= 0.2  # captions, related headlines, descriptions: “a woman shows a sign”
    return score


def _answers(context: Context, first: int) -> bool:
    """Whether a sentence stands in a line of an interview (“A: They took eleven men.”): another's voice."""
    text, start = context.parse.text, context.parse.starts[first]
    return _INTERVIEW.match(text, text.rfind("\n", 0, start) + 1) is not None


def _is_circumstance(context: Context, verb: int) -> bool:
    """“… when he was captured”, “while the army advanced”: told as known, to say when."""
    parse = context.parse
    return parse.deps[verb] == "advcl" and any(
        parse.lemmas[c] in _WHEN and parse.deps[c] in ("mark", "advmod") for c in parse.children[verb]
    )


def asserts(context: Context, verb: int) -> bool:
    """Whether the clause of `verb` asserts something: finite, with a subject, no condition, forecast or question."""
    parse = context.parse
    children = parse.children[verb]
    if any(parse.lemmas[c] in _IRREALIS and parse.deps[c] in ("aux", "mark") for c in children):
        return False
    if not context.has_subject(verb):
        return False
    _, last = parse.sentence_of(verb)
    if parse.words[last - 1] == "?":
        return False
    return parse.tags[verb] in _FINITE or any(
        parse.deps[c] in ("aux", "auxpass") and parse.tags[c] in {*_FINITE, "MD"} for c in children
    )


def clauses(context: Context, first: int, last: int) -> Iterator[tuple[int, list[int]]]:
    """The clauses of a sentence, as their verbs and tokens: main, joined and adverbial ones with a subject of their
    own, and appositions that single something out (“the only … that …”)."""
    parse = context.parse
    heads = {t for t in range(first, last) if _heads_clause(context, t)}
    members: dict[int, list[int]] = {}
    owner: dict[int, int | None] = {}
    for token in range(first, last):
        path, here = [], token
        while here not in owner:
            path.append(here)
            if here in heads:
                owner[here] = here
            elif parse.heads[here] == here or not first <= parse.heads[here] < last:
                owner[here] = None
            else:
                here = parse.heads[here]
        for passed in path:
            owner[passed] = owner[here]
        found = owner[token]
        if found is not None:
            members.setdefault(found, []).append(token)
    for head in sorted(members):
        yield head, members[head]


def _heads_clause(context: Context, token: int) -> bool:
    parse = context.parse
    if parse.pos[token] in ("VERB", "AUX"):
        return parse.deps[token] in _CLAUSES and (parse.heads[token] == token or context.has_subject(token))
    return parse.deps[token] == "appos" and _singled_out(context, token) is not None


def _singled_out(context: Context, noun: int) -> int | None:
    """The verb of an apposition such as “the only one still to hold out”, if `noun` heads one."""
    parse, children = context.parse, context.parse.children[noun]
    if not any(parse.lemmas[c] in _SUPERLATIVES for c in children if c < noun):
        return None
    return next((c for c in children if parse.deps[c] in ("relcl", "acl") and parse.pos[c] == "VERB"), None)


def _credits(context: Context, tokens: Sequence[int]) -> bool:
    """Whether a verb of saying stands among `tokens`: then it is not the report's own voice, whoever it is."""
    parse = context.parse
    return any(
        parse.pos[t] == "VERB" and any(parse.lemmas[t] in cue_lemmas(family) for family in _SAYING) for t in tokens
    )


def _content(context: Context, tokens: Sequence[int]) -> Spans:
    """The spans of a clause, joints and marks at its edges left out; stray fragments are dropped."""
    parse = context.parse
    kept = [t for t in tokens if parse.deps[t] not in ("cc", "mark", "punct") or t not in (tokens[0], tokens[-1])]
    runs: list[list[int]] = []
    for token in kept:
        if runs and all(parse.pos[t] == "PUNCT" for t in range(runs[-1][-1] + 1, token)):
            runs[-1].append(token)
        else:
            runs.append([token])
    spans = []
    for run in runs:
        if len(run) >= 3:
            span = trimmed(parse.text, parse.span(run[0], run[-1] + 1), " \t\n\r,;:-–—.")
            if span:
                spans.append(span)
    return tuple(spans)


def narrate(context: Context, assertion: Assertion) -> Draft:
    """The draft of what the report itself asserts."""
    content, tokens, score = assertion.content, assertion.tokens, assertion.score
    stance = read_stance(context, [], tokens)
    if assertion.singles_out:  # “the only town that still holds out” asserts which it is
        stance = StanceReading(stance=Stance.ASSERTS, rule="singled out")
    event_time = event_time_of(context, content, tokens, None)
    hedges = find_hedges(context, [], tokens)
    return Draft(
        attribution=None,
        source=(),
        cue=(),
        content=content,
        tokens=tokens,
        actor=NARRATOR,
        stance=stance.stance,
        form=Form.NARRATION,
        kind=Kind.FACT,
        frame=read_frame(context, tokens, None),
        hedges=hedges,
        figures=figures_of(context, content),
        places=places_of(context, content, tokens, set()),
        event_time=event_time,
        evidence=[
            stance.evidence(),
            Evidence(field="form", rule="narration", span=content[0], score=score),
            Evidence(field="kind", rule="narration"),
            *(Evidence(field="hedged", rule="hedge", span=span) for span in hedges),
            *context.certain_of(tokens),
        ],
        found_by="narration",
        score=score,
    )
