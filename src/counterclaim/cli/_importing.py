"""What `counterclaim import` brings in: reviews as reports, annotations as decisions, event data as context."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from counterclaim.cli._deciding import tell
from counterclaim.cli._visible import say
from counterclaim.context import capture_of, find_claim_reviews, read_claim_review, read_context
from counterclaim.deciding import Bench
from counterclaim.errors import InputError, ItemError
from counterclaim.ledger import AddOutcome, Ledger
from counterclaim.locations import Location
from counterclaim.records.context import ContextBatch, ContextRecord, ContextSource
from counterclaim.settings import Settings

#: Problems of a file that are named one by one.
_NAMED = 20
#: Rows that are kept in one transaction.
_AT_ONCE = 20_000


def import_context(path: Location, file: Path, format_: str, author: str, *, dry_run: bool) -> int:
    """Keeps the rows of a file as context; returns how many could not be used."""
    with file.open("rb") as opened:
        digest = sha256()
        while part := opened.read(1 << 20):
            digest.update(part)
    problems: list[str] = []
    n_rows = n_new = 0
    held: Ledger | None = None if dry_run else Ledger.open(path)
    try:
        with file.open(encoding="utf-8", errors="replace", newline="") as lines:
            batch: list[ContextRecord] = []
            source: ContextSource | None = None

            def keep() -> int:
                if held is None or source is None or not batch:
                    return 0
                given = ContextBatch(
                    source=source, file=file.name, sha256=digest.hexdigest(), author=author, records=tuple(batch)
                )
                return sum(one.rows for one in held.add_context(given))

            try:
                for item in read_context(format_, lines):
                    if isinstance(item, str):
                        problems.append(item)
                        continue
                    source = item.source
                    batch.append(item)
                    n_rows += 1
                    if len(batch) >= _AT_ONCE:
                        n_new += keep()
                        batch.clear()
            except InputError as error:
                raise InputError(f"{file}: {error}", subject=str(file)) from error
            n_new += keep()
    finally:
        if held is not None:
            held.close()
    _name(problems)
    kept = "would be looked at" if dry_run else f"{n_new} kept as context, {n_rows - n_new} held already"
    say(f"{n_rows} rows: {kept}; {len(problems)} that cannot be used", err=True)
    return len(problems)


def import_claim_reviews(path: Location, file: Path, *, dry_run: bool) -> int:
    """Adds each review of a feed as a report by the fact-checker; returns how many could not be used."""
    from counterclaim.disputes import build_accounts
    from counterclaim.judging import judge_new
    from counterclaim.pipeline import load_models, read_capture

    reviews, problems = find_claim_reviews(_json(file))
    faults = list(problems)
    if dry_run:
        for review in reviews:
            say("\t".join(("would add", review.publisher, review.rating, review.claimed[:100])))
        _name(faults)
        return len(faults)
    models = load_models(replace(Settings(), ledger=path))
    n_new = 0
    with Ledger.open(path) as held:
        for review in reviews:
            capture = capture_of(review, datetime.now(UTC))
            if held.held(capture) is not None:
                continue
            try:
                analysis = read_claim_review(read_capture(capture, models), review)
            except ItemError as error:
                faults.append(f"{review.url}: {error}")
                continue
            result = held.add(capture, analysis)
            n_new += result.outcome is not AddOutcome.UNCHANGED
            say("\t".join((result.outcome.value, result.revision_id[:9], review.rating, review.claimed[:100])))
        judge_new(held, models.encoder, models.reader)
        held.follow(build_accounts)
        held.tidy()
    _name(faults)
    say(f"{n_new} reviews added, {len(reviews) - n_new} not, {len(faults)} that cannot be used", err=True)
    return len(faults)


def import_web_annotations(path: Location, file: Path, author: str, *, dry_run: bool) -> int:
    """Keeps annotations of reports as decisions; returns how many could not be used."""
    from counterclaim.cli._exchange import import_annotations

    with Ledger.open(path, create=False) as held:
        desk = Bench(held, author, f"from {file.name}", told=tell(held))
        failed = import_annotations(desk, file, "web-annotation", dry_run=dry_run)
        desk.follow()
    return failed


def _json(file: Path) -> object:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{file} is no JSON: {error}", subject=str(file)) from error


def _name(problems: Iterable[str]) -> None:
    problems = list(problems)
    for problem in problems[:_NAMED]:
        say(problem, err=True)
    if len(problems) > _NAMED:
        say(f"and {len(problems) - _NAMED} more", err=True)
