"""Which claims of one report rest on one act of saying."""

import re
from collections.abc import Sequence

from counterclaim.claims._context import Context
from counterclaim.claims._drafts import Draft
from counterclaim.claims._forms import quoted_in
from counterclaim.claims._utterances import Act
from counterclaim.claims._words import speech_lemmas, words
from counterclaim.records.claims import Form, Stance
from counterclaim.records.mentions import ActorKind

_WORD = re.compile(r"\w+")
#: Quoted words in a row that two mentions must share to be of one act.
_SHARED_RUN = 3
#: The same in sentences at most so far apart, all of them content words.
_SHARED_RUN_NEAR = 2
_NEAR = 3
#: Share of the shorter mention's terms that must recur where channel or stance speak for one act.
_SHARED_TERMS = 0.5
#: Speech goes on over at most so many sentences of the report's own.
_SPEECH_GOES_ON = 4


def group_utterances(context: Context, drafts: Sequence[Draft]) -> list[int]:
    """For each draft the number of its act: that of the first draft resting on it."""
    first = list(range(len(drafts)))

    def find(i: int) -> int:
        while first[i] != i:
            first[i] = first[first[i]]
            i = first[i]
        return i

    by_actor: dict[str, list[int]] = {}
    runs = [_runs(context, draft) for draft in drafts]
    spoken: int | None = None  # the last claim before this one that somebody made
    for i, draft in enumerate(drafts):
        if draft.form is Form.NARRATION:
            continue
        earlier = by_actor.setdefault(draft.actor.name, [])
        for j in reversed(earlier):
            goes_on = j == spoken and _goes_on(context, drafts[j], draft)
            if goes_on or _one_act(context, drafts[j], draft, runs[j], runs[i]):
                a, b = find(j), find(i)
                first[max(a, b)] = min(a, b)
        if draft.stance is not Stance.UNKNOWN and draft.actor.kind is not ActorKind.UNNAMED:  # they interrupt nobody
            spoken = i
        earlier.append(i)
        del earlier[:-_LOOK_BACK]
    return [find(i) for i in range(len(drafts))]


#: How many earlier claims of the same actor are compared: bounds the time on very long texts.
_LOOK_BACK = 40


def _one_act(context: Context, a: Draft, b: Draft, runs_a: "_Runs", runs_b: "_Runs") -> bool:
    if a.attribution is not None and b.attribution is not None and a.attribution.id == b.attribution.id:
        return True
    if a.cue and a.cue == b.cue:
        return True
    if context.revision.speaker is not None and not (a.cue or b.cue) and a.actor.name == context.revision.speaker:
        return True  # the post itself
    if _conflict(a.act, b.act) or a.actor.kind is ActorKind.UNNAMED:
        return False
    silent = {a.stance, b.stance} - {Stance.UNKNOWN} != {a.stance, b.stance}
    apart = abs(context.parse.sentence_index(b.tokens[0]) - context.parse.sentence_index(a.tokens[-1]))
    if not silent and a.source and a.source == b.source:  # “the ministry denied it and said …”
        return True
    if _is_channel(context, a, b):
        return True
    if not silent and apart == 0 and a.act.channel and a.act.channel == b.act.channel:
        return True
    if not b.cue and apart <= 1 and a.form is Form.DIRECT and b.form is Form.DIRECT:
        return context.block_of(a.content[0]) == context.block_of(b.content[0])
    if runs_a.long & runs_b.all_long or runs_b.long & runs_a.all_long:
        return True
    if apart <= _NEAR and runs_a.short & runs_b.short:
        return True
    if a.stance is not b.stance:
        return False
    if a.act.channel and a.act.channel == b.act.channel:
        mine, other = set(a.frame.terms), set(b.frame.terms)
        return len(mine & other) >= max(2, _SHARED_TERMS * min(len(mine), len(other)))
    return False


def _is_channel(context: Context, a: Draft, b: Draft) -> bool:
    """Whether the source of `b` is the channel of `a` (“a statement of the front said …. The statement named …”)."""
    parse = context.parse
    source = context.main(context.tokens(b.source))
    if source is None or a.act.channel is None or parse.lemmas[source] != a.act.channel:
        return False
    return any(parse.lemmas[c] in ("the", "this", "same") for c in parse.children[source])


def _goes_on(context: Context, a: Draft, b: Draft) -> bool:
    """Whether `b` goes on with the speech of `a`, with nobody else in between: “…, he said. …, he added.”

    Both cues are verbs of saying, or quotations without one, and `b` names no other channel, recipient or time.
    """
    if b.actor.kind is ActorKind.UNNAMED or b.stance is Stance.UNKNOWN or _conflict(a.act, b.act):
        return False
    if not (_said(context, a) and _said(context, b)):
        return False
    apart = context.parse.sentence_index(b.tokens[0]) - context.parse.sentence_index(a.tokens[-1])
    if _names_more(a.act, b.act):  # a first sentence sums up what the next one quotes: “…, he told the radio”
        return apart <= 1 and a.act == Act() and not _set_apart(context, b)
    return apart <= _SPEECH_GOES_ON and not _set_apart(context, b)


def _set_apart(context: Context, draft: Draft) -> bool:
    """Whether the clause of the cue says that this was said at another time: “later”, “earlier”, “in another …”."""
    cue = context.tokens(draft.cue)
    near = {c for t in cue for c in (t, *context.parse.children[t])} - set(draft.tokens)
    return not words("other_time").isdisjoint(context.lemmas(near))


def _names_more(a: Act, b: Act) -> bool:
    """Whether `b` tells something of the act that `a` does not: then it may be another act."""
    said = (a.said.value if a.said else None, b.said.value if b.said else None)
    return any(
        of_b is not None and of_a != of_b for of_a, of_b in ((a.channel, b.channel), (a.recipient, b.recipient), said)
    )


def _said(context: Context, draft: Draft) -> bool:
    cue = context.tokens(draft.cue)
    inner = draft.attribution is not None and draft.attribution.parent is not None  # “he said tests showed …”
    return not cue or inner or not speech_lemmas().isdisjoint(context.lemmas(cue))


def _conflict(a: Act, b: Act) -> bool:
    if a.channel and b.channel and a.channel != b.channel:
        return {a.channel, b.channel} != {"video", "message"}
    if a.said and b.said and (a.said.value, a.said.first) != (b.said.value, b.said.first):
        return True
    return bool(a.recipient and b.recipient and a.recipient != b.recipient)


class _Runs:
    """Runs of words of a claim: `long` inside quotation marks, `all_long` anywhere, `short` quoted content words."""

    def __init__(self, quoted: list[list[str]], whole: list[str]) -> None:
        self.long = {run for part in quoted for run in _grams(part, _SHARED_RUN) if _telling(run)}
        self.all_long = {run for run in _grams(whole, _SHARED_RUN) if _telling(run)}
        self.short = {run for part in quoted for run in _grams(part, _SHARED_RUN_NEAR) if words("stop").isdisjoint(run)}


def _telling(run: tuple[str, ...]) -> bool:
    """Whether a run has two words that mean something by themselves."""
    return len([word for word in run if word not in words("stop")]) >= 2


def _runs(context: Context, draft: Draft) -> _Runs:
    text = context.revision.text
    quoted = [
        _WORD.findall(text[max(q.start, span.start) : min(q.end, span.end)].lower())
        for q in quoted_in(context, draft.content)
        for span in draft.content
        if q.overlaps(span)
    ]
    return _Runs(quoted, [word for span in draft.content for word in _WORD.findall(span.of(text).lower())])


def _grams(words: list[str], n: int) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + n]) for i in range(len(words) - n + 1)]
