"""What nobody confirmed, and who said nothing: four statuses that are never a denial."""

import re
from collections.abc import Iterator, Sequence

from counterclaim.disputes._scene import Scene
from counterclaim.records.accounts import Status, StatusBasis
from counterclaim.records.claims import Claim, Stance
from counterclaim.records.spans import words_at

#: What the words of an open claim say is missing, and how it is told. The first that fits decides: “declined to
#: respond” is a refusal; “did not respond” and “there was no immediate comment” are none.
SILENCES = tuple(
    (status, told, re.compile(pattern, re.IGNORECASE))
    for status, told, pattern in (
        (Status.NOT_VERIFIED, "not verified by {who}", r"\b(?:un)?verif|\bcorroborat|\bauthenticat"),
        (
            Status.NO_COMMENT,
            "{who} declined to comment",
            r"\b(?:declin|refus|ha(?:d|s|ve) no (?:further )?comment|would not (?:comment|say|discuss)|not be drawn)",
        ),
        (
            Status.NO_ANSWER,
            "{who} did not answer",
            r"\b(?:respon[ds]|repl(?:y|ied)|answer|reach|(?:un|not )available|return(?:ed)?\b)",
        ),
        (Status.NO_ANSWER, "no comment from {who}", r"\bcomment"),
        (Status.NO_ANSWER, "{who} said nothing", r"\bsa(?:id|ys|y) nothing"),
        (Status.NO_CONFIRMATION, "not confirmed by {who}", r"\b(?:un)?confirm"),
    )
)


#: Characters from the first to the last word of a passage that is quoted whole.
LONGEST = 100


def find_silences(claims: Sequence[Claim], scene: Scene) -> Iterator[StatusBasis]:
    """One basis for each party that is said to have left the matter open, with the words that say so."""
    seen: set[tuple[Status, str]] = set()
    for claim in claims:
        if claim.stance is not Stance.UNKNOWN:
            continue
        text = scene.reports[claim.revision_id].revision.text
        said = " ".join(words_at(text, (*claim.cue, *claim.content)).split())
        found = next(((status, told) for status, told, pattern in SILENCES if pattern.search(said)), None)
        if found is None:
            continue
        status, told = found
        party, who = scene.party(claim), scene.who(claim)
        if (status, who) in seen:
            continue
        seen.add((status, who))
        cue = " ".join(words_at(text, claim.cue or claim.content).split())
        told = told.format(who=who)
        if party is None and status is not Status.NOT_VERIFIED:
            # The report tells of silence without saying whose: the outlet is not the one who was silent.
            told = f"{status.value}, {who} says"
        yield StatusBasis(
            status=status,
            reason=f"{told} (“{_told(claim, text)}”)",
            claims=(claim.id,),
            revisions=(claim.revision_id,),
            parties=(who,) if party is not None or status is Status.NOT_VERIFIED else (),
            words=cue,
        )


def _told(claim: Claim, text: str) -> str:
    """The cue with what it is about, where they stand together: “could be verified” alone says the opposite of
    “Neither account could be verified”."""
    spans = (*claim.cue, *claim.content) if claim.cue else tuple(claim.content)
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    whole = text[start:end] if end - start <= LONGEST else words_at(text, claim.cue or claim.content)
    return " ".join(whole.split())
