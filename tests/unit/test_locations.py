"""Where a ledger is: what counts as an address, what is shown of it, and what lies beside it."""

from pathlib import Path

import pytest

from counterclaim.errors import SettingsError
from counterclaim.locations import LedgerUrl, default_data_folder, parse_location, stem_of
from counterclaim.settings import load_settings

ADDRESS = "postgresql://ada:s%40cret@db.example:6432/war%20room?schema=north&sslmode=require"


def test_a_path_is_a_path_and_files_lie_beside_it() -> None:
    assert parse_location("archive/war.db") == Path("archive/war.db")
    assert stem_of(Path("archive/war.db")) == Path("archive/war.db")


def test_an_address_is_read_into_its_parts_and_shown_without_the_password(tmp_path: Path) -> None:
    url = parse_location(ADDRESS, tmp_path)
    assert isinstance(url, LedgerUrl)
    assert (url.user, url.password, url.host, url.port) == ("ada", "s@cret", "db.example", 6432)
    assert (url.database, url.schema, url.sslmode) == ("war room", "north", "require")
    assert "cret" not in str(url) + repr(url)
    assert stem_of(parse_location(str(url), tmp_path)) == stem_of(url)


def test_a_socket_and_the_short_scheme_are_understood(tmp_path: Path) -> None:
    url = parse_location("postgres:///war?host=/run/postgresql", tmp_path)
    assert str(url) == "postgresql:///war?host=/run/postgresql"


def test_files_of_one_ledger_lie_at_one_place_whoever_asks(tmp_path: Path) -> None:
    """Neither the user nor the password decides; the host, the database and the schema do."""
    stems = [
        stem_of(parse_location(address, tmp_path))
        for address in (
            "postgresql://ada:x@h/war",
            "postgresql://bob@h/war?sslmode=require",
            "postgresql://h/war?schema=b",
            "postgresql://h:1/war",
        )
    ]
    assert stems[0] == stems[1]
    assert len(set(stems)) == 3
    assert all(stem.parent == tmp_path for stem in stems)
    hostile = stem_of(parse_location("postgresql://h/..%2F..%2Fetc%2Fpasswd?schema=a%2Fb", tmp_path))
    assert hostile.parent == tmp_path


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("postgresql://ada:secret@h", "names no database"),
        ("postgresql://ada:secret@h/war?colour=red", "unknown option colour"),
        ("postgresql://ada:secret@h/war?sslmode=maybe", "sslmode must be"),
        ("postgresql://ada:secret@h:port/war", "no address"),
        ("mysql://ada:secret@h/war", "no ledger"),
    ],
)
def test_what_is_no_address_is_refused_without_showing_the_password(words: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message) as error:
        parse_location(words)
    assert "secret" not in str(error.value)


def test_the_settings_name_the_folder_for_files_beside_a_ledger_on_a_server(tmp_path: Path) -> None:
    variables = {"COUNTERCLAIM_LEDGER": ADDRESS, "COUNTERCLAIM_DATA": str(tmp_path / "kept")}
    ledger = load_settings({}, environment=variables, folder=tmp_path).ledger
    assert isinstance(ledger, LedgerUrl)
    assert ledger.data == tmp_path / "kept"
    assert "cret" not in repr(load_settings({}, environment=variables, folder=tmp_path))


def test_the_folder_of_a_user_for_data_is_the_systems(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_data_folder() == tmp_path / "counterclaim"
