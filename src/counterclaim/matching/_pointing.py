"""Claims whose words only name a matter (“that is false”, “the accusation”, “these reports”): which claim they mean."""

import re
from collections.abc import Sequence
from dataclasses import replace

from counterclaim.lexicons.opposites import STEM, load_anaphors, load_inquiries
from counterclaim.lexicons.word_ranks import word_weight
from counterclaim.matching._blame import ACCUSATION, Blame, Side
from counterclaim.matching._deeds import of_one_deed
from counterclaim.matching._figures import figures_relation
from counterclaim.matching._view import LEAST_WEIGHT, WORD, View
from counterclaim.records.claims import Claim, DenialTarget, Polarity
from counterclaim.records.figure_relations import FigureRelation, singular
from counterclaim.records.ids import ClaimId
from counterclaim.records.mentions import Actor, ActorKind
from counterclaim.records.spans import Spans

#: Words that differ between two tellings of one verdict.
FILLERS = frozenset({"a", "an", "as", "is", "it", "that", "the", "to", "was"})
#: “That” before a clause points to nothing.
CONJUNCTION = re.compile(r"\A\W*that\s", re.IGNORECASE)
#: What can only mean a claim with a figure in it.
TOLLS = re.compile(r"\b(?:tolls?|figures?|numbers?|counts?|tall(?:y|ies)|estimates?)\b", re.IGNORECASE)
#: Whose something said is, where several are named by what they are; and what it is of.
OWNERS = re.compile(r"\b(?:made|spread|put about|peddled)?\s*by\s+(?:these|those|such|the)\s+(?:[a-z-]+\s+)?[a-z-]+s\b")
OBJECT = re.compile(
    r"\b(?:reports?|claims?|rumou?rs?|stor(?:y|ies)|allegations?|talk|accounts?|suggestions?)\s+(?:of|about)\s+"
    r"(?:(?:an?|the|any|such|his|her|their|its)\s+)*((?-i:[a-z])[a-z-]{3,})",
    re.IGNORECASE,
)
#: What tells nothing of its own: “it did not happen”, “it is not him”.
HAPPENING = frozenset({"exist", "he", "she", "it", "they"})
PRONOUNS = frozenset({"it", "that", "this"})
#: What a number is called.
NUMBERS = frozenset({"amount", "count", "estimate", "figure", "number", "sum", "tally", "toll", "total"})
SEVERAL = frozenset({ActorKind.ORGANISATION, ActorKind.GROUP})
TELLING = frozenset({"say", "state", "claim", "report", "allege", "write", "announce", "read", "assert", "tell"})
#: A content with no more telling words than this names a matter and does not tell of it.
BARE_TERMS = 1
#: The same where the subject or object is a word for something said (“the report of his arrest is baseless”).
POINTING_TERMS = 4
#: A claim with at least this many tells enough to stand for a bare one.
FULL_TERMS = 3
#: A report lets somebody contest a claim where the two share more than this part of their telling words.
ANSWERED = 0.5
#: A pointer back is believed where what it points to ends at most this many characters before it.
JUST_BEFORE = 150
#: What stands at most this many characters before, about two sentences, is likely meant where nothing says so.
AT_HAND = 250


def resolve_views(own: Sequence[View]) -> list[View]:
    """The claims of one report, in its order, in the words of those that they stand for."""
    resolved = _once(own, [_resolved(view, own) for view in own])
    final = {view.claim.id: view for view in resolved}
    return [_in_words_of(view, final[view.stands_for]) if view.stands_for else view for view in resolved]


