"""The rules: from a cue in its sentence to source, cue and content.

Each rule has a stable name, which `found_by` shows (docs/decisions/0007 describes them):

    verb.PATTERN      a cue verb and its complement; PATTERN as in lexicons/cues.tsv (verb.that, verb.obj-as, …)
    verb.passive      “X is believed to …”, “was accused of …”, “could not be verified”, “it was reported that …”
    verb.aside        “X, he said, …”: the clause around a verb of saying set off by commas
    noun.PATTERN      “its claim that …”, “the denial of …”, “reports of …”
    noun.absent       “no official confirmation of …”, “no word on …”
    adj.PATTERN       “is sure that …”, “it is unclear whether …”
    according         “according to …”
    adverb            “reportedly …”, “allegedly …”
    quote.verb        a quotation with its verb of saying beside it
    quote.colon       a quotation after “NAME:” or a clause that ends with a colon
    quote.according   a quotation followed by “according to …”
    quote.dash        a quotation signed after a dash: “…” — NAME
    quote.again       a whole-sentence quotation after a statement: its speaker goes on
    line.colon        a transcript's or a headline's “NAME: …”
    line.post         a post signed with a handle: … — NAME (@handle)
    line.ending       a headline's “…: police”
    quote.alone       a whole-sentence quotation without anybody who says it
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from counterclaim.attributions._tree import Ranges, Tree
from counterclaim.lexicons import Cue

_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
_WH = frozenset({"what", "who", "whom", "whose", "which", "where", "when", "why", "how", "whether", "if"})
_LEAD = frozenset({"aux", "auxpass", "neg", "advmod", "preconj"})
_EMPTY_OBJECTS = frozenset({"it", "that", "this", "so", "something", "anything", "nothing", "what", "which", "who"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_PARTICLES = frozenset({"prt", "advmod"})
#: Lemmas that the parser's lemmatiser gets wrong (en_core_web_sm 3.8: “hoped” gives “hop”).
_LEMMA_SLIPS = {"hop": "hope", "grip": "gripe", "hat": "hate", "retweete": "retweet", "lambast": "lambaste"}
_GOES_ON = frozenset({"for", "with", "over", "as", "against", "between", "among", "of", "about", "into", "from", "to"})
_GIVING = frozenset(
    {"give", "have", "offer", "provide", "release", "issue", "make", "publish", "see", "find", "receive"}
)
_OFFICES = frozenset({"ministry", "department", "government", "office", "head", "minister", "secretary", "leader"})
_FORCE = frozenset(
    {"able", "unable", "decline", "refuse", "fail", "go", "have", "continue", "seem", "appear", "willing"}
)
#: Families whose object is somebody's claim, so that it may stand before the verb as an antecedent.
_RUMOURS = frozenset({"report", "rumour", "rumor", "allegation"})  # “reports of shelling” need no source
_ANSWERS = frozenset({"denial", "confirm", "doubt"})


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
            start, end = _before(tree, parse.heads[clause], tree.left[clause])
            return [(start, subject + 1)] if subject == end else [(start, end), (subject, subject + 1)]
    if word in {"it", "there", "what"} and _is_dummy(tree, verb, subject):
        return []
    start, end = tree.noun_phrase(subject)
    if end > verb >= start:  # a noun that a participle hangs on: the phrase up to the participle
        end = tree.trimmed(start, tree.left[verb])[1]
    return [tree.trimmed(start, end)] if start < end else []


def _before(tree: Tree, noun: int, limit: int) -> tuple[int, int]:
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


def read_verb(tree: Tree, cues: Cues, verb: int) -> Found | None:
    """The attribution of a verb that is a cue and has a complement, if any."""
    parse = tree.parse
    if not is_verb(tree, verb):
        return None
    senses, particle = senses_of_verb(tree, cues, verb)
    if not senses:
        return None
    if tree.kid(verb, "auxpass") is not None and _passive_subject(tree, verb) is not None:
        return _read_passive(tree, senses, verb, particle)
    if parse.tags[verb] == "VBN" and parse.deps[verb] in {"acl", "relcl"} and tree.kid(verb, "aux") is None:
        return None  # “troops expected to leave”: nobody is named who expects
    patterns = {pattern: sense for sense in reversed(senses) for pattern in sense.patterns}
    found = _complement(tree, patterns, verb)
    if found is None:
        return _read_answer(tree, patterns, verb) or _read_aside(tree, patterns, verb)
    pattern, content, link = found
    asked = parse.tags[verb] == "VBN" and parse.deps[verb] == "advcl" and "recipient" in patterns
    source = [] if asked else source_of(tree, verb)  # “asked whether …, he said”: nobody is named who asks
    cue = cue_range(tree, verb, particle, link)
    return Found(f"verb.{_family(pattern)}", verb, source, [cue], content, patterns[pattern].family)


def _family(pattern: str) -> str:
    return "to" if "+" in pattern else pattern


def _complement(tree: Tree, patterns: Mapping[str, Cue], verb: int) -> tuple[str, Ranges, int | None] | None:
    """The pattern that holds, the content, and the preposition that belongs to the cue."""
    parse = tree.parse
    clauses = [c for c in parse.children[verb] if parse.deps[c] in {"ccomp", "xcomp", "advcl", "csubj", "oprd"}]
    clauses.sort(key=lambda c: c < verb)  # those after the verb first
    object_ = next((c for c in parse.children[verb] if parse.deps[c] in {"dobj", "dative"} and c > verb), None)
    asked = next((c for c in tree.kids(verb, "dobj") if c < verb and parse.tags[c] in {"WP", "WDT"}), None)
    predicate = tree.kid(verb, "oprd")
    if asked is not None and predicate is not None and "obj-pred" in patterns:  # “what he called a betrayal”
        return "obj-pred", [(asked, asked + 1), *tree.without(*tree.reach(predicate), [])], None
    for clause in clauses:
        if clause < verb and tree.kid(verb, "nsubj", "nsubjpass") is None and tree.kid(clause, "nsubj") is not None:
            rest = tree.without(verb + 1, tree.right[verb] + 1, [])  # “Front denies defeat, says army in retreat”
            return ("that", rest, None) if rest and "that" in patterns else None
        if clause < verb and "quote" not in patterns:
            continue  # only verbs of saying follow what they report
        pattern = clause_pattern(tree, verb, clause, object_)
        between = object_ is not None and verb < object_ < clause
        if pattern in {"inf", "ing"} and between and f"obj-{pattern}" in patterns:
            pattern = f"obj-{pattern}"
        if pattern == "obj-ing" and pattern not in patterns and parse.deps[clause] == "ccomp":
            pattern = "that"  # a headline's clause: “says talks continuing”
        if pattern is None or pattern not in patterns:
            continue
        if pattern.startswith("obj-") and object_ is not None and object_ < clause:
            start = tree.left[object_]
            return pattern, tree.without(start, tree.right[clause] + 1, []), None
        content = clause_content(tree, verb, clause)
        if content:
            return pattern, content, None
    preps = [c for c in parse.children[verb] if parse.deps[c] in {"prep", "dative"} and c > verb]
    for prep in preps:
        word = parse.words[prep].lower()
        inner = tree.kid(prep, "pobj", "pcomp", "amod", "advmod")  # “as baseless”
        if inner is None:
            continue
        if f"obj-{word}" in patterns and object_ is not None and object_ < prep and _is_estimate(tree, word, prep):
            end = _end_of_counts(tree, tree.right[prep] + 1)
            return f"obj-{word}", tree.without(tree.left[object_], end, []), None
        if f"not+{word}" in patterns and tree.is_negated(verb):
            return f"not+{word}", tree.without(*tree.reach(inner), []), prep
        if f"+{word}" in patterns:
            return f"+{word}", tree.without(tree.left[inner], _end_of_object(tree, verb, inner), []), prep
    if object_ is not None and parse.deps[object_] == "dobj":
        for prep in tree.kids(object_, "prep"):
            word = parse.words[prep].lower()
            if f"obj-{word}" in patterns and _is_estimate(tree, word, prep):
                return f"obj-{word}", tree.without(*tree.reach(object_), []), None
        if "obj" in patterns and _is_content(tree, patterns["obj"], object_):
            return "obj", tree.without(tree.left[object_], _end_of_object(tree, verb, object_), []), None
    return None


def _is_estimate(tree: Tree, word: str, prep: int) -> bool:
    """Whether “at” leads to a number: “put the losses at twelve”, not “put guards at the gate”."""
    return word != "at" or any(tree.parse.tags[t] == "CD" for t in range(prep, tree.right[prep] + 1))


def _end_of_counts(tree: Tree, end: int) -> int:
    """Where a row of counts ends that begins before `end`: “12 dead | and 30 injured”."""
    parse = tree.parse
    while end + 2 < len(parse) and parse.words[end].lower() in {"and", ","} and parse.tags[end + 1] == "CD":
        end += 3 if parse.words[end + 2].isalpha() else 2
    return end


def _end_of_object(tree: Tree, verb: int, object_: int) -> int:
    """Where the object ends, with what the parser hung on the verb though it says more of the object: “criticised the
    army for shelling the town”, “called on rebels to leave”."""
    parse = tree.parse
    end = tree.right[object_] + 1
    for child in parse.children[verb]:
        if child < end:
            continue
        clause = {"xcomp", "ccomp", "acl", "relcl"}
        if parse.heads[object_] != verb and parse.words[tree.left[child]].lower() == "to":
            clause.add("advcl")  # “called on both sides to stop”
        goes_on = (parse.deps[child] == "prep" and parse.words[child].lower() in _GOES_ON) or (
            parse.deps[child] in clause and tree.left[child] == end
        )
        if tree.left[child] != end or not goes_on:
            break
        end = tree.right[child] + 1
    return end


def _is_content(tree: Tree, sense: Cue, object_: int) -> bool:
    word = tree.parse.words[object_].lower()
    if sense.family in _ANSWERS or sense.family == "judge":  # “confirmed this”, “denied it”
        return word not in {"what", "which", "who"}
    return word not in _EMPTY_OBJECTS


def clause_pattern(tree: Tree, verb: int, clause: int, object_: int | None) -> str | None:
    """What kind of complement a clause is: that, wh, inf, ing, obj-inf, obj-pred, or None."""
    parse = tree.parse
    dep, tag = parse.deps[clause], parse.tags[clause]
    if dep == "oprd":
        return "obj-pred" if object_ is not None else None
    to = any(parse.tags[c] == "TO" for c in tree.kids(clause, "aux"))
    subject = tree.kid(clause, "nsubj", "nsubjpass", "expl", "csubj")
    first = parse.words[tree.left[clause]].lower()
    finite = tag in _FINITE_TAGS or any(parse.tags[c] in _FINITE_TAGS for c in tree.kids(clause, "aux", "auxpass"))
    if dep == "advcl":
        return "wh" if first in {"whether", "if", "why", "how"} and clause > verb else None
    if first in _WH and tree.left[clause] > verb:
        return "wh"
    if to:
        return "obj-inf" if subject is not None else "inf"
    if finite:
        return "that"
    if tag == "VBG":
        return "obj-ing" if subject is not None and parse.deps[subject] != "poss" else "ing"
    if dep == "ccomp":
        return "that" if subject is None or clause < verb or tag[:2] == "VB" else "obj-pred"
    return "obj-pred" if subject is not None or object_ is not None else None


def clause_content(tree: Tree, verb: int, clause: int) -> Ranges:
    """The words of a complement clause, without the words of the cue's own clause that stand inside its reach."""
    start, end = tree.reach(clause)
    if end <= verb:
        return tree.without(start, end, [])
    if not start <= verb < end:
        return tree.without(start, end, [])
    own = [tree.left[c] for c in tree.parse.children[verb] if c != clause and start < tree.left[c] < verb]
    return tree.without(start, end, [(min(own, default=verb), verb + 1)])  # “which | he said | was false”


