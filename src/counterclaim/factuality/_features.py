"""What the learned part looks at: the governing word and its frame, or, where none governs, the event's own clause."""

from counterclaim.factuality._clauses import Clauses
from counterclaim.factuality._commitment import COMPLEMENT, Commitment, is_command
from counterclaim.factuality._words import groups

#: Points on the scale [-3, 3] for a commitment of one.
SCALE = 3.0


def read_features(clauses: Clauses, commitment: Commitment) -> tuple[tuple[str, ...], float]:
    """The names of the features that hold, and the value that each of them has.

    What a governing word does to an event is scaled by the event's own marks: “did not say that it had not fallen”.
    """
    if is_governed(clauses, commitment):
        return governor_features(clauses, commitment), SCALE * commitment.steps[0].own * commitment.mood
    return own_features(clauses, commitment), commitment.mood


def is_governed(clauses: Clauses, commitment: Commitment) -> bool:
    """Whether the event is a complement: a clause or infinitive whose certainty rests on the word above."""
    if len(commitment.steps) < 2:
        return False
    step = commitment.steps[0]
    if step.relation in COMPLEMENT and step.relation != "acl":
        return True
    if step.relation == "prep" and clauses.parse.pos[step.token] in ("VERB", "AUX"):
        return True
    return step.marks.infinitive and step.relation in ("acl", "advcl", "relcl", "prep")


def governor_features(clauses: Clauses, commitment: Commitment) -> tuple[str, ...]:
    """Features of the word above: lemma, group, frame, polarity, modal, subject, and the event's own polarity."""
    parse, step, governor = clauses.parse, commitment.steps[0], commitment.steps[1].token
    above = clauses.at(governor)
    group = groups().get(parse.lemmas[governor], "-")
    lemma = f"{parse.lemmas[governor]}.{parse.pos[governor][0]}"
    frame = _frame(clauses, commitment)
    if any(t != step.marks.anchor for t in above.objects):
        shape = f"{frame}+object"
    else:
        shape = f"{frame}+passive" if above.passive else frame
    sign = "-" if above.negation(step.marks.anchor) else "+"
    mood = "".join(["if" * (above.mark in ("if", "whether")), "?" * (commitment.mood != 1.0)]) or "plain"
    features = [
        f"word {lemma}",
        f"word {lemma} {sign}",
        f"word {lemma} {shape}",
        f"word {lemma} {shape} {sign}",
        f"word {lemma} {sign} subject {above.person}",
        f"frame {shape} {sign}",
        f"frame {frame} {sign} subject {above.person}",
        f"frame {frame} {sign} modal {above.modal or 'none'}",
        f"frame {frame} {sign} tag {parse.tags[step.token]}",
        f"frame {frame} {sign} mood {mood}",
        f"group {group} {frame} {sign}",
        f"group {group} {sign} subject {above.person}",
        f"group {group} {sign} modal {above.modal or 'none'}",
        f"group {group} {sign} mood {mood}",
    ]
    if group in ("belief", "factive"):  # “do not think that it has not”: elsewhere a “not” stays a “not”
        features.append(f"group {group} {sign} event {'-' if step.own < 0 else '+'}")
    if above.infinitive:
        features.append(f"frame {frame} {sign} below to")
    return tuple(features)


def _frame(clauses: Clauses, commitment: Commitment) -> str:
    """How the event hangs on the word above: to, that, whether, -ing, or a preposition."""
    step = commitment.steps[0]
    if step.preposition:
        return step.preposition
    if step.marks.infinitive:
        return "to"
    if clauses.at(step.marks.anchor).mark in ("if", "whether"):
        return "whether"
    return "-ing" if clauses.parse.tags[step.token] == "VBG" and step.relation != "ccomp" else "that"


def own_features(clauses: Clauses, commitment: Commitment) -> tuple[str, ...]:
    """Features of the event's own clause: tense, modal, mark, adverbs, part of speech, mood."""
    parse, step = clauses.parse, commitment.steps[0]
    clause, marks = clauses.at(step.token), commitment.steps[0].marks
    asked = "?" if parse.words[parse.sentence_of(step.token)[1] - 1] == "?" else ""
    features = [
        "own clause",
        f"pos {parse.pos[step.token]}",
        f"tag {parse.tags[step.token]}",
        f"relation {parse.deps[step.token]}",
        f"tense {clauses.at(marks.anchor).tense}{asked}",
    ]
    if marks.modal:
        features.append(f"modal {marks.modal}{' not' if marks.negation else ''}{' have' if clause.perfect else ''}")
    if marks.infinitive:
        features.append("to")
    if marks.mark:
        features.append(f"mark {marks.mark}")
    features.extend(f"adverb {adverb}" for adverb in marks.adverbs)
    if asked:
        features.append("question")
    if is_command(clauses, step.token):
        features.append("command")
    return tuple(features)
