"""The JSON document of an analysis and its published schema."""

import json
import re

from counterclaim.exports._views import SCHEMA, DocumentView
from counterclaim.records.codec import json_schema, to_json
from counterclaim.records.ids import Json

#: Beside the controls that JSON itself escapes; they stand in strings only.
_ACTING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def document_json(document: DocumentView) -> str:
    """The document as JSON, two spaces deep, with a final line break."""
    return json_text(to_json(document))


def json_text(value: object) -> str:
    """`value` as JSON, two spaces deep, with a final line break; characters that a terminal or an editor would act
    on (controls, text direction, halves of a surrogate pair) are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def document_schema() -> dict[str, Json]:
    """The JSON Schema (2020-12) of the document."""
    return json_schema(DocumentView, schema_id=f"urn:{SCHEMA.replace('/', ':')}", title=SCHEMA)


__all__ = ["SCHEMA", "document_json", "document_schema", "json_text"]