def _read_answer(tree: Tree, patterns: Mapping[str, Cue], verb: int) -> Found | None:
    """“…, a claim the rebels denied”: what is denied, confirmed or doubted is the noun before the clause."""
    parse = tree.parse
    sense = patterns.get("obj")
    if sense is None or sense.family not in _ANSWERS or parse.deps[verb] != "relcl" or tree.kid(verb, "nsubj") is None:
        return None
    if parse.pos[parse.heads[verb]] not in {"NOUN", "PROPN"}:
        return None
    content = [_before(tree, parse.heads[verb], tree.left[verb])]
    return Found("verb.obj", verb, source_of(tree, verb), [cue_range(tree, verb)], content, sense.family)


def _read_aside(tree: Tree, patterns: Mapping[str, Cue], verb: int) -> Found | None:
    """“X, he said, Y” and “as he said”: the content is the clause that the verb is set into."""
    parse = tree.parse
    sense = patterns.get("quote") or patterns.get("that")
    if sense is None or sense.family not in {"say", "thought", "confirm"}:
        return None
    dep, head = parse.deps[verb], parse.heads[verb]
    if head == verb or tree.kid(verb, "nsubj") is None:
        return None
    as_ = dep == "advcl" and parse.words[tree.left[verb]].lower() == "as"
    if (not as_ and dep != "parataxis") or (as_ and (sense.family == "thought" or parse.lemmas[verb] == "continue")):
        return None
    if parse.pos[head] not in {"VERB", "AUX"} and not as_:
        return None
    if as_ and any(0 < tree.left[verb] - negation <= 2 for negation in tree.kids(head, "neg")):
        return None  # “it is not, as he claimed, a school”: he claimed that it is
    start, end = tree.reach(head)
    content = tree.without(start, end, [tree.reach(verb)])
    if not content:
        return None
    return Found("verb.aside", verb, source_of(tree, verb), [cue_range(tree, verb)], content, sense.family)


