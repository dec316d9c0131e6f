"""The house rules that a reader of the folder names relies on."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

import counterclaim

SOURCE = Path(counterclaim.__file__).parent
STAGES = (
    "collect", "articles", "parsing", "taggers", "attributions", "actors", "places", "timexes", "figures", "factuality",
    "claims", "events", "stories", "matching", "origins", "differences", "disputes", "review",
    "checking",
)  # fmt: skip
#: Rival accounts are one family: accounts are put together from stories, propositions and origins.
MAY_IMPORT = {
    "attributions": {"taggers"},
    "events": {"taggers"},
    "disputes": {"actors", "stories", "matching", "origins", "differences", "review"},
    "stories": {"taggers"},
    "matching": {"taggers"},
    "checking": {"taggers"},
}
HOME_OF = {
    "spacy": "parsing",
    "onnxruntime": "taggers",
    "sqlalchemy": "ledger",
    "usearch": "ledger",
    "httpx2": "collect",
    "warcio": "evidence",
    "ray": "archive",
}


@cache
def imported(path: Path) -> frozenset[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return frozenset(names)


@pytest.mark.parametrize("stage", STAGES)
def test_stages_do_not_import_each_other(stage: str) -> None:
    """A stage can be replaced without touching its neighbours."""
    allowed = {stage, "records", "errors", "lexicons", "_clusters", "_memo", "_shown", *MAY_IMPORT.get(stage, ())}
    for path in (SOURCE / stage).rglob("*.py"):
        ours = {name.split(".")[1] for name in imported(path) if name.startswith("counterclaim.")}
        assert ours <= allowed, f"{path.name} imports {sorted(ours - allowed)}"


@pytest.mark.parametrize(("library", "home"), HOME_OF.items())
def test_heavy_libraries_have_one_importer(library: str, home: str) -> None:
    for path in SOURCE.rglob("*.py"):
        if path.relative_to(SOURCE).parts[0] != home:
            assert not any(name.split(".")[0] == library for name in imported(path)), path


def test_packages_import_one_way() -> None:
    """Whoever changes a package reads those that it rests on, and never itself again behind them."""
    rests_on: dict[str, set[str]] = {}
    for path in SOURCE.rglob("*.py"):
        name = path.relative_to(SOURCE).parts[0].removesuffix(".py")
        modules = {module.split(".")[1] for module in imported(path) if module.startswith("counterclaim.")}
        rests_on.setdefault(name, set()).update(modules - {name})
    left = dict(rests_on)
    while leaves := [name for name, below in left.items() if below.isdisjoint(left)]:
        for name in leaves:
            del left[name]
    assert not left, f"these import each other, or what does: {sorted(left)}"


def test_the_pipeline_tells_of_every_package() -> None:
    """docs/pipeline.md has a line for each folder."""
    page = (SOURCE.parents[1] / "docs" / "pipeline.md").read_text(encoding="utf-8")
    told = {name for cell in re.findall(r"^\| ([^|]*) \|", page, re.M) for name in re.findall(r"`(\w+)/`", cell)}
    there = {path.name for path in SOURCE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert told == there


def test_records_import_nothing_of_ours() -> None:
    for path in (SOURCE / "records").glob("*.py"):
        ours = {name for name in imported(path) if name.startswith("counterclaim")}
        assert all(name.startswith("counterclaim.records") for name in ours), path


def test_the_library_does_not_print() -> None:
    """Only the command line speaks; stages return notes."""
    for path in SOURCE.rglob("*.py"):
        if "cli" in path.parts:
            continue
        calls = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)]
        assert not any(isinstance(c.func, ast.Name) and c.func.id == "print" for c in calls), path
