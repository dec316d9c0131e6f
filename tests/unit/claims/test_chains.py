"""Chains read from text to claim: the innermost speaker, through whom, and the words that say so."""

import pytest

from counterclaim.actors import resolve_actors
from counterclaim.attributions import RuleTagger
from counterclaim.claims import read_claims
from counterclaim.parsing import load_parser
from counterclaim.records.claims import Claim
from counterclaim.records.spans import words_at
from tests.factories import make_revision


def claims_of(text: str) -> tuple[Claim, ...]:
    revision = make_revision(text)
    parse = load_parser().parse(revision)
    attributions = RuleTagger().tag(revision, parse)
    actors = resolve_actors(revision, parse, attributions)
    return read_claims(revision, parse, attributions, actors=actors, timexes=(), figures=(), places=())


CHAINS = [
    ("Local papers quoted villagers as saying the dam had burst.", "villagers", ("Local papers",)),
    ("The Harbour Times said the dam had burst, citing two engineers.", "two engineers", ("Harbour Times",)),
    ("Villagers said the dam had burst, the Harbour Times reported.", "Villagers", ("Harbour Times",)),
    ("Mayor Greta Lund told the Harbour Times that the dam had burst.", "Greta Lund", ("Harbour Times",)),
    ("Mayor Greta Lund told the Harbour Times the dam was believed to be open.", "Greta Lund", ("Harbour Times",)),
]


@pytest.mark.parametrize(("text", "actor", "via"), CHAINS)
def test_a_chain_is_one_claim_of_its_innermost_speaker(text: str, actor: str, via: tuple[str, ...]) -> None:
    claims = claims_of(text)
    assert [(claim.actor.name.lower(), claim.via) for claim in claims] == [(actor.lower(), via)]


@pytest.mark.parametrize("text", [text for text, _, _ in CHAINS])
def test_every_carrier_has_its_words_as_evidence(text: str) -> None:
    for claim in claims_of(text):
        shown = {e.detail: e for e in claim.evidence if e.field == "via"}
        assert tuple(shown) == claim.via
        for name, evidence in shown.items():
            assert evidence.span is not None
            assert evidence.rule
            assert name.split()[-1] in evidence.span.of(text)


def test_what_somebody_is_said_to_have_agreed_to_is_the_word_of_who_says_it() -> None:
    text = "The mayor said the rebels had agreed to a truce in the valley."
    (claim,) = claims_of(text)
    assert claim.actor.name == "mayor"
    assert words_at(text, claim.content) == "the rebels had agreed to a truce in the valley"


def test_an_outlet_is_not_carried_over_to_the_next_paragraph() -> None:
    text = "“The dam has burst,” Greta Lund told the Harbour Times.\n\n“The road is shut and the bridge is gone.”"
    assert [c.via for c in claims_of(text)] == [("Harbour Times",), (), ()]