def _passive_subject(tree: Tree, verb: int) -> int | None:
    """The subject of a passive, its own or that of the verb it is joined to (“names two men and is backed by …”)."""
    own = tree.kid(verb, "nsubjpass", "nsubj")
    shares = own is None and tree.parse.deps[verb] == "conj" and tree.kid(verb, "agent") is not None
    return tree.kid(tree.parse.heads[verb], "nsubjpass", "nsubj") if shares else own


def _read_passive(tree: Tree, senses: tuple[Cue, ...], verb: int, particle: int | None) -> Found | None:
    parse = tree.parse
    patterns = {pattern: sense for sense in reversed(senses) for pattern in sense.patterns}
    subject = _passive_subject(tree, verb)
    if subject is None:
        return None
    relative = parse.tags[subject] in {"WP", "WDT"} or parse.deps[verb] == "relcl"
    if relative and not any(sense.family in _ANSWERS for sense in senses):
        return None
    agent = tree.kid(verb, "agent")
    by = tree.kid(agent, "pobj") if agent is not None else None
    source: Ranges = [tree.trimmed(*tree.noun_phrase(by))] if by is not None else []
    if relative and parse.deps[verb] == "relcl":
        named: Ranges = [_before(tree, parse.heads[verb], tree.left[verb])]
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
        if source or sense.family in {"confirm", "denial"}:
            content = named if relative else [tree.trimmed(*tree.reach(subject))]
    if not content and not named and not source and "that" in patterns and parse.words[subject - 1] == ",":
        first = parse.sentence_of(verb)[0]  # “The road has been mined, it is feared”, whatever the parser made of it
        if first < subject - 1 and parse.pos[first] != "SCONJ":
            sense, content = patterns["that"], [tree.trimmed(first, subject - 1)]
    if not content or sense is None:
        return None
    return Found("verb.passive", verb, source, [cue_range(tree, verb, particle)], content, sense.family)


