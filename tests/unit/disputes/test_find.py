"""Which disputes follow from propositions and judgements."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from counterclaim.disputes._find import find_disputes
from counterclaim.disputes._matters import Matters
from counterclaim.disputes._oppositions import find_oppositions
from counterclaim.records.accounts import Dispute, DisputeKind, Match, MatchLabel, Reason
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim, Form, Frame, Kind, Stance
from counterclaim.records.ids import PropositionId, RevisionId, StoryId, UtteranceId
from counterclaim.records.notes import Evidence
from tests.factories import make_analysis, make_claim, make_revision

TEXT = "Villagers say {0}. The company denies that {0}. The company says {1}. The company says {2}."
WORDS = "the upper gates were opened to fill the fields", "heavy rain filled the fields", "the office is in Velka"
OPENED = Frame(predicate="open", object="gates", terms=("upper", "gate", "open", "fill", "field"))


def report(number: int = 1) -> tuple[Analysis, tuple[Claim, ...]]:
    """Villagers claim, the company denies, and says two things in the same breath."""
    revision = make_revision(TEXT.format(*WORDS), address=f"https://o{number}.example/")
    claim = make_claim(revision, WORDS[0], actor="Villagers", cue="say", frame=OPENED)
    denial = make_claim(revision, WORDS[0], actor="Company", stance=Stance.DENIES, cue="denies", frame=OPENED)
    frames = Frame(predicate="fill", subject="heavy rain"), Frame(predicate="be", subject="the office")
    told = [
        make_claim(revision, words, actor="Company", cue="says", frame=frame)
        for words, frame in zip(WORDS[1:], frames, strict=True)
    ]
    told = [replace(claim, utterance=denial.utterance) for claim in told]
    claims = (claim, denial, *told)
    return make_analysis(revision, claims), claims


def find(
    groups: Sequence[Sequence[Claim]], matches: Sequence[Match] = (), texts: dict[RevisionId, str] | None = None
) -> tuple[Dispute, ...]:
    numbered = {PropositionId(f"p{number}"): tuple(group) for number, group in enumerate(groups)}
    names = {claim.id: claim.actor.name for group in groups for claim in group}
    texts = texts or {claim.revision_id: TEXT.format(*WORDS) for group in groups for claim in group}
    matters = Matters(numbered, matches, names, texts)
    opposed = {identity: find_oppositions(group, matters) for identity, group in numbered.items()}
    return find_disputes(StoryId("s1"), matters, opposed)


def near(a: Claim, b: Claim, score: float) -> Match:
    """A judgement that the two are one matter with that probability, below one half."""
    first, second = sorted((a.id, b.id))
    return Match(a=first, b=second, label=MatchLabel.UNRELATED, score=1 - score)


def test_what_a_denier_says_instead_disputes_the_claim() -> None:
    """Of what the company says in the breath of its denial, only what is nearest to the claim is its own account."""
    _, (claim, denial, rain, office) = report()
    groups = [(claim, denial), (rain,), (office,)]
    denied, instead = find(groups, [near(claim, rain, 0.3), near(claim, office, 0.1)])
    assert (denied.kind, denied.b) == (DisputeKind.DENIAL, None)
    assert (instead.kind, instead.a, instead.b) == (DisputeKind.CONTRADICTION, "p0", "p1")
    assert (instead.sides_for, instead.sides_against) == ((claim.id,), (rain.id,))
    assert instead.reasons[0].name == "own account"


def test_an_own_account_tells_of_something_else() -> None:
    """Words without a verb are no account, nor is another deed, nor what was denied, told over again."""
    _, (claim, denial, rain, office) = report()
    assert len(find([(claim, denial), (office,)], [near(claim, office, 0.3)])) == 1
    bare = replace(rain, frame=Frame())
    assert len(find([(claim, denial), (bare,)], [near(claim, bare, 0.3)])) == 1
    first, second = sorted((claim.id, rain.id))
    again = Match(a=first, b=second, label=MatchLabel.SAME, score=0.7)
    assert len(find([(claim, denial), (rain,)], [again])) == 1


def test_a_denial_of_something_else_disputes_nothing() -> None:
    """Where claim and denial were judged to be about two matters; what nobody judged was put together by people."""
    _, (claim, denial, *_) = report()
    assert find([(claim, denial)], [near(claim, denial, 0.1)]) == ()
    assert len(find([(claim, denial)], [near(claim, denial, 0.6)])) == 1
    assert len(find([(claim, denial)])) == 1


def test_what_has_nothing_to_do_with_the_claim_disputes_nothing() -> None:
    """Nor does what is said on another occasion, or is an opinion."""
    _, (claim, denial, rain, office) = report()
    assert [d.kind for d in find([(claim, denial), (rain,), (office,)])] == [DisputeKind.DENIAL]
    apart = replace(rain, utterance=replace(rain.utterance, id=UtteranceId("u9")))
    assert len(find([(claim, denial), (apart,)], [near(claim, apart, 0.3)])) == 1
    opinion = replace(rain, kind=Kind.OPINION)
    assert len(find([(claim, denial), (opinion,)], [near(claim, opinion, 0.3)])) == 1


def test_a_party_disputes_what_it_said_before() -> None:
    """Where the reports tell that it spoke on two occasions; else a report may have cut one statement in two."""
    _, (_, denial, *_) = report(1)
    _, (_, earlier, *_) = report(2)
    earlier = replace(earlier, stance=Stance.ASSERTS)
    assert find([(earlier, denial)]) == ()
    days = [(datetime(2024, 5, day, tzinfo=UTC), datetime(2024, 5, day + 1, tzinfo=UTC)) for day in (1, 3)]
    earlier, denial = (
        replace(claim, utterance=replace(claim.utterance, said_first=first, said_last=last))
        for claim, (first, last) in zip((earlier, denial), days, strict=True)
    )
    (found,) = find([(earlier, denial)])
    assert found.kind is DisputeKind.OWN_CLAIM
    assert (found.sides_for, found.sides_against) == ((earlier.id,), (denial.id,))


def test_the_sharpest_come_first() -> None:
    """A claim that two parties deny stands above one that one party denies."""
    _, (claim, denial, rain, office) = report()
    other = replace(denial, id=type(denial.id)("c0"), actor=replace(denial.actor, name="Mayor"))
    against = replace(office, stance=Stance.DENIES, actor=replace(office.actor, name="Villagers"))
    first, second = find([(rain, against), (claim, denial, other)])
    assert (first.a, second.a) == ("p1", "p0")


def test_one_sentence_read_in_two_ways_is_no_dispute() -> None:
    """“There was nothing odd about the fish” denies in one report and asserts in the other: nobody differs."""
    _, (claim, denial, *_) = report()
    frame = Frame(predicate="be", negated=True, terms=("nothing", "odd", "fish"))
    one, other = replace(claim, frame=frame), replace(denial, frame=frame)
    assert find([(one, other)]) == ()
    assert len(find([(claim, denial)])) == 1


def test_of_two_disputes_over_one_matter_the_sharper_is_raised() -> None:
    """A hoax that is told in two propositions is one dispute."""
    _, (claim, denial, *_) = report(1)
    _, (again, other, *_) = report(2)
    groups = [(claim, denial), (again, other)]
    assert len(find(groups)) == 2
    sides = [near(claim, again, 0.45), near(denial, other, 0.45), near(claim, denial, 0.6), near(again, other, 0.5)]
    (found,) = find(groups, sides)
    assert found.a == "p0"


def narrated(words: str, *, number: int, rule: str, actor: str = "(article)") -> Claim:
    """A denial in which a report, or a party in it, calls something false."""
    revision = make_revision(f"It is said: {words}.", address=f"https://v{number}.example/")
    claim = make_claim(revision, words, actor=actor, stance=Stance.DENIES)
    return replace(claim, evidence=(Evidence(field="stance", rule=rule),))


@pytest.mark.parametrize(
    ("words", "rule", "raised"),
    [
        ("It was all a hoax", "content:called unreal", 1),
        ("that happened", "content:negated", 0),
    ],
)
def test_a_narrators_word_denies_only_where_it_is_a_verdict(words: str, rule: str, raised: int) -> None:
    """And only what several reports tell of: a bare word has no matter of its own."""
    claims = [report(number)[1][0] for number in (1, 2)]
    bare = narrated(words, number=3, rule=rule)
    texts = {claims[0].revision_id: TEXT.format(*WORDS), claims[1].revision_id: TEXT.format(*WORDS)}
    texts[bare.revision_id] = f"It is said: {words}."
    judged = [near(claim, bare, 0.6) for claim in claims]
    found = find([(*claims, bare)], judged, texts)
    assert len(found) == raised
    assert find([(claims[0], bare)], judged[:1], texts) == ()


def test_a_bare_denial_means_what_most_reports_tell_of() -> None:
    """“That is untrue”, beside two claims: the one that nobody else tells of is not what is meant."""
    _, (claim, *_, office) = report(1)
    _, (again, *_) = report(2)
    bare = replace(narrated("that the story was untrue", number=1, rule="cue:denial", actor="Mayor"),
                   revision_id=claim.revision_id)  # fmt: skip
    texts = {c.revision_id: TEXT.format(*WORDS) for c in (claim, again)}
    texts[bare.revision_id] = f"It is said: that the story was untrue. {TEXT.format(*WORDS)}"
    assert find([(claim, again), (office, bare)], [near(office, bare, 0.6)], texts) == ()
    assert len(find([(claim, again, bare), (office,)], [near(claim, bare, 0.6)], texts)) == 1


def test_one_statement_read_as_false_and_as_told_is_no_dispute() -> None:
    """“We had calls about this false report”: words inside it call something false, and nobody differs."""
    _, (claim, denial, *_) = report()
    denial = replace(denial, evidence=(Evidence(field="stance", rule="content:report called false"),))
    assert find([(claim, denial)], [near(claim, denial, 0.9)]) == ()
    by_cue = replace(denial, evidence=(Evidence(field="stance", rule="cue:denial"),))
    assert len(find([(claim, by_cue)], [near(claim, by_cue, 0.9)])) == 1


@pytest.mark.parametrize(
    ("words", "form", "raised"),
    [
        ("all wells are foul", Form.DIRECT, 1),
        ("all wells would be foul", Form.DIRECT, 0),  # supposed, in speech as it was spoken
        ("all wells would be foul", Form.INDIRECT, 1),  # told of the future, in reported speech
        ("no wells are foul", Form.DIRECT, 0),  # both have a “not”
    ],
)
def test_what_is_supposed_or_negated_too_is_not_denied(words: str, form: Form, raised: int) -> None:
    """A “not” of the denier's own stands against what is asserted without one."""
    frame = Frame(predicate="foul", terms=("well", "foul"))
    denial = narrated("the wells are not foul", number=2, rule="content:negated", actor="Keeper")
    denial = replace(denial, frame=replace(frame, negated=True))
    revision = make_revision(f"A guide says {words}.")
    claim = make_claim(revision, words, actor="Guide", form=form, frame=frame)
    texts = {revision.id: revision.text, denial.revision_id: "It is said: the wells are not foul."}
    assert len(find([(claim, denial)], [near(claim, denial, 0.6)], texts)) == raised


