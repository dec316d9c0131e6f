"""Adjectives: “is sure that …”, “it is unclear whether …”."""

from counterclaim.attributions._clauses import clause_content, clause_pattern
from counterclaim.attributions._cues import Cues, Found
from counterclaim.attributions._tree import Ranges, Tree


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
