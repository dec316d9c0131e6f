"""What is published stays in step with the code."""

import json
from dataclasses import fields
from pathlib import Path

from counterclaim.cli import COMMANDS
from counterclaim.exports import document_schema
from counterclaim.settings import Settings

DOCS = Path(__file__).parents[2] / "docs"


def test_the_published_schema_is_the_codes_schema() -> None:
    """`make schema` rewrites the file after a change; a changed or removed field needs a new version."""
    published = json.loads((DOCS / "schema" / "analysis-1.schema.json").read_text(encoding="utf-8"))
    assert published == document_schema()


def test_every_command_is_documented() -> None:
    reference = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"## `{name}`" in reference


def test_every_setting_is_documented() -> None:
    reference = (DOCS / "reference" / "settings.md").read_text(encoding="utf-8")
    for field in fields(Settings):
        assert f"`{field.name}`" in reference
        assert f"COUNTERCLAIM_{field.name.upper()}" in reference
