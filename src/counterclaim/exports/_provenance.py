"""PROV-O: where every claim comes from, as one graph in JSON-LD or Turtle.

A claim was quoted from (or derived from) a text, by an activity of reading that software carried out; it is attributed
to its claimant; behind it stand the carriers, outermost first, and last the act of saying as primary source. Texts of
one document are revisions of each other. Source: W3C, PROV-O (2013).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counterclaim.exports._saying import VOCABULARY, Cover, is_reviewed, told, urn, utc
from counterclaim.records.claims import Form
from counterclaim.records.ids import Json, make_id
from counterclaim.records.mentions import ActorKind

if TYPE_CHECKING:
    from counterclaim.protection import Release, ReleasedClaim

PREFIXES = {
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "counterclaim": VOCABULARY,
}
_AGENTS = {ActorKind.PERSON: "prov:Person"}


@dataclass(frozen=True, slots=True)
class EarlierText:
    """A text of a document that a later one has taken the place of: ids and times alone."""

    id: str
    document: str
    captured_at: str


@dataclass(frozen=True, slots=True)
class Literal:
    value: str
    type: str = "xsd:string"


#: Subject, predicate and object: IRIs, or prefixed names of `PREFIXES`.
Triple = tuple[str, str, "str | Literal"]


def provenance_json(release: "Release", cover: Cover, earlier: Sequence[EarlierText] = ()) -> dict[str, Json]:
    """The graph as JSON-LD; its context is in it, so nothing has to be fetched to read it."""
    nodes: dict[str, dict[str, list[Json]]] = {}
    for subject, predicate, value in _triples(release, cover, earlier):
        values = nodes.setdefault(subject, {}).setdefault("@type" if predicate == "a" else predicate, [])
        if predicate == "a":
            values.append(str(value))
        elif isinstance(value, Literal):
            values.append(value.value if value.type == "xsd:string" else {"@value": value.value, "@type": value.type})
        else:
            values.append({"@id": value})
    graph: list[Json] = [
        {"@id": subject, **{name: values[0] if len(values) == 1 else values for name, values in fields.items()}}
        for subject, fields in nodes.items()
    ]
    return {"@context": dict(PREFIXES), "@graph": graph}


def provenance_turtle(release: "Release", cover: Cover, earlier: Sequence[EarlierText] = ()) -> str:
    """The graph as Turtle."""
    lines = [f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items()]
    nodes: dict[str, list[tuple[str, str]]] = {}
    for subject, predicate, value in _triples(release, cover, earlier):
        nodes.setdefault(subject, []).append((predicate, _turtle(value)))
    for subject, pairs in nodes.items():
        said = " ;\n    ".join(f"{predicate} {value}" for predicate, value in pairs)
        lines.append(f"\n<{subject}> {said} .")
    return "\n".join(lines) + "\n"


def _turtle(value: "str | Literal") -> str:
    if isinstance(value, Literal):
        quoted = '"' + "".join(_ESCAPES.get(c, c if c >= " " else f"\\u{ord(c):04X}") for c in value.value) + '"'
        return quoted if value.type == "xsd:string" else f"{quoted}^^{value.type}"
    return value if value.partition(":")[0] in PREFIXES else f"<{value}>"


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _triples(release: "Release", cover: Cover, earlier: Sequence[EarlierText]) -> Iterable[Triple]:
    """Every statement, in a fixed order, each once."""
    seen: set[Triple] = set()
    for triple in (*_texts(release, earlier), *(t for c in release.records.claims for t in _claim(c, release)),
                   *_origins(release), *_export(cover)):  # fmt: skip
        if triple not in seen:
            seen.add(triple)
            yield triple


def _agent(name: str, kind: str = "prov:Agent") -> tuple[str, list[Triple]]:
    iri = urn("agent", make_id("g", name))
    return iri, [(iri, "a", kind), (iri, "rdfs:label", Literal(name))]


def _texts(release: "Release", earlier: Sequence[EarlierText]) -> Iterable[Triple]:
    before: dict[str, list[EarlierText]] = {}
    for text in earlier:
        before.setdefault(text.document, []).append(text)
    for report in release.records.reports:
        iri, document = urn("revision", report.id), urn("document", report.document)
        outlet, said = _agent(report.outlet, "prov:Organization")
        yield from said
        yield iri, "a", "prov:Entity"
        yield iri, "rdfs:label", Literal(report.headline)
        yield iri, "prov:generatedAtTime", Literal(utc(report.captured_at), "xsd:dateTime")
        yield iri, "prov:wasAttributedTo", outlet
        yield iri, "prov:specializationOf", document
        yield iri, "counterclaim:textSha256", Literal(report.text_sha256)
        if report.published:
            yield iri, "counterclaim:published", Literal(utc(report.published), "xsd:dateTime")
        yield document, "a", "prov:Entity"
        if report.address:
            yield document, "prov:atLocation", report.address.replace(" ", "%20")
        chain = [*sorted(before.get(report.document, ()), key=lambda text: (text.captured_at, text.id))]
        later = iri
        for text in reversed(chain):
            old = urn("revision", text.id)
            yield later, "prov:wasRevisionOf", old
            yield old, "a", "prov:Entity"
            yield old, "prov:generatedAtTime", Literal(utc(text.captured_at), "xsd:dateTime")
            yield old, "prov:specializationOf", document
            later = old
        software, said = _agent(f"counterclaim {report.code_version}", "prov:SoftwareAgent")
        yield from said
        reading = urn("reading", report.id)
        yield reading, "a", "prov:Activity"
        yield reading, "prov:used", iri
        yield reading, "prov:wasAssociatedWith", software


def _claim(claim: "ReleasedClaim", release: "Release") -> Iterable[Triple]:
    iri, text = urn("claim", claim.id), urn("revision", claim.report)
    claimant, said = _agent(claim.claimant, _AGENTS.get(claim.claimant_kind, "prov:Agent"))
    yield from said
    yield iri, "a", "prov:Entity"
    yield iri, "rdfs:label", Literal(told(claim))
    yield iri, "prov:wasGeneratedBy", urn("reading", claim.report)
    verbatim = claim.form in (Form.DIRECT, Form.MIXED)
    yield iri, "prov:wasQuotedFrom" if verbatim else "prov:wasDerivedFrom", text
    yield iri, "prov:wasAttributedTo", claimant
    yield iri, "counterclaim:stance", Literal(claim.stance.value)
    yield iri, "counterclaim:review", Literal(claim.review)
    if is_reviewed(claim.review):
        review = urn("review", claim.id)
        yield review, "a", "prov:Activity"
        yield review, "prov:wasInformedBy", urn("reading", claim.report)
        yield iri, "prov:wasInfluencedBy", review
    saying = urn("utterance", claim.utterance)
    yield saying, "a", "prov:Entity"
    yield saying, "prov:wasAttributedTo", claimant
    if claim.said_first:
        yield saying, "counterclaim:saidFrom", Literal(utc(claim.said_first), "xsd:dateTime")
    if claim.said_last:
        yield saying, "counterclaim:saidBefore", Literal(utc(claim.said_last), "xsd:dateTime")
    here = iri
    for depth, carrier in enumerate(claim.via):
        telling = urn("telling", f"{claim.id}.{depth}")
        agent, said = _agent(carrier)
        yield from said
        yield telling, "a", "prov:Entity"
        yield telling, "prov:wasAttributedTo", agent
        yield here, "prov:wasDerivedFrom", telling
        here = telling
    yield here, "prov:wasDerivedFrom", saying
    yield iri, "prov:hadPrimarySource", saying


def _origins(release: "Release") -> Iterable[Triple]:
    """What several claims derive from: shared origins as entities of their own."""
    for origin in release.records.origins:
        iri = urn("origin", origin.id)
        yield iri, "a", "prov:Entity"
        yield iri, "rdfs:label", Literal(origin.kind.value)
        for claim in origin.claims:
            yield urn("claim", claim), "prov:wasDerivedFrom", iri
        if origin.root is not None:
            yield iri, "prov:wasDerivedFrom", urn("revision", origin.root)


def _export(cover: Cover) -> Iterable[Triple]:
    iri = urn("export", utc(cover.made_at))
    yield iri, "a", "prov:Bundle"
    yield iri, "prov:generatedAtTime", Literal(utc(cover.made_at), "xsd:dateTime")
    if cover.as_of:
        yield iri, "counterclaim:asOf", Literal(utc(cover.as_of), "xsd:dateTime")
    if cover.recorded:
        yield iri, "counterclaim:recordedBy", Literal(utc(cover.recorded), "xsd:dateTime")
    if cover.checkpoint:
        yield iri, "counterclaim:checkpointSize", Literal(str(cover.checkpoint[0]), "xsd:integer")
        yield iri, "counterclaim:checkpointRoot", Literal(cover.checkpoint[1])
