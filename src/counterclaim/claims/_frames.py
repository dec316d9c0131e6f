"""The frame of a content: predicate, participants and terms in plain words, mentions replaced by names."""

from collections.abc import Sequence

from counterclaim.claims._context import Context
from counterclaim.claims._stances import is_negated
from counterclaim.claims._words import words
from counterclaim.records.claims import Frame

_TERMS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV", "X"})
_SUBJECTS = ("nsubj", "csubj", "expl")
_FIRST = frozenset({"i", "we", "me", "us"})
_RELATIVE = frozenset({"WDT", "WP"})


def read_frame(context: Context, content: Sequence[int], speaker: str | None) -> Frame:
    """The frame of the tokens of one claim; `speaker` stands in for “I” and for the subject of an infinitive."""
    parse = context.parse
    main = context.main(list(content))
    if main is None:
        return Frame(terms=terms(context, content, speaker))
    inside = set(content)
    main = _told_of(context, main, inside)
    predicate = event_of(context, main, inside)
    subject = agent = patient = beside = None
    passive = any(parse.deps[child] == "auxpass" for child in parse.children[main])
    for child in parse.children[main]:
        if child not in inside:
            continue
        if parse.deps[child] in _SUBJECTS and not (passive and parse.deps[child] == "nsubj"):
            subject = subject or child
        elif parse.deps[child] in ("dobj", "attr", "dative", "nsubj", "nsubjpass"):
            if child != predicate:
                patient = patient if patient is not None else child
        elif parse.deps[child] == "agent":
            agent = next((c for c in parse.children[child] if parse.deps[c] == "pobj"), None)
        elif parse.deps[child] == "prep" and beside is None:
            beside = next((c for c in parse.children[child] if parse.deps[c] == "pobj" and c in inside), None)
    if patient is None and predicate != main and parse.lemmas[predicate] in words("event"):  # “no fall of the port”
        patient = next((p for c in parse.children[predicate] if parse.lemmas[c] == "of"
                        for p in parse.children[c] if parse.deps[p] == "pobj" and p in inside), None)  # fmt: skip
    patient = beside if patient is None else patient
    subject, patient = (_meant(context, token) for token in (subject, patient))
    if parse.lemmas[main] == "take" and patient is not None and parse.lemmas[patient] in words("imagery"):
        predicate = patient  # “pictures taken at the bridge”: nobody took the bridge
    doer = subject if subject is not None else agent
    if parse.pos[main] in ("VERB", "AUX"):
        inherited = context.subject(main) if doer is None and patient is None else None
        doer = inherited if doer is None else doer
        by_speaker = doer is None and any(parse.tags[c] == "TO" for c in parse.children[main])
        by_speaker = by_speaker or (doer is None and parse.tags[main] == "VBG")
    else:  # “the siege”: whose it is, else the speaker's own where it is an act
        doer = next((c for c in parse.children[main] if parse.deps[c] == "poss"), None)
        by_speaker = doer is None and parse.lemmas[main] in words("event")
    return Frame(
        predicate=parse.lemmas[predicate],
        predicate_span=parse.span(predicate, predicate + 1),
        subject=_named(context, doer, inside, speaker) if doer is not None else (speaker if by_speaker else None),
        object=_named(context, patient, inside, speaker) if patient is not None else None,
        negated=is_negated(context, main, inside),
        terms=terms(context, content, speaker),
    )


def _meant(context: Context, token: int | None) -> int | None:
    """What a “which” or “who” stands for: the noun that its clause hangs on; else the token itself."""
    parse = context.parse
    if token is None or parse.tags[token] not in _RELATIVE:
        return token
    clause = next((here for here in parse.ancestors(token) if parse.deps[here] == "relcl"), None)
    return token if clause is None else parse.heads[clause]


def _told_of(context: Context, main: int, inside: set[int]) -> int:
    """The verb that tells of a bare “one”: “the only one still to hold out”; else `main` itself."""
    if context.parse.lemmas[main] not in ("one", "those"):
        return main
    told = (c for c in context.parse.children[main] if c in inside and context.parse.deps[c] in ("relcl", "acl"))
    return next(told, main)


def event_of(context: Context, main: int, inside: set[int]) -> int:
    """The token that carries the event: a copula's complement, a light verb's object, else `main` itself."""
    parse = context.parse
    lemma = parse.lemmas[main]
    if lemma == "be":
        wanted: tuple[str, ...] = ("acomp", "attr")
    elif lemma in words("light_verb"):
        wanted = ("dobj",)
    else:
        return main
    for child in parse.children[main]:
        if child in inside and parse.deps[child] in wanted:
            if lemma == "be" or parse.lemmas[child] in words("event"):
                return child
    if lemma == "be":  # “were in control”
        for child in parse.children[main]:
            for below in parse.children[child] if parse.deps[child] == "prep" else ():
                if parse.deps[below] == "pobj" and below in inside and parse.lemmas[below] in words("event"):
                    return below
    return main


def terms(context: Context, content: Sequence[int], speaker: str | None) -> tuple[str, ...]:
    """Content lemmas in order, lower case; the words of a mention give way to those of its party's name."""
    parse, found, named_until = context.parse, [], -1
    for token in content:
        if token < named_until:
            continue
        if parse.lemmas[token] in _FIRST:
            found.extend((speaker or "").lower().split())
            continue
        mention = _mention_at(context, token)
        if mention is not None:
            until, name = mention
            found.extend(parse.lemmas[t] for t in range(token, until) if parse.pos[t] == "NUM")
            found.extend(name.lower().split())
            named_until = until
            continue
        lemma = parse.lemmas[token]
        if parse.pos[token] in _TERMS and lemma not in words("stop") and any(c.isalnum() for c in lemma):
            found.append(lemma)
    return tuple(found)


def _mention_at(context: Context, token: int) -> tuple[int, str] | None:
    """The last token (exclusive) and the party of a mention that starts at `token`."""
    found = context.mention_starts.get(context.parse.starts[token])
    if found is None:
        return None
    span, name = found
    return context.parse.tokens_in(span).stop, name


def _named(context: Context, head: int, inside: set[int], speaker: str | None) -> str:
    """The noun phrase of `head` in plain words: its party's name, or its own words without what hangs behind it."""
    parse = context.parse
    if parse.lemmas[head] in _FIRST and speaker:
        return speaker
    name = context.actors.name_at(parse.span(head, head + 1))
    if name:
        return name
    phrase = [t for t in parse.subtree(head) if t in inside and t <= head and parse.pos[t] not in ("DET", "PUNCT")]
    return " ".join(parse.words[t] for t in phrase) or parse.words[head]
