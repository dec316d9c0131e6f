"""What a denial denies."""

from collections.abc import Sequence, Set

from counterclaim.claims._context import Context
from counterclaim.claims._words import words
from counterclaim.records.claims import DenialTarget, Stance

_REMARKS = frozenset("remark comment statement threat call interview tweet post quote word".split())
_UTTERING = frozenset({"make", "give", "issue", "post", "write", "send", "release", "publish", "utter"})
_CARRIES = frozenset({"responsible", "responsibility", "behind", "involve", "carry"})
_CLAUSES = ("acl", "ccomp", "relcl", "pcomp")


def read_denial_target(
    context: Context, content: Sequence[int], stance: Stance, *, figures: bool, speaker: Set[str]
) -> tuple[DenialTarget | None, str]:
    """What a denial denies, and the rule; None for another stance."""
    if stance is not Stance.DENIES:
        return None, ""
    parse = context.parse
    main = context.main(list(content))
    if main is None:
        return DenialTarget.UNKNOWN, "no head"
    inside = set(content)
    head = [main, *(c for c in parse.children[main] if c in inside)]
    lemmas = set(context.lemmas(head))
    verbal = parse.pos[main] in ("VERB", "AUX")
    nominal = parse.lemmas[main] if not verbal else None
    if _of_responsibility(context, main, inside, verbal=verbal):
        return DenialTarget.RESPONSIBILITY, "responsibility word"
    if verbal and _having_said(context, main, inside, speaker):
        return DenialTarget.HAVING_SAID, "denied saying"
    if nominal in words("figure_noun") or (
        figures and nominal in words("report_noun") and lemmas & words("figure_noun")
    ):
        return DenialTarget.FIGURE, "figure word"
    if nominal in words("report_noun"):
        told = [c for c in parse.children[main] if c in inside and parse.deps[c] in _CLAUSES]
        told += [
            below
            for c in parse.children[main]
            if c in inside and parse.deps[c] == "prep"
            for below in parse.children[c]
            if below in inside
        ]
        if any(_of_responsibility(context, t, inside, verbal=parse.pos[t] in ("VERB", "AUX")) for t in told):
            return DenialTarget.RESPONSIBILITY, "responsibility in the report denied"
    subjects = {parse.lemmas[c] for c in head if parse.deps[c] in ("nsubj", "nsubjpass")}
    if subjects & (words("figure_noun") - {"casualty"}):
        return DenialTarget.FIGURE, "figure word"
    if nominal in words("report_noun") or subjects & _reports(parse.lemmas[main]):
        return DenialTarget.REPORT, "report word"
    described = {parse.lemmas[c] for c in head if parse.deps[c] in ("attr", "oprd", "acomp")}
    if (
        parse.lemmas[main] in words("characterise")
        or (nominal is not None and nominal in words("characterise"))
        or (parse.lemmas[main] == "be" and "there" not in subjects | lemmas and described & words("characterise"))
    ):
        return DenialTarget.CHARACTERISATION, "characterising word"
    return DenialTarget.EVENT, "default"


def _reports(verb: str) -> frozenset[str]:
    """The subjects that stand for something said; pronouns only where they are called true or false."""
    return words("report_noun") if verb == "be" else words("report_noun") - words("back_reference")


def _of_responsibility(context: Context, main: int, inside: set[int], *, verbal: bool) -> bool:
    """“Responsibility for”, “was behind”, “had nothing to do with”, “the attack was not the work of the front”."""
    parse = context.parse
    lemmas = {parse.lemmas[t] for t in (main, *parse.children[main]) if t in inside}
    if lemmas & words("responsibility") and (not verbal or lemmas & _CARRIES):
        return True
    if parse.lemmas[main] == "have" and lemmas & {"nothing", "anything"}:  # nothing to do with
        return True
    if parse.lemmas[main] != "be":
        return False
    subject = next((c for c in parse.children[main] if parse.deps[c] == "nsubj" and c in inside), None)
    doer = next((c for c in parse.children[main] if parse.deps[c] == "attr" and c in inside), None)
    if subject is None or doer is None or parse.lemmas[subject] not in words("event"):
        return False
    return parse.lemmas[doer] in ("work", "doing", "deed") or parse.pos[doer] == "PROPN"


def _having_said(context: Context, main: int, inside: set[int], speaker: Set[str]) -> bool:
    """“Denied saying that”, “that he had made the remarks”: an act of saying by the speaker."""
    parse = context.parse
    gerund = parse.tags[main] == "VBG" or any(
        parse.deps[c] == "aux" and parse.tags[c] == "VBG" for c in parse.children[main]
    )
    subjects = [c for c in parse.children[main] if parse.deps[c] == "nsubj" and c in inside]
    own = any(
        parse.lemmas[c] in ("i", "we") or context.actors.name_at(parse.span(c, c + 1)) in speaker for c in subjects
    )
    if not (gerund and not subjects) and not own:
        return False
    objects = {parse.lemmas[c] for c in parse.children[main] if parse.deps[c] == "dobj" and c in inside}
    if parse.lemmas[main] in _UTTERING:
        return not objects.isdisjoint(_REMARKS)
    return parse.lemmas[main] in words("said_verb")
