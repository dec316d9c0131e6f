"""Verbs in the passive: “X is believed to …”, “was accused of …”, “could not be verified”, “it was reported that …”."""

from counterclaim.attributions._clauses import clause_content, clause_pattern
from counterclaim.attributions._cues import ANSWERS, Found, cue_range, phrase_before
from counterclaim.attributions._tree import Ranges, Tree
from counterclaim.lexicons import Cue

_OPEN = frozenset({"contest", "dispute"})


def passive_subject(tree: Tree, verb: int) -> int | None:
    """The subject of a passive, its own or that of the verb it is joined to (“names two men and is backed by …”)."""
    own = tree.kid(verb, "nsubjpass", "nsubj")
    shares = own is None and tree.parse.deps[verb] == "conj" and tree.kid(verb, "agent") is not None
    return tree.kid(tree.parse.heads[verb], "nsubjpass", "nsubj") if shares else own


def read_passive(tree: Tree, senses: tuple[Cue, ...], verb: int, particle: int | None) -> Found | None:
    """The attribution of a verb in the passive, if its cue takes one."""
    parse = tree.parse
    patterns = {pattern: sense for sense in reversed(senses) for pattern in sense.patterns}
    subject = passive_subject(tree, verb)
    if subject is None:
        return None
    relative = parse.tags[subject] in {"WP", "WDT"} or parse.deps[verb] == "relcl"
    if relative and not any(sense.family in ANSWERS for sense in senses):
        return None
    agent = tree.kid(verb, "agent")
    by = tree.kid(agent, "pobj") if agent is not None else None
    source: Ranges = [tree.trimmed(*tree.noun_phrase(by))] if by is not None else []
    if relative and parse.deps[verb] == "relcl":
        named: Ranges = [phrase_before(tree, parse.heads[verb], tree.left[verb])]
    elif parse.words[subject].lower() in {"it", "there"}:
        named = []
    else:
        named = [tree.trimmed(*tree.noun_phrase(subject))]
    content: Ranges = []
    sense: Cue | None = None
    for clause in tree.kids(verb, "ccomp", "xcomp", "advcl", "oprd"):
        pattern = clause_pattern(tree, verb, clause, subject)
        if pattern in {"that", "wh"} and pattern in patterns:
            sense = patterns[pattern]
            content = clause_content(tree, verb, clause)
            if named and "recipient" not in sense.patterns and not source and parse.lemmas[verb] != "ask":
                content = []  # “the town was confirmed that …” is a slip of the parser
        elif pattern == "inf" and parse.deps[clause] != "advcl":
            sense = patterns.get("obj-inf") or patterns.get("that")
            content = [*named, *clause_content(tree, verb, clause)] if sense else []
        elif pattern == "obj-pred" and parse.deps[clause] == "oprd" and "obj-pred" in patterns:
            sense = patterns[pattern]
            content = [*named, *tree.without(*tree.reach(clause), [])]
        if content:
            break
    if not content:
        for prep in tree.kids(verb, "prep"):
            word = parse.words[prep].lower()
            inner = tree.kid(prep, "pobj", "pcomp")
            if f"obj-{word}" not in patterns or inner is None:
                continue
            sense = patterns[f"obj-{word}"]
            if word == "as" and sense.family == "cite":
                return None  # “was quoted as saying”: the participle is read on its own
            content = [*named, *tree.without(prep, tree.right[prep] + 1, [])]
            break
    if not content and named and "obj" in patterns:
        sense = patterns["obj"]
        # “The bank is contested” tells of a matter that is open, and of nobody who denies it.
        if source or (sense.family in {"confirm", "denial"} and parse.lemmas[verb] not in _OPEN):
            content = named if relative else [tree.trimmed(*tree.reach(subject))]
    if not content and not named and not source and "that" in patterns and parse.words[subject - 1] == ",":
        first = parse.sentence_of(verb)[0]  # “The road has been mined, it is feared”, whatever the parser made of it
        if first < subject - 1 and parse.pos[first] != "SCONJ":
            sense, content = patterns["that"], [tree.trimmed(first, subject - 1)]
    if not content or sense is None:
        return None
    return Found("verb.passive", verb, source, [cue_range(tree, verb, particle)], content, sense.family)