def _resolved(view: View, order: Sequence[View]) -> View:
    """`view`, or, where its words only name a claim (“the truce”, “these reports”, “that is false”, “reports that the
    port has fallen”), the view of that claim with its own stance."""
    if view.asks:
        return view  # nobody knows who it was: that is of no claim that names one
    if view.claim.frame.negated and view.claim.polarity is not Polarity.OPEN and not _merely_denies(view):
        return view  # “that stops nobody from trying” has a “not”, and points to nothing
    found = _accused_by(view, order) or _reported_in(view, order) or _recounted(view, order)
    if found is not None or not _is_bare(view):
        return view if found is None else _in_words_of(view, found)
    found = _named_by(view, order)
    return view if found is None else replace(_in_words_of(view, found), guessed=_is_guess(view, found))


def _merely_denies(view: View) -> bool:
    """Whether a “not” is all that is said: “it did not happen”, “there is no truth in it”."""
    return view.deed is None or view.deed in HAPPENING


def _once(own: Sequence[View], resolved: Sequence[View]) -> list[View]:
    """The views where what is contested twice in the same words (“the claim is false”) stands for one claim."""
    targets: dict[frozenset[str], View] = {}
    found = []
    for view, now in zip(own, resolved, strict=True):
        if now.stands_for and view.claim.polarity is not Polarity.FOR:
            words = frozenset(word.lower() for word in WORD.findall(view.said)) - FILLERS
            first = targets.setdefault(words, now)
            now = replace(_in_words_of(view, first, first.stands_for), guessed=first.guessed)
        found.append(now)
    return found


def _in_words_of(view: View, other: View, claim: ClaimId | None = None) -> View:
    return replace(
        view,
        said=other.said,
        told=other.told,
        nameless=other.nameless,
        deed=other.deed,
        thing=other.thing,
        blame=_in_side_of(view, other),
        terms=other.terms,
        forms=other.forms,
        negated=other.negated,
        stands_for=claim or other.claim.id,
    )


def _in_side_of(view: View, other: View) -> Blame | None:
    """What `view` tells of who did something where it stands for `other`: who denies an accusation denies the deed."""
    if view.blame is None or other.blame is None or view.claim.polarity is not Polarity.AGAINST:
        return other.blame
    return replace(other.blame, side=Side.DENIES)


def _accused_by(view: View, order: Sequence[View]) -> View | None:
    """The last accusation of the speaker's party before a denial that points to one (“rejected the accusation”)."""
    denied = view.blame
    if denied is None or denied.side is not Side.DENIES or not ACCUSATION.search(view.said):
        return None
    found = [
        o
        for o in order
        if o.blame is not None and o.blame.side is Side.ACCUSES and o.claim.content < view.claim.content
    ]
    named = [o for o in found if o.blame is not None and o.blame.party.is_same(denied.party)]
    return next(reversed(named or (found if denied.party.own else [])), None)


def _reported_in(view: View, order: Sequence[View]) -> View | None:
    """The claim inside the content of one that denies a report of it."""
    if view.claim.denial_target is not DenialTarget.REPORT:
        return None
    parts = (o for o in order if o.claim.denial_target is None and o.claim.content != view.claim.content)
    return next((part for part in parts if _holds(view.claim.content, part.claim.content)), None)


def _recounted(view: View, order: Sequence[View]) -> View | None:
    """The claim of another party just before, of which `view` tells the number alone: “210 kg had been spilt, while the
    mill said it was less than 80 kg”."""
    claim = view.claim
    if len(claim.figures) != 1 or claim.polarity is not Polarity.FOR or claim.frame.negated:
        return None
    (figure,) = claim.figures
    counting = {singular(word.lower()) for word in WORD.findall(f"{figure.words} {figure.counted or ''}")} | NUMBERS
    if not counting.issuperset(singular(word) for word in view.terms):
        return None
    before = (o for o in reversed(order) if not _one_party(o, view) and _follows(claim, o.claim, AT_HAND))
    return next((o for o in before if figures_relation(claim, o.claim)[0] is not FigureRelation.NOT_COMPARABLE), None)


def _holds(outer: Spans, inner: Spans) -> bool:
    return all(any(whole.contains(part) for whole in outer) for part in inner)


