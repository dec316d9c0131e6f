"""Every way out of the desk passes the one place where people are protected. What is new is caught until listed."""

import ast
import importlib
import inspect
import textwrap
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import counterclaim
from counterclaim import exports, protection
from counterclaim.cli import COMMANDS, cli
from counterclaim.protection import HELD, WAYS, Audience, Release

SOURCE = Path(counterclaim.__file__).parent
#: Functions of `exports` that write cells, whatever is in them.
CELLS = {"csv_line", "guard_cell"}
#: Where a command's work is done, if not in its own module.
FOLLOWED = (
    "counterclaim.cli.",
    "counterclaim.views",
    "counterclaim.watching",
    "counterclaim.feeds",
    "counterclaim.alerts",
)


def commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(cli)

    def below(name: str, command: click.Command | None) -> Iterator[tuple[str, click.Command]]:
        assert command is not None
        if isinstance(command, click.Group):
            for inner, one in command.commands.items():
                yield from below(f"{name} {inner}", one)
        else:
            yield name, command

    for name in COMMANDS:
        yield from below(name, cli.get_command(context, name))


ALL = dict(commands())


def calls(function: object, seen: set[object] | None = None) -> set[str]:
    """The names that a function calls, and those that functions of the command line call for it."""
    seen = set() if seen is None else seen
    if function in seen or not inspect.isfunction(function):
        return set()
    seen.add(function)
    module = importlib.import_module(function.__module__)
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    names = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }
    imported = {
        alias.asname or alias.name: importlib.import_module(node.module)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(FOLLOWED)
        for alias in node.names
    }
    found = set(names)
    for name in names:
        inner = getattr(imported.get(name, module), name, None)
        if inspect.isfunction(inner) and inner.__module__.startswith(FOLLOWED):
            found |= calls(inner, seen)
    return found


def test_every_command_says_for_whom_it_is() -> None:
    assert set(ALL) == set(WAYS), "list a new command in protection/_ways.py, and say for whom it is"


@pytest.mark.parametrize("name", sorted(WAYS))
def test_a_command_does_what_its_audience_asks(name: str) -> None:
    called = calls(inspect.unwrap(ALL[name].callback)) if ALL[name].callback else set()  # type: ignore[arg-type]
    if WAYS[name] is Audience.RELEASE:
        assert "protect_for_release" in called, f"{name} is for others and does not pass protect_for_release"
    if WAYS[name] is Audience.EVIDENCE:
        assert called & {"record_export", "backup"}, f"{name} gives reports away and does not record it"
    else:
        assert not called & {"write_wacz", "write_warc", "to_label_studio", "to_web_annotations"}
    if name in HELD:
        assert "held_reports" in called, f"{name} is made for others and holds nothing back"


def test_every_exporter_takes_a_release_and_nothing_else() -> None:
    """What `exports` publishes for others has a parameter of the type that only `protect_for_release` makes."""
    for name in exports.__all__:
        function = getattr(exports, name)
        if not inspect.isfunction(function) or name in CELLS:
            continue
        types = [str(parameter.annotation) for parameter in inspect.signature(function).parameters.values()]
        assert any("Release" in type_ for type_ in types), f"exports.{name} takes no Release"


def test_views_for_others_live_where_they_are_walked() -> None:
    """Packages that will serve others may not build their views from records by themselves."""
    for package in ("feeds", "alerts"):  # the desk shows its own views to those who may enter it
        for path in (SOURCE / package).rglob("*.py") if (SOURCE / package).is_dir() else ():
            words = path.read_text(encoding="utf-8")
            assert "build_document" not in words or "protect_for_release" in words, path


def test_a_release_is_made_in_one_place() -> None:
    makers = [
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == Release.__name__
    ]
    assert makers == ["protection/_release.py"]


def test_the_public_names_are_there() -> None:
    assert all(hasattr(protection, name) for name in protection.__all__)
