"""What a speaker's knowledge rests on, from explicit words alone."""

from collections.abc import Sequence, Set

from counterclaim.claims._context import Context
from counterclaim.claims._words import words
from counterclaim.records.claims import Basis, Kind
from counterclaim.records.spans import Span

_FIRST = frozenset({"i", "we"})
_OWN = frozenset({"my", "our", "his", "her", "its", "their"})
_PAST = frozenset({"VBD", "VBN", "VBP", "VBZ", "VBG"})
_NOT_DONE = frozenset({"will", "would", "shall", "should", "could", "can", "may", "might", "must", "'ll", "’ll"})
#: Verbs whose complement is what was done: “had to leave”, “managed to save”.
_HELPING = frozenset({"have", "manage", "begin", "start", "continue"})


def read_basis(
    context: Context,
    source: Sequence[int],
    content: Sequence[int],
    *,
    clause: Sequence[int],
    speaker: Set[str],
    kind: Kind,
) -> tuple[Basis, Span | None]:
    """The basis and its words. `clause` are the tokens around cue and source, `speaker` holds the names of the
    actor and of who speaks for it."""
    read = (
        _from_source(context, source, clause)
        or _from_senses(context, content, speaker)
        or _from_papers(context, clause)
        or (_from_opponent(context, content) if kind is Kind.FACT else None)
        or (_from_own_action(context, content, speaker) if kind is Kind.FACT else None)
    )
    return read or (Basis.NOT_STATED, None)


def _known_from(lemma: str) -> Basis | None:
    """The basis that a noun for a source of knowledge stands for."""
    if lemma in words("witness"):
        return Basis.WITNESSED
    if lemma in words("document"):
        return Basis.DOCUMENT
    if lemma in words("imagery"):
        return Basis.IMAGERY
    return Basis.HEARSAY if lemma in words("hearsay") else None


def _from_source(context: Context, source: Sequence[int], clause: Sequence[int]) -> tuple[Basis, Span] | None:
    """“Witnesses said”, “satellite images show”, “a villager who saw the attack said”."""
    parse = context.parse
    for token in source:
        basis = _known_from(parse.lemmas[token])
        if basis is not None:
            return basis, parse.span(token, token + 1)
    for token in clause:
        if (
            parse.deps[token] == "relcl"
            and parse.heads[token] in source
            and parse.lemmas[token] in words("witness_verb")
            and parse.lemmas[token] != "hear"
            and any(parse.lemmas[c] == "who" for c in parse.children[token])
        ):
            return Basis.WITNESSED, parse.span(token, token + 1)
    return None


def _from_senses(context: Context, content: Sequence[int], speaker: Set[str]) -> tuple[Basis, Span] | None:
    """“I saw the convoy burn”, “he had heard that”, “we were told that”."""
    parse = context.parse
    for token in content:
        if parse.pos[token] != "VERB" or parse.tags[token] not in ("VBD", "VBN", "VBP"):
            continue
        span = parse.span(token, token + 1)
        children = parse.children[token]
        told = any(parse.deps[c] == "ccomp" for c in children)
        if parse.lemmas[token] in ("tell", "inform"):
            passive = [c for c in children if parse.deps[c] == "nsubjpass"]
            if told and any(_is_speaker(context, c, speaker) for c in passive):
                return Basis.HEARSAY, span
        elif parse.lemmas[token] in words("witness_verb"):
            subject = [c for c in children if parse.deps[c] == "nsubj"]
            if any(_is_speaker(context, c, speaker) for c in subject) and not (
                _negated(context, token) or _to_come(context, token)
            ):
                heard = parse.lemmas[token] == "hear" and told
                return (Basis.HEARSAY if heard else Basis.WITNESSED), span
    return None


def _from_papers(context: Context, clause: Sequence[int]) -> tuple[Basis, Span] | None:
    """“citing a court filing”, “based on satellite images”."""
    parse, near = context.parse, set(clause)
    for token in clause:
        if parse.lemmas[token] in ("cite", "base"):
            for below in parse.subtree(token):
                basis = _known_from(parse.lemmas[below]) if below in near else None
                if basis in (Basis.DOCUMENT, Basis.IMAGERY):
                    return basis, parse.span(token, token + 1)
    return None


def _from_opponent(context: Context, content: Sequence[int]) -> tuple[Basis, Span] | None:
    """“The enemy lost forty men”, “their rivals had fled”: the main clause is about one called an opponent."""
    parse = context.parse
    main = context.claimed(list(content))
    if main is None:
        return None
    inside = set(content)
    parts = [c for c in parse.children[main] if c in inside and parse.deps[c] in ("nsubj", "nsubjpass", "dobj")]
    for part in parts:
        below = parse.children[part]
        owners = {parse.words[c].lower() for c in below if parse.deps[c] in ("det", "poss")}
        if owners.isdisjoint(_OWN | {"the"}):
            continue
        for token in (part, *below):
            if parse.lemmas[token] in words("opponent"):
                return Basis.ABOUT_OPPONENT, parse.span(token, token + 1)
    return None


def _from_own_action(context: Context, content: Sequence[int], speaker: Set[str]) -> tuple[Basis, Span] | None:
    """“We have taken the hill”, “its fighters had shelled the port”: the speaker or its own people did it."""
    main = context.claimed(list(content))
    if main is None or _negated(context, main):
        return None
    where = own_deed(context, main, speaker)
    return None if where is None else (Basis.OWN_ACTION, where)


def own_deed(context: Context, main: int, speaker: Set[str]) -> Span | None:
    """Where `main` says that the speaker or its own people did something, or did not."""
    parse = context.parse
    if parse.tags[main] not in _PAST | {"VB"} or _to_come(context, main):
        return None
    deed = main
    if parse.lemmas[main] in _HELPING:
        deed = next((c for c in parse.children[main] if parse.deps[c] == "xcomp"), main)
    if parse.pos[deed] != "VERB" or parse.lemmas[deed] in words("no_action"):
        return None
    subject = context.subject(main)
    if subject is None or parse.deps[subject] != "nsubj":
        return None
    if _is_speaker(context, subject, speaker):
        return parse.span(min(subject, main), max(subject, main) + 1)
    for owner in parse.children[subject]:
        if parse.deps[owner] == "poss" and parse.lemmas[subject] in words("own_people"):
            if _is_speaker(context, owner, speaker):
                return parse.span(owner, subject + 1)
    return None


def _is_speaker(context: Context, token: int, speaker: Set[str]) -> bool:
    """Whether the word is “I”, “we”, “our”, or a mention of the speaker."""
    parse = context.parse
    if parse.lemmas[token] in _FIRST or parse.words[token].lower() in ("my", "our"):
        return True
    return context.actors.name_at(parse.span(token, token + 1)) in speaker


def _negated(context: Context, verb: int) -> bool:
    return any(context.parse.deps[c] == "neg" for c in context.parse.children[verb])


def _to_come(context: Context, verb: int) -> bool:
    """Whether the verb tells of what is yet to come, or only possible."""
    parse = context.parse
    return any(parse.deps[c] == "aux" and parse.lemmas[c] in _NOT_DONE for c in parse.children[verb])
