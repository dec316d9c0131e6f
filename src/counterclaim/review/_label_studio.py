"""Label Studio: tasks with the machine's reading as predictions out, annotations back in.

Offsets are code points, as Label Studio has counted them since 1.4; what an older one counted in UTF-16 units is
recognised by its words. One claim is a region labelled `content`, with stance, form, kind and actor of its own, and
relations to the other regions of the claim; the id of that region is the claim's.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from counterclaim.errors import InputError
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Form, Kind, Stance
from counterclaim.records.ids import Json
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import Span
from counterclaim.review._annotations import ROLES, VALUED, Annotated, Marked, Page, anchor, annotate, read_field

_FIELDS = {"stance": Stance, "form": Form, "kind": Kind}
_COLOURS = dict(zip(ROLES, ("#ffd27f", "#9ecbff", "#c9f2c7", "#f7b2c4", "#d5c4f7", "#e0e0e0"), strict=True))


def label_config() -> str:
    """The labelling interface that the tasks fit: paste it into the project's settings."""
    labels = "\n".join(f'    <Label value="{role}" background="{_COLOURS[role]}"/>' for role in ROLES)
    choices = "\n".join(
        f'  <Choices name="{name}" toName="text" perRegion="true" whenTagName="role" whenLabelValue="content">\n'
        + "\n".join(f'    <Choice value="{member.value}"/>' for member in vocabulary)
        + "\n  </Choices>"
        for name, vocabulary in _FIELDS.items()
    )
    return f"""<View>
  <Header value="$title"/>
  <Labels name="role" toName="text">
{labels}
  </Labels>
  <Text name="text" value="$text" granularity="word"/>
{choices}
  <TextArea name="actor" toName="text" perRegion="true" whenTagName="role" whenLabelValue="content" maxSubmissions="1"
            placeholder="Who is responsible for the statement; (article) for the report itself"/>
  <TextArea name="value" toName="text" perRegion="true" whenTagName="role" whenLabelValue="{",".join(VALUED)}"
            maxSubmissions="1" placeholder="12.. killed | Orsk @ 51.2, 58.6 | 2026-03-12"/>
  <TextArea name="comment" toName="text" perRegion="true" whenTagName="role" whenLabelValue="content"/>
  <Relations><Relation value="of"/></Relations>
</View>
"""


def to_label_studio(
    analyses: Iterable[Analysis], *, passages: Mapping[str, Span] | None = None, blind: str | None = None
) -> list[Json]:
    """One task a report, or for `passages` (by revision) one for that part of it. With `blind`, the name of a sample,
    the machine's reading stays out, so that coders are not led by it."""
    tasks: list[Json] = []
    for analysis in analyses:
        revision = analysis.revision
        passage = (passages or {}).get(revision.id, Span(0, max(1, len(revision.text))))
        data: dict[str, Json] = {
            "text": passage.of(revision.text),
            "title": revision.title,
            "revision": revision.id,
            "start": passage.start,
            "offsets": "code points",
        }
        if blind is not None:
            tasks.append({"data": {**data, "sample": blind}})
            continue
        result: list[Json] = []
        for claim in analysis.claims:
            if passage.contains(Span(claim.content[0].start, claim.content[-1].end)):
                result += _regions(annotate(claim), revision.text, passage)
        model = f"counterclaim/{analysis.code_version}"
        tasks.append({"data": data, "predictions": [{"model_version": model, "result": result}]})
    return tasks


def _regions(annotated: Annotated, text: str, passage: Span) -> list[Json]:
    """The regions of one claim, the one that bears its id first, and the relations that tie the others to it."""
    head = str(annotated.claim_id)
    regions: list[Json] = []
    relations: list[Json] = []
    for number, marked in enumerate(annotated.words):
        if not passage.contains(marked.span):
            continue
        identity = head if number == 0 else f"{head}.{number}"
        value: dict[str, Json] = {
            "start": marked.span.start - passage.start,
            "end": marked.span.end - passage.start,
            "text": marked.span.of(text),
        }

        def part(name: str, kind: str, held: dict[str, Json], identity: str = identity) -> Json:
            return {"id": identity, "from_name": name, "to_name": "text", "type": kind, "value": held}

        regions.append(part("role", "labels", {**value, "labels": [marked.role]}))
        if number == 0:
            for name in _FIELDS:
                chosen = getattr(annotated, name)
                if chosen is not None:
                    regions.append(part(name, "choices", {**value, "choices": [chosen.value]}))
            if annotated.actor:
                regions.append(part("actor", "textarea", {**value, "text": [annotated.actor]}))
        else:
            ends: dict[str, Json] = {"from_id": head, "to_id": identity}
            relations.append({**ends, "type": "relation", "direction": "right", "labels": ["of"]})
        if marked.value is not None:
            regions.append(part("value", "textarea", {**value, "text": [marked.value]}))
    return regions + relations


