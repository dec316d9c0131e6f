"""Who speaks a quotation: the verb of saying, the colon or the “according to” beside it, or the speaker before it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from counterclaim.attributions._adverbials import read_according
from counterclaim.attributions._cues import Cues, Found, cue_range, is_quotable, is_verb, source_of
from counterclaim.attributions._quotes import Quote, is_speech
from counterclaim.attributions._tree import Ranges, Tree
from counterclaim.records.spans import Span

_STOP = frozenset({".", "!", "?", ";"})
_SPEAKING = frozenset({"say", "cite", "topic", "denial", "confirm", "doubt", "judge", "request"})
_REACH = 40  # tokens looked at on either side of a quotation
#: A transcript set as a quotation: “BROOK: The lock is shut.” Its label names the speaker (`line.colon`).
LABELLED = re.compile(r"[“”\"][A-Z][A-Z.'’ -]{1,40}:\s")
_DASH = re.compile(r"\s*(?P<dash>--|[-–—―])\s*(?P<name>[^\W\d_][^\n.!?:;“”\"]{1,60})[\s.]*\Z")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NAME = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM", "ADP", "PART", "PUNCT", "CCONJ", "ADV", "X", "SYM"})


def link_quotes(tree: Tree, cues: Cues, quotes: Sequence[Quote], paragraphs: Sequence[Span]) -> list[Found]:
    """The attributions whose content is quotations, in order; `Found.quotes` numbers them."""
    found: list[Found] = []
    by_quote: dict[int, Found] = {}
    for i, quote in enumerate(quotes):
        before, after = _gap_before(tree, quotes, i, paragraphs), _gap_after(tree, quotes, i, paragraphs)
        speech = is_speech(tree.parse.text, quote)
        link = by_quote.get(i)  # the gap before it has already named the speaker of both halves
        if link is None and quote.continues:
            link = by_quote.get(i - 1)
        if link is None:
            ends = not after or tree.parse.words[after[0]] in _STOP
            link = _link_before(tree, cues, before, speech, ends)
            if link is None and speech and not before:
                link = _link_dash(tree, quotes, i, paragraphs)
            if link is None and speech:
                link = _link_after(tree, cues, quote, before, after)
            if link is None and speech and not before:
                link = _again(tree.parse.text, by_quote, quotes, i, paragraphs)
        if link is None:
            continue
        link = next((f for f in found[-3:] if f.head == link.head), link)
        if not found or link not in found[-3:]:
            found.append(link)
        if i not in link.quotes:
            link.quotes.append(i)
        by_quote[i] = link
        follows = i + 1 < len(quotes) and quotes[i + 1].paragraph == quote.paragraph
        if follows and link.head in after and _runs_into(tree, quotes[i + 1], after):
            link.quotes.append(i + 1)
            by_quote[i + 1] = link
    return found


def link_rest(
    tree: Tree, quotes: Sequence[Quote], linked: Sequence[Found], cued: Sequence[Found], paragraphs: Sequence[Span]
) -> list[Found]:
    """Whole-sentence quotations that nothing beside them names the speaker of: they go on from the statement in the
    sentence before them, or stand alone with no source."""
    parse = tree.parse
    taken = {i for found in linked for i in found.quotes}
    inside = [quote.span for quote in quotes]
    statements = sorted((f for f in (*linked, *cued) if f.family in _SPEAKING and f.source), key=lambda f: f.head)
    heads = [f.head for f in statements]
    found: list[Found] = []
    for i, quote in enumerate(quotes):
        if (
            i in taken
            or quote.single
            or not is_speech(parse.text, quote)
            or LABELLED.match(parse.text, quote.span.start)
        ):
            continue
        tokens = parse.tokens_in(quote.span)
        if len(tokens) < 6 or _gap_before(tree, quotes, i, paragraphs):
            continue
        if found and found[-1].quotes[-1] == i - 1 and quotes[i - 1].paragraph + 1 >= quote.paragraph:
            found[-1].quotes.append(i)
            continue
        since = paragraphs[max(0, quote.paragraph - 1)].start
        k = bisect_left(heads, tokens[0]) - 1
        while k >= 0 and parse.starts[heads[k]] >= since and _stands_in(parse.starts[heads[k]], inside):
            k -= 1
        if k >= 0 and parse.starts[heads[k]] >= since:
            found.append(Found("quote.again", tokens[0], statements[k].source, [], [], "say", [i]))
        else:
            found.append(Found("quote.alone", tokens[0], [], [], [], "say", [i]))
    return found


def _stands_in(at: int, spans: Sequence[Span]) -> bool:
    i = bisect_right(spans, at, key=lambda span: span.start) - 1
    return i >= 0 and at < spans[i].end


def _gap_before(tree: Tree, quotes: Sequence[Quote], i: int, paragraphs: Sequence[Span]) -> range:
    """The tokens of the sentence that leads up to a quotation."""
    paragraph = paragraphs[quotes[i].paragraph]
    start = paragraph.start
    if i and quotes[i - 1].paragraph == quotes[i].paragraph:
        start = quotes[i - 1].span.end
    return _tail(tree, start, quotes[i].span.start)


def _tail(tree: Tree, start: int, end: int) -> range:
    parse = tree.parse
    last = bisect_left(parse.starts, end)
    first = last
    while first > 0 and parse.starts[first - 1] >= start and last - first < _REACH:
        if parse.words[first - 1] in _STOP:
            break
        first -= 1
    return range(first, last)


def _gap_after(tree: Tree, quotes: Sequence[Quote], i: int, paragraphs: Sequence[Span]) -> range:
    """The tokens of the sentence that follow a quotation."""
    parse = tree.parse
    end = paragraphs[quotes[i].paragraph].end
    if i + 1 < len(quotes) and quotes[i + 1].paragraph == quotes[i].paragraph:
        end = quotes[i + 1].span.start
    first = bisect_left(parse.starts, quotes[i].span.end)
    last = first
    while last < len(parse) and parse.ends[last] <= end and last - first < _REACH:
        last += 1
        if parse.words[last - 1] in _STOP:
            break
    return range(first, last)


def _runs_into(tree: Tree, quote: Quote, gap: range) -> bool:
    """Whether the gap leads into the next quotation without ending its sentence."""
    words = tree.parse.words
    return (
        bool(gap)
        and words[gap[-1]] not in _STOP
        and tree.parse.ends[gap[-1]] <= quote.span.start
        and (words[gap[-1]] in {",", ":", "-", "–", "—", "--"})
    )


def _link_after(tree: Tree, cues: Cues, quote: Quote, lead: range, gap: range) -> Found | None:
    """“…,” X said / “…,” said X / “…,” according to X. The words of the sentence before the quotation (`lead`) belong
    to what was said."""
    parse = tree.parse
    content: Ranges = [tree.trimmed(lead[0], lead[-1] + 1)] if lead else []
    inner = parse.text[quote.span.start : quote.span.end].rstrip("”\"'’»")
    tokens = [t for t in gap]
    while tokens and parse.words[tokens[0]] in {",", "-", "–", "—", "--"}:
        tokens.pop(0)
    if not tokens:
        return None
    first = tokens[0]
    if inner.endswith(".") and not inner.endswith("...") and parse.words[first][:1].isupper():
        return None  # a new sentence follows
    if parse.words[first].lower() == "according":
        found = read_according(tree, first)
        return None if found is None else Found("quote.according", first, found.source, found.cue, content, "say")
    for token in tokens[:25]:
        if not is_verb(tree, token):
            continue
        if not is_quotable(tree, cues, token):
            if _set_off(tree, token) or _leads_to(tree, cues, token, tokens):
                continue
            return None
        if lead and _has_own_content(tree, token):
            return None
        inverted = token == first or (token == first + 1 and parse.pos[first] in {"ADV", "AUX"})
        source = _after_verb(tree, token) if inverted else source_of(tree, token)
        if not inverted and (not source or source[0][0] < first):
            source = [tree.trimmed(first, cue_range(tree, token)[0])]
            if any(parse.pos[t] not in _NAME for t in range(*source[0])):
                return None
        elif not inverted and first < source[0][0] and parse.words[source[0][0] - 1][:1].isupper():
            source = [(first, source[0][1]), *source[1:]]  # a title that the parse cut off a name
        return Found("quote.verb", token, source, [cue_range(tree, token)], content, "say")
    return None


def _link_dash(tree: Tree, quotes: Sequence[Quote], i: int, paragraphs: Sequence[Span]) -> Found | None:
    """“…” — NAME: a quotation signed after a dash, at the end of its paragraph or on the next line."""
    parse, quote = tree.parse, quotes[i]
    here, end = quote.span.end, paragraphs[quote.paragraph].end
    if quote.closed and here == end and quote.paragraph + 1 < len(paragraphs):
        here, end = paragraphs[quote.paragraph + 1].start, paragraphs[quote.paragraph + 1].end
    signed = _DASH.match(parse.text, here, min(end, here + 80)) if end <= here + 80 else None
    if signed is None or not signed["name"][0].isupper():
        return None
    name = parse.tokens_in(Span(*signed.span("name")))
    dash = parse.tokens_in(Span(*signed.span("dash")))
    if not name or any(parse.tags[t] in _FINITE for t in name):
        return None
    alone = len(dash) > 0 and parse.starts[dash[0]] == signed.start("dash")
    cue: Ranges = [(dash[0], dash[-1] + 1)] if alone else []  # else one token with the mark before it
    return Found("quote.dash", name[0], [tree.trimmed(name[0], name[-1] + 1)], cue, [], "say")


def _has_own_content(tree: Tree, verb: int) -> bool:
    """Whether what a verb reports follows it, so that a quotation before it is no speech of its."""
    deps = tree.parse.deps
    return any(c > verb and deps[c] in {"ccomp", "xcomp", "dobj"} for c in tree.parse.children[verb])


def _leads_to(tree: Tree, cues: Cues, verb: int, tokens: Sequence[int]) -> bool:
    """“is heard saying”, “was quoted as saying”: whether a verb of saying that depends on `verb` is to come."""
    parse = tree.parse
    return any(
        parse.tags[t] == "VBG" and parse.heads[t] in {verb, verb + 1, verb + 2} and is_quotable(tree, cues, t)
        for t in tokens
        if verb < t <= verb + 4
    )


def _set_off(tree: Tree, verb: int) -> bool:
    """Whether a verb belongs to a clause inside the speaker's noun phrase, or is the helper of the verb to come."""
    parse = tree.parse
    if parse.deps[verb] in {"aux", "auxpass"}:
        return True
    return any(parse.deps[t] in {"relcl", "acl", "appos"} for t in (verb, *parse.ancestors(verb)))


