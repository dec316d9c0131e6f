"""The act of saying: channel, recipient, time; and which claims of a report rest on one such act."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from counterclaim.claims._circumstances import names_moment
from counterclaim.claims._context import Context, touching
from counterclaim.claims._languages import read_language
from counterclaim.claims._words import words
from counterclaim.records.mentions import Exhibit, Timex
from counterclaim.records.notes import Evidence
from counterclaim.records.spans import Span

_TWEETING = {"tweet": "tweet", "retweet": "tweet", "post": "post", "blog": "blog", "text": "message", "email": "email"}
_SITES = {
    "twitter": "post",
    "facebook": "post",
    "telegram": "post",
    "instagram": "post",
    "youtube": "video",
    "telephone": "telephone",
    "phone": "telephone",
    "call": "telephone",
    "television": "broadcast",
    "radio": "broadcast",
}
_EXHIBITS = ("video", "image", "post", "document", "statement", "recording")
#: A word further than this from what it hangs on tells nothing of the act: bounds the time in odd sentences.
_FAR = 40
#: How the words of a time hang in a name (“the Evening Post”, “Friday’s paper”).
_IN_NAMES = ("compound", "amod", "nmod", "poss")
_ADDRESS = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/|t\.co/|youtu\.be/)\S{3,300}", re.IGNORECASE)
#: What a word that is an address may end in besides.
_NO_ADDRESS = ".,;:!?…)]»”’\"'"
_CARRIERS = ("to", "with", "for")


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What the clause of a cue tells about the act of saying."""

    channel: str | None = None
    channel_span: Span | None = None
    recipient: str | None = None
    said: Timex | None = None
    capacity: str | None = None
    language: str | None = None
    translated: bool = False
    language_span: Span | None = None
    moment: tuple[datetime, datetime] | None = None  # when a post was written: `[first, last)`


def read_act(context: Context, cue: Sequence[int], clause: Sequence[int], content: Sequence[int]) -> Act:
    """The channel, recipient, time and language that the clause around the cue names."""
    channel, channel_span = _channel(context, cue, clause)
    language, translated, language_span = read_language(context, cue, clause)
    return Act(
        channel=channel,
        channel_span=channel_span,
        recipient=_recipient(context, cue, clause),
        said=_said(context, cue, clause, content),
        language=language,
        translated=translated,
        language_span=language_span,
    )


def clause_around(context: Context, cue: Sequence[int], source: Sequence[int], content: Sequence[int]) -> list[int]:
    """The tokens of the cue's and the source's phrases that are not content, in text order."""
    parse, outside = context.parse, set(content)
    around: set[int] = set()
    stack = [token for token in (*cue, *source) if token not in outside]
    while stack:
        token = stack.pop()
        if token not in around:
            around.add(token)
            stack.extend(
                child
                for child in parse.children[token]
                if child not in outside and abs(child - token) <= _FAR and parse.deps[child] not in ("ccomp", "conj")
            )
    return sorted(around)


def _channel(context: Context, cue: Sequence[int], clause: Sequence[int]) -> tuple[str | None, Span | None]:
    parse = context.parse
    for token in cue:
        if parse.lemmas[token] in _TWEETING and parse.pos[token] == "VERB":
            return _TWEETING[parse.lemmas[token]], parse.span(token, token + 1)
        if parse.words[token].startswith(("@", "(@")):  # the handle that signs an embedded post
            return "post", parse.span(token, token + 1)
    for token in [*clause]:
        lemma = parse.lemmas[token]
        if lemma not in words("channel") or parse.pos[token] not in ("NOUN", "PROPN"):
            continue
        if parse.deps[token] == "compound" and parse.lemmas[parse.heads[token]] in words("channel"):
            if lemma not in ("video", "audio"):
                continue
        elif parse.deps[token] not in ("pobj", "nsubj", "nsubjpass", "dobj", "compound", "conj"):
            continue
        return _SITES.get(lemma, _conference(context, token)), parse.span(token, token + 1)
    return None, None


def _conference(context: Context, token: int) -> str:
    """The channel's noun, with the noun in front where that tells the kind (“news conference”)."""
    parse = context.parse
    if parse.lemmas[token] in ("conference", "call", "release", "message"):
        before = [parse.lemmas[c] for c in parse.children[token] if parse.deps[c] == "compound"]
        return " ".join([*before, parse.lemmas[token]])
    return parse.lemmas[token]


