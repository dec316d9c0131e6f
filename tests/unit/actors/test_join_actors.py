"""The same party under different names in different reports. All parties are invented."""

import pytest

from counterclaim.actors import join_actors
from counterclaim.records.ids import RevisionId
from counterclaim.records.mentions import Actor, ActorKind, Listed

A, B, C = RevisionId("a"), RevisionId("b"), RevisionId("c")


def person(name: str, *aliases: str) -> Actor:
    return Actor(name=name, kind=ActorKind.PERSON, aliases=aliases)


def body(name: str, *aliases: str) -> Actor:
    return Actor(name=name, kind=ActorKind.ORGANISATION, aliases=aliases)


def test_a_surname_joins_the_one_person_that_bears_it_and_says_why() -> None:
    joined = join_actors([(A, [person("Eleanor Vance", "Vance")]), (B, [person("Vance")])])
    assert joined[B, "Vance"].name == "Eleanor Vance"
    assert joined[B, "Vance"].reasons[0].name == "part of name"
    assert "Eleanor Vance" in joined[B, "Vance"].reasons[0].detail
    assert joined[A, "Eleanor Vance"].reasons == ()


def test_a_surname_of_two_persons_joins_neither() -> None:
    joined = join_actors([(A, [person("Eleanor Vance")]), (B, [person("Vance")]), (C, [person("Hugo Vance")])])
    assert joined[B, "Vance"].name == "Vance"


def test_an_acronym_introduced_in_one_report_is_known_in_the_others() -> None:
    joined = join_actors([(A, [body("Northern Water Authority", "NWA")]), (B, [body("NWA")])])
    assert joined[B, "NWA"].name == "Northern Water Authority"


def test_forms_of_a_country_and_of_its_organs_are_one() -> None:
    joined = join_actors(
        [
            (A, [body("UK"), body("Norway's government")]),
            (B, [body("Britain"), body("Norwegian government")]),
        ]
    )
    assert joined[A, "UK"].name == joined[B, "Britain"].name
    assert joined[A, "Norway's government"].name == joined[B, "Norwegian government"].name


def test_a_name_across_reports_does_not_say_whose_somebody_is() -> None:
    """“his Resistance” makes sense where “he” was named, and nowhere else."""
    joined = join_actors([(A, [body("his Resistance")]), (B, [body("Resistance")])])
    assert {each.name for each in joined.values()} == {"Resistance"}


def test_a_group_may_drop_its_kind_but_a_council_is_another_body() -> None:
    joined = join_actors([(A, [body("Harrow"), body("Linz")]), (B, [body("Harrow Front"), body("Linz Council")])])
    assert joined[A, "Harrow"].name == "Harrow Front"
    assert joined[A, "Linz"].name == "Linz"


def test_nobody_is_joined_by_guess() -> None:
    """Descriptions, bare nouns, peoples with their country, persons with bodies stay apart."""
    described = Actor(name="two officials", kind=ActorKind.DESCRIPTION)
    people = Actor(name="Norwegians", kind=ActorKind.GROUP)
    joined = join_actors(
        [
            (A, [described, body("ministry"), people, person("Harrow")]),
            (B, [described, body("ministry"), body("Norway"), body("Harrow Front")]),
        ]
    )
    assert all(actor.reasons == () for actor in joined.values())
    assert joined[A, "Norwegians"].name == "Norwegians"
    assert joined[A, "Harrow"].name == "Harrow"


def test_the_order_of_reports_changes_nothing() -> None:
    reports = [
        (A, [person("Eleanor Vance", "Vance"), body("NWA")]),
        (B, [person("Vance"), body("Northern Water Authority", "NWA")]),
        (C, [person("E. Vance"), body("Water Authority")]),
    ]
    forward, backward = join_actors(reports), join_actors(reports[::-1])
    assert {place: actor.name for place, actor in forward.items()} == {
        place: actor.name for place, actor in backward.items()
    }


def test_a_government_is_what_its_country_stands_for_and_says_so() -> None:
    joined = join_actors([(A, [body("Norwegian government")]), (B, [body("Norway")]), (C, [body("Kremlin")])])
    assert joined[A, "Norwegian government"].name == joined[B, "Norway"].name
    reasons = [*joined[A, "Norwegian government"].reasons, *joined[B, "Norway"].reasons]
    assert [reason.name for reason in reasons] == ["metonym"]
    assert joined[C, "Kremlin"].reasons == ()


def test_an_alias_learned_in_one_report_is_the_reason_in_another() -> None:
    joined = join_actors([(A, [body("Harrow Front", "Orchard League")]), (B, [body("Orchard League")])])
    assert joined[A, "Harrow Front"].name == joined[B, "Orchard League"].name
    assert [reason.name for reason in joined[B, "Orchard League"].reasons] == ["alias"]


def test_what_one_list_names_is_one_actor_under_its_name() -> None:
    def listed(name: str) -> Actor:
        return Actor(name=name, kind=ActorKind.PERSON, listed=Listed(list="p.csv", id="7"))

    joined = join_actors([(A, [listed("E. Vance")]), (B, [listed("Madam Nell")])])
    assert joined[A, "E. Vance"].name == joined[B, "Madam Nell"].name
    assert joined[B, "Madam Nell"].reasons[0].name == "actor list"


def test_what_a_person_joined_or_parted_holds_against_the_names() -> None:
    reports = [(A, [person("Eleanor Vance")]), (B, [person("Vance")]), (C, [person("The Widow")])]
    parted = ((A, "Eleanor Vance"), (B, "Vance"), False)
    joined_by_hand = ((A, "Eleanor Vance"), (C, "The Widow"), True)
    joined = join_actors(reports, decided=[parted, joined_by_hand])
    assert joined[B, "Vance"].name == "Vance"
    assert joined[A, "Eleanor Vance"].name == joined[C, "The Widow"].name
    assert joined[C, "The Widow"].reasons[0].name == "decision"
    again = join_actors(reports, decided=[parted, ((B, "Vance"), (A, "Eleanor Vance"), True)])
    assert again[B, "Vance"].name == "Eleanor Vance"