def read_noun(tree: Tree, cues: Cues, noun: int) -> Found | None:
    """“its claim that …”, “the denial of …”, “the hope is that …”, “no official confirmation of …”."""
    parse = tree.parse
    senses = cues.get((parse.lemmas[noun], "noun"))
    if parse.pos[noun] != "NOUN" or not senses:
        return None
    absence = next((sense for sense in senses if sense.family == "absence"), None)
    denier = _denied(tree, noun) if absence is not None else None
    if absence is not None and denier is not None:
        return _read_absence(tree, absence, noun, denier)
    sense = next((sense for sense in senses if sense.family != "absence"), None)
    if sense is None:
        return None
    pattern, content, source, cue_end = _noun_parts(tree, sense, noun)
    source = source or _holder(tree, noun)
    rumoured = parse.tags[noun] == "NNS" and parse.lemmas[noun] in _RUMOURS
    if not content or (pattern not in {"that", "wh"} and not source and not rumoured):
        return None
    rule = pattern if pattern in {"that", "wh", "inf"} else "of"
    return Found(f"noun.{rule}", noun, source, [(noun, cue_end)], content, sense.family)


def _noun_parts(tree: Tree, sense: Cue, noun: int) -> tuple[str, Ranges, Ranges, int]:
    """Pattern, content, source and the end of the cue of a noun, from what hangs on it."""
    parse = tree.parse
    pattern = ""
    content: Ranges = []
    source: Ranges = []
    cue_end = noun + 1
    for child in parse.children[noun]:
        dep, word = parse.deps[child], parse.words[child].lower()
        if dep in {"acl", "relcl", "ccomp"} and child > noun and not content:
            mark = parse.words[tree.left[child]].lower()
            found = (
                "that"
                if mark == "that" and _is_whole(tree, child)
                else "inf"
                if mark == "to" and parse.tags[child] == "VB"
                else "wh"
                if mark in {"whether", "if"}
                else ""
            )
            if found in sense.patterns:
                pattern, content = found, tree.without(*tree.reach(child), [])
        elif dep == "poss":
            source = [tree.trimmed(tree.left[child], _without_case(tree, child))]
        elif dep == "prep" and child > noun:
            inner = tree.kid(child, "pobj", "pcomp")
            if inner is None:
                continue
            if word in {"by", "from"}:
                source = [tree.trimmed(*tree.noun_phrase(inner))]
            elif f"+{word}" in sense.patterns and not content:
                pattern, content = f"+{word}", tree.without(*tree.reach(inner), [])
                cue_end = child + 1 if child == noun + 1 else cue_end
    verb = parse.heads[noun]
    if not content and parse.lemmas[verb] == "be" and parse.deps[noun] == "nsubj" and "that" in sense.patterns:
        clause = tree.kid(verb, "ccomp")
        if clause is not None and clause > verb and parse.words[tree.left[clause]].lower() == "that":
            pattern, content, cue_end = "that", tree.without(*tree.reach(clause), []), noun + 1
    return pattern, content, source, cue_end


