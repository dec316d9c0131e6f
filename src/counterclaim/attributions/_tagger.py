"""The rule tagger: quotations first, then cues, then who stands inside whom."""

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from typing import Protocol

from counterclaim.attributions._cues import Found
from counterclaim.attributions._edges import closed_up, paragraphs_of, snapped, without_closing, without_opening
from counterclaim.attributions._lines import read_lines
from counterclaim.attributions._mend import mend
from counterclaim.attributions._nesting import attribution_id, nest
from counterclaim.attributions._posts import read_posts
from counterclaim.attributions._quotes import find_quotes
from counterclaim.attributions._rules import read_cues
from counterclaim.attributions._scores import score_of
from counterclaim.attributions._set_off import read_set_off
from counterclaim.attributions._speech import link_quotes, link_rest
from counterclaim.attributions._tree import Tree
from counterclaim.lexicons import CUES_FILE, load_cues
from counterclaim.records.analyses import ModelDigest
from counterclaim.records.attributions import Attribution
from counterclaim.records.parses import Parse
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import Span, Spans

#: Nouns of answer: without a complement they answer the statement before them.
_ANSWERED = frozenset(
    {"confirmation", "verification", "corroboration", "evidence", "proof", "indication", "sign", "word"}
)
_OWN_VOICE = (["i"], ["we"], ["you"], ["it"], ["us"], ["'s"], ["me"], ["my"], ["our"])


class Tagger(Protocol):
    """What the pipeline needs of a tagger, by rule or learned."""

    @property
    def digests(self) -> tuple[ModelDigest, ...]:
        """The models or data files inside."""

    def tag(self, revision: Revision, parse: Parse) -> tuple[Attribution, ...]:
        """The attributions of the revision's read blocks, in text order of their content."""


class RuleTagger:
    """Attributions by rules over the parse and a lexicon of cues; every one names its rule."""

    def __init__(self) -> None:
        self._cues = load_cues()
        digest = hashlib.sha256(CUES_FILE.read_bytes()).hexdigest()
        self.digests: tuple[ModelDigest, ...] = (ModelDigest(name="cues.tsv", version="1", sha256=digest),)

    def tag(self, revision: Revision, parse: Parse) -> tuple[Attribution, ...]:
        if not len(parse):
            return ()
        parse = mend(parse, self._cues)
        tree = Tree(parse)
        paragraphs = paragraphs_of(revision)
        quotes = find_quotes(revision.text, paragraphs)
        linked = link_quotes(tree, self._cues, quotes, paragraphs)
        skip = {found.head for found in linked}
        drafts: list[tuple[Found, Spans]] = []
        cued = list(read_cues(tree, self._cues, skip))
        for found in (*linked, *link_rest(tree, quotes, linked, cued, paragraphs)):
            spoken = (quotes[i].span for i in found.quotes)
            drafts.append((found, closed_up(revision.text, [*tree.spans(found.content), *spoken])))
        taken = sorted(quotes[i].span for found, _ in drafts for i in found.quotes)
        set_off = read_set_off(tree, self._cues, revision, quotes)
        for found in (*read_lines(tree, paragraphs, taken), *read_posts(tree, paragraphs, taken), *set_off):
            drafts.append((found, tree.spans(found.content)))
        taken = sorted((*taken, *revision.quotation_spans))
        for found in cued:
            content = snapped(tree.spans(found.content), quotes, parse.starts[found.head])
            if found.family == "absence" and not content:
                content = _said_before(tree, found, drafts)
            if content and not _is_own_voice(tree, found, taken):
                drafts.append((found, content))
        return nest(revision, parse, _attributions(revision, tree, drafts))


def _is_own_voice(tree: Tree, found: Found, spoken: Sequence[Span]) -> bool:
    """Whether a cue inside somebody's quoted words is that person's own “I think”, which the quotation already says.
    A denial, a confirmation or a doubt in one's own voice is kept: it has a stance of its own."""
    if found.family in {"denial", "confirm", "doubt", "refusal", "absence"}:
        return False
    parse = tree.parse
    at = parse.starts[found.head]
    i = bisect_right(spoken, at, key=lambda span: span.start) - 1
    if i < 0 or at >= spoken[i].end:
        return False
    words = [parse.words[token].lower() for low, high in found.source for token in range(low, high)]
    return not words or words in _OWN_VOICE


def _said_before(tree: Tree, absence: Found, drafts: Sequence[tuple[Found, Spans]]) -> Spans:
    """What “no confirmation” and the like, without a complement, point back to: the last statement of the sentence or
    the sentence before it. “Gave no details” points nowhere: the content is its noun, if
    anybody is said to have given none."""
    parse = tree.parse
    noun = tree.spans([(absence.head, absence.head + 1)]) if absence.source else ()
    if parse.lemmas[absence.head] not in _ANSWERED:
        return noun
    sentence = parse.sentence_index(absence.head)
    since = parse.sentences[max(0, sentence - 1)][0]
    before = [
        (found.head, content)
        for found, content in drafts[-40:]
        if since <= found.head < absence.head and found.family in {"say", "evidence", "cite"}
    ]
    return max(before)[1] if before else noun


def _attributions(revision: Revision, tree: Tree, drafts: Sequence[tuple[Found, Spans]]) -> list[Attribution]:
    """The drafts as records, not yet nested."""
    records = []
    for found, content in drafts:
        content = without_closing(revision.text, content)
        source, cue = without_opening(revision.text, tree.spans(found.source)), tree.spans(found.cue)
        records.append(
            Attribution(
                id=attribution_id(revision, found.rule, source, cue, content),
                source=source,
                cue=cue,
                content=content,
                found_by=found.rule,
                score=score_of(found.rule),
            )
        )
    return records
