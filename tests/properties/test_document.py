"""The JSON document: every quoted word stands at its offsets, whatever was read."""

import json

from hypothesis import given

from counterclaim.presentation import build_document, document_json
from counterclaim.records.accounts import Judgements
from tests.e2e.test_read import quotes
from tests.ledgers import project_simply
from tests.properties.test_ledger import BOUNDED, Report, reports


@BOUNDED
@given(added=reports())
def test_every_quote_stands_at_its_offsets(added: list[Report]) -> None:
    """After the way through JSON, with astral characters, zero bytes and combining marks in the text; what is said of a
    claim's words elsewhere in the document are the same words."""
    analyses = list({analysis.revision.id: analysis for _, analysis in added}.values())
    accounts = project_simply(analyses, Judgements())
    document = json.loads(document_json(build_document(analyses, accounts)))
    assert [report["revision"] for report in document["reports"]] == [a.revision.id for a in analyses]
    for report, analysis in zip(document["reports"], analyses, strict=True):
        assert report["text"] == analysis.revision.text
        assert len(report["claims"]) == len(analysis.claims)
        found = quotes(report)
        assert len(found) >= len(analysis.claims)
        for quote in found:
            assert report["text"][quote["start"] : quote["end"]] == quote["words"]
        for claim in report["claims"]:
            assert claim["content"][0]["words"] in claim["words"]
