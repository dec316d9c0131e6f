"""Every command shows an example in its help, and the example is one that the command takes."""

import re
import shlex
from collections.abc import Iterator

import click
import pytest

from counterclaim.cli import cli
from counterclaim.desk._sample import load_readings


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


ALL = dict(commands(cli))


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_has_an_example_that_it_takes(path: tuple[str, ...]) -> None:
    """The command line in the help names the command and options that there are, with all that must be given."""
    example = (ALL[path].epilog or "").removeprefix("Example: ")
    words = next((shlex.split(line, comments=True) for line in example.split("; ") if line), [])
    if path == ("completion",):  # it is for the shell
        words = ["counterclaim", "completion", "bash"]
    for sign in ("|", ">"):
        words = words[: words.index(sign)] if sign in words else words
    assert words[:1] == ["counterclaim"]
    command: click.Command = cli
    rest = words[1:]
    while isinstance(command, click.Group):
        found = command.get_command(click.Context(command), rest[0])
        assert found is not None, rest[0]
        command, rest = found, rest[1:]
    if not isinstance(ALL[path], click.Group):
        assert command is ALL[path], "the example is another command's"
    parsed, left, _ = command.make_parser(click.Context(command)).parse_args(rest)
    assert not left
    missing = [
        parameter.name for parameter in command.params if parameter.required and not parsed.get(parameter.name or "")
    ]
    assert not missing


def test_examples_name_what_the_sample_holds() -> None:
    """They run as printed on the two stories that `counterclaim sample` reads. Where this fails, readings of the sample
    have changed: take other claims of it (ids of disputes and matters change more often, and are only examples)."""
    analyses = load_readings().analyses
    held = {analysis.revision.id[:9] for analysis in analyses}
    held |= {claim.id[:9] for analysis in analyses for claim in analysis.claims}
    named = {id_ for command in ALL.values() for id_ in re.findall(r"\b[cr][0-9a-f]{8}\b", command.epilog or "")}
    assert named
    assert named <= held
