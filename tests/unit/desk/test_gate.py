"""What a request must be before a desk looks at it."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from counterclaim.desk import Access, make_access, make_desk
from counterclaim.desk.people import People, Right, Role, people_file
from counterclaim.errors import SettingsError
from counterclaim.settings import Settings

PASSWORD = "four words long enough"
URL = "https://desk.example"


@pytest.fixture
def people(ledger_path: Path) -> People:
    people = People(people_file(ledger_path))
    people.add("Ann", Role.READER, password=PASSWORD)
    people.add("Rob", Role.REVIEWER, password=PASSWORD)
    return people


@pytest.fixture
def shared(ledger_path: Path, people: People) -> Iterator[TestClient]:
    """A desk that others can reach."""
    settings = Settings(ledger=ledger_path, url=URL)
    desk = make_desk(settings, access=make_access(settings, host="0.0.0.0"))
    with TestClient(desk, base_url=URL, follow_redirects=False) as client:
        yield client


def form_token(page: str) -> str:
    found = re.search(r'name="form_token" value="([0-9a-f]+)"', page)
    assert found is not None
    return found[1]


def sign_in(client: TestClient, name: str, password: str = PASSWORD, **more: str) -> int:
    token = form_token(client.get("/sign-in").text)
    form = {"name": name, "password": password, "form_token": token, **more}
    return client.post("/sign-in", data=form).status_code


def test_alone_on_a_machine_nobody_signs_in(client: TestClient) -> None:
    assert client.get("/").status_code == 200
    assert client.get("/sign-in").status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "127.0.0.1:80:80", "evil.example:8000"])
@pytest.mark.parametrize("path", ["/", "/stories.json", "/static/desk.css", "/api/v1/stories"])
def test_a_name_that_was_made_to_point_here_gets_nothing(client: TestClient, host: str, path: str) -> None:
    """DNS rebinding: the browser of a page elsewhere believes that this desk is that page's own site."""
    assert client.get(path, headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000", "LOCALHOST"])
def test_the_names_of_this_machine_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
    ],
)
def test_no_other_page_changes_anything(client: TestClient, headers: dict[str, str]) -> None:
    """Also where nobody signs in, so that there is no cookie that could be missing."""
    answer = client.post("/api/v1/nothing", headers=headers)
    assert answer.status_code == 403
    assert "another site" in answer.json()["detail"]


@pytest.mark.parametrize("length", ["1000001", "99999999999999999999", "x", "-1"])
def test_a_body_is_refused_by_what_it_says_of_its_size(client: TestClient, length: str) -> None:
    assert client.post("/stories.json", headers={"Content-Length": length}, content=b"").status_code == 413


def test_who_did_not_sign_in_sees_the_door(shared: TestClient) -> None:
    answer = shared.get("/stories?as_of=2026-03-12")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=/stories%3Fas_of%3D2026-03-12"
    assert shared.get("/stories.json").status_code == 401
    assert shared.get("/api/v1/stories").headers["www-authenticate"].startswith("Bearer")
    assert shared.post("/stories").status_code == 401
    assert shared.get("/static/desk.css").status_code == 200


def test_who_signs_in_comes_where_they_wanted(shared: TestClient) -> None:
    token = form_token(shared.get("/sign-in?next=/stories").text)
    form = {"name": "Ann", "password": PASSWORD, "next": "/stories", "form_token": token}
    answer = shared.post("/sign-in", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/stories")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-counterclaim=")
    assert {"HttpOnly", "SameSite=lax", "Secure", "Path=/"} <= set(cookie.split("; "))
    assert shared.get("/stories").status_code == 200


@pytest.mark.parametrize("there", ["https://evil.example", "//evil.example", "/\\evil.example", "evil", "/a\nb", ""])
def test_signing_in_leads_nowhere_else(shared: TestClient, there: str) -> None:
    token = form_token(shared.get("/sign-in").text)
    form = {"name": "Ann", "password": PASSWORD, "next": there, "form_token": token}
    assert shared.post("/sign-in", data=form).headers["location"] == "/"


def test_a_wrong_password_says_no_more_than_that(shared: TestClient) -> None:
    answers = []
    for name in ("Ann", "Nobody"):
        token = form_token(shared.get("/sign-in").text)
        answer = shared.post("/sign-in", data={"name": name, "password": "wrong", "form_token": token})
        answers.append((answer.status_code, re.sub(r'value="[0-9a-f]+"', "", answer.text)))
    assert answers[0] == answers[1]
    assert answers[0][0] == 401


def test_who_guesses_is_slowed_down(shared: TestClient) -> None:
    assert [sign_in(shared, "Guessed", "wrong") for _ in range(7)] == [401] * 5 + [429] * 2