def from_label_studio(
    tasks: object, revisions: Mapping[str, Revision]
) -> tuple[list[tuple[Page, str | None]], list[str]]:
    """The annotations of a Label Studio export as pages, each with the sample that it codes (None: a review), and what
    could not be used, in words.

    Raises:
        InputError: this is no Label Studio JSON.
    """
    if not isinstance(tasks, list):
        raise InputError("a Label Studio export is a JSON array of tasks", subject="label-studio")
    pages: list[tuple[Page, str | None]] = []
    problems: list[str] = []
    for number, task in enumerate(tasks, start=1):
        data = task.get("data") if isinstance(task, dict) else None
        if not isinstance(data, dict) or not isinstance(data.get("revision"), str):
            problems.append(f"task {number} names no revision: it was not exported from here")
            continue
        revision = revisions.get(data["revision"])
        if revision is None:
            problems.append(f"task {number}: the ledger holds no revision {data['revision'][:40]}")
            continue
        start: int = data["start"] if isinstance(data.get("start"), int) else 0
        words: str = data["text"] if isinstance(data.get("text"), str) else ""
        passage = anchor(revision.text, start, start + len(words), words) if words else None
        if passage is None:
            problems.append(f"task {number}: its text does not stand in revision {revision.id[:12]}")
            continue
        sample = data.get("sample") if isinstance(data.get("sample"), str) else None
        for annotation in task.get("annotations") or []:
            if not isinstance(annotation, dict) or annotation.get("was_cancelled"):
                continue
            annotated, faults = _read_result(annotation.get("result"), revision, passage)
            problems += [f"task {number}: {fault}" for fault in faults]
            page = Page(
                revision_id=revision.id,
                annotated=tuple(annotated),
                author=_annotator(annotation.get("completed_by")),
                passage=passage,
                complete=not faults,  # a claim whose words could not be found again is not withdrawn for that
            )
            pages.append((page, sample))
    return pages, problems


def _annotator(completed_by: object) -> str | None:
    if isinstance(completed_by, dict):
        name = completed_by.get("email") or completed_by.get("username") or completed_by.get("id")
        return str(name) if name else None
    return str(completed_by) if completed_by is not None else None


def _read_result(result: object, revision: Revision, passage: Span) -> tuple[list[Annotated], list[str]]:
    """The claims among the regions of one annotation."""
    regions: dict[str, dict[str, Any]] = {}
    links: defaultdict[str, set[str]] = defaultdict(set)
    problems: list[str] = []
    for item in result if isinstance(result, list) else []:
        if not isinstance(item, dict):
            continue
        if item.get("type") == "relation":
            a, b = str(item.get("from_id")), str(item.get("to_id"))
            links[a].add(b)
            links[b].add(a)
            continue
        value = item.get("value")
        if not isinstance(value, dict):
            continue
        region = regions.setdefault(str(item.get("id")), {})
        if item.get("type") == "labels":
            labels = value.get("labels")
            region["role"] = str(labels[0]) if isinstance(labels, list) and labels else ""
            region["span"] = _span(value, revision, passage)
            region["words"] = str(value.get("text", ""))
        elif isinstance(value.get("choices"), list) and value["choices"]:
            region[str(item.get("from_name"))] = str(value["choices"][0])
        elif isinstance(value.get("text"), list) and value["text"] and item.get("type") == "textarea":
            region[str(item.get("from_name"))] = " ".join(map(str, value["text"]))
    for identity, region in regions.items():
        if region.get("role") in ROLES and region.get("span") is None:
            problems.append(f"the words of region {identity[:40]} do not stand in the report: “{region['words'][:60]}”")
    known = {i: region for i, region in regions.items() if region.get("role") in ROLES and region.get("span")}
    contents = sorted((i for i, r in known.items() if r["role"] == "content"), key=lambda i: (known[i]["span"], i))
    # Contents tied to each other are the parts of one; the part that bears fields, else the first, is its head.
    heads: dict[str, list[str]] = {}
    placed: set[str] = set()
    for identity in sorted(contents, key=lambda i: not ({"stance", "actor"} & known[i].keys())):
        if identity not in placed:
            parts = [identity, *(i for i in contents if i in links[identity] and i not in placed)]
            placed.update(parts)
            heads[identity] = parts
    loose = [i for i, region in known.items() if region["role"] != "content" and not links[i] & placed]
    problems += [f"a {known[i]['role']} belongs to no content: “{known[i]['words'][:60]}”" for i in loose]
    found: list[Annotated] = []
    for head, parts in heads.items():
        others = [i for i, r in known.items() if r["role"] != "content" and links[i] & set(parts)]
        try:
            found.append(_annotated(head, [*parts, *others], known))
        except InputError as error:
            problems.append(str(error))
    return found, problems


def _annotated(head: str, parts: Sequence[str], regions: Mapping[str, Mapping[str, Any]]) -> Annotated:
    fields = regions[head]
    chosen: dict[str, Any] = {
        name: read_field(vocabulary, fields.get(name), subject=head) for name, vocabulary in _FIELDS.items()
    }
    return Annotated(
        words=tuple(
            Marked(span=regions[i]["span"], role=regions[i]["role"], value=regions[i].get("value")) for i in parts
        ),
        claim_id=head,
        actor=fields.get("actor"),
        comment=fields.get("comment"),
        **chosen,
    )


def _span(value: Mapping[str, object], revision: Revision, passage: Span) -> Span | None:
    """Where a region stands in the report; its offsets count from the start of the passage."""
    start, end = value.get("start"), value.get("end")
    words = passage.of(revision.text)
    quote = str(value.get("text") or "")
    at = anchor(words, start if isinstance(start, int) else None, end if isinstance(end, int) else None, quote)
    return None if at is None else Span(at.start + passage.start, at.end + passage.start)
