"""The same party under different names in different reports. All parties are invented."""

from counterclaim.actors import join_actors
from counterclaim.records.ids import RevisionId
from counterclaim.records.mentions import Actor, ActorKind

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
