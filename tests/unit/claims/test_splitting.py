"""Where a content is cut into claims: each with one stance to one proposition. Invented reports, real parser."""

import pytest

from tests.unit.claims.reports import Report


def parts(content: str, cue: str = "said") -> list[tuple[str, str]]:
    """The claims of “the clinic said …”: their words and stances."""
    report = Report(f"The clinic {cue} {content}.").says("The clinic", cue, content)
    return [(report.words(claim), claim.stance.value) for claim in report.read()]


@pytest.mark.parametrize(
    ("content", "claims"),
    [
        (
            "that men were clearing mud to reduce the water that covered the fields and that the road was closed",
            ["that men were clearing mud to reduce the water that covered the fields", "that the road was closed"],
        ),
        (
            "the man was a soldier and the detained boy was nine years old",
            ["the man was a soldier", "the detained boy was nine years old"],
        ),
        ("the farmers fled after the army opened the gates", ["the farmers fled", "the army opened the gates"]),
        (
            "the boys were fed by nuns while their mother was questioned in Orlo",
            ["the boys were fed by nuns", "while their mother was questioned in Orlo"],
        ),
        (
            "the mayor stayed in Harrow, although the militia had seized his house",
            ["the mayor stayed in Harrow", "although the militia had seized his house"],
        ),
        (
            "the villagers were crossing the bridge when the shell hit it",
            ["the villagers were crossing the bridge", "when the shell hit it"],
        ),
    ],
)
def test_two_matters_are_two_claims(content: str, claims: list[str]) -> None:
    assert [words for words, _ in parts(content)] == claims
    assert {stance for _, stance in parts(content)} == {"asserts"}


@pytest.mark.parametrize(
    "content",
    [
        "the envoy left the town when the army came",
        "the army had not left while the talks went on in Orlo",
        "the army will leave after the envoys have signed the treaty",
    ],
)
def test_what_only_tells_when_stays(content: str) -> None:
    """“When” dates the deed, and behind a negation or a plan nothing is told to have happened beside it."""
    assert len(parts(content)) == 1


def test_a_clause_in_the_middle_is_taken_out_whole() -> None:
    assert [words for words, _ in parts("the raid, which killed 12 farmers, destroyed the depot at Orlo")] == [
        "the raid … destroyed the depot at Orlo",
        "which killed 12 farmers",
    ]


def test_who_denies_a_deed_does_not_deny_what_went_before() -> None:
    content = "that people fell ill after the upper dam was opened"
    assert parts(content, "denied") == [(content, "denies")]


@pytest.mark.parametrize("comma", [",", ""])
def test_what_is_so_instead_is_asserted(comma: str) -> None:
    assert parts(f"the woman was not the wife of the envoy{comma} but the sister of a baker") == [
        ("the woman was not the wife of the envoy", "denies"),
        ("the sister of a baker", "asserts"),
    ]


def test_a_short_deed_with_its_own_count_is_a_claim() -> None:
    assert [words for words, _ in parts("it had found the weapons and arrested ten men")] == [
        "it had found the weapons",
        "arrested ten men",
    ]


def test_nothing_is_lost_where_a_clause_is_put_back() -> None:
    """Opinions stay together, whatever was cut out of their middle."""
    content = "the hall, which may hold 300 men, should be shut at once"
    assert "should be shut at once" in " ".join(words for words, _ in parts(content))


def test_what_a_joined_passive_leaves_open_is_unknown() -> None:
    text = "The reports cited local websites and have not been confirmed by the army."
    (claim,) = Report(text).read()
    assert (claim.stance.value, Report(text).words(claim)) == ("unknown", "The reports")