@pytest.mark.parametrize(
    ("description", "kind", "name"),
    [
        ("Rebels", ActorKind.DESCRIPTION, "Harrow Liberation Front"),
        ("rebel group", ActorKind.ORGANISATION, "Harrow Liberation Front"),
        ("Front", ActorKind.ORGANISATION, "Harrow Liberation Front"),
        ("company", ActorKind.ORGANISATION, "Velka Solvents AB"),
        ("army command", ActorKind.ORGANISATION, "Joint Coast Command"),
        ("group", ActorKind.ORGANISATION, "group"),
        ("two officials", ActorKind.DESCRIPTION, "two officials"),
    ],
)
def test_a_described_body_is_the_only_one_named_that_it_can_be(description: str, kind: ActorKind, name: str) -> None:
    """A headline's “rebels” are the one rebel body that the story names, and no second denier."""
    named = [body("Harrow Liberation Front"), body("Velka Solvents AB"), body("Joint Coast Command"), body("Red Group")]
    joined = join_actors([(A, named), (B, [Actor(name=description, kind=kind)])])
    assert joined[B, description].name == name


def test_a_body_with_a_plain_name_is_what_a_description_in_the_same_report_means() -> None:
    """“Northern Council” is too plain to be met again elsewhere; a headline's “council” above it is no second party."""
    named = [body("Northern Council")]
    joined = join_actors([(A, [*named, body("council")]), (B, [*named, body("Harrow Front")]), (C, [body("council")])])
    assert joined[A, "council"].name == "Northern Council"
    assert joined[C, "council"].name == "council"
    two = join_actors([(A, [*named, body("Southern Council"), body("council")])])
    assert two[A, "council"].name == "council"


def test_a_description_of_two_named_bodies_is_of_neither() -> None:
    """Where two fronts are named, “rebels” are a party of their own."""
    rebels = Actor(name="rebels", kind=ActorKind.DESCRIPTION)
    joined = join_actors([(A, [body("Harrow Front"), body("Linz Front")]), (B, [rebels])])
    assert joined[B, "rebels"].name == "rebels"


def test_the_names_of_one_states_army_are_one_and_say_why() -> None:
    described = Actor(name="armed forces", kind=ActorKind.DESCRIPTION)
    joined = join_actors([(A, [body("Kenyan army"), described]), (B, [body("Kenya's military"), body("military")])])
    assert {each.name for each in joined.values()} == {joined[A, "armed forces"].name}
    assert joined[A, "armed forces"].name in ("Kenyan army", "Kenya's military")
    assert joined[A, "armed forces"].reasons[0].name == "one army"
    assert "kenya" in joined[A, "armed forces"].reasons[0].detail


def test_armies_of_two_states_stay_apart_and_so_does_what_may_be_either() -> None:
    joined = join_actors([(A, [body("Kenyan army"), body("Somali military"), body("armed forces"), body("military")])])
    assert len({each.name for each in joined.values()}) == 4


def test_a_group_that_calls_itself_an_army_is_not_the_army() -> None:
    joined = join_actors([(A, [body("Orlo Valley Army"), body("army"), body("military")])])
    assert joined[A, "army"].name == joined[A, "military"].name != joined[A, "Orlo Valley Army"].name


def test_beside_a_navy_the_army_is_not_all_of_the_forces() -> None:
    joined = join_actors([(A, [body("army"), body("armed forces"), body("navy")])])
    assert joined[A, "army"].name != joined[A, "armed forces"].name


def test_what_one_side_calls_an_army_is_not_its_name() -> None:
    """Most call it the army: a rival's word for it is one of its names, and no heading."""
    reports = [(A, [body("army"), body("occupation army")]), (B, [body("army")]), (C, [body("army"), body("military")])]
    joined = join_actors(reports)
    assert {each.name for each in joined.values()} == {"army"}


def test_a_party_is_not_named_after_its_outlet() -> None:
    joined = join_actors([(A, [body("Rivers Front")]), (B, [body("Rivers Front Media")]), (C, [body("Rivers Front")])])
    assert {each.name for each in joined.values()} == {"Rivers Front"}


def described(name: str) -> Actor:
    return Actor(name=name, kind=ActorKind.DESCRIPTION, aliases=(name,))


def test_one_organ_of_a_state_has_one_name() -> None:
    """“Norway's police”, “Norwegian police” and, where no other state or town has any, “police”."""
    names = ("Norwegian police", "Norway's police", "Norway police", "police")
    joined = join_actors([(A, [described(name) for name in names]), (B, [described("Norwegian health ministry")]),
                          (C, [described("health ministry")])])  # fmt: skip
    assert len({joined[A, name].name for name in names}) == 1
    assert joined[B, "Norwegian health ministry"].name == joined[C, "health ministry"].name


def test_organs_of_two_states_or_of_a_town_are_not_joined() -> None:
    joined = join_actors(
        [(A, [described("Norwegian police"), described("Swedish police")]), (B, [described("police")])]
    )
    assert len({each.name for each in joined.values()}) == 3
    joined = join_actors([(A, [described("Norwegian police"), described("Bergen police")]), (B, [described("police")])])
    assert len({each.name for each in joined.values()}) == 3
    joined = join_actors([(A, [described("health ministry")]), (B, [described("interior ministry")])])
    assert len({each.name for each in joined.values()}) == 2
