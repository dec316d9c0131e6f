"""Formats have versions, and the page that states them says what the code writes."""

import importlib.util
import re
from pathlib import Path
from typing import Any

from counterclaim.cli._health import formats
from counterclaim.ledger import ENTRY_VERSIONS

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (?P<name>[^|]+?) \| `(?P<version>[^`]+)` \|", re.M)


def stated() -> dict[str, str]:
    page = (ROOT / "docs/reference/versions.md").read_text(encoding="utf-8")
    return {row["name"]: row["version"] for row in ROW.finditer(page)}


def test_every_format_is_stated_with_its_version() -> None:
    """A format that changes gets a new version here and there, on purpose."""
    page = stated()
    written = {name: version for name, version in formats().items() if name != "ledger entries"}
    assert {name: page.get(name) for name in written} == written
    kinds = {kind.value: str(version) for kind, version in ENTRY_VERSIONS.items()}
    assert {kind: page.get(kind) for kind in kinds} == kinds
    assert set(page) == set(written) | set(kinds)


def test_the_columns_of_an_archive_are_those_of_its_version() -> None:
    """Within a version columns are added at the end, never renamed or removed."""
    from counterclaim.archive._tables import PAGES, READINGS

    assert PAGES.names[:14] == [
        "number", "status", "address", "reason", "captured_at", "moment", "title", "outlet", "document_id",
        "revision_id", "sentences", "capture", "body", "revision",
    ]  # fmt: skip
    assert READINGS.names[:9] == [
        "number", "status", "address", "revision_id", "copy_of", "reason", "attributions", "claims", "reading",
    ]  # fmt: skip
    page = (ROOT / "docs/reference/archive.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in page for name in (*PAGES.names, *READINGS.names))


def collector() -> Any:
    spec = importlib.util.spec_from_file_location("collect", ROOT / "changelog.d/collect.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_fragment_of_news_has_a_kind() -> None:
    notes = collector().release_notes(ROOT / "changelog.d", "1.0.0", "2026-12-01")
    assert notes.startswith("## 1.0.0 (2026-12-01)")
    assert notes.count("\n- ") == len(list((ROOT / "changelog.d").glob("*.md")))
