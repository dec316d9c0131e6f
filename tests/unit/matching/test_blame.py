"""Who is said to have done something, who denies it, and who cannot tell. All parties and events are invented."""

from dataclasses import dataclass, replace

import pytest

from counterclaim.matching import group_claims, match_claims
from counterclaim.parsing import load_parser
from counterclaim.records.accounts import Match, ReportLink
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim, Frame, Kind, Stance
from counterclaim.records.mentions import ActorKind, Figure, FigureUnit
from counterclaim.taggers import load_encoder
from tests.factories import make_actor, make_analysis, make_claim, make_revision

ASSERTS, DENIES, UNKNOWN = Stance.ASSERTS, Stance.DENIES, Stance.UNKNOWN
NO_TERMS = {"the", "a", "an", "of", "for", "on", "in", "to", "had", "be", "it", "its", "that", "any", "who"}


@dataclass(frozen=True)
class Said:
    """One claim of a report: who says it, in which paragraph, by which cue, in which words of it."""

    actor: str
    paragraph: str
    words: str
    cue: str = "said"
    stance: Stance = ASSERTS
    predicate: str | None = None
    subject: str | None = None
    object: str | None = None
    negated: bool = False
    source: str | None = None
    kind: Kind = Kind.FACT


def report(number: int, *told: Said, title: str = "News") -> Analysis:
    """A report whose paragraphs are those of the claims, each once."""
    paragraphs = dict.fromkeys(said.paragraph for said in told)
    text = "\n\n".join((title, *paragraphs))
    revision = make_revision(text, address=f"https://o{number}.example/", published=None)
    return make_analysis(revision, tuple(_claim(revision, said) for said in told))


def _claim(revision, said: Said) -> Claim:  # type: ignore[no-untyped-def]
    parse = load_parser().parse_text(said.words)
    terms = tuple(lemma.lower() for lemma in parse.lemmas if lemma.isalpha() and lemma.lower() not in NO_TERMS)
    person = said.actor.split()[0] in ("Ilan", "Mayor", "Judge")
    return make_claim(
        revision,
        said.words,
        actor=make_actor(said.actor, kind=ActorKind.PERSON if person else ActorKind.ORGANISATION),
        stance=said.stance,
        cue=said.cue,
        source=said.source,
        kind=said.kind,
        frame=Frame(
            predicate=said.predicate, subject=said.subject, object=said.object, negated=said.negated, terms=terms
        ),
    )


def judge(*analyses: Analysis) -> tuple[Match, ...]:
    ids = sorted(analysis.revision.id for analysis in analyses)
    links = [ReportLink(a=a, b=b, score=0.9) for i, a in enumerate(ids) for b in ids[i + 1 :]]
    return match_claims(analyses, (), links, load_encoder())


def together(*analyses: Analysis) -> list[set[str]]:
    """The propositions, each as the words of its claims."""
    claims = {claim.id: claim for analysis in analyses for claim in analysis.claims}
    texts = {analysis.revision.id: analysis.revision.text for analysis in analyses}
    groups = group_claims(list(claims.values()), judge(*analyses))
    return [{claims[c].content[0].of(texts[claims[c].revision_id]) for c in group} for group in groups]


def share(groups: list[set[str]], *words: str) -> bool:
    return any(set(words) <= group for group in groups)


RAIDED = "Armed men raided a clinic in Veshna, the Doctors' Union said, blaming soldiers of the Northern Brigade."
BLAMED = Said("Doctors' Union", RAIDED, "soldiers of the Northern Brigade", "blaming")
DENIED = Said("Northern Brigade", "The Northern Brigade denied raiding the clinic.", "raiding the clinic", "denied",
              DENIES, "raid", "Northern Brigade", "clinic")  # fmt: skip

