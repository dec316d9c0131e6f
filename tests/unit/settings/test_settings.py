"""Settings are merged once: flags, variables, file, defaults."""

from pathlib import Path

import pytest

from counterclaim.errors import SettingsError
from counterclaim.settings import Settings, load_settings


def test_defaults(tmp_path: Path) -> None:
    assert load_settings({}, environment={}, folder=tmp_path) == Settings()


def test_flags_win_over_variables_and_these_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "counterclaim.toml").write_text('ledger = "file.db"\nmax_bytes = 10\ntimeout_s = 1.5\n')
    settings = load_settings(
        {"ledger": Path("flag.db"), "max_bytes": None},
        environment={"COUNTERCLAIM_LEDGER": "variable.db", "COUNTERCLAIM_MAX_BYTES": "20"},
        folder=tmp_path,
    )
    assert settings == Settings(ledger=Path("flag.db"), max_bytes=20, timeout_s=1.5)


def test_an_unknown_key_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "counterclaim.toml").write_text("legder = 'x'\n")
    with pytest.raises(SettingsError, match="unknown setting legder; known are ledger"):
        load_settings({}, environment={}, folder=tmp_path)


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("MAX_BYTES", "many", "max_bytes"),
        ("TIMEOUT_S", "0", "greater than 0"),
        ("MAX_CHARS", "0", "max_chars must be greater than 0"),
        ("MAX_TAGS", "-1", "max_tags must be greater than 0"),
        ("CONVENTION", "mine", "convention"),
    ],
)
def test_values_out_of_range_are_refused(tmp_path: Path, variable: str, value: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        load_settings({}, environment={f"COUNTERCLAIM_{variable}": value}, folder=tmp_path)
