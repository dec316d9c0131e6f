"""The API: what its answers have in common."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from counterclaim.desk import make_access, make_desk
from counterclaim.desk.people import People, Right, Role, people_file
from counterclaim.disputes import build_accounts
from counterclaim.ledger import Ledger
from counterclaim.settings import Settings

PROBLEM = {"title", "status", "detail", "type", "faults"}


def claims_of(client: TestClient, **query: str) -> list[dict[str, object]]:
    items: list[dict[str, object]] = client.get("/api/v1/claims", params=query).json()["items"]
    return items


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "nothing", None, 404),
        ("GET", "claims/c0000000", None, 404),
        ("DELETE", "claims", None, 405),
        ("POST", "stories", None, 405),
        ("GET", "claims?limit=0", None, 422),
        ("GET", "claims?stance=whatever", None, 422),
        ("GET", "claims?as_of=yesterday", None, 422),
        ("GET", "claims?cursor=%00", None, 422),
        ("POST", "decisions", b"{", 422),
        ("POST", "decisions", b'{"action":"accept","ids":["c12"],"more":1}', 422),
        ("POST", "reports", b'{"text":"a","url":"b"}', 422),
        ("POST", "reports", b"\xff\xfe", 422),
        ("POST", "decisions", b" " * 1_000_001, 413),
    ],
)
def test_errors_have_one_shape(client: TestClient, method: str, path: str, body: bytes | None, status: int) -> None:
    headers = {"Content-Type": "application/json"} if body else {}
    answer = client.request(method, f"/api/v1/{path}", content=body, headers=headers)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json().keys() == PROBLEM
    assert answer.json()["status"] == status


def test_a_body_of_unknown_length_has_an_end(client: TestClient) -> None:
    """A sender that does not say how much it sends is stopped once it is too much."""

    def pieces() -> Iterator[bytes]:
        for _ in range(40):
            yield b" " * 100_000

    answer = client.post("/api/v1/decisions", content=pieces(), headers={"Content-Type": "application/json"})
    assert answer.status_code == 413
    assert answer.json().keys() == PROBLEM


def test_a_fault_of_the_program_tells_nothing(ledger_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What went wrong inside may hold anything; it is for the log."""
    desk = make_desk(Settings(ledger=ledger_path))

    def fail(*_given: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr(desk.state.desk.ledger, "reflected", fail)
    with TestClient(desk, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        for path in ("/api/v1/claims", "/stories", "/stories.json"):
            answer = client.get(path)
            assert answer.status_code == 500
            assert "secret" not in answer.text
            assert "content-security-policy" in answer.headers
        assert client.get("/api/v1/claims").json().keys() == PROBLEM


def test_what_the_caller_has_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/api/v1/claims")
    tag = {"If-None-Match": first.headers["etag"]}
    again = client.get("/api/v1/claims", headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/api/v1/claims?limit=1", headers=tag).status_code == 200
    claim = first.json()["items"][0]["id"]
    client.post("/api/v1/decisions", json={"action": "accept", "ids": [claim], "reason": "read"})
    assert client.get("/api/v1/claims", headers=tag).status_code == 200


def test_a_list_in_pieces_is_the_list(client: TestClient) -> None:
    whole = claims_of(client)
    found, cursor = [], None
    while True:
        piece = client.get("/api/v1/claims", params={"limit": 1, **({"cursor": cursor} if cursor else {})}).json()
        found += piece["items"]
        cursor = piece["next"]
        if cursor is None:
            break
    assert found == whole
    assert len(whole) > 1


@pytest.mark.parametrize("cursor", ["W10", "WzEsMl0", "WyJhIl0", "e30", "bnVsbA", "W251bGxd", "!!", "a" * 3000])
def test_a_cursor_of_elsewhere_is_refused_or_begins_somewhere(client: TestClient, cursor: str) -> None:
    for path in ("claims", "stories", "entries", "decisions", "reports", "actors", "propositions", "disputes"):
        assert client.get(f"/api/v1/{path}", params={"cursor": cursor}).status_code in (200, 422)


def test_two_who_decide_at_once_lose_nothing(ledger_path: Path) -> None:
    """Both decisions are entries under their authors; the later is in force, and the conflict is shown."""
    people = People(people_file(ledger_path))
    tokens = {}
    for name in ("Ann", "Rob"):
        people.add(name, Role.REVIEWER, password="four words long enough")
        _, tokens[name] = people.make_token(name, [Right.READ, Right.REVIEW], label="test")
    settings = Settings(ledger=ledger_path, url="https://desk.example")
    desk = make_desk(settings, access=make_access(settings, host="0.0.0.0"))
    with TestClient(desk, base_url="https://desk.example") as client:
        headers = {name: {"Authorization": f"Bearer {token}"} for name, token in tokens.items()}
        claim = client.get("/api/v1/claims", headers=headers["Ann"]).json()["items"][0]
        together = threading.Barrier(2)

        def decide(name: str) -> int:
            reading = {"stance": "denies"} if name == "Ann" else {"stance": "doubts"}
            body = {"action": "correct", "ids": [claim["id"]], "reason": f"{name} read it so", "reading": reading}
            together.wait()
            return client.post("/api/v1/decisions", json=body, headers=headers[name]).status_code

        with ThreadPoolExecutor(2) as both:
            assert list(both.map(decide, ("Ann", "Rob"))) == [201, 201]
        kept = client.get("/api/v1/decisions", headers=headers["Ann"]).json()["items"]
        assert {one["author"] for one in kept} == {"Ann", "Rob"}
        later = kept[-1]
        stands = client.get(f"/api/v1/claims/{claim['id']}", headers=headers["Ann"]).json()
        assert stands["stance"] == ("denies" if later["author"] == "Ann" else "doubts")
        assert any(evidence["rule"] == "conflict" for evidence in stands["evidence"])
    with Ledger.open(ledger_path) as ledger:
        assert ledger.verify(project=build_accounts).ok


@pytest.mark.parametrize(
    ("rights", "method", "path", "body", "status"),
    [
        ({Right.READ}, "GET", "claims", None, 200),
        ({Right.READ}, "POST", "decisions", {"action": "accept", "ids": ["c123"]}, 403),
        ({Right.READ}, "POST", "reports", {"text": "words"}, 403),
        ({Right.READ}, "POST", "exports/geojson", None, 403),
        ({Right.ADD}, "POST", "decisions", {"action": "accept", "ids": ["c123"]}, 403),
        ({Right.REVIEW}, "POST", "reports", {"text": "words"}, 403),
        ({Right.REVIEW, Right.READ}, "POST", "checkpoints", None, 403),
        ({Right.REVIEW}, "POST", "decisions", {"action": "accept", "ids": ["c000000"]}, 404),
    ],
)
def test_a_token_does_what_its_scopes_say(
    ledger_path: Path, rights: set[Right], method: str, path: str, body: object, status: int
) -> None:
    people = People(people_file(ledger_path))
    people.add("Ann", Role.ADMIN, password="four words long enough")
    _, token = people.make_token("Ann", rights, label="test")
    settings = Settings(ledger=ledger_path, url="https://desk.example")
    desk = make_desk(settings, access=make_access(settings, host="0.0.0.0"))
    with TestClient(desk, base_url="https://desk.example") as client:
        headers = {"Authorization": f"Bearer {token}"}
        assert client.request(method, f"/api/v1/{path}", json=body, headers=headers).status_code == status


def test_who_adds_a_report_stands_in_the_log(ledger_path: Path) -> None:
    from tests.factories import make_analysis, make_capture, make_revision

    capture = make_capture("Another text.", address="https://outlet.example/other")
    analysis = make_analysis(make_revision("Another text.", address="https://outlet.example/other"))
    with Ledger.open(ledger_path) as ledger:
        ledger.add(capture, analysis, author="Rob Reviewer")
        by = {str(entry.kind): entry.recorded_by for entry in ledger.entries(after=3)}
    assert by["capture"].startswith("person:")
    assert "Rob" not in by["capture"]
    assert by["reading"].startswith("software:")


def test_the_description_is_openapi(client: TestClient) -> None:
    description = client.get("/api/v1/openapi.json").json()
    assert description["openapi"].startswith("3.1")
    assert all(path.startswith("/api/v1/") for path in description["paths"])
    words = str(description)
    for reference in {part.split("'")[0] for part in words.split("#/components/schemas/")[1:]}:
        assert reference in description["components"]["schemas"]
