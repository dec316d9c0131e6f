"""Who speaks in a claim, under every name that the accounts put together, whatever name or claim is asked by."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from counterclaim.desk._reading import Reading
from counterclaim.errors import LedgerError
from counterclaim.presentation import ClaimView, DocumentView
from counterclaim.records.claims import Claim
from counterclaim.views import Lookup

NAMES = 8  # of a party under which its claims are looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A party with its claims. `name` is the one that the accounts use."""

    name: str
    claims: tuple[ClaimView, ...]
    lookup: Lookup


def find_party(reading: Reading, asked: str) -> Party | None:
    """The party that a name or the id of one of its claims leads to; None where nobody of it speaks in what is shown.
    A claim's id lasts: whoever its speaker is put together with, it leads there."""
    anchor = _claim(reading, asked)
    named = anchor.actor.name if anchor else asked
    names, documents = [named], list[DocumentView]()
    while len(documents) < min(len(names), NAMES):
        documents.append(reading.view(search=names[len(documents)]).document)
        lookup = Lookup(_together(documents))
        parties = _parties(lookup)
        own = [claim for claim in lookup.claims.values() if named in (claim.actor, parties[claim.id])]
        own = [claim for claim in own if anchor is not None and claim.id == anchor.id] or own
        own = own or [claim for claim in lookup.claims.values() if claim.actor.casefold() == named.casefold()]
        if not own:
            return None
        name = Counter(parties[claim.id] for claim in own).most_common(1)[0][0]
        own = [claim for claim in lookup.claims.values() if parties[claim.id] == name]
        names += [one for one in dict.fromkeys((name, *(claim.actor for claim in own))) if one not in names]
    return Party(name=name, claims=tuple(own), lookup=lookup)


def _claim(reading: Reading, asked: str) -> Claim | None:
    """The claim of this id; None where it is none."""
    if not (asked.startswith("c") and len(asked) > 8 and asked.isalnum()):
        return None
    try:
        record = reading.ledger.find(asked).record
    except LedgerError:
        return None
    return record if isinstance(record, Claim) else None


def _parties(lookup: Lookup) -> dict[str, str]:
    """The party of each claim: as its position names it, else as those do that its report gives the same name."""
    found: dict[str, str] = {
        claim: x.actor for p in lookup.propositions.values() for x in p.positions for claim in x.claims
    }
    by_name: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for claim in lookup.claims.values():
        if claim.id in found:
            by_name[claim.revision, claim.actor][found[claim.id]] += 1
    for claim in lookup.claims.values():
        if claim.id not in found:
            same = by_name.get((claim.revision, claim.actor))
            found[claim.id] = same.most_common(1)[0][0] if same else claim.actor
    return found


def _together(documents: list[DocumentView]) -> DocumentView:
    """Several views as one; what is in more than one of them stands once."""
    if len(documents) == 1:
        return documents[0]

    def once(name: str) -> tuple[object, ...]:
        found: Iterable[object] = (one for document in documents for one in getattr(document, name))
        return tuple({getattr(one, "revision", None) or getattr(one, "id", one): one for one in found}.values())

    parts = ("reports", "stories", "propositions", "disputes", "origins")
    return replace(documents[0], **{name: once(name) for name in parts})  # type: ignore[arg-type]
