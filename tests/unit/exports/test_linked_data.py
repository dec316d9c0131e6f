"""JSON-LD and Turtle, read by readers of these standards; contexts that lie on the web are given to them."""

import copy
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pyld import jsonld  # type: ignore[import-untyped]
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from counterclaim.errors import RunError
from counterclaim.exports import (
    Cover,
    EarlierText,
    make_annotations,
    make_claim_reviews,
    make_claims,
    provenance_json,
    provenance_turtle,
)
from counterclaim.protection import Release
from counterclaim.review import from_web_annotations
from tests.unit.exports.releases import COPY, QUOTED, TEXT, analyses, loose, make_release

PROV = Namespace("http://www.w3.org/ns/prov#")
SCHEMA = Namespace("https://schema.org/")
#: What schema.org lets these types have, of what is written here. Source: schema.org 29, own and inherited properties.
THING = {"name", "url", "description", "sameAs"}
WORK = THING | {"text", "author", "dateCreated", "datePublished", "dateModified", "headline", "publisher", "inLanguage"}
PROPERTIES = {
    "Claim": WORK | {"appearance", "firstAppearance", "claimInterpreter"},
    "ClaimReview": WORK | {"claimReviewed", "itemReviewed", "reviewRating"},
    "NewsArticle": WORK,
    "Rating": THING | {"alternateName", "ratingValue", "worstRating", "bestRating"},
    "Organization": THING,
    "NewsMediaOrganization": THING,
    "Person": THING,
}


def graph_of(document: dict[str, Any], context: str, stand_in: dict[str, Any]) -> Graph:
    """The triples of a document whose context is not fetched but given."""
    held = copy.deepcopy(document)
    held["@context"] = [stand_in if one == context else one for one in held["@context"]]
    return triples(held)


def triples(document: dict[str, Any]) -> Graph:
    """The triples of JSON-LD; refuses what is none."""
    graph = Graph()
    graph.parse(data=jsonld.to_rdf(document, {"format": "application/n-quads"}), format="nt")
    return graph


