"""Write docs/reference/commands.md and docs/schema/ from the code: `python docs/make_reference.py`."""

import json
from pathlib import Path

import click

from counterclaim.cli import COMMANDS, cli
from counterclaim.presentation import document_schema

DOCS = Path(__file__).parent
HEAD = """# Commands

Made from `--help` by `docs/make_reference.py`.

Exit status: 0 done, 1 something failed (named on stderr), 2 wrong usage.
"""


def commands_page() -> str:
    """The page, one section a command, sub-commands below their group."""
    sections = [HEAD]
    context = click.Context(cli, info_name="counterclaim", terminal_width=100, **cli.context_settings)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        sections.append(_section(name, command, context, "##"))
        if isinstance(command, click.Group):
            inner = click.Context(command, info_name=name, parent=context)
            sections += [_section(f"{name} {n}", c, inner, "###") for n, c in command.commands.items()]
    return "\n".join(sections)


def _section(name: str, command: click.Command, parent: click.Context, level: str) -> str:
    inner = click.Context(
        command, info_name=name.rsplit(" ", 1)[-1], parent=parent, max_content_width=100, terminal_width=100
    )
    return f"{level} `{name}`\n\n```text\n{command.get_help(inner).rstrip()}\n```\n"


def schema_page() -> str:
    return json.dumps(document_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    (DOCS / "reference" / "commands.md").write_text(commands_page(), encoding="utf-8")
    (DOCS / "schema" / "analysis-1.schema.json").write_text(schema_page(), encoding="utf-8")
