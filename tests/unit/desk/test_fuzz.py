"""Requests made from the API's own description: nothing breaks, and nothing is answered that it does not name."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from counterclaim.client import AddedReport
from counterclaim.desk import Access, make_desk
from counterclaim.disputes import build_accounts
from counterclaim.ledger import Ledger
from counterclaim.records.revisions import Capture
from counterclaim.settings import Settings
from tests.factories import make_analysis, make_capture

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


OPERATIONS = [
    *(
        ("GET", f"/api/v1/{path}")
        for path in (
            "ledger", "stories", "claims", "claims/{id}", "propositions", "propositions/{id}", "disputes",
            "disputes/{id}", "reports", "reports/{id}", "actors", "documents/{id}", "decisions", "entries",
            "entries/{entry}/proof", "consistency",
        )
    ),
    *(
        ("POST", f"/api/v1/{path}")
        for path in ("reports", "reports/page", "decisions", "checkpoints", "exports/{format}")
    ),
]  # fmt: skip


class NoAdder:
    """Says of each report that it is held: what reading does to hostile words is tested where it is read."""

    def read(self, capture: Capture, author: str | None) -> AddedReport:
        return AddedReport(outcome="unchanged", document="d", revision="r", title="", claims=0)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    path: Path = tmp_path_factory.mktemp("fuzz") / "desk.db"
    with Ledger.open(path) as ledger:
        ledger.add(make_capture(), make_analysis())
        ledger.follow(build_accounts)
    app = make_desk(Settings(ledger=path), access=Access(names=frozenset({"testserver", "localhost"})))
    app.state.desk.adder = NoAdder()
    yield app
    app.state.desk.ledger.close()


@pytest.fixture(scope="module")
def api(app: FastAPI) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)


@pytest.mark.slow
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_no_request_breaks_the_api(api: schemathesis.BaseSchema, method: str, path: str) -> None:
    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(case=api[path][method].as_strategy())
    def check(case: Any) -> None:
        case.call_and_validate(checks=CHECKS)

    check()


def test_every_operation_is_tried(api: schemathesis.BaseSchema) -> None:
    operations: list[Any] = [one.ok() for one in api.get_all_operations()]  # type: ignore[union-attr]
    described = {(one.method.upper(), one.path) for one in operations}
    assert described == set(OPERATIONS)
