"""W3C Web Annotation: claims as annotations of words of a page, out and in.

Each target names the report and selects its words twice: by quotation with what stands around it, and by position,
counted in Unicode code points of the revision's text, as the standard asks. Where the two disagree the quotation
counts.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from counterclaim.errors import InputError
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim, Form, Kind, Stance
from counterclaim.records.ids import Json, digest
from counterclaim.records.revisions import Revision
from counterclaim.review._anchors import quote_of
from counterclaim.review._annotations import ROLES, Annotated, Marked, Page, anchor, annotate, read_field
from counterclaim.review._readings import REVIEW

#: Terms of ours beside the standard's.
VOCABULARY = "urn:counterclaim:terms#"
CONTEXT: list[Json] = ["http://www.w3.org/ns/anno.jsonld", {"counterclaim": VOCABULARY}]
_OURS = "counterclaim:"
_CLAIM = "urn:counterclaim:claim:"
_FIELDS = {"stance": Stance, "form": Form, "kind": Kind}


def to_web_annotations(analyses: Iterable[Analysis]) -> dict[str, Json]:
    """A page of annotations, one a claim."""
    items: list[Json] = [
        _annotation(analysis.revision, claim, analysis.code_version)
        for analysis in analyses
        for claim in analysis.claims
    ]
    return {
        "@context": CONTEXT,
        "type": "AnnotationPage",
        f"{_OURS}offsets": "Unicode code points of the revision's text, start inclusive, end exclusive",
        "items": items,
    }


def _annotation(revision: Revision, claim: Claim, code_version: str) -> Json:
    held = annotate(claim)
    body: dict[str, Json] = {"type": "Dataset", f"{_OURS}actor": held.actor}
    body |= {f"{_OURS}{name}": getattr(held, name).value for name in _FIELDS}
    body[f"{_OURS}reviewed"] = any(evidence.field == REVIEW for evidence in claim.evidence)
    software: Json = {"type": "Software", "name": f"counterclaim {code_version}"}
    return {
        "id": f"{_CLAIM}{claim.id}",
        "type": "Annotation",
        "motivation": "describing",
        "generator": software,
        "body": body,
        "target": [_target(revision, marked) for marked in held.words],
    }


def _target(revision: Revision, marked: Marked) -> Json:
    prefix, exact, suffix = quote_of(revision.text, marked.span)
    value: dict[str, Json] = {} if marked.value is None else {f"{_OURS}value": marked.value}
    return {
        "type": "SpecificResource",
        "source": revision.address,
        f"{_OURS}revision": revision.id,
        f"{_OURS}textSha256": digest(revision.text.encode(errors="surrogatepass")),
        f"{_OURS}role": marked.role,
        **value,
        "selector": [
            {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix},
            {"type": "TextPositionSelector", "start": marked.span.start, "end": marked.span.end},
        ],
    }


def from_web_annotations(page: object, revisions: Mapping[str, Revision]) -> tuple[list[Page], list[str]]:
    """The annotations of a page or a list of them, by report and annotator, and what could not be used, in words.

    `revisions` are the current texts by revision id and by address: words of an earlier text are looked for in the
    current one. An annotation of another tool that only quotes words and remarks on them becomes a comment.

    Raises:
        InputError: this is no Web Annotation.
    """
    if isinstance(page, dict) and page.get("type") == "AnnotationPage":
        page = page.get("items")
    items: list[Any] = page if isinstance(page, list) else [page]
    if not all(isinstance(item, dict) and "target" in item for item in items):
        raise InputError("Web Annotations are a page, a list or one annotation with a target", subject="web-annotation")
    found: dict[tuple[str, str | None], list[Annotated]] = {}
    problems: list[str] = []
    for item in items:
        name = str(item.get("id", "an annotation"))[:80]
        try:
            revision_id, annotated = _read(item, revisions, name)
        except InputError as error:
            problems.append(f"{name}: {error}")
            continue
        creator = item.get("creator")
        author = creator.get("name") or creator.get("id") if isinstance(creator, dict) else creator
        found.setdefault((revision_id, str(author) if author else None), []).append(annotated)
    pages = [
        Page(revision_id=revision, annotated=tuple(own), author=author) for (revision, author), own in found.items()
    ]
    return pages, problems


def _read(item: Mapping[str, Any], revisions: Mapping[str, Revision], name: str) -> tuple[str, Annotated]:
    targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
    words: list[Marked] = []
    revision: Revision | None = None
    for target in targets:
        if not isinstance(target, dict):
            raise InputError("a target without a selector", subject=name)
        source = target.get("source")
        address = source.get("id") if isinstance(source, dict) else source
        held = revisions.get(str(target.get(f"{_OURS}revision"))) or revisions.get(str(address))
        if held is None:
            raise InputError(f"the ledger holds no report at {address}", subject=name)
        if revision is not None and revision.id != held.id:
            raise InputError("its targets are in two reports", subject=name)
        revision = held
        words.append(_marked(target, held, name))
    if revision is None:
        raise InputError("it has no target", subject=name)
    bodies = item.get("body") if isinstance(item.get("body"), list) else [item.get("body")]
    fields: dict[str, Any] = {}
    remarks: list[str] = []
    for body in bodies or []:
        if isinstance(body, dict):
            fields |= {key.removeprefix(_OURS): held for key, held in body.items() if key.startswith(_OURS)}
            if body.get("type") == "TextualBody" and body.get("value"):
                remarks.append(str(body["value"]))
        elif isinstance(body, str):
            remarks.append(body)
    chosen: dict[str, Any] = {n: read_field(v, fields.get(n), subject=name) for n, v in _FIELDS.items()}
    identity = str(item.get("id", ""))
    is_ours = identity.startswith(_CLAIM) or any(value is not None for value in chosen.values())
    return revision.id, Annotated(
        words=tuple(words),
        claim_id=identity.removeprefix(_CLAIM) if identity.startswith(_CLAIM) else None,
        actor=str(fields["actor"]) if fields.get("actor") else None,
        comment=" ".join(remarks) or None,
        withdrawn=bool(fields.get("withdrawn")),
        remark=not is_ours,
        **chosen,
    )


def _marked(target: Mapping[str, Any], revision: Revision, name: str) -> Marked:
    selectors = target.get("selector")
    selectors = selectors if isinstance(selectors, list) else [selectors]
    by_type = {str(s.get("type")): s for s in selectors if isinstance(s, dict)}
    quote, position = by_type.get("TextQuoteSelector", {}), by_type.get("TextPositionSelector", {})
    start, end = position.get("start"), position.get("end")
    span = anchor(
        revision.text,
        start if isinstance(start, int) else None,
        end if isinstance(end, int) else None,
        str(quote.get("exact") or ""),
        str(quote.get("prefix") or ""),
        str(quote.get("suffix") or ""),
    )
    if span is None:
        said = str(quote.get("exact") or f"{start}:{end}")[:60]
        raise InputError(f"its words do not stand in {revision.address}: “{said}”", subject=name)
    role = str(target.get(f"{_OURS}role", "content"))
    if role not in ROLES:
        raise InputError(f"{role!r} is no role of words: {', '.join(ROLES)}", subject=name)
    value = target.get(f"{_OURS}value")
    return Marked(span=span, role=role, value=str(value) if value is not None else None)