STORIES = {
    "raid": (
        BLAMED,
        DENIED,
        Said("Mayor Lisk", "Mayor Lisk said soldiers of the Northern Brigade had raided the clinic at dawn.",
             "soldiers of the Northern Brigade had raided the clinic at dawn", predicate="raid", subject="soldiers",
             object="clinic"),
    ),
    "sabotage": (
        Said("Governor", "Saboteurs wrecked the gates of a dam at Korum. The governor blamed the Hill League.",
             "the Hill League", "blamed"),
        Said("Hill League", "The Hill League denied any role in the sabotage.", "any role in the sabotage", "denied",
             DENIES, None, None, "sabotage"),
        Said("Governor", "The Hill League had wrecked the gates of the dam, the governor said.",
             "The Hill League had wrecked the gates of the dam", predicate="wreck", subject="Hill League"),
    ),
    "theft": (
        Said("Reform Alliance", "The Reform Alliance accused the Unity Party of stealing 14 ballot boxes.",
             "the Unity Party of stealing 14 ballot boxes", "accused"),
        Said("Unity Party", "The Unity Party on Monday denied stealing ballots.", "stealing ballots", "denied", DENIES,
             "steal", "Unity Party", "ballots"),
    ),
    "protest": (
        Said("Dockers' Union", "Forty marchers were hurt when a march was broken up, it said, accusing the police.",
             "the police", "accusing"),
        Said("Police", "The police denied having beaten marchers.", "having beaten marchers", "denied", DENIES, "beat",
             "Police", "marchers"),
    ),
    "leak": (
        Said("Minister", "Thousands of fish died in the Orla. The minister blamed the chemical company Pexma.",
             "the chemical company Pexma", "blamed"),
        Said("Pexma", "Pexma denied responsibility for the leak that killed the fish.",
             "responsibility for the leak that killed the fish", "denied", DENIES, None, None, "leak"),
    ),
    "detention": (
        Said("Press Guild", "The Press Guild accused the State Security Bureau of detaining the reporter.",
             "the State Security Bureau of detaining the reporter", "accused"),
        Said("State Security Bureau", "The bureau denied holding the reporter.", "holding the reporter", "denied",
             DENIES, "hold", "State Security Bureau", "reporter"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("one_report", [True, False], ids=["one report", "reports"])
@pytest.mark.parametrize("story", STORIES)
def test_an_accusation_and_its_denial_by_the_accused_are_one_matter(story: str, one_report: bool) -> None:
    """“Blamed the Front”, “the Front had done it”, “the Front denied doing it”, in one report and in several."""
    told = STORIES[story]
    analyses = [report(1, *told)] if one_report else [report(n, said) for n, said in enumerate(told)]
    assert share(together(*analyses), *(said.words for said in told))


def test_the_judgement_says_who_is_blamed() -> None:
    """Each join by blame has its rows of evidence."""
    (match,) = judge(report(1, BLAMED, DENIED))
    rows = {reason.name: reason.detail for reason in match.reasons}
    assert "northern" in rows["one blamed"]
    assert "outright" in rows


POINTING = (
    Said("Ilan Drozd", "Captain Ilan Drozd, a spokesman for the Northern Brigade, rejected the accusation.",
         "the accusation", "rejected", DENIES, "accusation",
         source="Ilan Drozd, a spokesman for the Northern Brigade,"),
    Said("Northern Brigade", "The brigade said it had nothing to do with it.", "it had nothing to do with it",
         stance=DENIES, predicate="have", subject="Northern Brigade"),
    Said("Ilan Drozd", "“Our soldiers were not in Veshna,” its spokesman, Ilan Drozd, said.",
         "Our soldiers were not in Veshna", stance=DENIES, predicate="be", subject="soldiers", negated=True,
         source="its spokesman, Ilan Drozd,"),
)  # fmt: skip


@pytest.mark.parametrize("denial", POINTING, ids=["the accusation", "nothing to do with it", "not there"])
def test_a_denial_of_all_part_answers_the_accusation(denial: Said) -> None:
    """By a spokesman, by “it”, by not having been there; a claim between the two changes nothing."""
    between = Said(
        "Nurse", "A nurse said the stores had been emptied.", "the stores had been emptied", predicate="empty"
    )
    assert share(together(report(1, BLAMED, between, denial)), BLAMED.words, denial.words)


OTHERS = {
    "another party": Said("Southern Brigade", "The Southern Brigade denied raiding the clinic.", "raiding the clinic",
                          "denied", DENIES, "raid", "Southern Brigade", "clinic"),
    "another arm of one name": Said("Northern Police", "The Northern Police denied raiding the clinic.",
                                    "raiding the clinic", "denied", DENIES, "raid", "Northern Police", "clinic"),
    "another act": Said("Northern Brigade", "The Northern Brigade denied stealing cattle from a farm.",
                        "stealing cattle from a farm", "denied", DENIES, "steal", "Northern Brigade", "cattle"),
    "no act": Said("Northern Brigade", "The Northern Brigade denied that its pay was late.", "its pay was late",
                   "denied", DENIES, "be", "its pay"),
}  # fmt: skip


@pytest.mark.parametrize("other", OTHERS)
def test_what_is_denied_by_another_or_of_another_act_is_another_matter(other: str) -> None:
    """The accused and the act must both be those of the accusation."""
    denial = OTHERS[other]
    assert not share(together(report(1, BLAMED, denial)), BLAMED.words, denial.words)
    assert not share(together(report(1, BLAMED), report(2, denial)), BLAMED.words, denial.words)


def test_one_party_blamed_for_two_acts_denies_one() -> None:
    """Who denies the one kidnapping says nothing of the other, nor of the ambush."""
    blamed = "The mayor blamed the Ash Militia for kidnapping the priest."
    militia = "The Ash Militia"
    told = (
        Said("Mayor Rohn", blamed, "the Ash Militia for kidnapping the priest", "blamed"),
        Said("Army", f"{militia} had ambushed a convoy, the army said.", f"{militia} had ambushed a convoy",
             predicate="ambush", subject="Ash Militia", object="convoy"),
        Said("Ash Militia", f"{militia} denied kidnapping the trader.", "kidnapping the trader", "denied", DENIES,
             "kidnap", "Ash Militia", "trader"),
    )  # fmt: skip
    assert not any(told[2].words in group and len(group) > 1 for group in together(report(1, *told)))


def test_what_else_the_accused_does_is_not_what_they_deny() -> None:
    """“Denied any role in the shelling” does not deny that they hold the bank, nor that they took a toll there."""
    told = (
        Said("District office", "Nine people died when shells hit the ferry landing, it said, blaming the Marsh Front.",
             "the Marsh Front", "blaming"),
        Said("Marsh Front", "The Marsh Front denied any role in the shelling.", "any role in the shelling", "denied",
             DENIES, None, None, "shelling"),
        Said("Fishermen", "The Marsh Front controls the bank at the ferry landing, fishermen said.",
             "The Marsh Front controls the bank at the ferry landing", predicate="control", subject="Marsh Front"),
        Said("Traders", "The Marsh Front had taken a toll at the ferry landing, traders said.",
             "The Marsh Front had taken a toll at the ferry landing", predicate="take", subject="Marsh Front"),
    )  # fmt: skip
    groups = together(report(1, *told))
    assert share(groups, told[0].words, told[1].words)
    assert not any(told[1].words in group and (told[2].words in group or told[3].words in group) for group in groups)


ASKED = "The observers could not establish who had raided the clinic."
LEFT_OPEN = Said("Observers", ASKED, "who had raided the clinic", "could not establish", UNKNOWN, "raid", "who",
                 "clinic", kind=Kind.OTHER)  # fmt: skip
PRICES = Said("Traders", "Traders said flour had doubled in price.", "flour had doubled in price", predicate="double")


def test_who_cannot_tell_who_did_it_leaves_the_blame_open() -> None:
    """It joins the blame for the act, and nothing else."""
    groups = together(report(1, BLAMED, DENIED), report(2, LEFT_OPEN, PRICES))
    assert share(groups, BLAMED.words, DENIED.words, LEFT_OPEN.words)
    assert {PRICES.words} in groups


def test_who_cannot_tell_who_did_it_does_not_doubt_that_it_happened() -> None:
    """Without blame in the story the question stands alone; read as an assertion it always does."""
    happened = Said(
        "Nurse", "A nurse said a clinic was raided.", "a clinic was raided", predicate="raid", object="clinic"
    )
    assert not share(together(report(1, happened), report(2, LEFT_OPEN)), happened.words, LEFT_OPEN.words)
    words = "it was too early to say who had raided the clinic"
    asserted = Said("Judge Amok", f"Judge Amok said {words}.", words, predicate="early", subject="It")
    groups = together(report(1, BLAMED, DENIED), report(2, asserted))
    assert {words} in groups


def test_who_blame_each_other_share_no_proposition() -> None:
    """“The army fired”, says the Front, and “the Front fired”, say others: the question who fired joins them not."""
    told = (
        Said("Governor", "The governor said the Rivers Front had fired on the landing.",
             "the Rivers Front had fired on the landing", predicate="fire", subject="Rivers Front"),
        Said("Rivers Front", "The Rivers Front said the army had fired on the landing.",
             "the army had fired on the landing", predicate="fire", subject="army"),
        Said("Observers", "The observers could not say who had fired on the landing.", "who had fired on the landing",
             "could not say", UNKNOWN, "fire", "who"),
    )  # fmt: skip
    groups = together(*(report(number, said) for number, said in enumerate(told)))
    assert not share(groups, told[0].words, told[1].words)


def test_that_it_happened_is_not_that_somebody_did_it() -> None:
    """The toll of a raid is not disputed where the blame for it is."""
    toll = Said("Nurse", "A nurse said two people died when a clinic in Veshna was raided.",
                "two people died when a clinic in Veshna was raided", predicate="die")  # fmt: skip
    groups = together(report(1, BLAMED, DENIED), report(2, toll))
    assert not share(groups, BLAMED.words, toll.words)


def test_an_accusation_joins_in_any_order_of_the_reports() -> None:
    """The judgements do not depend on which report comes first."""
    one, two = report(1, BLAMED), report(2, DENIED)
    assert judge(one, two) == judge(two, one)


def test_who_speaks_for_themselves_answers_whom_the_report_blames() -> None:
    """“We did not plant this bomb” names nobody: its report does, another report does not."""
    words = "we did not plant this bomb"
    denial = Said("Ilan Sorn", f"“{words},” Ilan Sorn said.", words, stance=DENIES, predicate="plant", subject="we",
                  object="bomb", negated=True)  # fmt: skip
    blame = Said("Mayor Lisk", "Mayor Lisk said the bomb was planted by the Harrow militia.",
                 "the bomb was planted by the Harrow militia", predicate="plant", subject="Harrow")  # fmt: skip

    def blamed(*analyses: Analysis) -> bool:
        return any(reason.name == "one blamed" for match in judge(*analyses) for reason in match.reasons)

    assert blamed(report(1, blame, denial))
    assert not blamed(report(1, blame), report(2, denial))


@pytest.mark.parametrize(
    "words", ["the market had been full when the bomb went off", "the blast killed 12 people", "he was behind the door"]
)
def test_what_happened_in_an_attack_blames_nobody(words: str) -> None:
    told = Said("Witness", f"A witness said {words}.", words, predicate="be")
    denied = replace(DENIED, paragraph="The Northern Brigade denied the bomb.", words="the bomb", subject=None)
    assert not any(r.name == "one blamed" for m in judge(report(1, told, denied)) for r in m.reasons)


def reasons_between(*analyses: Analysis) -> set[str]:
    return {reason.name for match in judge(*analyses) for reason in match.reasons}


SELLING = Said(
    "Warden",
    "The warden said that guards of the Verin Company had carried forged permits at the market of Orsk.",
    "guards of the Verin Company had carried forged permits at the market of Orsk",
    predicate="carry",
    subject="guards of the Verin Company",
    object="forged permits",
)
BURNING = Said(
    "Verin Company",
    "The Verin Company denied setting fire to the permits at the market of Orsk.",
    "setting fire to the permits at the market of Orsk",
    cue="denied",
    stance=DENIES,
    predicate="set",
    subject="Verin Company",
    object="fire",
)


def test_who_denies_another_deed_than_is_told_of_them() -> None:
    """“They carried forged permits” is not what “we set no fire” denies, and the judgement says so."""
    assert "another act" in reasons_between(report(1, SELLING), report(2, BURNING))
    owned = replace(
        BURNING,
        paragraph="The Verin Company denied carrying forged permits.",
        words="carrying forged permits",
        predicate="carry",
        object="forged permits",
    )
    assert "another act" not in reasons_between(report(1, SELLING), report(2, owned))


def test_a_denial_of_a_deed_denies_no_count() -> None:
    """Who denies having shelled a village denies nobody's count of the dead there, only that they are its doing."""
    first = report(
        1,
        Said(
            "Clinic",
            "Nine villagers were killed in Orsk on Monday, the clinic said.",
            "Nine villagers were killed in Orsk on Monday",
            predicate="kill",
            object="Nine villagers",
        ),
    )
    (claim,) = first.claims
    span = replace(claim.content[0], end=claim.content[0].start + 4)
    toll = Figure(span=span, words="Nine", low=9, high=9, unit=FigureUnit.KILLED, counted="villagers")
    counted = replace(first, claims=(replace(claim, figures=(toll,)),))
    denied = replace(
        BURNING,
        paragraph="The Verin Company denied shelling the villagers of Orsk on Monday.",
        words="shelling the villagers of Orsk on Monday",
        predicate="shell",
        object="villagers",
    )
    assert "only counts" in reasons_between(counted, report(2, denied))
    assert len(together(counted, report(2, denied))) == 2
    killing = replace(
        denied,
        paragraph="The Verin Company denied killing villagers in Orsk on Monday.",
        words="killing villagers in Orsk on Monday",
        predicate="kill",
    )
    assert "only counts" not in reasons_between(counted, report(2, killing))


def test_what_does_not_follow_is_not_denied() -> None:
    """“That does not mean that they burned the stalls” leaves open what “nobody burned the stalls” says."""
    nobody = Said(
        "Verin Company",
        "“Nobody burned the stalls,” the company said.",
        "Nobody burned the stalls",
        predicate="burn",
        subject="Nobody",
        object="stalls",
        negated=True,
    )
    cautious = Said(
        "Warden",
        "“That does not mean that they burned the stalls,” the warden said.",
        "That does not mean that they burned the stalls",
        predicate="mean",
        subject="That",
        negated=True,
    )
    assert len(together(report(1, nobody), report(2, cautious))) == 2


def test_an_error_of_ones_own_backs_nothing_told_elsewhere() -> None:
    """“It was an error of our office” is of what stands just before, never of what another report tells first."""
    wrong = Said(
        "Verin Company",
        "“It was an error of our office,” the company said.",
        "It was an error of our office",
        predicate="error",
        subject="It",
    )
    assert {"It was an error of our office"} in together(report(1, SELLING, wrong))
