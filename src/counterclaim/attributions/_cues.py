"""A cue, and what every construction asks of it: its senses, who is credited, and the cue's own words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from counterclaim.attributions._tree import Ranges, Tree
from counterclaim.lexicons import Cue

_LEAD = frozenset({"aux", "auxpass", "neg", "advmod", "preconj"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_PARTICLES = frozenset({"prt", "advmod"})
#: Lemmas that the parser's lemmatiser gets wrong (en_core_web_sm 3.8: “hoped” gives “hop”).
_LEMMA_SLIPS = {"hop": "hope", "grip": "gripe", "hat": "hate", "retweete": "retweet", "lambast": "lambaste"}
_FORCE = frozenset(
    {"able", "unable", "decline", "refuse", "fail", "go", "have", "continue", "seem", "appear", "willing"}
)
#: Families whose object is somebody's claim, so that it may stand before the verb as an antecedent.
ANSWERS = frozenset({"denial", "confirm", "doubt"})
GIVING = frozenset(
    {"give", "have", "offer", "provide", "release", "issue", "make", "publish", "see", "find", "receive"}
)


@dataclass(slots=True)
class Found:
    """What a rule found, as token ranges. `head` is the cue's main token."""

    rule: str
    head: int
    source: Ranges
    cue: Ranges
    content: Ranges
    family: str = ""
    quotes: list[int] = field(default_factory=list)


Cues = Mapping[tuple[str, str], tuple[Cue, ...]]


def senses_of_verb(tree: Tree, cues: Cues, verb: int) -> tuple[tuple[Cue, ...], int | None]:
    """The senses of a verb, of the verb with its particle first, and the particle's token."""
    parse = tree.parse
    lemma = _LEMMA_SLIPS.get(parse.lemmas[verb], parse.lemmas[verb])
    for child in parse.children[verb]:
        if child == verb + 1 and parse.deps[child] in _PARTICLES:
            senses = cues.get((f"{lemma} {parse.lemmas[child]}", "verb"))
            if senses:
                return senses, child
        elif child > verb and parse.deps[child] in {"dobj", "nsubjpass", "oprd", "ccomp", "acomp"}:
            for word in (child, *parse.children[child]):
                senses = cues.get((f"{lemma} {parse.lemmas[word]}", "verb")) if word > child or word == child else None
                if senses and parse.pos[word] == "ADJ":  # “held the mayor responsible”
                    return senses, None
    return cues.get((lemma, "verb"), ()), None


def is_verb(tree: Tree, token: int) -> bool:
    """Whether a token is a verb, and no name that the tagger took for one (“General Said Al-Masri”)."""
    parse = tree.parse
    if parse.tags[token][:2] != "VB":
        return False
    word = parse.words[token]
    if not word[:1].isupper() or word.isupper() or not 0 < token < len(parse) - 1:
        return True
    first, last = parse.sentence_of(token)
    if token == first or not (parse.words[token - 1][:1].isupper() and parse.words[token + 1][:1].isupper()):
        return True
    words = [w for w in parse.words[max(first, token - 30) : min(last, token + 30)] if w.isalpha()]
    return 4 * sum(w.islower() for w in words) < len(words)  # a headline in capitals


def is_quotable(tree: Tree, cues: Cues, token: int) -> bool:
    """Whether a token is a verb that may introduce a quotation."""
    if not is_verb(tree, token):
        return False
    return any("quote" in sense.patterns for sense in senses_of_verb(tree, cues, token)[0])


def source_of(tree: Tree, verb: int) -> Ranges:
    """The range of who is credited with the verb; empty where nobody is."""
    subject = tree.subject(verb)
    if subject is None:
        return []
    parse = tree.parse
    word = parse.words[subject].lower()
    if word in _RELATIVE and parse.tags[subject] in {"WP", "WDT", "IN", "DT"}:
        clause = parse.heads[subject]
        if parse.deps[clause] in {"relcl", "acl"}:  # “the officials, who said”: the officials, and “who” with them
            start, end = phrase_before(tree, parse.heads[clause], tree.left[clause])
            return [(start, subject + 1)] if subject == end else [(start, end), (subject, subject + 1)]
    if word in {"it", "there", "what"} and _is_dummy(tree, verb, subject):
        return []
    start, end = tree.noun_phrase(subject)
    if end > verb >= start:  # a noun that a participle hangs on: the phrase up to the participle
        end = tree.trimmed(start, tree.left[verb])[1]
    return [tree.trimmed(start, end)] if start < end else []


def phrase_before(tree: Tree, noun: int, limit: int) -> tuple[int, int]:
    return tree.trimmed(tree.left[noun], max(noun + 1, min(limit, tree.noun_phrase(noun)[1])))


def _is_dummy(tree: Tree, verb: int, subject: int) -> bool:
    """“It was reported that”, “it appears that”, “it was not possible to”: a subject that stands for the clause."""
    parse = tree.parse
    above = parse.heads[subject]
    return (
        parse.deps[subject] == "nsubjpass"
        or parse.lemmas[verb] in {"appear", "seem"}
        or (above != verb and parse.lemmas[above] == "be" and tree.kid(above, "acomp", "attr") is not None)
    )


def cue_range(tree: Tree, verb: int, *after: int | None) -> tuple[int, int]:
    """The verb with its auxiliaries and adverbs before it, what it depends on for its force (“was unable to confirm”,
    “has yet to comment”, “neither confirmed nor denied”), and the given tokens right after it."""
    parse, start, end = tree.parse, verb, verb + 1
    while start > 0 and parse.heads[start - 1] == verb and parse.deps[start - 1] in _LEAD:
        start -= 1
    head = parse.heads[verb]
    if parse.deps[verb] == "xcomp" and 0 < verb - head <= 4 and parse.lemmas[head] in _FORCE:
        verbal = parse.heads[head] if parse.deps[head] == "acomp" and 0 < head - parse.heads[head] <= 3 else head
        start = min(start, cue_range(tree, verbal)[0])
    elif (able := tree.enabling(verb)) is not None:  # “was not in a position to say”
        start = cue_range(tree, able)[0]
    elif _is_relayed(tree, verb):  # “is heard saying”, “was quoted as saying”
        start = cue_range(tree, head if parse.deps[verb] == "xcomp" else parse.heads[head])[0]
    elif parse.deps[verb] == "conj" and 0 < verb - head <= 4 and parse.words[verb - 1].lower() in {"nor", "or"}:
        start = min(start, cue_range(tree, head)[0])
    for token in after:
        if token is not None and token == end:
            end = token + 1
    return start, end


def _is_relayed(tree: Tree, verb: int) -> bool:
    """Whether a participle of saying depends on a passive that passes it on."""
    parse = tree.parse
    head = parse.heads[verb]
    if parse.tags[verb] != "VBG" or not 0 < verb - head <= 3 or parse.deps[verb] not in {"xcomp", "pcomp"}:
        return False
    above = parse.heads[head] if parse.words[head].lower() == "as" else head
    return above < verb and tree.kid(above, "auxpass") is not None
