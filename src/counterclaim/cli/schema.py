"""`counterclaim schema`."""

import json

import click


@click.command(epilog="Example: counterclaim schema > analysis.schema.json")
def schema() -> None:
    """Print the JSON Schema of `--format json` (docs/schema/ holds the same)."""
    from counterclaim.presentation import document_schema

    click.echo(json.dumps(document_schema(), indent=2, ensure_ascii=False))
