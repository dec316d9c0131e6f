"""What is published stays in step with the code."""

import importlib.util
import os
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

from counterclaim.cli import COMMANDS
from counterclaim.settings import Settings

DOCS = Path(__file__).parents[2] / "docs"


def made_by_script() -> Any:
    spec = importlib.util.spec_from_file_location("make_reference", DOCS / "make_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_published_schema_is_the_codes_schema() -> None:
    """`make reference` rewrites the file after a change; a changed or removed field needs a new version."""
    published = (DOCS / "schema" / "analysis-1.schema.json").read_text(encoding="utf-8")
    assert published == made_by_script().schema_page()


def test_the_commands_page_is_what_help_says() -> None:
    """`make reference` rewrites it."""
    page = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    # In a process of its own: click keeps what a command was once asked for outside its group.
    code = "import make_reference, sys; sys.stdout.write(make_reference.commands_page())"
    environment = {**os.environ, "PYTHONPATH": str(DOCS), "PYTHONIOENCODING": "utf-8"}
    made = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    assert page == made.stdout.decode("utf-8")
    for name in COMMANDS:
        assert f"## `{name}`" in page


def test_every_setting_is_documented() -> None:
    reference = (DOCS / "reference" / "settings.md").read_text(encoding="utf-8")
    for field in fields(Settings):
        assert f"`{field.name}`" in reference
        assert f"COUNTERCLAIM_{field.name.upper()}" in reference
