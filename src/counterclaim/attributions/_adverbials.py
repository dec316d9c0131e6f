"""What is added to a clause that says the rest: “according to …”, “reportedly …”."""

from counterclaim.attributions._cues import Cues, Found, is_quotable
from counterclaim.attributions._tree import Tree


def read_according(tree: Tree, token: int) -> Found | None:
    """“according to …”."""
    parse = tree.parse
    if parse.words[token].lower() != "according" or token + 1 >= len(parse) or parse.words[token + 1].lower() != "to":
        return None
    to = token + 1
    source_head = tree.kid(to, "pobj") or tree.kid(token, "pobj")
    if source_head is None:
        return None
    clause = token
    for clause in parse.ancestors(token):
        if parse.pos[clause] in {"VERB", "AUX"}:
            break
    if clause == token:
        return None
    phrase = (token, max(tree.right[token], tree.right[to]) + 1)
    start, end = tree.reach(clause)
    after = parse.words[phrase[1]].lower() if phrase[1] < end else ""
    if start < token and after == "," and phrase[1] + 1 < end and parse.tags[phrase[1] + 1] == "CC":
        end = token
    content = tree.without(start, end, [phrase])
    if not content:
        return None
    source = [tree.trimmed(*tree.noun_phrase(source_head))]
    return Found("according", token, source, [(token, to + 1)], content, "say")


def read_adverb(tree: Tree, cues: Cues, token: int) -> Found | None:
    """“reportedly …”: the clause that the adverb stands in."""
    parse = tree.parse
    if parse.pos[token] != "ADV" or (parse.words[token].lower(), "adv") not in cues or parse.deps[token] != "advmod":
        return None
    clause = parse.heads[token]
    if parse.pos[clause] not in {"VERB", "AUX"} or is_quotable(tree, cues, clause):
        return None  # “reportedly said”: the verb is the cue
    content = tree.without(*tree.reach(clause), [(token, token + 1)])
    return Found("adverb", token, [], [(token, token + 1)], content, "hearsay") if content else None
