"""Adjectives: “is sure that …”, “it is unclear whether …”, “it is too early to say who …”."""

from counterclaim.attributions._clauses import clause_content, clause_pattern
from counterclaim.attributions._cues import Cues, Found, cue_range
from counterclaim.attributions._tree import Ranges, Tree
from counterclaim.lexicons.open_questions import FIND_OUT, TOO_SOON


def read_adjective(tree: Tree, cues: Cues, adjective: int) -> Found | None:
    """“is sure that …”, “it is unclear whether …”."""
    parse = tree.parse
    if parse.pos[adjective] not in {"ADJ", "VERB"}:
        return None
    senses = cues.get((parse.words[adjective].lower(), "adj"))
    if not senses or parse.deps[adjective] not in {"acomp", "ROOT", "ccomp", "conj", "advcl", "oprd"}:
        return None
    sense = senses[0]
    verb = parse.heads[adjective]
    holders = [adjective] if parse.lemmas[verb] not in {"be", "remain", "seem", "appear", "feel"} else [adjective, verb]
    for holder in holders:
        for clause in tree.kids(holder, "ccomp", "xcomp", "advcl"):
            if clause < adjective:
                continue
            pattern = clause_pattern(tree, holder, clause, None)
            negated = tree.is_negated(holders[-1])
            if pattern not in sense.patterns and not (negated and f"not-{pattern}" in sense.patterns):
                continue
            subject = tree.kid(holders[-1], "nsubj")
            dummy = subject is None or parse.words[subject].lower() in {"it", "there"}
            if dummy and sense.family == "thought":
                continue
            source: Ranges = [] if dummy or subject is None else [tree.trimmed(*tree.noun_phrase(subject))]
            cue = (
                verb if verb < adjective and holders[-1] == verb and adjective - verb <= 3 else adjective,
                adjective + 1,
            )
            return Found(
                f"adj.{pattern}", adjective, source, [cue], clause_content(tree, adjective, clause), sense.family
            )
    return None


def read_open_question(tree: Tree, word: int) -> Found | None:
    """“It is too early to say who …”, “it would be premature to speculate on …”: nobody's answer yet."""
    parse, be = tree.parse, tree.parse.heads[word]
    if parse.words[word].lower() not in TOO_SOON:
        return None
    subject = tree.kid(be, "nsubj", "expl")
    if parse.lemmas[be] != "be" or subject is None or parse.lemmas[subject] != "it":
        return None
    asked = (v for holder in (word, be) for v in tree.kids(holder, "xcomp", "advcl", "ccomp") if v > word)
    verb = next((v for v in asked if parse.lemmas[v] in FIND_OUT and parse.tags[v] == "VB"), None)
    if verb is None:
        return None
    clause = next((c for c in tree.kids(verb, "ccomp", "dobj") if c > verb), None)
    preps = (c for c in tree.kids(verb, "prep") if c > verb)
    inner = clause if clause is not None else next((i for p in preps for i in tree.kids(p, "pobj", "pcomp")), None)
    if inner is None:
        return None
    content = tree.without(*tree.reach(inner), [])
    return Found("adj.open", word, [], [(cue_range(tree, be)[0], verb + 1)], content, "doubt") if content else None