def _is_bare(view: View) -> bool:
    """Whether the content only names a matter: it has hardly a telling word, no figure, and no subject of its own that
    does something."""
    frame = view.claim.frame
    if view.blame is not None and view.blame.side is Side.ACCUSES:
        return False  # “blamed the Front” tells who did it
    acts = view.deed is not None and frame.subject not in (None, "there", "There")
    if view.claim.polarity is not Polarity.FOR:  # “we know nothing of it” leaves the same open as “no comment on it”
        acts = acts and frame.subject != view.claim.actor.name
    if view.claim.figures or (acts and not _points(frame.subject)):
        return False
    points = _points(frame.subject) or _points(frame.object) or _judges_report(view.claim)
    return len(view.terms) <= (POINTING_TERMS if points else BARE_TERMS)


def _judges_report(claim: Claim) -> bool:
    """Whether it only judges what somebody said, in whatever word: “the rebels' report a tired ruse”."""
    judged = any(e.field == "stance" and e.rule.startswith("content:report called") for e in claim.evidence)
    return judged and claim.denial_target is DenialTarget.REPORT


def _points(phrase: str | None) -> bool:
    """Whether the phrase names something said: “the report of his arrest”."""
    return any(head.removesuffix("s") in load_anaphors() for head in (phrase or "").lower().split()[-1:])


def _named_by(view: View, order: Sequence[View]) -> View | None:
    """The claim that a bare mention stands for, among the fuller ones of its report.

    The one just before it, where the reader of the report found that it points there; else, where it points to what a
    party said (“the rebels' claim”), that party's first; else the first that has its telling words. A denial of
    reports repeats the same party's other denial of them. What else points to something said points to the first claim
    of somebody else that the report lets another contest, else to the first: a report opens with what it is about.
    """
    full = [other for other in order if not _is_bare(other) and not other.asks]
    for other in full:
        if other.claim.id == view.claim.refers_to and _follows(view.claim, other.claim):
            told = _inquired(other, full)
            if told is not None:
                return _about_speaker(view, told, full)
    if view.claim.polarity is Polarity.FOR and not view.claim.frame.negated and _opens_with_pronoun(view.claim):
        return None  # “it was an error of our office” is of what stands just before, and backs nothing told elsewhere
    words = set(WORD.findall(CONJUNCTION.sub("", view.said)))
    if not any(word.lower().removesuffix("s") in load_anaphors() for word in words):
        return next((other for other in _asserted(full) if other.terms.keys() >= view.terms.keys() > set()), None)
    if view.claim.denial_target is DenialTarget.REPORT:
        again = [o for o in full if o.claim.denial_target is view.claim.denial_target and _one_party(o, view)]
        if again:
            return again[0]
    others = _meant(view, [other for other in _asserted(full) if not _one_party(other, view)])
    if not others:  # “A page said that the town was sealed off. That is false,” the judge said.
        return next((o for o in reversed(full) if _retells(o, view)), None)
    names = {word for word in words if word[0].isupper() and word_weight(word.lower()) > LEAST_WEIGHT}
    owned = (other for other in others if not names.isdisjoint(other.claim.actor.name.split()))
    contested = [other for other in full if other.claim.polarity is not Polarity.FOR]
    answered = [other for other in others if any(_share_words(other, claim) for claim in contested)]
    found = next(owned, next(iter(answered or others), None))
    return found and _about_speaker(view, found, others)


def _opens_with_pronoun(claim: Claim) -> bool:
    return (claim.frame.subject or "").lower() in PRONOUNS