def _is_whole(tree: Tree, clause: int) -> bool:
    """Whether a clause after “that” is complete, so that “that” is no relative pronoun standing in it."""
    parse = tree.parse
    first = tree.left[clause]
    return parse.deps[first] == "mark" or (
        parse.deps[first] not in {"nsubj", "nsubjpass"} and tree.kid(clause, "nsubj", "nsubjpass", "expl") is not None
    )


def _without_case(tree: Tree, possessor: int) -> int:
    case = tree.kid(possessor, "case")
    return case if case is not None else tree.right[possessor] + 1


def _holder(tree: Tree, noun: int) -> Ranges:
    """Who makes the claim in “they made the claim that …”."""
    parse = tree.parse
    verb = parse.heads[noun]
    if parse.deps[noun] == "dobj" and parse.lemmas[verb] in {
        "make", "issue", "have", "express", "voice", "raise", "release", "publish", "repeat", "give", "hold", "share",
        "send", "post", "put",
    }:  # fmt: skip
        return source_of(tree, verb)
    return []


def _denied(tree: Tree, noun: int) -> int | None:
    """The token that says that there is none: “no” before the noun, or “not” at its verb."""
    parse = tree.parse
    no = next((c for c in tree.kids(noun, "det") if parse.words[c].lower() in {"no", "any", "neither"}), None)
    if no is not None and parse.words[no].lower() == "no":
        return no
    verb = parse.heads[noun]
    if parse.deps[noun] == "dobj" and parse.lemmas[verb] in _GIVING and noun > verb:
        negated = tree.kid(verb, "neg")
        if (
            negated is None
            and parse.deps[verb] == "xcomp"
            and "yet" in map(str.lower, parse.words[max(0, verb - 3) : verb])
        ):
            negated = parse.heads[verb]
        return negated
    return None


