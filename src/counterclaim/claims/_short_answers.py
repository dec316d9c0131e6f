"""Short sentences by which who writes denies what was claimed just before: “They say that it fell. It did not.”"""

from collections.abc import Iterator, Sequence

from counterclaim.claims._context import Context
from counterclaim.claims._drafts import NARRATOR, Draft
from counterclaim.claims._frames import read_frame
from counterclaim.records.claims import DenialTarget, Form, Kind, Stance
from counterclaim.records.notes import Evidence

_PRONOUNS = frozenset("it he she they that this there we i".split())
_AUXILIARIES = frozenset("did does do was were is are has have had ai".split())
_NOT = frozenset({"not", "n't", "n’t"})
#: “It certainly did not.”
_ADVERBS = frozenset("certainly simply definitely in fact".split())
_LONGEST = 6


def answer_shortly(context: Context, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The denials of what the sentence before claims, by sentences such as “It did not.” in the report's own voice."""
    parse = context.parse
    told: dict[int, list[Draft]] = {}
    for draft in drafts:
        told.setdefault(parse.sentence_index(draft.tokens[-1]), []).append(draft)
    quoted = {token for span in context.quotations for token in parse.tokens_in(span)}
    for number, (first, last) in enumerate(parse.sentences):
        said = [t for t in range(first, last) if parse.pos[t] != "PUNCT"]
        if number in told or not denies_shortly(context, said) or not quoted.isdisjoint(said):
            continue
        span = parse.span(said[0], said[-1] + 1)
        before = [d for d in told.get(number - 1, ()) if _is_answered(d)]
        if not before or context.block_of(before[-1].content[0]) != context.block_of(span):
            continue
        draft = before[-1]
        yield Draft(
            attribution=None,
            source=(),
            cue=(span,),
            content=draft.content,
            tokens=draft.tokens,
            actor=NARRATOR,
            stance=Stance.DENIES,
            form=Form.NARRATION,
            kind=Kind.FACT,
            frame=read_frame(context, draft.tokens, None),
            denial_target=DenialTarget.EVENT,
            figures=draft.figures,
            places=draft.places,
            event_time=draft.event_time,
            evidence=[
                Evidence(field="stance", rule="cue:short answer", span=span),
                Evidence(field="form", rule="narration", span=span),
                Evidence(field="kind", rule="stance", span=span),
                Evidence(field="denial_target", rule="default"),
            ],
            found_by="short answer",
        )


def denies_shortly(context: Context, said: Sequence[int]) -> bool:
    """Whether the words at `said`, marks aside, are all of “It did not”, “That is not true”."""
    words = [context.parse.words[t].lower() for t in said if context.parse.words[t].lower() not in _ADVERBS]
    if not 3 <= len(words) <= _LONGEST or words[0] not in _PRONOUNS or words[1] not in _AUXILIARIES:
        return False
    return words[2] in _NOT and words[3:] in ([], ["so"], ["true"], ["the", "case"])


def _is_answered(draft: Draft) -> bool:
    asserted = draft.stance in (Stance.ASSERTS, Stance.CONFIRMS) and draft.kind is Kind.FACT
    return asserted and draft.attribution is not None and not draft.frame.negated
