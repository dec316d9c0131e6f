"""Whom a speaker cites: “The paper said X, citing two officials” makes X the officials' word, through the paper."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from counterclaim.attributions._tree import Tree
from counterclaim.lexicons import load_cues
from counterclaim.lexicons.party_nouns import is_party_noun
from counterclaim.records.attributions import Attribution
from counterclaim.records.ids import AttributionId, make_id
from counterclaim.records.parses import Parse
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import Span, Spans

_CITING = frozenset({"cite", "quote"})
_PARTIES = frozenset({"PERSON", "ORG", "NORP"})
#: Families of cues that hand words on; who denies or demands something, citing others, does it alone.
_CARRYING = frozenset({"say", "report", "cite", "evidence", "hearsay"})
#: So far up from a participle the clause that it belongs to is looked for.
_CLIMB = 6
_MARKS = " ,;:–—-"
_RULE = "verb.citing"


def find_cited(revision: Revision, parse: Parse, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions to parties that others cite for what they say: each has the citing one as its parent and the
    same content, without the words that cite. Linear in the text."""
    at_cue: dict[int, Attribution] = {}
    at_source: dict[int, Attribution] = {}
    for attribution in attributions:
        for spans, at in ((attribution.cue, at_cue), (attribution.source, at_source)):
            for span in spans:
                for token in parse.tokens_in(span):
                    at.setdefault(token, attribution)
    citing = [t for t in range(len(parse)) if parse.lemmas[t] in _CITING and parse.pos[t] == "VERB"]
    if not citing:
        return []
    tree = Tree(parse)
    return [
        replace(inner, id=AttributionId(make_id("a", [revision.id, _RULE, inner.cue[0].start, inner.parent])))
        for token in citing
        if (inner := _cited(tree, token, at_cue, at_source)) is not None
    ]


def _cited(
    tree: Tree, token: int, at_cue: Mapping[int, Attribution], at_source: Mapping[int, Attribution]
) -> Attribution | None:
    parse = tree.parse
    party = tree.kid(token, "dobj")
    if party is None or party < token or not _is_party(parse, party):
        return None
    if any(parse.words[c].lower() == "as" for c in tree.kids(token, "prep")):
        return None  # “quoting officials as saying”: the participle of saying is read on its own
    told = next((c for c in tree.kids(party, "relcl") if c > party), None)
    if told is not None and told in at_cue:
        return None  # “citing officials, who said …”, likewise
    if told is not None and token in at_cue and parse.tags[token] != "VBG":  # “cited residents who saw …”
        outer, end = at_cue[token], tree.left[told]
        content = tuple(tree.spans(tree.without(end + 1, tree.right[told] + 1, [])))
    elif token in at_cue and parse.tags[token] != "VBG":  # “…,” the paper quoted the mayor
        outer, end = at_cue[token], tree.noun_phrase(party)[1]
        content = outer.content
        if any(span.contains(parse.span(party, party + 1)) for span in content):
            return None
    elif parse.tags[token] == "VBG":
        stated = _statement(parse, token, at_cue, at_source)
        if stated is None:
            return None
        outer, end = stated, tree.noun_phrase(party)[1]
        content = _without(parse, outer.content, parse.span(token, tree.right[token] + 1))
    else:
        return None
    source = tree.spans([tree.trimmed(tree.left[party], end)])
    if not content or not source:
        return None
    cue = (parse.span(token, token + 1),)
    return Attribution(
        id=outer.id, source=source, cue=cue, content=content, found_by=_RULE, score=outer.score, parent=outer.id
    )


def _is_party(parse: Parse, head: int) -> bool:
    entity = parse.entity_at(head)
    return (entity is not None and entity.label in _PARTIES) or is_party_noun(parse.lemmas[head].lower())


def _statement(
    parse: Parse, token: int, at_cue: Mapping[int, Attribution], at_source: Mapping[int, Attribution]
) -> Attribution | None:
    """The attribution whose cue or source a participle of citing hangs on, if its cue hands words on."""
    for steps, head in enumerate(parse.ancestors(token)):
        outer = at_cue.get(head) or at_source.get(head)
        if outer is not None:
            return outer if _carries(parse, outer) else None
        if steps == _CLIMB:
            break
    return None


def _carries(parse: Parse, attribution: Attribution) -> bool:
    cues = load_cues()
    families = {
        sense.family
        for span in attribution.cue
        for token in parse.tokens_in(span)
        for pos in ("verb", "noun", "prep")
        for sense in cues.get((parse.lemmas[token], pos), ())
    }
    return not families or not _CARRYING.isdisjoint(families)


def _without(parse: Parse, content: Spans, phrase: Span) -> Spans:
    """The content without a phrase at its end; none where the phrase stands in its midst, as part of what is said."""
    last = content[-1]
    if not any(span.overlaps(phrase) for span in content):
        return content
    if phrase.end < last.end and parse.text[phrase.end : last.end].strip(_MARKS + "."):
        return ()
    kept = [Span(span.start, min(span.end, phrase.start)) for span in content if span.start < phrase.start]
    if kept:
        words = kept[-1].of(parse.text).rstrip(_MARKS)
        kept[-1:] = [Span(kept[-1].start, kept[-1].start + len(words))] if words else []
    return tuple(kept)