def test_signing_out_ends_the_session(shared: TestClient) -> None:
    sign_in(shared, "Ann")
    cookie = dict(shared.cookies)
    page = shared.get("/stories")
    token = shared.get("/sign-in").text
    assert page.status_code == 200
    assert shared.post("/sign-out", data={"form_token": form_token(token)}).status_code == 303
    shared.cookies.update(cookie)
    assert shared.get("/stories").status_code == 303


def test_a_form_is_of_one_session(shared: TestClient) -> None:
    """A token made for somebody else, or for nobody, or none at all, changes nothing."""
    before = form_token(shared.get("/sign-in").text)
    sign_in(shared, "Rob")
    for token in (before, "", "0" * 80):
        answer = shared.post("/sign-out", data={"form_token": token})
        assert answer.status_code == 403
        assert "form" in answer.text
    assert shared.get("/stories").status_code == 200


def test_the_token_of_a_form_is_another_on_each_page(shared: TestClient) -> None:
    assert form_token(shared.get("/sign-in").text) != form_token(shared.get("/sign-in").text)


def test_a_reader_changes_nothing(shared: TestClient) -> None:
    sign_in(shared, "Ann")
    assert shared.post("/api/v1/nothing").status_code == 403


def test_a_program_with_a_token_needs_no_form(shared: TestClient, people: People) -> None:
    _, secret = people.make_token("Rob", [Right.READ, Right.REVIEW], label="script")
    headers = {"Authorization": f"Bearer {secret}"}
    assert shared.get("/stories.json", headers=headers).status_code == 200
    assert shared.post("/api/v1/nothing", headers=headers).status_code == 404
    assert shared.get("/stories.json", headers={"Authorization": "Bearer wrong"}).status_code == 401


def test_a_browser_that_is_signed_in_sends_the_token_to_the_api_too(shared: TestClient) -> None:
    token = form_token(shared.get("/sign-in").text)
    shared.post("/sign-in", data={"name": "Rob", "password": PASSWORD, "form_token": token})
    assert shared.post("/api/v1/nothing").status_code == 403
    token = form_token(shared.get("/sign-in").text)
    assert shared.post("/api/v1/nothing", headers={"X-Form-Token": token}).status_code == 404


@pytest.mark.parametrize("scope", [Right.ADD, Right.REVIEW])
def test_a_token_that_may_not_read_reads_nothing(shared: TestClient, people: People, scope: Right) -> None:
    _, secret = people.make_token("Rob", [scope], label="script")
    assert shared.get("/stories.json", headers={"Authorization": f"Bearer {secret}"}).status_code == 403


def test_so_many_requests_are_answered(shared: TestClient, people: People) -> None:
    _, secret = people.make_token("Ann", [Right.READ], label="script")
    headers = {"Authorization": f"Bearer {secret}"}
    statuses = (shared.get("/nothing.json", headers=headers).status_code for _ in range(2000))
    answered = list(itertools.takewhile(lambda status: status == 404, statuses))
    assert 200 <= len(answered) < 2000  # a busy machine asks slowly, and is answered a little longer


@pytest.mark.parametrize(
    ("host", "url", "words"),
    [
        ("0.0.0.0", "", "nobody has an account"),
        ("192.0.2.7", "", "nobody has an account"),
        ("127.0.0.1", "https://desk.example", "nobody has an account"),
        ("desk.example", "", "nobody has an account"),
    ],
)
def test_a_desk_that_others_reach_has_accounts(ledger_path: Path, host: str, url: str, words: str) -> None:
    """Also behind a proxy on this machine, which passes on what comes from elsewhere."""
    with pytest.raises(SettingsError, match=words):
        make_access(Settings(ledger=ledger_path, url=url), host=host)


def test_a_desk_that_others_reach_knows_its_name(ledger_path: Path, people: People) -> None:
    with pytest.raises(SettingsError, match="--url"):
        make_access(Settings(ledger=ledger_path), host="0.0.0.0")
    with pytest.raises(SettingsError, match="no address"):
        make_access(Settings(ledger=ledger_path, url="desk.example"), host="0.0.0.0")
    access = make_access(Settings(ledger=ledger_path, url=URL), host="0.0.0.0")
    assert access.names == {"desk.example"}
    assert access.people is not None


def test_on_one_machine_there_may_be_accounts_too(ledger_path: Path, people: People) -> None:
    settings = Settings(ledger=ledger_path)
    assert make_access(settings).people is None
    assert make_access(settings, sign_in=True).people is not None


def test_alone_means_this_machine() -> None:
    assert Access().names == {"localhost", "127.0.0.1", "[::1]"}