def _is_guess(view: View, found: View) -> bool:
    """Whether nothing shows that a bare mention stands for the claim but that the report opens with it, or contests it
    most: it does not stand just before, is not its owner's, and has no word for the deed in common."""
    if found.claim.polarity is not Polarity.FOR or _follows(view.claim, found.claim, AT_HAND) or _owns(found, view):
        return False
    if TOLLS.search(view.said) or OWNERS.search(view.said):
        return False
    said = {word.lower() for word in WORD.findall(view.said)} | view.terms.keys()
    telling = {word for word in said if word.removesuffix("s") not in load_anaphors() and word not in load_anaphors()}
    told = {word.lower() for word in WORD.findall(found.said)} | found.terms.keys() | {found.deed or ""}
    return not any(
        of_one_deed(word, other)
        for word in telling
        if len(word) > 2 and word_weight(word) > LEAST_WEIGHT
        for other in told
    )


def _owns(found: View, view: View) -> bool:
    names = {word for word in WORD.findall(view.said) if word[0].isupper() and word_weight(word.lower()) > LEAST_WEIGHT}
    return not names.isdisjoint(found.claim.actor.name.split())


def _meant(view: View, others: Sequence[View]) -> list[View]:
    """Of the claims of others those that the mention can stand for, as far as it says whose and of what: “the claims
    made by these men” are not one doctor's, and “rumours of a coup” are of a coup."""
    found = list(others)
    if TOLLS.search(view.said):
        found = [other for other in found if other.claim.figures]
    if OWNERS.search(view.said):
        found = [other for other in found if _are_several(other.claim.actor)]
    about = OBJECT.search(view.said)
    if about and (word := about.group(1).lower()).removesuffix("s") not in load_anaphors():
        found = [o for o in found if word[:STEM] in o.said.lower() or _tells_of(o, word)]
    return found


def _tells_of(view: View, word: str) -> bool:
    """Whether the claim tells of the deed that a word names: “theft” of what was stolen."""
    return any(of_one_deed(word, other) for other in (*view.terms, view.deed or ""))


def _are_several(actor: Actor) -> bool:
    return actor.kind in SEVERAL or (actor.kind is ActorKind.DESCRIPTION and actor.name.split()[-1].endswith("s"))


def _inquired(view: View, others: Sequence[View]) -> View | None:
    """What is looked into, where the claim is that somebody looks into a report of it; else the claim itself."""
    if view.claim.frame.predicate not in load_inquiries():
        return view
    inside = (o for o in _asserted(others) if o is not view and _holds(view.claim.content, o.claim.content))
    return next(inside, None)


def _share_words(a: View, b: View) -> bool:
    """Whether most of the telling words of the claim that has fewer stand in the other."""
    least = min(sum(a.terms.values()), sum(b.terms.values()))
    return sum(a.terms[word] for word in a.terms.keys() & b.terms.keys()) > ANSWERED * least > 0


def _retells(other: View, view: View) -> bool:
    """Whether the speaker of `view` told just before what somebody else said."""
    subject = other.claim.frame.subject
    told = other.deed in TELLING and subject is not None and subject != other.claim.actor.name
    return told and _one_party(other, view) and _follows(view.claim, other.claim)


def _about_speaker(view: View, found: View, others: Sequence[View]) -> View:
    """Of the claims of one statement, of which `found` is one, that which tells of the speaker of `view`: who calls the
    other side's claim false answers what it says of them."""
    speaker = {word for word in WORD.findall(view.claim.actor.name) if word[0].isupper()}
    told = (
        o for o in others if o.claim.attribution_id is not None and o.claim.attribution_id == found.claim.attribution_id
    )
    return next((o for o in told if not speaker.isdisjoint(WORD.findall(o.claim.frame.subject or ""))), found)


def _asserted(views: Sequence[View]) -> list[View]:
    """Those that say that something is so: not that somebody is looking into it."""
    return [
        view
        for view in views
        if view.claim.polarity is Polarity.FOR
        and len(view.terms) >= FULL_TERMS
        and view.claim.frame.predicate not in load_inquiries()
    ]


def _one_party(a: View, b: View) -> bool:
    return a.claim.actor.name == b.claim.actor.name


def _follows(claim: Claim, other: Claim, most: int = JUST_BEFORE) -> bool:
    return 0 <= claim.content[0].start - other.content[-1].end <= most
