"""How sure the report is that the speaker said it: from words about the saying, never from those about what is said."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.claims._context import Context
from counterclaim.claims._drafts import Draft
from counterclaim.claims._stances import is_negated
from counterclaim.claims._words import has, speech_lemmas, words
from counterclaim.records.claims import Certainty, DenialTarget
from counterclaim.records.notes import Evidence
from counterclaim.records.spans import Span

#: Passive verbs that tell of a saying from hearsay: “is said to have told”, “was reported to have vowed”.
_TOLD_OF = frozenset({"report", "say", "believe", "understand", "think", "allege", "rumour", "rumor", "know"})
#: Words that cast doubt on a thing (“the alleged letter”) but say nothing of a saying where they stand by a person.
_OF_THINGS = frozenset({"alleged", "so-called", "unverified", "supposed"})
#: A denial of having said it must share this many terms with what was said, or point back to it.
_SHARED = 2


def read_certainty(context: Context, cue: Sequence[int], clause: Sequence[int]) -> tuple[Certainty, Span | None]:
    """The certainty and its words, from the tokens of the cue and of the clause around cue and source."""
    parse = context.parse
    for token in clause:
        if parse.lemmas[token] in words("purported") and _of_saying(context, token, cue):
            return Certainty.PURPORTED, parse.span(token, token + 1)
    for token in clause:
        if parse.lemmas[token] in words("reported") and _tells_of(context, token, cue):
            return Certainty.REPORTED, parse.span(token, token + 1)
    for token in cue:
        head = parse.heads[token]
        if (
            parse.deps[token] == "xcomp"
            and parse.lemmas[head] in _TOLD_OF
            and any(parse.deps[c] == "auxpass" for c in parse.children[head])
            and parse.lemmas[token] in speech_lemmas()
        ):
            return Certainty.REPORTED, parse.span(head, token + 1)
    return Certainty.STATED, None


def _of_saying(context: Context, token: int, cue: Sequence[int]) -> bool:
    """Whether a word of doubt is about the saying: about its cue, its channel or who it is that speaks."""
    parse = context.parse
    if token in cue:  # “attributed the attack to” credits somebody with a deed, “supposedly” alone hedges the content
        return len([t for t in cue if parse.pos[t] in ("VERB", "NOUN")]) > 1
    head = parse.heads[token]
    if head in cue:
        return parse.lemmas[token] != "attribute"
    thing = parse.lemmas[head] in words("channel") | words("recording_noun") | words("video_noun")
    if parse.lemmas[token] == "attribute":
        return thing and parse.deps[token] in ("acl", "relcl")
    return thing or (parse.lemmas[token] not in _OF_THINGS and parse.deps[token] in ("amod", "advmod"))


def _tells_of(context: Context, token: int, cue: Sequence[int]) -> bool:
    """Whether “reportedly” is about the saying: it hangs on the cue's verb, or on how the channel came (“a video
    reportedly sent to …”). As the cue itself it hedges the content."""
    parse = context.parse
    if token in cue:
        return any(parse.pos[t] == "VERB" for t in cue)
    head = parse.heads[token]
    if head in cue:
        return True
    if parse.deps[head] in ("acl", "relcl"):
        head = parse.heads[head]
    return parse.lemmas[head] in words("channel") | words("video_noun") | words("recording_noun")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Doubt:
    """Words that cast doubt on whether a channel's words are its speaker's."""

    certainty: Certainty
    channel: str
    span: Span


def weigh_certainty(context: Context, drafts: Sequence[Draft], acts: Sequence[int]) -> None:
    """Lower the certainty of claims, in place, where the report lowers that of another mention of the act, or says
    elsewhere that the saying is denied or that the recording, letter or post has not been verified.

    `acts` has the number of each draft's act of saying.
    """
    doubts = list(_doubts(context))
    told = {acts[i]: draft for i, draft in enumerate(drafts) if draft.certainty is not Certainty.STATED}
    denials: defaultdict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.denial_target is DenialTarget.HAVING_SAID:
            denials[draft.actor.name].append(draft)
    for i, draft in enumerate(drafts):
        if draft.certainty is not Certainty.STATED or draft.attribution is None:
            continue
        mention = told.get(acts[i])
        if mention is not None:  # one mention of the act tells how sure the report is of it
            words_of = next((e.span for e in mention.evidence if e.field == "certainty"), None)
            _lower(draft, mention.certainty, "another mention of the act", words_of)
            continue
        denial = next((d for d in denials[draft.actor.name] if _denies_saying(d, draft)), None)
        if denial is not None:
            _lower(draft, Certainty.DISPUTED, "the speaker denies it", denial.cue[0] if denial.cue else None)
            continue
        channel = draft.act.channel
        doubt = next((d for d in doubts if channel is not None and d.channel in channel.split()), None)
        if doubt is not None:
            _lower(draft, doubt.certainty, f"the {doubt.channel} is doubted", doubt.span)


def _lower(draft: Draft, certainty: Certainty, rule: str, span: Span | None) -> None:
    draft.certainty = certainty
    draft.evidence.append(Evidence(field="certainty", rule=rule, span=span))


def _denies_saying(denial: Draft, said: Draft) -> bool:
    """Whether `denial`, by the speaker, of having said something is of having said it."""
    if denial.attribution is said.attribution or said.denial_target is not None:
        return False
    own = set(denial.actor.name.lower().split())
    return len((set(denial.frame.terms) & set(said.frame.terms)) - own) >= _SHARED


def _doubts(context: Context) -> list[_Doubt]:
    """Sentences such as “the authenticity of the video could not be verified” and “the letter is disputed”."""
    parse, found = context.parse, []
    things = words("channel") | words("recording_noun") | words("video_noun")
    for token in range(len(parse)):
        if parse.lemmas[token] not in ("authenticity", "provenance", "genuineness"):
            continue
        below = [t for t in parse.subtree(token) if t > token]
        named = [t for t in below if parse.lemmas[t] in things and parse.pos[t] in ("NOUN", "PROPN")]
        verb = next((t for t in parse.ancestors(token) if parse.pos[t] in ("VERB", "AUX")), None)
        if not named or verb is None:
            continue
        lemmas = context.lemmas([verb, *parse.children[verb]])
        inside = set(range(*parse.sentence_of(token)))
        span = parse.span(token, token + 1)
        if has("doubt", lemmas) or not {"dispute", "deny", "contest", "challenge"}.isdisjoint(lemmas):
            found.append(_Doubt(certainty=Certainty.DISPUTED, channel=parse.lemmas[named[0]], span=span))
        elif has("verify", lemmas) and (is_negated(context, verb, inside) or _failed(context, verb)):
            found.append(_Doubt(certainty=Certainty.PURPORTED, channel=parse.lemmas[named[0]], span=span))
    return found


def _failed(context: Context, verb: int) -> bool:
    """Whether `verb` hangs on not being able to: “was unable to verify”, “there was no way to establish”."""
    parse = context.parse
    return any(
        parse.lemmas[head] in ("unable", "fail", "impossible", "yet")
        or any(parse.deps[c] == "neg" or parse.lemmas[c] == "no" for c in parse.children[head])
        for head in parse.ancestors(verb)
    )
