"""The dossier of a story on the desk, and the reference of the API."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from counterclaim.desk import make_desk
from counterclaim.ledger import Ledger
from counterclaim.settings import Settings
from tests.unit.desk.disputed import disputed_ledger


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return disputed_ledger(tmp_path / "l.db")


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with TestClient(make_desk(Settings(ledger=path)), base_url="http://127.0.0.1") as client:
        yield client


def where_of(client: TestClient) -> str:
    (row,) = client.get("/stories.json").json()["contested"]
    return f"/story/{row['id']}/dossier"


def take(client: TestClient, where: str, **given: Any) -> Any:
    token = re.search(r'name="form_token" value="([^"]+)"', client.get(where).text)
    assert token is not None
    return client.post(where, data={"form_token": token[1], **given})


def test_a_dossier_is_looked_at_before_it_leaves(client: TestClient) -> None:
    """The page has the same claims as the file, each with who says so."""
    where = where_of(client)
    shown = client.get(f"{where}.json").json()
    page = client.get(where).text
    assert shown["dossier"]["of"] is None
    assert all(one["here"] for one in shown["choices"])
    for claim in shown["dossier"]["claims"]:
        assert claim["claim"]["claimant"] in claim["told"]
    assert "Nothing here says what is true" in page
    file = take(client, where)
    assert file.headers["content-disposition"] == 'attachment; filename="counterclaim-dossier.html"'
    for matter in shown["dossier"]["matters"]:
        assert matter["matter"]["id"] in {one["id"] for one in shown["choices"]}
        assert f"{matter['number']}. " in file.text


def test_chosen_matters_bring_their_rivals_and_leave_the_rest(client: TestClient) -> None:
    where = where_of(client)
    whole = client.get(f"{where}.json").json()
    choice = whole["choices"][-1]["id"]
    part = client.get(f"{where}.json?matter={choice[:9]}").json()["dossier"]
    ids = {one["matter"]["id"] for one in part["matters"]}
    assert choice in ids
    assert part["of"] == len(whole["choices"]) > len(ids)
    assert {one["number"] for one in part["claims"]} < {one["number"] for one in whole["dossier"]["claims"]}
    assert {one["report"] for one in part["claims"]} == {one["number"] for one in part["reports"]}
    file = take(client, where, matter=choice).text
    assert f"{len(ids)} of {part['of']} matters, by who made this" in file
    disputed = next(one for one in whole["dossier"]["disputes"])
    chosen = client.get(f"{where}.json?matter={disputed['propositions'][0]}").json()["dossier"]
    assert {one["matter"]["id"] for one in chosen["matters"]} >= set(disputed["propositions"])
    assert client.get(f"{where}?matter=p00000000").status_code == 404


def test_that_a_file_leaves_is_recorded_and_that_a_page_is_looked_at_is_not(path: Path, client: TestClient) -> None:
    where = where_of(client)
    client.get(where)
    with Ledger.open(path) as ledger:
        assert not ledger.exports()
    part = client.get(f"{where}.json").json()["choices"][-1]["id"]
    take(client, where, matter=part)
    with Ledger.open(path) as ledger:
        (left,) = ledger.exports()
    assert left.format == "dossier"


def test_a_dossier_of_the_past_has_what_was_out_by_then(client: TestClient) -> None:
    where = where_of(client)
    first = client.get(f"{where}.json").json()["steps"][0]["at"]
    then = client.get(f"{where}.json", params={"as_of": first}).json()
    assert then["as_of"] == first
    assert len(then["dossier"]["reports"]) < len(client.get(f"{where}.json").json()["dossier"]["reports"])


def test_the_reference_names_every_address_and_record_of_the_api(client: TestClient) -> None:
    """It is a page like the others: from this desk alone, with nothing that runs."""
    page = client.get("/docs")
    described = client.get("/api/v1/openapi.json").json()
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    for path, methods in described["paths"].items():
        for method in methods:
            assert f"<code>{method.upper()} {path}</code>" in page.text
    linked = set(re.findall(r'href="#(record-\w+)"', page.text))
    assert linked <= set(re.findall(r'id="(record-\w+)"', page.text))
    assert {f"record-{name}" for name in described["components"]["schemas"]} <= set(
        re.findall(r'id="([^"]+)"', page.text)
    )
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page.text)
    assert client.get("/api/v1/docs").url.path == "/docs"
    assert client.get("/docs.json").json() == described
    assert '<a href="/docs">API</a>' in client.get("/stories").text