def test_not_all_denies_no_more_than_a_part() -> None:
    """“Not all wells are foul” goes with “some wells are”."""
    frame = Frame(predicate="foul", terms=("well", "foul"))
    denial = narrated("not all wells are foul", number=2, rule="content:negated", actor="Keeper")
    denial = replace(denial, frame=replace(frame, negated=True))
    revision = make_revision("A guide says some wells are foul.")
    claim = make_claim(revision, "some wells are foul", actor="Guide", frame=frame)
    texts = {revision.id: revision.text, denial.revision_id: "It is said: not all wells are foul."}
    assert find([(claim, denial)], [near(claim, denial, 0.6)], texts) == ()


@pytest.mark.parametrize(
    ("words", "predicate", "rule", "raised"),
    [
        ("that he was not billed for the wares", "bill", "content:negated", 1),
        ("that he got wares which he never ordered", "order", "content:negated", 0),
        ("Unfortunately they could not tell who paid", "tell", "negated, answers nobody", 0),
        ("that he had no bill for the wares", "have", "content:negated", 1),  # the “not” is of what it holds
        ("that he ordered the wares", "order", "cue:denial", 1),  # a word of denying
    ],
)
def test_a_not_denies_its_own_deed(words: str, predicate: str, rule: str, raised: int) -> None:
    """Two that agree are no dispute: “he was billed for wares” and “wares that he never ordered”."""
    told = "the shop billed him for the wares"
    revision = make_revision(f"A paper says {told}.")
    claim = make_claim(revision, told, actor="Paper", frame=Frame(predicate="bill", terms=("shop", "bill", "wares")))
    denial = narrated(words, number=2, rule=rule, actor="Otto Brandt")
    denial = replace(denial, frame=Frame(predicate=predicate, negated=rule != "cue:denial", terms=("wares", predicate)))
    texts = {revision.id: revision.text, denial.revision_id: f"It is said: {words}."}
    assert len(find([(claim, denial)], [near(claim, denial, 0.6)], texts)) == raised


