"""What holds for every page."""

import hashlib
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from counterclaim import desk

STATIC = Path(desk.__file__).parent / "static"
#: Files of others that the desk ships, as their makers published them.
VENDORED = {"htmx-2.0.11.min.js": "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717"}


@pytest.mark.parametrize(("name", "sha256"), VENDORED.items())
def test_what_others_made_is_shipped_unchanged_and_named(name: str, sha256: str) -> None:
    assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == sha256
    notice = Path(__file__).parents[3] / "NOTICE"
    assert name in notice.read_text(encoding="utf-8")


def test_a_page_has_a_twin(client: TestClient) -> None:
    """The record that a page shows comes as JSON at the same address with `.json` behind it."""
    page, twin = client.get("/stories"), client.get("/stories.json")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert twin.headers["content-type"] == "application/json"
    (story,) = client.get("/api/v1/stories").json()["items"]
    assert f"/story/{story['id']}" in page.text
    assert story["id"] in twin.text


@pytest.mark.parametrize("path", ["/stories", "/stories.json", "/nothing", "/static/desk.css", "/stories?as_of=never"])
def test_every_answer_forbids_what_was_not_shipped(client: TestClient, path: str) -> None:
    """No script or style inside a page, none from elsewhere, no frame around it; also on errors."""
    policy = client.get(path).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("POST", "/stories", 405),
        ("GET", "/stories?as_of=never", 422),
        ("GET", "/stories?as_of=2026-03-12&recorded=0", 422),
    ],
)
def test_errors_have_one_shape(client: TestClient, method: str, path: str, status: int) -> None:
    """A page says in words what the twin says as problem details."""
    assert client.request(method, path).status_code == status
    twin = path.replace("?", ".json?", 1) if "?" in path else f"{path}.json"
    answer = client.request(method, twin)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json().keys() == {"title", "status", "detail", "type", "faults"}
