"""Which attributions are claims at all: not a condition of speaking, a purpose, a mere act or a source's name."""

from collections.abc import Sequence

from counterclaim.claims._context import SUBJECTS, Context, touching
from counterclaim.claims._stances import NEGATION
from counterclaim.claims._words import all_cues, cue_lemmas, has, speech_lemmas, words
from counterclaim.lexicons.party_nouns import load_person_nouns
from counterclaim.records.attributions import Attribution
from counterclaim.records.mentions import ActorKind

#: A content that only names the speaker's terms has no more words than this.
_SHORT = 7
_FRAGMENT = 3
_LIGHT = frozenset({"DET", "ADP", "PUNCT", "ADV", "PART", "CCONJ", "AUX", "SCONJ"})
_NOT_YET = frozenset({"will", "would", "'ll", "may", "might", "must", "should", "to"})
_COST = frozenset({"life", "victim"})
_WHY = frozenset({"because", "for", "due", "as", "out", "citing"})
_EACH_OTHER = ({"each", "other"}, {"one", "another"})
_CONDITIONAL = frozenset({"if", "unless", "until", "once"})
#: Below this probability a finding of the model alone is no claim; it stays in the reading as an attribution.
_SURE = 0.5


def is_claim(context: Context, attribution: Attribution) -> bool:
    """Whether somebody is credited here with something said, thought or wanted that a desk would record."""
    cue, content = context.tokens(attribution.cue), context.tokens(attribution.content)
    if not content or [*context.lemmas(context.tokens(attribution.source))] == ["you"]:
        return False
    return not (
        _hypothetical(context, cue)
        or _addresses_reader(context, attribution, cue)
        or _terms_of_speaking(context, content)
        or _only_when(context, attribution, content)
        or _purpose(context, cue)
        or _act(context, cue, content)
        or _names_source(context, cue, content)
        or _names_opponent(context, cue, content)
        or _only_names(context, attribution, cue, content)
        or (not _tells_by_form(attribution) and _deed(context, cue, content))
        or _unsupported(context, attribution, cue, content)
    )


def _tells_by_form(attribution: Attribution) -> bool:
    """Whether the form says that something is told, whatever the verb: a headline's end, a count taken to another."""
    return attribution.found_by.startswith("line.") or attribution.found_by.endswith(("verb.count", "verb.tally"))


def _hypothetical(context: Context, cue: Sequence[int]) -> bool:
    """Whether the cue stands in a condition (“if the report is confirmed”): nobody says anything yet."""
    parse = context.parse
    return any(
        parse.lemmas[child] in _CONDITIONAL and parse.deps[child] in ("mark", "advmod")
        for token in cue
        if parse.pos[token] == "VERB"
        for child in parse.children[token]
    )


def _addresses_reader(context: Context, attribution: Attribution, cue: Sequence[int]) -> bool:
    """“Want to read more?”, “Think of the children”: the cue is a command, or a question to the reader."""
    parse = context.parse
    if not attribution.source and "ask" in context.lemmas(cue):
        return True  # “asked about the strike, he said …”: by whom, is not told
    return not attribution.source and any(
        parse.tags[t] in ("VB", "VBP") and parse.deps[t] == "ROOT" and not context.has_subject(t) for t in cue
    )


def _terms_of_speaking(context: Context, content: Sequence[int]) -> bool:
    """“asked not to be named”, “on condition of anonymity”, “wants to remain anonymous”."""
    parse = context.parse
    main = context.main(list(content))
    if main is None:
        return False
    reasons = {t for c in parse.children[main] if _is_reason(context, c) for t in parse.subtree(c)}
    content = [t for t in content if t not in reasons]  # “because he was not allowed to speak”
    if len(content) > _SHORT:
        return False
    if not words("anonymity").isdisjoint(context.lemmas(content)):
        return True
    return any(
        parse.lemmas[t] in words("naming") and parse.tags[t] == "VBN" and {"be", "to"} >= _below(context, t, content)
        for t in content
    )


def _is_reason(context: Context, token: int) -> bool:
    parse = context.parse
    return parse.deps[token] == "advcl" or (parse.deps[token] == "prep" and parse.lemmas[token] in _WHY)


def _below(context: Context, verb: int, content: Sequence[int]) -> set[str]:
    """The lemmas that hang on `verb` inside the content, negations and adverbs aside."""
    parse, inside = context.parse, set(content)
    return {parse.lemmas[c] for c in parse.children[verb] if c in inside and parse.deps[c] not in ("neg", "advmod")}


def _only_when(context: Context, attribution: Attribution, content: Sequence[int]) -> bool:
    """Whether the content names a time, or nothing: a slip of the parse (“the group said Thursday”)."""
    timed = {t for timex in touching(context.timexes, attribution.content) for t in context.parse.tokens_in(timex.span)}
    return all(t in timed or context.parse.pos[t] in _LIGHT for t in content)