@pytest.mark.parametrize(("subject", "raised"), [("Such stories", 0), ("The dam", 1)])
def test_two_verdicts_on_a_report_agree(subject: str, raised: int) -> None:
    """“Such stories are for fun only” goes with “the story is fiction”; what the story tells does not."""
    told = f"{subject} burst on Monday at noon"
    revision = make_revision(f"A page says {told}.")
    claim = make_claim(revision, told, actor="Page", frame=Frame(predicate="burst", subject=subject, terms=("monday",)))
    denial = narrated("The story about the dam is fiction", number=2, rule="content:report called false")
    denial = replace(denial, frame=Frame(predicate="fiction", subject="The story", terms=("story", "dam", "fiction")))
    texts = {revision.id: revision.text, denial.revision_id: "It is said: The story about the dam is fiction."}
    assert len(find([(claim, denial)], [near(claim, denial, 0.6)], texts)) == raised


@pytest.mark.parametrize(
    ("words", "actor", "tell", "others", "raised"),
    [
        ("it", "Company", 2, 0, 0),
        ("the claim", "Company", 2, 0, 1),  # what most reports tell
        ("the claim", "(article)", 2, 0, 0),
        ("the claim", "Company", 2, 3, 0),  # more tell of another matter
        ("the claim", "Company", 1, 0, 0),  # nobody else tells of it
    ],
)
def test_a_denial_whose_target_is_guessed_is_held_back(
    words: str, actor: str, tell: int, others: int, raised: int
) -> None:
    """Unless a party denies “the claim”, and the matter is the one that most reports tell, at least two."""
    texts, told = {}, []
    for number in range(tell + others):
        what = WORDS[0] if number < tell else WORDS[1]
        revision = make_revision(
            f"Villagers say {what}. The company denies {words}.", address=f"https://g{number}.example/"
        )
        texts[revision.id] = revision.text
        told.append((revision, make_claim(revision, what, actor="Villagers", cue="say", frame=OPENED)))
    denial = make_claim(told[0][0], words, actor=actor, stance=Stance.DENIES, cue="denies", frame=Frame())
    guess = Reason(name="guess", weight=0.0, detail="which claim is meant is not said")
    claims = [claim for _, claim in told]
    matches = [
        Match(
            a=min(claim.id, denial.id),
            b=max(claim.id, denial.id),
            label=MatchLabel.SAME,
            score=0.9,
            reasons=(guess,),
        )
        for claim in claims[:tell]
    ]
    assert len(find([(*claims[:tell], denial), tuple(claims[tell:])], matches, texts)) == raised


