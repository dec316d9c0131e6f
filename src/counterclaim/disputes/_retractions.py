"""What its claimant took back, and what an outlet corrected. A sentence that vanished is neither."""

import re
from collections.abc import Iterator, Sequence

from counterclaim.differences import bears_on
from counterclaim.disputes._scene import Scene
from counterclaim.records.accounts import Status, StatusBasis
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim, Polarity
from counterclaim.records.differences import CorrectionNote
from counterclaim.records.ids import ClaimId
from counterclaim.records.spans import hull, words_at

#: Characters before and behind a content in which the words of taking back stand.
BEFORE, BEHIND = 160, 60
_OWN = (
    r"(?:its|his|her|their|our|my|an earlier|a previous)(?: own)?"
    r"(?: (?:earlier|previous|initial|first|original|public))? "
    r"(?:claims?|statements?|allegations?|remarks?|assertions?|accusations?|announcements?|reports?|figures?|comments?|"
    r"charges?|denials?|words)"
)
TOOK_BACK = re.compile(
    rf"\b(?:retract(?:s|ed|ing)?|withdr(?:aw|aws|ew|awn|awing)|t(?:ake|akes|ook|aking) back|walk(?:s|ed|ing)? back|"
    rf"recant(?:s|ed|ing)?|disavow(?:s|ed|ing)?|rescind(?:s|ed|ing)?|apologi[sz](?:es?|ed|ing) for) {_OWN}\b",
    re.IGNORECASE,
)
OWN_CLAIM = re.compile(rf"\b{_OWN}\b", re.IGNORECASE)
NEW_CLAUSE = re.compile(r"[,;:–—](?!\s*[\"“])|\b(?:and|but|because|after|as|since|saying)\b", re.IGNORECASE)
#: What a party says of its own claim, behind it.
WAS_WRONG = re.compile(
    r"^[\"”’,]*\s*(?:was|were|had been|is|turned out to be|proved)(?: (?:a|an|in))? "
    r"(?:wrong|mistaken|mistake|error|incorrect|inaccurate|unfounded|premature)\b",
    re.IGNORECASE,
)


def find_retractions(claims: Sequence[Claim], scene: Scene) -> Iterator[StatusBasis]:
    """One basis for each party that took back its own claim, with the words that say so."""
    seen: set[str] = set()
    for claim in claims:
        party = scene.party(claim)
        # Who is silent on the matter of somebody's retraction took nothing back.
        open_ = party is None or claim.polarity is Polarity.OPEN
        words = None if open_ else _taking_back(claim, scene.reports[claim.revision_id].revision.text)
        if party is None or words is None or party in seen:
            continue
        seen.add(party)
        own = [c for c in claims if c is not claim and scene.party(c) == party]
        yield StatusBasis(
            status=Status.RETRACTED,
            reason=f"{party} took it back (“{words}”, {scene.outlet(claim.revision_id)})",
            claims=(claim.id, *(c.id for c in own)),
            revisions=tuple(dict.fromkeys(c.revision_id for c in (claim, *own))),
            parties=(party,),
            words=words,
        )


def _taking_back(claim: Claim, text: str) -> str | None:
    """The words in the claim's sentence by which its speaker takes it back."""
    content = hull(claim.content)
    before = text[max(0, content.start - BEFORE) : content.start]
    before = re.split(r"\n|[.!?][\"”’]?\s", before)[-1]
    found = TOOK_BACK.search(before)
    # Behind a comma, or another word of saying, stands something else: why it was taken back, or what is said instead.
    if found is not None and not _begins_anew(claim, before[found.end() :], content.start):
        return " ".join(found[0].split())
    own, wrong = OWN_CLAIM.search(before), WAS_WRONG.match(text[content.end : content.end + BEHIND])
    return " ".join(wrong[0].strip(' "”’,').split()) if own and wrong else None


def _begins_anew(claim: Claim, between: str, start: int) -> bool:
    """Whether what stands between the words of taking back and a content makes the content no object of theirs."""
    said_anew = any(start - len(between) <= cue.start < start for cue in claim.cue)
    return said_anew or NEW_CLAUSE.search(between) is not None


def claims_in_notes(analysis: Analysis, notes: Sequence[CorrectionNote]) -> frozenset[ClaimId]:
    """The claims that stand in the outlet's own notes of correction: what it no longer says, or says of itself."""
    return frozenset(
        claim.id
        for claim in analysis.claims
        if any(note.span.overlaps(span) for note in notes for span in claim.content)
    )


def find_corrected(claims: Sequence[Claim], scene: Scene) -> Iterator[StatusBasis]:
    """One basis for each note in which an outlet corrects, in the text itself, what it says of the matter."""
    for revision_id in dict.fromkeys(claim.revision_id for claim in claims):
        revision = scene.reports[revision_id].revision
        for note in scene.notes.get(revision_id, ()):
            if not note.specific and not note.withdrawn:
                continue
            own = [
                claim
                for claim in claims
                if claim.revision_id == revision_id
                and bears_on(note, revision.text, words_at(revision.text, claim.content))
            ]
            if own:
                words = " ".join(note.span.of(revision.text).split())
                told = "took its report back" if note.withdrawn else "corrected its report"
                yield StatusBasis(
                    status=Status.CORRECTED,
                    reason=f"{scene.outlet(revision_id)} {told}: “{words}”",
                    claims=tuple(claim.id for claim in own),
                    revisions=(revision_id,),
                    words=words,
                )