def _purpose(context: Context, cue: Sequence[int]) -> bool:
    """“used tests to identify the dead”, “the means to confirm it”, “will announce its plan”: an act still to come.

    What somebody went somewhere to say is said.
    """
    parse = context.parse
    if not cue or parse.lemmas[cue[0]] not in _NOT_YET:
        return False
    lemmas = context.lemmas(cue)
    if parse.lemmas[cue[0]] == "to":
        return speech_lemmas().isdisjoint(lemmas) and NEGATION.isdisjoint(lemmas)
    return (has("confirm", lemmas) or has("deny", lemmas)) and NEGATION.isdisjoint(lemmas)


def _act(context: Context, cue: Sequence[int], content: Sequence[int]) -> bool:
    """“refusing to treat the wounded”, “the storm claimed ten lives”: done, not said. A fragment says nothing."""
    parse, lemmas = context.parse, set(context.lemmas(cue))
    main = context.main(list(content))
    if main is None:
        return False
    if not words("reported").isdisjoint(lemmas) and len(content) < _FRAGMENT:
        return True
    if lemmas & {"refuse", "decline"} and parse.tags[main] == "VB":
        spoken = words("say") | words("deny") | words("confirm") | words("verify") | words("unconfirmed_verb")
        return parse.lemmas[main] not in spoken
    telling = [t for t in cue if parse.tags[t] == "VBG" and parse.lemmas[t] in words("dwelling")]
    as_what = any(parse.lemmas[t] == "as" and parse.heads[t] in cue for t in content)
    if telling and parse.pos[main] == "NOUN" and not as_what:
        return True  # “mourning his death”, “describing the horrors”; describing them “as made up” judges them
    return "claim" in lemmas and parse.pos[main] in ("NOUN", "NUM") and not _COST.isdisjoint(context.lemmas(content))


def _deed(context: Context, cue: Sequence[int], content: Sequence[int]) -> bool:
    """“banned the word”, “designed it to float”, “known for its temper”: no word that credits anybody, and nothing that
    is said: neither a clause nor a quotation."""
    parse, inside = context.parse, set(content)
    if not cue or not all_cues().isdisjoint([*context.lemmas(cue), *(parse.words[t].lower() for t in cue)]):
        return False
    said = parse.span(content[0], content[-1] + 1)
    if any(quotation.overlaps(said) for quotation in context.quotations):
        return False
    return not any(parse.deps[t] in SUBJECTS and parse.heads[t] in inside for t in content)


def _unsupported(context: Context, attribution: Attribution, cue: Sequence[int], content: Sequence[int]) -> bool:
    """What a model alone found and is not sure of. On news unlike that which it learned from, most of these are deeds
    or bare nouns; beside a rule, a low score is kept, and a clause that somebody named is said to deny."""
    if attribution.found_by != "model" or attribution.score >= _SURE:
        return False
    main = context.main(list(content))
    clause = main is not None and context.has_subject(main)
    return not (clause and attribution.source and not cue_lemmas("denial").isdisjoint(context.lemmas(cue)))


def _names_source(context: Context, cue: Sequence[int], content: Sequence[int]) -> bool:
    """“citing unnamed officials”: who is cited, not what they say."""
    parse = context.parse
    main = context.main(list(content))
    if main is None or not {"cite", "quote"} & set(context.lemmas(cue)):
        return False
    if all(parse.tags[t] == "VBG" for t in cue) and all(parse.pos[t] not in ("VERB", "AUX") for t in content):
        return True  # “citing measurements at three points”
    if parse.pos[main] not in ("NOUN", "PROPN"):
        return False
    named = context.actors.name_at(parse.span(main, main + 1)) is not None
    return named or parse.lemmas[main] in words("source_noun")


def _names_opponent(context: Context, cue: Sequence[int], content: Sequence[int]) -> bool:
    """“contradicting the minister”, “rejected the envoy”: whom somebody opposes, not what they deny."""
    parse = context.parse
    main = context.main(list(content))
    if main is None or any(parse.pos[t] == "VERB" for t in content):
        return False
    if "contradict" in context.lemmas(cue):
        return parse.lemmas[main] not in words("reference_head") | words("back_reference")
    if parse.pos[main] not in ("NOUN", "PROPN"):
        return False
    return not cue_lemmas("denial").isdisjoint(context.lemmas(cue)) and _is_person(context, main)


def _is_person(context: Context, noun: int) -> bool:
    """Whether `noun` is the name of a person or a word for one (“minister”, “witnesses”)."""
    span = context.parse.span(noun, noun + 1)
    name = context.actors.name_at(span)
    named = any(actor.name == name and actor.kind is ActorKind.PERSON for actor in context.actors.parties)
    return named or context.parse.lemmas[noun] in load_person_nouns()


def _only_names(context: Context, attribution: Attribution, cue: Sequence[int], content: Sequence[int]) -> bool:
    """“a man named Varga”, “the group, which calls itself the Front”, “a request for comment”, “accuse each other”."""
    parse, lemmas = context.parse, set(context.lemmas(cue))
    if {parse.words[token].lower() for token in content} in _EACH_OTHER:
        return True
    if lemmas & {"call", "name", "dub", "style"}:
        itself = parse.words[content[0]].lower() == "itself"
        return itself or (not attribution.source and parse.pos[content[-1]] == "PROPN")
    asked = words("asking_noun") & lemmas and parse.pos[cue[0]] == "NOUN"
    return bool(asked) and parse.lemmas[content[0]] in words("unconfirmed_noun")
