"""The JSON document of an analysis and its published schema."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from counterclaim.exports._views import DocumentView

#: Name and version of the format. A field added keeps the version; a field changed or removed raises it.
SCHEMA = "counterclaim-analysis/1"


@cache
def _adapter() -> TypeAdapter[DocumentView]:
    return TypeAdapter(DocumentView)


def document_json(document: DocumentView) -> str:
    """The document as JSON, two spaces deep, with a final line break."""
    return _adapter().dump_json(document, indent=2).decode() + "\n"


def document_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the document."""
    schema = _adapter().json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA, **schema}


__all__ = ["SCHEMA", "document_json", "document_schema"]
