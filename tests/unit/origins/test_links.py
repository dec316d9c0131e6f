"""What two reports have from one origin, judged on fingerprints that can be kept."""

from datetime import datetime, timedelta

from counterclaim.origins import Fingerprint, fingerprint_report, link_origins
from counterclaim.records.accounts import OriginKind, OriginLink
from counterclaim.records.codec import from_json, to_json
from tests.factories import PUBLISHED, make_analysis, make_claim, make_revision

NEWS = (
    "Engineers opened the sluices of the Velka reservoir before dawn after a crack was found in the northern wall. "
    "Villagers carried furniture to upper floors while soldiers filled sandbags beside the flooded timber bridge. "
    "The company that runs the turbines promised compensation for ruined cellars and drowned orchards downstream."
)
RETOLD = (
    "Before dawn the sluices of the reservoir were opened by engineers, since a crack was found in its north wall. "
    "Soldiers filled sandbags beside the flooded timber bridge, and furniture was carried to upper floors there. "
    "Compensation was promised for ruined cellars and for drowned orchards by the firm with the turbines."
)
OWN = (
    "Our reporter walked along the muddy lane to the school, where children slept on gym mats beneath paper stars. "
    "A baker handed out loaves from his van; nobody knew when the ferry would sail again or who would pay for it. "
    "By noon the mayor had cancelled the harvest fair, and musicians packed their drums into a borrowed lorry."
)
QUOTE = "“We checked every bolt in that gallery with lamps on Friday and we found nothing at all to worry about,”"
BACKGROUND = (
    "The reservoir was built sixty years ago by convicts, and two villages with their chapels lie beneath its water."
)


def printed(number: int, text: str, *, via: str | None = None, published: datetime | None = PUBLISHED) -> Fingerprint:
    """The fingerprint of a report; `via` is the outlet that its last sentence names."""
    said = f" The mayor told {via} that the ferry would sail." if via else ""
    revision = make_revision(
        "Title\n\n" + text + said, address=f"https://p{number}.example/", outlet=None, published=published
    )
    claims = (make_claim(revision, "that the ferry would sail", actor="Mayor", via=(via,)),) if via else ()
    return fingerprint_report(make_analysis(revision, claims))


def kinds(*reports: Fingerprint) -> set[OriginKind]:
    return {link.kind for link in link_origins(reports)}


def test_a_retold_dispatch_around_the_same_quotation_is_a_rewrite() -> None:
    """No two sentences are alike; pairs of telling words, some runs and the quotation are."""
    link = link_origins([printed(1, f"{NEWS} {QUOTE} he said."), printed(2, f"{RETOLD} {QUOTE} he added.")])
    assert [one.kind for one in link] == [OriginKind.REWRITE]
    assert {reason.name for reason in link[0].reasons} >= {"retold", "shared quoted words"}


def test_one_quotation_in_own_reporting_is_an_interview() -> None:
    assert kinds(printed(1, f"{NEWS} {QUOTE} he said."), printed(2, f"{OWN} {QUOTE} he said.")) == {
        OriginKind.SHARED_INTERVIEW
    }


def test_news_retold_after_one_outlet_is_a_cited_carrier() -> None:
    """Both name the outlet and tell the same; the same text without the outlet is linked by nothing."""
    retold = RETOLD.replace("Soldiers filled sandbags beside the flooded timber bridge", "Troops came with sand")
    both = kinds(printed(1, NEWS, via="Velka News Agency"), printed(2, retold, via="the Velka news agency"))
    assert OriginKind.CITED in both
    assert not kinds(printed(1, NEWS), printed(2, retold)) & {OriginKind.CITED, OriginKind.REWRITE, OriginKind.COPY}


def test_an_outlet_cited_for_other_news_ties_nothing() -> None:
    assert OriginKind.CITED not in kinds(printed(1, NEWS, via="Velka News"), printed(2, OWN, via="Velka News"))


def test_a_passage_at_the_end_of_both_is_background() -> None:
    assert kinds(printed(1, f"{NEWS} {NEWS[:0]}{BACKGROUND}"), printed(2, f"{OWN} {BACKGROUND}")) == {
        OriginKind.SHARED_BACKGROUND
    }


def test_the_one_published_first_is_the_earlier() -> None:
    """Where times do not tell, nothing is claimed of the order."""
    first, second = printed(1, NEWS), printed(2, NEWS, published=PUBLISHED + timedelta(hours=2))
    assert [link.earlier for link in link_origins([first, second])] == [first.id]
    assert [link.earlier for link in link_origins([printed(1, NEWS), printed(2, NEWS)])] == [None]


def test_the_outlet_that_the_other_cites_is_the_earlier() -> None:
    agency = make_analysis(make_revision("Title\n\n" + NEWS, address="https://a.example/", outlet="Velka News"), ())
    copy = printed(2, NEWS, via="Velka News", published=None)
    assert [link.earlier for link in link_origins([fingerprint_report(agency), copy])] == [agency.revision.id]


def test_a_text_inside_a_much_longer_one_is_a_passage_of_it() -> None:
    long = printed(2, f"{OWN} {NEWS} {OWN.replace('the', 'a')} {OWN.replace('and', 'or')} {OWN[::-1]}")
    assert [link.partly for link in link_origins([printed(1, NEWS), long])] == [long.id]


def test_new_against_known_gives_what_all_at_once_gives() -> None:
    """A judgement depends on the two reports alone, so reports may come one by one."""
    reports = [printed(1, NEWS), printed(2, RETOLD + QUOTE), printed(3, NEWS + QUOTE), printed(4, OWN + QUOTE)]
    at_once = link_origins(reports)
    steps: list[OriginLink] = []
    for number, report in enumerate(reports):
        steps += link_origins([report], reports[:number])
    assert sorted(steps, key=lambda link: (link.a, link.b, link.kind)) == list(at_once)


def test_fingerprints_and_links_are_records() -> None:
    report = printed(1, NEWS, via="Velka News")
    assert from_json(Fingerprint, to_json(report)) == report
    for link in link_origins([report, printed(2, NEWS)]):
        assert from_json(OriginLink, to_json(link)) == link


def test_odd_texts_do_no_harm() -> None:
    """Nothing to read, no end of a quotation, one word without end, one sentence for ever."""
    odd = ["", "“" * 5000, "a" * 200_000, "' ' " * 5000, "x. " * 20_000]
    assert link_origins([printed(number, text) for number, text in enumerate(odd)]) == ()
