"""Persons: who is protected is not named, and whoever is likely to need it waits until somebody has looked."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from counterclaim.lexicons.protection import LIKELY, NO_NAMES
from counterclaim.presentation import ClaimView, ReportView
from counterclaim.protection._places import named_in, persons_in
from counterclaim.records.mentions import ActorKind
from counterclaim.review import Protected

#: What a person says with `review protect --as` who has looked and found nobody to protect.
CLEARED = "cleared"

_LIKELY = {kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for kind, words in LIKELY.items()}
_FULL_NAME = re.compile(r"\b[A-Z][\w’'-]+(?:\s+(?:[a-z]{2,3}\s+)?[A-Z][\w’'-]+)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class LikelyCase:
    """Somebody named where a minor, a hostage, a detainee, a patient, a witness or a private person is spoken of."""

    name: str
    kind: str


class Persons:
    """Who is protected and who was looked at, from what people said."""

    def __init__(self, protected: Sequence[Protected]) -> None:
        self.cleared = {name for one in protected if one.why == CLEARED for name in one.names}
        flagged = {name: one.why for one in protected if one.why != CLEARED for name in one.names}
        #: Longest first: a name is replaced before its parts.
        self.flagged: Mapping[str, str] = dict(sorted(flagged.items(), key=lambda pair: (-len(pair[0]), pair[0])))

    def hide(self, words: str) -> str:
        """Words without the names of the protected, nor the last parts of them."""
        for name, why in self.flagged.items():
            for part in dict.fromkeys((name, name.split()[-1])):
                if len(part) > 2:
                    words = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", f"[a protected {why}]", words, flags=re.I)
        return words

    def names(self, words: str) -> bool:
        """Whether words name somebody who is protected."""
        return self.hide(words) != words

    def waiting(self, report: ReportView, words: str) -> tuple[LikelyCase, ...]:
        """The likely cases in some words of a report at which nobody has looked."""
        kinds = [kind for kind, pattern in _LIKELY.items() if pattern.search(words)]
        if not kinds:
            return ()
        settled = {*self.cleared, *self.flagged}
        others = [
            name
            for actor in report.actors
            if actor.kind is not ActorKind.PERSON
            for name in (actor.name, *actor.aliases)
        ]
        places = {place.span.of(report.text) for place in report.places}
        others += places
        known = {part for name in others for part in name.split()} | NO_NAMES
        names = [name for name in persons_in(report, words) if name not in places]
        names += [m[0] for m in _FULL_NAME.finditer(words) if not set(m[0].split()) & known]
        return tuple(
            LikelyCase(name=name, kind=kinds[0])
            for name in dict.fromkeys(names)
            if not any(named_in(done, name) or named_in(name, done) for done in settled)
        )

    def waiting_in(self, report: ReportView, claim: ClaimView) -> tuple[LikelyCase, ...]:
        """Those of one claim: in what is said, or in the words that tell who says it. A minister who speaks of children
        is none of them."""
        said = self.waiting(report, claim.words)
        speaker = {claim.actor, claim.spokesperson}
        return (
            *(case for case in said if case.name not in speaker),
            *self.waiting(report, " ".join(quote.words for quote in claim.source)),
        )


def held_reports(reports: Iterable[ReportView], protected: Sequence[Protected]) -> dict[str, str]:
    """The reports that must not leave as they are, by revision, and why (for the desk alone): they name somebody who is
    protected, or who may have to be and at whom nobody has looked."""
    persons = Persons(protected)
    found: dict[str, str] = {}
    for report in reports:
        if persons.names(f"{report.title}\n{report.text}"):
            found[report.revision] = "names somebody who is protected"
            continue
        cases = [case for claim in report.claims for case in persons.waiting_in(report, claim)]
        if cases:
            named = ", ".join(dict.fromkeys(f"{case.name} ({case.kind})" for case in cases))
            found[report.revision] = f"may name somebody to be protected, and nobody has looked yet: {named}"
    return found
