"""The JSON document of an analysis and its published schema."""

import json
import re

from counterclaim.lexicons.scripts import DIRECTION, JOINERS, UNSEEN, odd_words
from counterclaim.presentation._views import SCHEMA, DocumentView
from counterclaim.records.codec import json_schema, to_json
from counterclaim.records.ids import Json

#: Beside the controls that JSON itself escapes; they stand in strings only.
_ACTING = re.compile(f"[\x7f-\x9f\u2028\u2029\ud800-\udfff{DIRECTION}{UNSEEN}{JOINERS}]")


def document_json(document: DocumentView) -> str:
    """The document as JSON, two spaces deep, with a final line break."""
    return json_text(to_json(document))


def json_text(value: object) -> str:
    """`value` as JSON, two spaces deep, with a final line break.

    Characters that a terminal or an editor would act on (controls, text direction, halves of a surrogate pair) or not
    show are escaped, and so are the letters of a word that are not what they look like (a Cyrillic А in a Latin name):
    a person sees them, a program reads the same string.
    """
    return escaped(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def escaped(text: str) -> str:
    """JSON `text` with those characters escaped."""
    parts, at = [], 0
    for odd in odd_words(text):
        parts += [text[at : odd.start], "".join(c if c.isascii() else _escape(c) for c in text[odd.start : odd.end])]
        at = odd.end
    return _ACTING.sub(lambda found: _escape(found[0]), "".join([*parts, text[at:]]))


def _escape(character: str) -> str:
    """The character as JSON writes it in ASCII, above U+FFFF as a surrogate pair."""
    return json.dumps(character)[1:-1]


def document_schema() -> dict[str, Json]:
    """The JSON Schema (2020-12) of the document."""
    return json_schema(DocumentView, schema_id=f"urn:{SCHEMA.replace('/', ':')}", title=SCHEMA)


__all__ = ["SCHEMA", "document_json", "document_schema", "escaped", "json_text"]
