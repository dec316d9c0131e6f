"""A desk over a small ledger."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from counterclaim.desk import make_desk
from counterclaim.disputes import build_accounts
from counterclaim.ledger import Ledger
from counterclaim.settings import Settings
from tests.factories import make_analysis, make_capture


@pytest.fixture
def ledger_path(tmp_path: Path) -> Path:
    path = tmp_path / "desk.db"
    with Ledger.open(path) as ledger:
        capture = make_capture()
        ledger.add(capture, make_analysis())
        ledger.follow(build_accounts)
    return path


@pytest.fixture
def client(ledger_path: Path) -> Iterator[TestClient]:
    with TestClient(make_desk(Settings(ledger=ledger_path)), base_url="http://127.0.0.1") as client:
        yield client
