"""Who may enter a desk."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from counterclaim.desk.people import People, Right, Role
from counterclaim.errors import SettingsError

PASSWORD = "four words long enough"


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 12, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def people(tmp_path: Path, clock: Clock) -> People:
    people = People(tmp_path / "desk.db-people", clock=clock)
    people.add("Ann Reader", Role.READER, password=PASSWORD)
    people.add("Rob Reviewer", Role.REVIEWER, identity="rob@desk.example")
    return people


def test_who_knows_the_password_signs_in(people: People) -> None:
    session = people.sign_in("Ann Reader", PASSWORD)
    assert session is not None
    assert people.session(session.secret) == session.person
    assert session.person.rights == {Right.READ}


@pytest.mark.parametrize(
    ("name", "password"), [("Ann Reader", "another"), ("Nobody", PASSWORD), ("Rob Reviewer", ""), ("", "")]
)
def test_nobody_else_does(people: People, name: str, password: str) -> None:
    assert people.sign_in(name, password) is None


def test_whom_the_provider_knows_signs_in(people: People) -> None:
    session = people.sign_in_as(["unknown-subject", "rob@desk.example"])
    assert session is not None
    assert session.person.name == "Rob Reviewer"
    assert people.sign_in_as(["ann@desk.example"]) is None


def test_no_secret_is_kept(people: People) -> None:
    """Who reads the file can neither sign in nor act for anybody."""
    session = people.sign_in("Ann Reader", PASSWORD)
    _, token = people.make_token("Ann Reader", [Right.READ], label="script")
    held = people.path.read_bytes() + b"".join(path.read_bytes() for path in people.path.parent.glob("*-wal"))
    assert session is not None
    for secret in (PASSWORD, session.secret, token):
        assert secret.encode() not in held
    assert people.path.stat().st_mode & 0o077 == 0


def test_a_session_ends(people: People, clock: Clock) -> None:
    """After half a day without use, after a week in any case, on signing out and with another password."""
    session = people.sign_in("Ann Reader", PASSWORD)
    assert session is not None
    for _ in range(13):
        clock.now += timedelta(hours=11)
        assert people.session(session.secret) is not None
    clock.now += timedelta(hours=13)
    assert people.session(session.secret) is None

    session = people.sign_in("Ann Reader", PASSWORD)
    assert session is not None
    for _ in range(15):
        clock.now += timedelta(hours=11)
        people.session(session.secret)
    clock.now += timedelta(hours=4)
    assert people.session(session.secret) is None

    for ended in ("sign out", "password", "remove"):
        session = people.sign_in("Ann Reader", PASSWORD)
        assert session is not None
        if ended == "sign out":
            people.sign_out(session.secret)
        elif ended == "password":
            people.change("Ann Reader", password=PASSWORD)
        else:
            people.remove("Ann Reader")
        assert people.session(session.secret) is None, ended


def test_a_token_has_the_scopes_it_was_given(people: People, clock: Clock) -> None:
    _, secret = people.make_token("Rob Reviewer", [Right.READ, Right.ADD], label="collector", days=30)
    person = people.bearer(secret)
    assert person is not None
    assert person.rights == {Right.READ, Right.ADD}
    people.change("Rob Reviewer", role=Role.READER)  # a token never has more than the role
    person = people.bearer(secret)
    assert person is not None
    assert person.rights == {Right.READ}
    clock.now += timedelta(days=31)
    assert people.bearer(secret) is None


def test_a_token_that_was_ended_is_nothing(people: People) -> None:
    token, secret = people.make_token("Rob Reviewer", [Right.READ], label="")
    people.remove_token(token.id)
    assert people.bearer(secret) is None
    with pytest.raises(SettingsError):
        people.remove_token(token.id)


def test_nobody_gives_a_token_more_than_they_have(people: People) -> None:
    with pytest.raises(SettingsError, match="may not review"):
        people.make_token("Ann Reader", [Right.REVIEW], label="")


def test_who_was_removed_may_come_back_under_the_same_name(people: People) -> None:
    people.remove("Ann Reader")
    assert people.sign_in("Ann Reader", PASSWORD) is None
    people.add("Ann Reader", Role.ADMIN, password=PASSWORD)
    session = people.sign_in("Ann Reader", PASSWORD)
    assert session is not None
    assert session.person.role is Role.ADMIN


@pytest.mark.parametrize("name", ["", "  ", "Ann Reader", "x" * 81, "a\u202eb"])
def test_a_name_is_one_that_can_be_told_apart(people: People, name: str) -> None:
    with pytest.raises(SettingsError):
        people.add(name, Role.READER, password=PASSWORD)


def test_a_password_is_long_enough(people: People) -> None:
    with pytest.raises(SettingsError, match="12 to 500"):
        people.add("New", Role.READER, password="short")
    assert [one.name for one in people.everybody()] == ["Ann Reader", "Rob Reviewer"]


def test_two_do_not_share_an_identity(people: People) -> None:
    with pytest.raises(SettingsError, match="somebody else"):
        people.add("New", Role.READER, identity="rob@desk.example")


def test_the_log_only_grows(people: People) -> None:
    """Who let whom in stays, whoever may write to the file by the usual ways."""
    people.remove("Ann Reader")
    assert [(act.what, act.whom) for act in people.acts()] == [
        ("add", "Ann Reader"),
        ("add", "Rob Reviewer"),
        ("remove", "Ann Reader"),
    ]
    with sqlite3.connect(people.path) as db:
        for statement in ("DELETE FROM acts", "UPDATE acts SET who = 'nobody'"):
            with pytest.raises(sqlite3.IntegrityError, match="only added"):
                db.execute(statement)
    db.close()


def test_a_desk_without_people_has_nobody(tmp_path: Path) -> None:
    people = People(tmp_path / "none")
    assert not people.anybody()
    assert people.bearer("x") is None
    assert not people.path.exists()
    with pytest.raises(SettingsError, match="people add"):
        people.remove("Ann")
