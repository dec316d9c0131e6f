"""One matter, dispute, claim or actor: each with all that the ledger holds on it."""

from collections.abc import Collection
from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.responses import Response

from counterclaim.desk._reading import Reading, ReadingOf
from counterclaim.desk._refusals import refuse
from counterclaim.desk._rendering import page
from counterclaim.desk.pages._actor import build_actor
from counterclaim.desk.pages._claim import Proof, build_claim
from counterclaim.desk.pages._dispute import build_dispute, build_matter
from counterclaim.desk.pages._finding import find
from counterclaim.desk.pages._party import find_party
from counterclaim.errors import LedgerError
from counterclaim.ledger import AsOf
from counterclaim.watching import enquiries_about, tell_enquiry

router = APIRouter()


@router.get("/matter/{id_}")
@router.get("/matter/{id_}.json")  # the last line stands first: it is asked before the one above
def matter(request: Request, reading: ReadingOf, id_: str) -> Response:
    found = find(request, reading, "proposition", id_)
    if isinstance(found, Response):
        return found
    p = found.lookup.propositions[found.id]
    shown = build_matter(p, found.lookup, convention=reading.desk.settings.convention)
    return page(request, "matter.html", replace(shown, enquiries=_asked(reading, p.claims)))


def _asked(reading: Reading, claims: Collection[str]) -> tuple[str, ...]:
    """Whom people asked about some claims, and what was answered."""
    then = AsOf(recorded=reading.moment.recorded)
    return tuple(map(tell_enquiry, enquiries_about(reading.ledger, claims=claims, as_of=then)))


@router.get("/dispute/{id_}")
@router.get("/dispute/{id_}.json")
def dispute(request: Request, reading: ReadingOf, id_: str) -> Response:
    found = find(request, reading, "dispute", id_)
    if isinstance(found, Response):
        return found
    one = found.lookup.disputes[found.id]
    return page(request, "dispute.html", build_dispute(one, found.lookup, convention=reading.desk.settings.convention))


@router.get("/claim/{id_}")
@router.get("/claim/{id_}.json")
def claim(request: Request, reading: ReadingOf, id_: str) -> Response:
    found = find(request, reading, "claim", id_)
    if isinstance(found, Response):
        return found
    return page(
        request,
        "claim.html",
        build_claim(
            found.lookup.claims[found.id],
            found.lookup,
            convention=reading.desk.settings.convention,
            proof=prove(reading, found.id),
            permalink=str(request.base_url.replace(path=f"/claim/{found.id}")),
            replaced=found.view.replaced,
            enquiries=_asked(reading, [found.id]),
        ),
    )


def prove(reading: Reading, claim_id: str) -> Proof | None:
    """Where the log has the reading of a claim; None for a claim that people added or changed: a decision holds it."""
    try:
        checkpoint = reading.ledger.checkpoint_of_size(reading.ledger.size())
        proof = reading.ledger.prove_inclusion(claim_id, checkpoint)
    except LedgerError:
        return None
    entry = proof["entry"]
    assert isinstance(entry, dict)
    path = proof["path"]
    assert isinstance(path, list)
    return Proof(
        entry=int(str(entry["seq"])),
        kind=str(entry["kind"]),
        recorded_at=str(entry["recorded_at"]),
        recorded_by=str(entry["recorded_by"]),
        size=checkpoint.size,
        root=checkpoint.root,
        ledger=checkpoint.origin,
        path=tuple(map(str, path)),
    )


@router.get("/actor/{name:path}")
@router.get("/actor/{name:path}.json")
def actor(request: Request, reading: ReadingOf, name: str) -> Response:
    party = reading.kept(("party", name), lambda: find_party(reading, name))
    if party is None:
        raise refuse(404, f"nobody of this name speaks in what the ledger shows: {name}")
    decisions = reading.ledger.decisions(reading.moment)
    return page(request, "actor.html", build_actor(party, decisions))
