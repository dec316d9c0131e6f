"""How a report stands to a statement."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from counterclaim.checking import disputed, weigh_headline, weigh_report
from counterclaim.checking._claims import stand_claims
from counterclaim.checking._counts import read_counts
from counterclaim.checking._sentences import read_statement
from counterclaim.checking._weights import load_weights, parts, softmax
from counterclaim.records.checks import Standing, Weighing
from counterclaim.records.claims import Frame, Stance
from counterclaim.records.mentions import ActorKind, Figure, FigureUnit
from tests.factories import make_actor, make_analysis, make_claim, make_revision, span_of

MATTER = "The militia seized the port of Varn"
DENIED = "Reports that the militia has seized the port of Varn are false, the ministry says"


class Words:
    """An encoder whose vectors are the words of a text."""

    digests = ()

    def embed(self, texts: Sequence[str]) -> np.ndarray:  # type: ignore[type-arg]
        rows = np.zeros((len(texts), 997), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().replace(".", "").split():
                row[sum(map(ord, word)) % 997] += 1
            row /= max(1.0, float(np.linalg.norm(row)))
        return rows


ENCODER = Words()


def report(*sentences: str):  # type: ignore[no-untyped-def]
    return make_analysis(make_revision("\n\n".join(sentences)), ())


def standing(headline: str, statement: str = MATTER) -> Standing:
    weighing = weigh_headline(statement, headline, ENCODER)
    return max((Standing.FOR, Standing.AGAINST, Standing.OPEN), key=weighing.share)


def test_headlines_take_their_stands() -> None:
    assert standing("Militia seizes the port of Varn") is Standing.FOR
    assert standing(DENIED) is Standing.AGAINST
    assert standing("Militia may have seized the port of Varn: report") is Standing.OPEN


def test_a_statement_that_says_no_turns_the_sides() -> None:
    no = "The militia has not seized the port of Varn"
    assert standing("Militia seizes the port of Varn", no) is Standing.AGAINST
    assert standing(DENIED, no) is Standing.FOR


def test_two_reports_dispute_a_statement_when_they_take_two_sides() -> None:
    for_it, against = (weigh_headline(MATTER, words, ENCODER) for words in ("Militia seized the port of Varn", DENIED))
    assert disputed(for_it, against) == disputed(against, for_it) > 0.5
    assert disputed(for_it, for_it) < 0.5 > disputed(against, against)


FOR = (
    "The militia seized the port of Varn at dawn on Monday.",
    "The port of Varn fell within an hour, and the militia raised its flag over the cranes.",
    "Ships left the port as the militia came down the hill.",
)
AGAINST = (
    "The report that the militia seized the port of Varn is a hoax.",
    "The militia has not seized the port of Varn, and pictures of its flag there are fake.",
    "The ministry denied that the port had been seized by the militia.",
)
OTHER = ("A baker opened his shop at six.", "He sold forty loaves before noon.", "Two dogs came by.")


def test_a_report_is_weighed_with_its_sentences() -> None:
    weighing = weigh_report(MATTER, report(*AGAINST), ENCODER)
    assert weighing.standing is Standing.AGAINST
    assert weighing.passages[0].nearness > 0.5
    assert {mark for passage in weighing.passages for mark in passage.marks} >= {"false", "negated"}
    assert weigh_report(MATTER, report(*FOR), ENCODER).leaning < 0.5 < weighing.leaning


def test_a_report_of_something_else_is_left_out() -> None:
    weighing = weigh_report(MATTER, report(*OTHER), ENCODER)
    assert weighing.standing is Standing.ELSEWHERE
    assert weighing.passages == () == weighing.claims


def test_shares_are_probabilities_and_reasons_add_up() -> None:
    weighing = weigh_report(MATTER, report(*AGAINST), ENCODER)
    assert sum(weighing.shares) == pytest.approx(1.0)
    odds = np.log(weighing.share(Standing.AGAINST) / max(weighing.share(Standing.FOR), weighing.share(Standing.OPEN)))
    assert sum(reason.weight for reason in weighing.reasons) == pytest.approx(odds)


def test_claims_stand_by_their_stance_and_their_words() -> None:
    text = (
        "The militia seized the port of Varn, the Harrow Front said. The ministry denied it had seized the port of "
        "Varn. The port of Varn was not seized by the militia, the mayor said."
    )
    revision = make_revision(text)
    claims = (
        make_claim(revision, "The militia seized the port of Varn", actor="Harrow Front"),
        make_claim(revision, "it had seized the port of Varn", actor="ministry", stance=Stance.DENIES),
        make_claim(revision, "The port of Varn was not seized by the militia", actor="mayor"),
    )
    weighing = weigh_report(MATTER, make_analysis(revision, claims), ENCODER)
    stands = {claim.claim_id: claim.standing for claim in weighing.claims}
    assert [stands[claim.id] for claim in claims] == [Standing.FOR, Standing.AGAINST, Standing.AGAINST]


@pytest.mark.parametrize("words", ["", " ", "?!", "“”", "not", "\x00", "é" * 5_000])
def test_any_statement_and_any_headline_can_be_weighed(words: str) -> None:
    for weighing in (weigh_headline(words, MATTER, ENCODER), weigh_headline(MATTER, words, ENCODER)):
        assert isinstance(weighing, Weighing)
        assert sum(weighing.shares) == pytest.approx(1.0)


def test_weights_are_there_for_every_answer() -> None:
    answers = {f"{form} {side}" for form in ("report", "headline") for side in ("for", "against", "open")}
    assert load_weights().keys() == {"about", *answers}
    assert parts({"base": -1.0, "false": 2.0}, {"false": 0.5}) == {"base": -1.0, "false": 1.0}
    assert softmax([0.0, 0.0]) == [0.5, 0.5]


def test_another_number_is_not_for_a_number() -> None:
    """“Six soldiers were killed” stands beside “twelve soldiers were killed” as another count; who denies another
    number says nothing."""
    text = (
        "The army said six soldiers were killed. The Front said 12 soldiers were killed. A doctor denied that forty "
        "soldiers were killed. A priest said soldiers were killed."
    )
    revision = make_revision(text)

    def count(words: str, value: float) -> tuple[Figure, ...]:
        unit = FigureUnit.KILLED
        return (Figure(span=span_of(text, words), words=words, low=value, high=value, unit=unit, counted="soldiers"),)

    claims = (
        make_claim(revision, "six soldiers were killed", actor="Army", figures=count("six", 6)),
        make_claim(revision, "12 soldiers were killed", figures=count("12", 12)),
        make_claim(
            revision, "forty soldiers were killed", actor="Doctor", stance=Stance.DENIES, figures=count("forty", 40)
        ),
        make_claim(revision, "soldiers were killed.", actor="Priest"),
    )
    standings = {found.claim_id: found.standing for found in stand_claims(
        read_statement("Twelve soldiers were killed"), revision.text, claims)}  # fmt: skip
    assert standings == {
        claims[0].id: Standing.AGAINST,
        claims[1].id: Standing.FOR,
        claims[3].id: Standing.FOR,
    }


@pytest.mark.parametrize(
    ("statement", "counts"),
    [
        ("At least 12 soldiers were killed", [(12, None)]),
        ("up to forty of its soldiers died", [(None, 40)]),
        ("The port fell on Monday", []),
    ],
)
def test_the_figures_of_a_statement(statement: str, counts: list[tuple[float | None, float | None]]) -> None:
    assert [(figure.low, figure.high) for figure in read_counts(statement)] == counts


def test_a_report_that_quotes_both_sides_takes_none() -> None:
    """A denial in the lead is that of the party quoted; a narrator who takes a side still takes it."""
    text = (
        "The army denied that the port of Varn had fallen.\n\nThe Front said the militia had seized the port of Varn."
    )
    revision = make_revision(text)
    denial = make_claim(
        revision,
        "that the port of Varn had fallen",
        actor="Army",
        stance=Stance.DENIES,
        frame=Frame(predicate="fall", terms=("port", "varn", "fall")),
    )
    claim = make_claim(revision, "the militia had seized the port of Varn")
    weighing = weigh_report(MATTER, make_analysis(revision, (denial, claim)), ENCODER)
    assert [found.standing for found in weighing.claims] == [Standing.AGAINST, Standing.FOR]
    assert weighing.standing is Standing.OPEN
    assert weighing.reasons[0].name == "both sides"
    narrator = make_actor("(article)", kind=ActorKind.ARTICLE)
    told = make_analysis(revision, (replace(denial, actor=narrator), claim))
    assert weigh_report(MATTER, told, ENCODER).standing is not Standing.OPEN


def test_a_denial_by_its_own_not_is_against() -> None:
    """“There was no fall of the port”, said to deny it, is one no and not two; what was photographed is no capture."""
    text = (
        "“There was no fall of the port of Varn.” Photographs were taken at the port of Varn. Denied: no raid on Varn."
    )
    revision = make_revision(text)
    fall = make_claim(
        revision,
        "There was no fall of the port of Varn",
        stance=Stance.DENIES,
        frame=Frame(predicate="fall", object="port", negated=True, terms=("fall", "port", "varn")),
    )
    photographed = make_claim(
        revision,
        "Photographs were taken at the port of Varn",
        frame=Frame(predicate="photograph", terms=("photograph", "take", "port", "varn")),
    )
    found = stand_claims(read_statement(MATTER), revision.text, (fall, photographed))
    assert [(f.claim_id, f.standing) for f in found] == [(fall.id, Standing.AGAINST)]
