"""Statements that nobody confirms or comments on something: who does not, and what the thing is.

“There was no immediate confirmation from the army”, “the claim could not be verified”, “the ministry has yet to
comment on the deaths”, “it was not clear whether …”. What is said here is not the words of the statement but the thing
that stays unconfirmed, as it is named there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from counterclaim.claims._context import Context, trimmed
from counterclaim.claims._questions import asked, enabling, too_soon
from counterclaim.claims._words import words
from counterclaim.records.claims import Stance
from counterclaim.records.spans import Span

_NEGATIVE = frozenset({"not", "n't", "n’t", "no", "never", "neither", "nor", "unable", "decline", "refuse", "fail"})
_CLAUSAL = frozenset({"ccomp", "csubj", "csubjpass", "advcl", "acl", "relcl", "xcomp"})
_HELPING = frozenset({"aux", "auxpass", "advmod", "acomp", "preconj"})
_ABOUT = frozenset({"on", "about", "of", "regarding", "over", "concerning", "to"})
_KNOWN = frozenset({"clear", "known", "certain", "know", "unclear", "unknown", "uncertain", "sure"})
_OPENERS = frozenset({"whether", "if", "how", "who", "what", "why", "when", "where", "that", "which"})

_NONE = frozenset({"neither", "no", "none"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unconfirmed:
    """One such statement: the token it turns on, its words, who it is about, and the thing, if named."""

    head: int
    cue: list[int]
    party: int | None
    content: Span | None
    stance: Stance = Stance.UNKNOWN

    def is_silence(self, context: Context) -> bool:
        """Whether somebody said nothing: that need not be about what was told last."""
        return self.party is not None and context.parse.lemmas[self.head] in words("silent")


def find_unconfirmed(context: Context) -> Iterator[Unconfirmed]:
    """The statements of no confirmation of a report, in text order."""
    parse = context.parse
    for token in range(len(parse)):
        lemma, pos = parse.lemmas[token], parse.pos[token]
        found = None
        if lemma in words("unconfirmed_noun") and pos == "NOUN":
            found = _noun(context, token)
        elif lemma in words("detail_noun") and pos == "NOUN":
            found = _noun(context, token)
            if found is not None and parse.lemmas[parse.heads[token]] in ("have", "be"):
                found = None  # “has no information” is what the speaker says of their own knowledge
            if found is not None:
                found = replace(found, content=_phrase(context, token))
        elif pos == "VERB" and asked(context, token) is not None:
            found = _unanswered(context, token)
        elif pos == "VERB" and (lemma in words("unconfirmed_verb") or enabling(context, token) is not None):
            found = _verb(context, token)
        elif lemma == "nothing" and parse.lemmas[parse.heads[token]] == "say":
            found = _nothing_said(context, token)
        elif lemma == "draw" and pos == "VERB":
            found = _drawn(context, token)
        elif lemma in words("silent") and pos in ("VERB", "ADJ"):
            found = _unreached(context, token)
        elif lemma in _KNOWN and pos in ("ADJ", "VERB"):
            found = _unclear(context, token)
        elif too_soon(context, token) is not None:
            found = _too_soon(context, token)
        if found is not None:
            yield found


def _noun(context: Context, noun: int) -> Unconfirmed | None:
    """“no confirmation”: of a “there is”, or the object of having, giving, making."""
    parse = context.parse
    verb = parse.heads[noun]
    if parse.deps[noun] not in ("attr", "dobj", "nsubj") or parse.pos[verb] not in ("VERB", "AUX"):
        return None
    above = _governors(context, verb)
    own = any(parse.lemmas[c] == "no" for c in parse.children[noun])
    if not own and not _negated(context, above):
        return None
    if parse.deps[noun] == "nsubj" and not own:
        return None  # “her statement was not …” is about something else
    existential = parse.lemmas[verb] == "be" and any(parse.lemmas[c] == "there" for c in parse.children[verb])
    if not existential and parse.lemmas[verb] not in words("unconfirmed_light"):
        return None
    party = None
    if existential:
        for child in (*parse.children[noun], *parse.children[verb]):
            if parse.deps[child] == "prep" and parse.lemmas[child] in ("from", "by"):
                party = next((c for c in parse.children[child] if parse.deps[c] == "pobj"), None)
    else:
        party = _subject(context, above)
    cue = sorted({verb, noun, *_helpers(context, above), *(c for c in parse.children[noun] if c < noun)})
    return Unconfirmed(head=noun, cue=cue, party=party, content=_thing(context, (noun, verb), skip=noun))


def _verb(context: Context, verb: int) -> Unconfirmed | None:
    """“could not be verified”, “has not confirmed”, “declined to comment on”."""
    parse = context.parse
    above = _governors(context, verb)
    nobody = next((t for t in [_subject(context, above)] if t is not None and _is_none(context, t)), None)
    if nobody is None and not _negated(context, above):
        return None
    cue = sorted({verb, *above, *_helpers(context, above)})
    passive = next((c for c in parse.children[verb] if parse.deps[c] in ("nsubjpass", "csubjpass")), None)
    joined_to = parse.deps[verb] == "conj" and any(parse.deps[c] == "auxpass" for c in parse.children[verb])
    if passive is None and joined_to and not context.has_subject(verb):  # “cite nobody and have not been confirmed”
        passive = context.subject(verb)
    if passive is not None:
        agent = next((c for c in parse.children[verb] if parse.deps[c] == "agent"), None)
        party = next((c for c in parse.children[agent] if parse.deps[c] == "pobj"), None) if agent else None
        said, named = _without_none(context, passive)  # “could be verified” without its “neither” says the reverse
        return Unconfirmed(head=verb, cue=[*said, *cue], party=party, content=_phrase(context, named, said))
    joined = [c for c in parse.children[verb] if parse.deps[c] == "conj" and parse.lemmas[c] == "deny"]
    party = _subject(context, above)
    if (
        party is not None
        and parse.lemmas[party] == "it"
        and not {"possible", "impossible"}.isdisjoint(parse.lemmas[t] for t in cue)
    ):
        content = _thing(context, (verb,), skip=party)
        return Unconfirmed(head=verb, cue=[party, *cue], party=None, content=content) if content else None
    if party is None or parse.lemmas[party] in ("i", "we") or nobody is not None:
        return None
    return Unconfirmed(head=verb, cue=cue, party=party, content=_thing(context, (verb, *joined), skip=party))


def _unanswered(context: Context, verb: int) -> Unconfirmed | None:
    """“Could not say who had fired”, “we were unable to find out when it was taken”."""
    parse, question = context.parse, asked(context, verb)
    above = _governors(context, verb)
    party = next((s for t in above if (s := context.subject(t)) is not None), None)
    if question is None or party is None or parse.deps[party] != "nsubj":
        return None
    own = parse.lemmas[party] in ("i", "we")  # outside of quotation marks this is who writes
    particles = [c for c in parse.children[verb] if parse.deps[c] == "prt"]
    cue = sorted({verb, *above, *particles, *_helpers(context, above), *([party] if own else [])})
    content = _phrase(context, question)
    return Unconfirmed(head=verb, cue=cue, party=None if own else party, content=content)


def _unclear(context: Context, word: int) -> Unconfirmed | None:
    """“it was not clear whether”, “it remains unknown how”, “is unclear”."""
    parse = context.parse
    verb = word if parse.pos[word] == "VERB" else parse.heads[word]
    if parse.pos[verb] not in ("VERB", "AUX") or (word != verb and parse.deps[word] not in ("acomp", "oprd", "attr")):
        return None
    if not parse.lemmas[word].startswith("un") and not _negated(context, [verb]):
        return None
    subject = next((c for c in parse.children[verb] if parse.deps[c] in ("nsubj", "nsubjpass", "expl", "csubj")), None)
    clause = next(
        (
            c
            for t in (word, verb)
            for c in parse.children[t]
            if parse.deps[c] in _CLAUSAL and c > word and parse.lemmas[_first(context, c)] in _OPENERS
        ),
        None,
    )
    if clause is None or subject is None or parse.lemmas[subject] != "it":
        return None
    cue = sorted({subject, verb, word, *_helpers(context, [verb])})
    stance = Stance.DOUBTS if parse.lemmas[word] == "uncertain" else Stance.UNKNOWN
    return Unconfirmed(head=word, cue=cue, party=None, content=_phrase(context, clause), stance=stance)


def _drawn(context: Context, verb: int) -> Unconfirmed | None:
    """“Would not be drawn on the cause”, “refused to be drawn”."""
    parse = context.parse
    above = _governors(context, verb)
    if not any(parse.deps[c] == "auxpass" for c in parse.children[verb]) or not _negated(context, above):
        return None
    on = any(parse.deps[c] == "prep" and parse.lemmas[c] in ("on", "about") for c in parse.children[verb])
    drawn = on or all(parse.deps[c] != "prep" for c in parse.children[verb])
    party = _subject(context, above)
    if party is None or not drawn:
        return None
    cue = sorted({verb, *above, *_helpers(context, above)})
    return Unconfirmed(head=verb, cue=cue, party=party, content=_thing(context, (verb,), skip=party))


def _unreached(context: Context, word: int) -> Unconfirmed | None:
    """“Could not be reached”, “did not return calls”, “was not available for comment”."""
    parse = context.parse
    asked = [c for c in parse.children[word] if c > word and parse.lemmas[c] in words("asking_noun")]
    if parse.pos[word] == "ADJ":  # “was unavailable”
        above = [parse.heads[word]]
        if parse.deps[word] != "acomp" or not (parse.lemmas[word].startswith("un") or _negated(context, above)):
            return None
        cue = sorted({word, *above, *_helpers(context, above)})
        return Unconfirmed(head=word, cue=cue, party=_subject(context, above), content=None)
    above = _governors(context, word)
    passive = any(parse.deps[c] == "auxpass" for c in parse.children[word])
    if not _negated(context, above) or not (passive or asked):
        return None
    cue = sorted({word, *above, *_helpers(context, above), *(t for c in asked for t in parse.subtree(c))})
    return Unconfirmed(head=word, cue=cue, party=_subject(context, above), content=None)


def _nothing_said(context: Context, nothing: int) -> Unconfirmed | None:
    """“The army said nothing about the raid”."""
    parse, verb = context.parse, context.parse.heads[nothing]
    party = _subject(context, [verb])
    if parse.deps[nothing] != "dobj" or party is None or parse.lemmas[party] in ("i", "we"):
        return None
    about = (c for t in (nothing, verb) for c in parse.children[t] if parse.lemmas[c] in ("about", "of", "regarding"))
    matter = next((m for prep in about for m in parse.children[prep] if m > prep), None)
    content = _phrase(context, matter) if matter is not None else None
    return Unconfirmed(head=nothing, cue=[verb, nothing], party=party, content=content)


def _too_soon(context: Context, word: int) -> Unconfirmed | None:
    """“It was too early to say who …”, “it would be premature to speculate on the cause”."""
    parse, be = context.parse, context.parse.heads[word]
    verb = too_soon(context, word)
    subject = next((c for c in parse.children[be] if parse.lemmas[c] == "it" and c < be), None)
    if verb is None or subject is None or _negated(context, [be]):
        return None
    content = _thing(context, (verb,), skip=subject)
    between = [t for t in range(be, verb + 1) if parse.pos[t] != "PUNCT"]
    cue = sorted({subject, *between, *_helpers(context, [be])})
    return Unconfirmed(head=word, cue=cue, party=None, content=content) if content is not None else None


def _governors(context: Context, verb: int) -> list[int]:
    """`verb` and what it is the complement of: “is able to” verify, “declined to” comment, “has yet to” say."""
    parse, chain = context.parse, [verb]
    able = enabling(context, verb)
    if able is not None:
        return [verb, *(t for t in range(able + 1, verb) if parse.pos[t] not in ("PUNCT", "PART")), able]
    while parse.deps[chain[-1]] in ("xcomp", "acomp", "conj") and parse.heads[chain[-1]] != chain[-1]:
        head = parse.heads[chain[-1]]
        if parse.deps[chain[-1]] == "conj" and not any(parse.lemmas[c] == "neither" for c in parse.children[head]):
            break
        if parse.lemmas[head] not in words("unconfirmed_governor") and parse.deps[chain[-1]] != "conj":
            break
        chain.append(head)
    return chain


def _helpers(context: Context, verbs: Sequence[int]) -> list[int]:
    """The auxiliaries, negations and adverbs of `verbs`; no adverb set off by a comma (“However, …”)."""
    parse = context.parse
    found = []
    for verb in verbs:
        for child in parse.children[verb]:
            before = child < verbs[0] or verb != verbs[0]
            aside = child + 1 < len(parse) and parse.pos[child + 1] == "PUNCT"
            if parse.deps[child] == "neg" or (parse.deps[child] in _HELPING and before and not aside):
                found.append(child)
    return found


def _negated(context: Context, verbs: Sequence[int]) -> bool:
    parse = context.parse
    near = {parse.lemmas[t] for t in (*verbs, *_helpers(context, verbs))}
    return not near.isdisjoint(_NEGATIVE) or ("yet" in near and "have" in near)


def _is_none(context: Context, noun: int) -> bool:
    """“neither account”, “none of the tolls”, “no claim”."""
    parse = context.parse
    return any(parse.lemmas[t] in _NONE for t in (noun, *parse.children[noun]))


def _without_none(context: Context, noun: int) -> tuple[list[int], int]:
    """The words in a subject that say that it is none (“neither”, “none of”), and the noun that they are said of."""
    parse = context.parse
    if parse.lemmas[noun] in _NONE:
        for link in parse.children[noun]:
            below = [c for c in parse.children[link] if parse.deps[c] == "pobj"]
            if parse.lemmas[link] == "of" and below:
                return [noun, link], below[0]
        return [], noun
    none = [c for c in parse.children[noun] if parse.lemmas[c] in _NONE and c == _first(context, noun)]
    return none, noun


def _subject(context: Context, verbs: Sequence[int]) -> int | None:
    parse = context.parse
    for verb in verbs:
        for child in parse.children[verb]:
            if parse.deps[child] in ("nsubj", "nsubjpass"):
                return child
    return None


def _thing(context: Context, heads: Sequence[int], *, skip: int) -> Span | None:
    """What hangs on `heads` as the thing: a clause, an object, or what follows “on”, “of”, “about”."""
    parse = context.parse
    for head in heads:
        for child in parse.children[head]:
            if child <= head or child == skip:
                continue
            first = _first(context, child)
            clause = parse.deps[child] in ("ccomp", "acl", "relcl") or (
                parse.deps[child] == "advcl" and first == head + 1
            )
            if clause and parse.lemmas[first] in _OPENERS:
                return _phrase(context, child)
            if parse.deps[child] == "dobj" and parse.lemmas[child] not in words("unconfirmed_noun"):
                return _phrase(context, child)
            if parse.deps[child] == "prep" and parse.lemmas[child] in _ABOUT:
                below = parse.children[child]
                if below and parse.lemmas[below[0]] not in words("asking_noun"):
                    return _phrase(context, below[-1] if parse.deps[below[-1]] in _CLAUSAL else below[0])
            if parse.deps[child] == "ccomp" and parse.lemmas[head] in words("unconfirmed_verb"):
                return _phrase(context, child)
    return None


def _first(context: Context, token: int) -> int:
    """The leftmost token of the subtree of `token`."""
    return context.parse.subtree(token)[0]


def _phrase(context: Context, head: int, skip: Sequence[int] = ()) -> Span | None:
    """The words of the subtree of `head`, without a relative clause or an apposition set off by a comma, and without
    the words of `skip` that it begins with."""
    parse = context.parse
    tokens = [t for t in parse.subtree(head) if t not in skip]
    for token in tokens:
        if token > head and parse.deps[token] in ("relcl", "appos"):
            first = _first(context, token)
            if first > tokens[0] and parse.pos[first - 1] == "PUNCT":
                tokens = [t for t in tokens if t < first]
                break
    phrase = trimmed(parse.text, parse.span(tokens[0], tokens[-1] + 1), " \t\n\r,;:-–—.")
    closing = phrase is not None and phrase.of(parse.text)[-1] in "”»" and not {"“", "«"} & set(phrase.of(parse.text))
    return Span(phrase.start, phrase.end - 1) if phrase is not None and closing else phrase


def thing_before(context: Context, token: int) -> Span | None:
    """The nearest noun for something said (“the report”, “its claim”) before `token`, in its sentence or the one
    before: what a statement that names nothing is about."""
    parse = context.parse
    index = parse.sentence_index(token)
    first = parse.sentences[max(0, index - 1)][0]
    for here in range(token - 1, first - 1, -1):
        if parse.lemmas[here] in words("reference_head") and parse.pos[here] == "NOUN":
            before = [c for c in parse.children[here] if parse.deps[c] in ("det", "poss") and c < here]
            if before and parse.lemmas[before[0]] not in ("a", "an", "no", "any", "some"):
                return parse.span(parse.subtree(before[0])[0], here + 1)
    return None