def _read_absence(tree: Tree, sense: Cue, noun: int, denier: int) -> Found | None:
    """“there was no confirmation from X of Y”, “X gave no details of Y”, “no word on whether Y”."""
    parse = tree.parse
    verb = parse.heads[noun]
    _, content, source, _ = _noun_parts(tree, sense, noun)
    start = denier
    governed = parse.pos[verb] in {"VERB", "AUX"} and verb < noun
    if governed:
        there = tree.kid(verb, "expl")
        if there is not None and noun - there < 10:
            start = there
        elif parse.lemmas[verb] in _GIVING:
            start = cue_range(tree, verb)[0]
            source = source or source_of(tree, verb)
    if not content:
        last = (tree.right[verb] if governed else tree.right[noun]) + 1
        content, limit = _thing_absent(tree, sense, noun, last)
        source = [tree.trimmed(low, min(high, limit)) for low, high in source if low < limit]
    for token in range(noun + 1, min(noun + 8, len(parse))):
        if not source and parse.words[token].lower() in {"from", "by"} and parse.deps[token] == "prep":
            inner = tree.kid(token, "pobj")
            if inner is not None:
                source = [tree.trimmed(*tree.noun_phrase(inner))]
    source = [part for part in source if part[0] < part[1]]
    return Found("noun.absent", noun, source, [(start, noun + 1)], content, sense.family)


def _thing_absent(tree: Tree, sense: Cue, noun: int, last: int) -> tuple[Ranges, int]:
    """What there is no word of, wherever the parser hung it after the noun, and where the words for it begin."""
    parse = tree.parse
    for token in range(noun + 1, last):
        word = parse.words[token].lower()
        if word in {"whether", "that", "if", "how", "when"} and parse.deps[token] in {"mark", "advmod"}:
            clause = parse.heads[token]
            return tree.without(token, tree.right[clause] + 1, []), token
        if f"+{word}" in sense.patterns and parse.deps[token] == "prep" and word != "for":
            inner = tree.kid(token, "pobj", "pcomp")
            near = parse.heads[token]
            if inner is not None and (near <= noun or parse.lemmas[near] not in _OFFICES):
                return tree.without(*tree.reach(inner), []), token
    return [], last


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


def read_cues(tree: Tree, cues: Cues, skip: set[int]) -> Iterator[Found]:
    """All attributions found by their cue, but for the cues in `skip` (already linked to quotations)."""
    for token in range(len(tree.parse)):
        if token in skip:
            continue
        pos = tree.parse.pos[token]
        found = None
        if pos in {"VERB", "AUX"}:
            found = read_verb(tree, cues, token) or read_adjective(tree, cues, token)
            found = found or (read_according(tree, token))
        elif pos == "NOUN":
            found = read_noun(tree, cues, token)
        elif pos == "ADJ":
            found = read_adjective(tree, cues, token)
        elif pos == "ADV":
            found = read_adverb(tree, cues, token)
        elif pos in {"ADP", "SCONJ"}:
            found = read_according(tree, token)
        if found is not None:
            yield found
