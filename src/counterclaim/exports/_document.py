"""The JSON document of an analysis and its published schema."""

import json

from counterclaim.exports._views import DocumentView
from counterclaim.records.codec import json_schema, to_json
from counterclaim.records.ids import Json

#: Name and version of the format. A field added keeps the version; a field changed or removed raises it.
SCHEMA = "counterclaim-analysis/1"


def document_json(document: DocumentView) -> str:
    """The document as JSON, two spaces deep, with a final line break."""
    return json.dumps(to_json(document), ensure_ascii=False, indent=2) + "\n"


def document_schema() -> dict[str, Json]:
    """The JSON Schema (2020-12) of the document."""
    return json_schema(DocumentView, schema_id=f"urn:{SCHEMA.replace('/', ':')}", title=SCHEMA)


__all__ = ["SCHEMA", "document_json", "document_schema"]
