"""Options of the test run, and the engines that ledgers are tested on."""

import ipaddress
import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.engines import Engine, NoServer, server

# No test is timed, and a change is judged by the same examples every time (fresh ones are for `make fuzz`).
settings.register_profile("tests", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-golden",
        action="store_true",
        help="write what is read now into tests/golden/, to be reviewed as a diff",
    )
    parser.addoption(
        "--require-postgres",
        action="store_true",
        default=os.environ.get("COUNTERCLAIM_REQUIRE_POSTGRES", "") not in ("", "0"),
        help="fail, instead of skipping, where there is no PostgreSQL (also COUNTERCLAIM_REQUIRE_POSTGRES=1)",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test of a ledger runs on both engines."""
    if "engine" in metafunc.fixturenames:
        engines = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
        metafunc.parametrize("engine", engines, indirect=True, scope="session")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes never name a test: compressed ones hold the second they were made in, and workers must agree on names."""
    return argname if isinstance(val, bytes) else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what is about files where it would run on a server."""
    kept = [item for item in items if not ({"files", "postgres"} <= {mark.name for mark in item.iter_markers()})]
    if len(kept) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
        items[:] = kept


@pytest.fixture(scope="session", autouse=True)
def no_names_looked_up() -> Iterator[None]:
    """Tests never use the network: a name that is not this machine's is one that nobody knows."""
    look_up = socket.getaddrinfo

    def here_alone(host: Any, *arguments: Any, **options: Any) -> Any:
        name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
        if name not in (None, "", "localhost", socket.gethostname()) and not is_address(name):
            raise socket.gaierror(socket.EAI_NONAME, f"no test looks up {name}")
        return look_up(host, *arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", here_alone)
        yield


def is_address(name: str) -> bool:
    """Whether a host is given by number, in one of the old ways of writing it too (2130706433)."""
    try:
        return bool(socket.inet_aton(name))
    except (OSError, UnicodeError):
        pass
    try:
        return bool(ipaddress.ip_address(name.partition("%")[0]))
    except ValueError:
        return False


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database on a PostgreSQL server in which a test may make schemas."""
    try:
        running = server()
        address = running.__enter__()
    except NoServer as error:
        if request.config.getoption("--require-postgres"):
            pytest.fail(f"PostgreSQL is required: {error}")
        pytest.skip(str(error))
    try:
        yield address
    finally:
        running.__exit__(None, None, None)


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest) -> Engine:
    """Where ledgers lie: in files, or in the schemas of a database."""
    if request.param == "sqlite":
        return Engine("sqlite")
    return Engine("postgres", request.getfixturevalue("postgres"))