def things(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [one for part in value for one in things(part)]
    if not isinstance(value, dict):
        return []
    return [value, *(one for part in value.values() for one in things(part))]


def test_claims_are_those_of_schema_org_and_name_their_claimants(release: Release, cover: Cover) -> None:
    document = loose(make_claims(release, cover))
    for thing in things(document["@graph"]):
        kind = thing.get("@type", "")
        if kind in PROPERTIES:
            own = {name for name in thing if not name.startswith(("@", "counterclaim:"))}
            assert own <= PROPERTIES[kind], (kind, own - PROPERTIES[kind])
    graph = graph_of(document, "https://schema.org", {"@vocab": str(SCHEMA)})
    claims = list(graph.subjects(RDF.type, SCHEMA.Claim))
    assert len(claims) == 3
    for claim in claims:
        assert any(name in str(graph.value(claim, SCHEMA.text)) for name in ("Harrow Front", "interior ministry"))
        assert graph.value(claim, SCHEMA.appearance) is not None
    seized = URIRef(f"urn:counterclaim:claim:{release.records.claims[0].id}")
    assert str(graph.value(graph.value(seized, SCHEMA.author), SCHEMA.name)) == "Harrow Front"
    assert "reviewed by a person" in str(graph.value(graph.value(seized, SCHEMA.claimInterpreter), SCHEMA.name))


def test_first_appearance_is_the_first_report_that_the_ledger_holds(release: Release, cover: Cover) -> None:
    graph = things(loose(make_claims(release, cover))["@graph"])
    claims = [one for one in graph if one.get("@type") == "Claim" and "name" in one]
    assert [claim["firstAppearance"]["@id"] for claim in claims] == [claim["appearance"]["@id"] for claim in claims]
    published = {c["appearance"]["@id"]: c["appearance"]["datePublished"] for c in claims}
    assert len(published) == 2


def test_a_verdict_is_a_persons_and_without_one_there_is_no_claim_review(cover: Cover) -> None:
    document = loose(make_claim_reviews(make_release(), cover))
    (review,) = [one for one in things(document["@graph"]) if one.get("@type") == "ClaimReview"]
    assert review["author"] == {"@type": "Organization", "name": "Ada Desk"}
    assert review["reviewRating"]["alternateName"] == "Mostly false"
    assert "Harrow Front" in review["claimReviewed"]
    assert "a private reason" not in json.dumps(document)
    with pytest.raises(RunError, match="no person has given a verdict"):
        loose(make_claim_reviews(make_release(verdict=False), cover))
    assert "ClaimReview" not in json.dumps(loose(make_claims(make_release(verdict=False), cover)))


#: What the Web Annotation Data Model says an annotation must have. Source: the Recommendation of 2017, 3 and 4.
ANNOTATION = {
    "type": "object",
    "required": ["@context", "id", "type", "items"],
    "properties": {
        "@context": {"type": "array", "contains": {"const": "http://www.w3.org/ns/anno.jsonld"}},
        "type": {"const": "AnnotationPage"},
        "items": {"type": "array", "items": {"$ref": "#/$defs/annotation"}},
    },
    "$defs": {
        "moment": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"},
        "annotation": {
            "type": "object",
            "required": ["id", "type", "target"],
            "properties": {
                "type": {"const": "Annotation"},
                "generated": {"$ref": "#/$defs/moment"},
                "motivation": {"enum": ["describing"]},
                "target": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/target"}},
            },
        },
        "target": {
            "type": "object",
            "required": ["type", "source"],
            "properties": {
                "source": {"type": "string", "format": "uri"},
                "state": {
                    "type": "object",
                    "required": ["type", "sourceDate"],
                    "properties": {"sourceDate": {"$ref": "#/$defs/moment"}},
                },
                "selector": {
                    "type": "array",
                    "items": {
                        "oneOf": [
                            {
                                "required": ["type", "exact"],
                                "properties": {
                                    "type": {"const": "TextQuoteSelector"},
                                    "exact": {"type": "string"},
                                    "prefix": {"type": "string"},
                                    "suffix": {"type": "string"},
                                },
                                "additionalProperties": False,
                            },
                            {
                                "required": ["type", "start", "end"],
                                "properties": {
                                    "type": {"const": "TextPositionSelector"},
                                    "start": {"type": "integer", "minimum": 0},
                                    "end": {"type": "integer", "minimum": 1},
                                },
                                "additionalProperties": False,
                            },
                        ]
                    },
                },
            },
        },
    },
}


def test_annotations_are_what_the_model_asks_for(release: Release, cover: Cover) -> None:
    page = loose(make_annotations(release, cover))
    Draft202012Validator(ANNOTATION).validate(page)
    anno = {
        "@vocab": "http://www.w3.org/ns/oa#", "id": "@id", "type": "@type",
        "source": {"@type": "@id"}, "target": {"@id": "http://www.w3.org/ns/oa#hasTarget"},
    }  # fmt: skip
    graph = graph_of(page, "http://www.w3.org/ns/anno.jsonld", anno)
    assert len(list(graph.subjects(RDF.type, URIRef("http://www.w3.org/ns/oa#Annotation")))) == 3


def test_annotations_select_the_words_by_quotation_and_position(release: Release, cover: Cover) -> None:
    texts = {"https://outlet.example/front-claims-bridge": TEXT, "https://other.example/calm": COPY}
    for item in loose(make_annotations(release, cover))["items"]:
        for target in item["target"]:
            quote, position = target["selector"]
            text = texts[target["source"]]
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert text[: position["start"]].endswith(quote["prefix"])
            assert text[position["end"] :].startswith(quote["suffix"])


def test_the_desks_own_reader_takes_annotations_back(release: Release, cover: Cover) -> None:
    held = {str(a.revision.id): a.revision for a in analyses()}
    pages, problems = from_web_annotations(loose(make_annotations(release, cover)), held)
    assert problems == []
    claims = {one.claim_id for page in pages for one in page.annotated}
    assert claims == {claim.id for claim in release.records.claims}


def test_words_that_may_not_leave_have_no_selector(cover: Cover) -> None:
    """A force's position of some hours ago leaves as a division, and nothing points at the finer words."""
    fresh = make_release(now=analyses()[0].revision.captured_at)
    page = json.dumps(loose(make_annotations(fresh, cover)), ensure_ascii=False)
    assert "bridge at Orsk" not in page
    assert "[a place in Orenburg]" in page
    first = loose(make_annotations(fresh, cover))["items"][0]
    assert "selector" not in first["target"][0]


EARLIER = (EarlierText("r0", "D", "2024-05-03T10:00:00+00:00"), EarlierText("r00", "D", "2024-05-03T09:00:00+00:00"))


def test_the_graph_is_the_same_in_both_forms(release: Release, cover: Cover) -> None:
    first, second = triples(provenance_json(release, cover)), Graph()
    second.parse(data=provenance_turtle(release, cover), format="turtle")
    assert len(first) > 40
    assert set(first) == set(second)


def test_a_claim_is_quoted_from_a_text_and_leads_to_the_act_of_saying(release: Release, cover: Cover) -> None:
    graph = Graph()
    graph.parse(data=provenance_turtle(release, cover), format="turtle")
    claim = release.records.claims[0]
    node = URIRef(f"urn:counterclaim:claim:{claim.id}")
    assert graph.value(node, PROV.wasQuotedFrom) == URIRef(f"urn:counterclaim:revision:{claim.report}")
    assert graph.value(node, PROV.hadPrimarySource) == URIRef("urn:counterclaim:utterance:u1")
    (claimant,) = graph.objects(node, PROV.wasAttributedTo)
    assert "Harrow Front" in {str(label) for label in graph.objects(claimant, None)}
    derived = set(graph.transitive_objects(node, PROV.wasDerivedFrom))
    carriers = {
        str(v) for one in derived for agent in graph.objects(one, PROV.wasAttributedTo) for v in graph.objects(agent)
    }
    assert "Orsk Radio" in carriers
    assert URIRef("urn:counterclaim:utterance:u1") in derived
    reading = graph.value(node, PROV.wasGeneratedBy)
    assert graph.value(reading, PROV.used) == URIRef(f"urn:counterclaim:revision:{claim.report}")
    denial = URIRef(f"urn:counterclaim:claim:{release.records.claims[1].id}")
    assert graph.value(denial, PROV.wasQuotedFrom) is None  # told in other words


def test_texts_of_a_document_are_revisions_of_each_other(release: Release, cover: Cover) -> None:
    document = release.records.reports[0].document
    earlier = [EarlierText(text.id, document, text.captured_at) for text in EARLIER]
    graph = Graph()
    graph.parse(data=provenance_turtle(release, cover, earlier), format="turtle")
    newest = URIRef(f"urn:counterclaim:revision:{release.records.reports[0].id}")
    chain = list(graph.transitive_objects(newest, PROV.wasRevisionOf))
    assert [str(one).rsplit(":", 1)[1] for one in chain[1:]] == ["r0", "r00"]


def test_turtle_carries_quotation_marks_controls_and_line_breaks() -> None:
    from counterclaim.exports._provenance import Literal as Ours
    from counterclaim.exports._provenance import _turtle

    for words in ('a "b" \\ c', "line\nbreak\ttab\r", "bell\x07 <script>", "é漢😀", QUOTED):
        graph = Graph()
        graph.parse(data=f"<urn:a> <urn:b> {_turtle(Ours(words))} .", format="turtle")
        assert list(graph.objects()) == [Literal(words)]