def _recipient(context: Context, cue: Sequence[int], clause: Sequence[int]) -> str | None:
    parse, near = context.parse, set(clause)
    for token in cue:
        if parse.lemmas[token] in ("tell", "inform", "assure", "brief", "address", "ask"):
            for child in parse.children[token]:
                if parse.deps[child] in ("dobj", "dative") and child in near and parse.pos[child] in ("PROPN", "NOUN"):
                    return _phrase(context, child)
    for token in clause:
        if parse.deps[token] != "pobj" or parse.pos[token] != "PROPN":
            continue
        preposition = parse.heads[token]
        carrier = parse.heads[preposition]
        if parse.lemmas[preposition] in _CARRIERS and (
            carrier in cue
            or parse.lemmas[carrier] in words("channel")
            or parse.lemmas[carrier] in ("send", "give", "speak")
        ):
            return _phrase(context, token)
    return None


def _phrase(context: Context, head: int) -> str:
    parse = context.parse
    name = context.actors.name_at(parse.span(head, head + 1))
    if name:
        return name
    entity = parse.entity_at(head)
    tokens = range(entity.start, entity.end) if entity else [t for t in parse.subtree(head) if t <= head]
    return " ".join(parse.words[t] for t in tokens if parse.pos[t] != "DET")


def _said(context: Context, cue: Sequence[int], clause: Sequence[int], content: Sequence[int]) -> Timex | None:
    """The time expression that hangs on the cue, also where the content has swept it in (“said on Tuesday …”)."""
    if not cue:
        return None
    places = [context.parse.span(token, token + 1) for token in (*clause, *content)]
    for timex in touching(context.timexes, places):
        if names_moment(timex) and _tells_when(context, context.parse.tokens_in(timex.span), cue, content):
            return timex
    return None


def _tells_when(context: Context, tokens: range, cue: Sequence[int], content: Sequence[int]) -> bool:
    """Whether the words at `tokens` date the cue: no other verb stands between them in the tree, or they stand
    between the cue and a clause with a subject (“said on Tuesday the army had left”)."""
    parse = context.parse
    here = next((t for t in tokens if parse.heads[t] not in tokens), None)
    if here is None or any(parse.deps[t] in _IN_NAMES for t in tokens if parse.heads[t] not in tokens):
        return False
    first = tokens.start - (parse.deps[here] == "pobj" and parse.heads[here] == tokens.start - 1)
    if first - 1 == max(cue) and first in content and parse.pos[cue[-1]] == "VERB":
        return any(
            parse.deps[t] in ("nsubj", "nsubjpass", "det", "poss", "mark") for t in (tokens.stop,) if t in content
        )
    for head in parse.ancestors(here):
        if head in cue:
            return True
        if parse.pos[head] in ("VERB", "AUX") or head in content:
            return False
    return False


def find_exhibits(context: Context, tokens: Sequence[int]) -> tuple[Exhibit, ...]:
    """The videos, images, posts, documents, statements and recordings that the clause mentions, with the address that
    its sentence gives."""
    parse = context.parse
    found: dict[int, str] = {}
    for token in tokens:
        if parse.pos[token] != "NOUN" or parse.deps[token] == "compound":
            if not (parse.deps[token] == "compound" and parse.lemmas[token] in words("video_noun")):
                continue
        kind = next((kind for kind in _EXHIBITS if parse.lemmas[token] in words(f"{kind}_noun")), None)
        if kind is not None:
            found[token] = kind
    addresses = _addresses(context, sorted(found))
    exhibits = []
    for token, kind in found.items():
        span, address = parse.span(token, token + 1), addresses.get(token)
        evidence = [Evidence(field="kind", rule="noun", span=span)]
        if address is not None:
            evidence.append(Evidence(field="url", rule="address", span=parse.span(address, address + 1)))
        url = None if address is None else parse.words[address].rstrip(_NO_ADDRESS)
        exhibits.append(Exhibit(kind=kind, mention=span, url=url, evidence=tuple(evidence)))
    return tuple(exhibits)


def _addresses(context: Context, mentions: Sequence[int]) -> dict[int, int]:
    """The addresses near what is mentioned at tokens in order, each under the last mention before it, or else under the
    first behind it; a mention keeps the first."""
    parse = context.parse
    near = {token for mention in mentions for token in _around(context, mention) if _ADDRESS.match(parse.words[token])}
    found: dict[int, int] = {}
    for token in sorted(near):
        inside = [m for m in mentions if parse.sentence_index(m) == parse.sentence_index(token)]
        before = [mention for mention in inside if mention < token]
        found.setdefault(before[-1] if before else inside[0], token)
    return found


def _around(context: Context, token: int) -> range:
    """The tokens of a token's sentence that are not far from it."""
    first, last = context.parse.sentence_of(token)
    return range(max(first, token - _FAR), min(last, token + _FAR + 1))