def _after_verb(tree: Tree, verb: int) -> Ranges:
    parse = tree.parse
    subject = tree.kid(verb, "nsubj", "nsubjpass")
    if subject is not None and subject > verb:
        return [tree.trimmed(*tree.noun_phrase(subject))]
    nouns = [
        c for c in parse.children[verb] if c > verb and parse.deps[c] in {"dobj", "attr", "npadvmod", "oprd", "dep"}
    ]
    if nouns:
        return [tree.trimmed(*tree.noun_phrase(nouns[0]))]
    end = verb + 1
    while end < len(parse) and parse.pos[end] in _NAME and parse.words[end] not in {",", "."} and end < verb + 12:
        end += 1
    return [(verb + 1, end)] if end > verb + 1 else []


def _link_before(tree: Tree, cues: Cues, gap: range, speech: bool, ends: bool) -> Found | None:
    """X said: “…” / X said, “…” / X said “…” / NAME: “…”. A few quoted words within a sentence that goes on (`ends` is
    False) are a title or a scare quotation."""
    parse = tree.parse
    tokens = list(gap)
    if not tokens:
        return None
    joint = parse.words[tokens[-1]]
    if joint in {":", ",", "-", "–", "—", "--"}:
        tokens.pop()
    if not tokens or (joint == "," and not speech):
        return None
    if joint in {":", ","}:
        candidates = [t for t in reversed(tokens) if parse.tags[t][:2] == "VB"][:6]
    else:
        candidates = [tokens[-1]] if speech or ends else []
    for token in candidates:
        if is_quotable(tree, cues, token) and (parse.tags[token] != "VBN" or tree.kid(token, "aux") is not None):
            source = source_of(tree, token) or _first_subject(tree, tokens)
            return Found("quote.verb", token, source, [cue_range(tree, token)], [], "say")
    if joint == ":" and speech:
        verb = next((t for t in tokens if parse.tags[t] in {"VBD", "VBZ", "VBP"}), None)
        source = source_of(tree, verb) if verb is not None else [tree.trimmed(tokens[0], tokens[-1] + 1)]
        cue = (verb, verb + 1) if verb is not None else (gap[-1], gap[-1] + 1)
        return Found("quote.colon", cue[0], source, [cue], [], "say")
    return None


def _first_subject(tree: Tree, tokens: Sequence[int]) -> Ranges:
    """The first subject in the words before a quotation, for a verb that the parse left without one."""
    for token in tokens:
        if tree.parse.deps[token] in {"nsubj", "nsubjpass"}:
            return [tree.trimmed(*tree.noun_phrase(token))]
    return []


def _again(
    text: str, by_quote: dict[int, Found], quotes: Sequence[Quote], i: int, paragraphs: Sequence[Span]
) -> Found | None:
    """The attribution that a whole-sentence quotation goes on from: the one of the quotation just before it, unless
    its own paragraph begins otherwise."""
    for j in range(i - 1, max(-1, i - 4), -1):  # a title or a scare quotation may stand between
        apart = quotes[i].paragraph - quotes[j].paragraph
        if apart > 1 or (apart and text[paragraphs[quotes[i].paragraph].start : quotes[i].span.start].strip()):
            return None
        if j in by_quote:
            return by_quote[j]
    return None