def test_a_denial_that_is_not_surely_of_the_claim_is_held_back() -> None:
    """From a probability of .55 on it disputes the claim; below it the reason says that it is not sure."""
    _, (claim, denial, *_) = report()
    denial = replace(denial, frame=replace(OPENED, terms=("upper", "gate")))
    texts = {claim.revision_id: TEXT.format(*WORDS)}
    for score, held in ((0.5, True), (0.6, False)):
        group = (claim, denial)
        matters = Matters(
            {PropositionId("p0"): group}, [near(claim, denial, score)], {c.id: c.actor.name for c in group}, texts
        )
        (pair,) = find_oppositions(group, matters)
        assert ("not sure" in pair.held) is held


def test_two_of_whom_nobody_saw_it_agree() -> None:
    """“Not one man is said to have seen it” and “they did not see it” are one side, wherever the “not” stands."""
    revision = make_revision("Not one man is said to have seen the comet. Sailors did not see the comet.")
    seen = Frame(predicate="see", subject="Not one man", object="the comet", terms=("see", "comet"))
    claim = make_claim(revision, "to have seen the comet", actor="Paper", cue="said", frame=seen)
    not_seen = Frame(predicate="see", subject="Sailors", object="the comet", terms=("see", "comet"), negated=True)
    denial = make_claim(revision, "did not see the comet", actor="Sailors", stance=Stance.DENIES, frame=not_seen)
    denial = replace(denial, evidence=(Evidence(field="stance", rule="content:negated"),))
    texts = {revision.id: revision.text}
    assert not find([(claim, denial)], [near(claim, denial, 0.6)], texts)
    plain = replace(claim, frame=replace(seen, subject="One man"))
    assert find([(plain, denial)], [near(plain, denial, 0.6)], texts)
