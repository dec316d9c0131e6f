"""Readings to annotation tools, coders and training, and what they give back."""

import json
from collections.abc import Mapping
from pathlib import Path

import click

from counterclaim.cli._leaving import record
from counterclaim.cli._output import print_json
from counterclaim.cli._visible import say
from counterclaim.deciding import Bench
from counterclaim.errors import InputError, LedgerError
from counterclaim.ledger import Ledger
from counterclaim.locations import Location
from counterclaim.records.accounts import Story
from counterclaim.records.analyses import Analysis
from counterclaim.records.decisions import Decision
from counterclaim.records.ids import RevisionId
from counterclaim.records.revisions import Revision
from counterclaim.review import (
    Page,
    code_page,
    decide_page,
    draw_sample,
    from_label_studio,
    from_web_annotations,
    label_config,
    sample_name,
    to_label_studio,
    to_web_annotations,
    training_rows,
    unsaid,
)


def export_readings(path: Location, format_: str, story: str | None) -> None:
    """What `review export` writes."""
    if format_ == "label-config":
        click.echo(label_config(), nl=False)
        return
    with Ledger.open(path, create=False) as held:
        only = None
        if story is not None:
            found = held.find(story)
            if not isinstance(found.record, Story):
                raise LedgerError(f"{story!r} names a {found.kind}, not a story")
            only = set(found.record.revisions)
        analyses = held.analyses(only=only)
        record(held, format_, None, [analysis.revision.id for analysis in analyses])
        if format_ == "training":
            for row in training_rows(analyses, held.judgements().decisions):
                click.echo(json.dumps(row, ensure_ascii=False))
        else:
            print_json(to_label_studio(analyses) if format_ == "label-studio" else to_web_annotations(analyses))


def export_sample(path: Location, *, week: str, seed: int, size: int, unit: str) -> None:
    """What `review sample` writes: one blind task a passage, in the order drawn."""
    with Ledger.open(path, create=False) as held:
        drawn = draw_sample(held.texts(), week=week, seed=seed, size=size, unit=unit)
        readings = {a.revision.id: a for a in held.analyses(only={passage.revision_id for passage in drawn})}
        record(held, "blind sample", None, list(readings))
    name = sample_name(week, seed, unit)
    tasks = [
        task
        for passage in drawn
        for task in to_label_studio(
            [readings[passage.revision_id]], passages={passage.revision_id: passage.span}, blind=name
        )
    ]
    print_json(tasks)
    if len(drawn) < size:
        say(f"{week} has {len(drawn)} of the {size} {unit}s asked for", err=True)


def import_annotations(desk: Bench, file: Path, format_: str, *, dry_run: bool) -> int:
    """Keeps what a file of annotations amounts to; returns how much of it could not be used."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{file} is no JSON: {error}", subject=str(file)) from error
    readings = {analysis.revision.id: analysis for analysis in desk.ledger.analyses(current=False)}
    revisions: dict[str, Revision] = {str(i): analysis.revision for i, analysis in readings.items()}
    pages: list[tuple[Page, str | None]]
    if format_ == "label-studio":
        pages, problems = from_label_studio(data, revisions)
    else:
        newest = {revision.address: revision for revision in desk.ledger.texts()}
        found, problems = from_web_annotations(data, {**newest, **revisions})
        pages = [(page, None) for page in found]
    authors = {page.author for page, _ in pages if page.author}
    n_new = n_known = 0
    for page, sample in pages:
        author = _author(desk.author, page.author, several=len(authors) > 1)
        decisions, faults = _decisions(desk, readings, page, sample, author)
        problems += faults
        new = unsaid(decisions, [held.decision for held in desk.ledger.decisions()])
        n_known += len(decisions) - len(new)
        n_new += len(new)
        for decision in new:
            if dry_run:
                say(f"would {decision.action.value}\t{(decision.claim_id or decision.revision_id)[:12]}\t{author}")
            else:
                desk.keep(decision)
    for problem in problems:
        say(problem, err=True)
    say(f"{n_new} decisions, {n_known} held already, {len(problems)} that cannot be used", err=True)
    return len(problems)


def _author(given: str, annotator: str | None, *, several: bool) -> str:
    """Who decided: the annotator where the tool names one as a person does, or where there are several."""
    if annotator is None:
        return given
    if annotator.isdigit():
        return f"{given} ({annotator})" if several else given
    return annotator


def _decisions(
    desk: Bench, readings: Mapping[RevisionId, Analysis], page: Page, sample: str | None, author: str
) -> tuple[list[Decision], list[str]]:
    analysis = readings[RevisionId(page.revision_id)]
    if sample is not None:
        coding, faults = code_page(analysis.revision, page, author=author, sample=sample, reason=desk.reason)
        return ([coding], faults) if not faults else ([], faults)  # half a coding would count as misses
    return decide_page(analysis, page, author=author, reason=desk.reason)
