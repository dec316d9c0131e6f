"""One ledger, opened as a file and through a desk."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from counterclaim.client import LocalLedger, OpenLedger, RemoteLedger
from counterclaim.client._remote import Answer
from counterclaim.desk import make_desk
from counterclaim.desk._sample import add_readings, load_readings, sample_captures
from counterclaim.ledger import Ledger
from counterclaim.settings import Settings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The bundled sample, with the readings that come along."""
    path = tmp_path / "sample.db"
    with Ledger.open(path) as ledger:
        add_readings(ledger, sample_captures(), load_readings())
    return path


@pytest.fixture
def near(path: Path) -> Iterator[OpenLedger]:
    settings = Settings(ledger=path, author="Rob Reviewer")
    with LocalLedger(Ledger.open(path), settings) as ledger:
        yield ledger


@pytest.fixture
def far(path: Path) -> Iterator[OpenLedger]:
    """The same through the API of a desk."""
    desk = make_desk(Settings(ledger=path, author="Rob Reviewer"))
    with TestClient(desk, base_url="http://127.0.0.1") as client:

        def send(method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
            response = client.request(method, path, headers=dict(headers), content=body)
            return Answer(
                status=response.status_code,
                body=response.content,
                media_type=response.headers.get("content-type", "").partition(";")[0],
                name=response.headers.get("content-disposition", "").partition('filename="')[2].rstrip('"'),
            )

        yield RemoteLedger(send)


@pytest.fixture(params=["near", "far"])
def ledger(request: pytest.FixtureRequest) -> OpenLedger:
    opened: OpenLedger = request.getfixturevalue(request.param)
    return opened
