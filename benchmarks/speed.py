"""Time and memory of `read` over a folder of pages, per stage and end to end, on one core.

The stages are those of `counterclaim.pipeline`, called in its order; comparison is timed apart because it grows with
the number of reports that share a story.
"""

import argparse
import re
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from counterclaim.actors import resolve_actors
from counterclaim.articles import read_article
from counterclaim.claims import read_claims
from counterclaim.collect import open_inputs
from counterclaim.disputes import build_accounts
from counterclaim.errors import ItemError
from counterclaim.events import type_events
from counterclaim.factuality import rate_verbs
from counterclaim.figures import find_figures
from counterclaim.pipeline import judge, load_models, read_revision
from counterclaim.places import find_places
from counterclaim.settings import load_settings
from counterclaim.timexes import find_timexes

READING = (
    "parsing", "attributions", "timexes", "figures", "places", "actors", "factuality", "claims", "events",
)  # fmt: skip
WORD = re.compile(r"\w+")


def run(options: argparse.Namespace) -> None:
    seconds: dict[str, float] = defaultdict(float)

    @contextmanager
    def timed(stage: str) -> Iterator[None]:
        start = time.process_time()
        yield
        seconds[stage] += time.process_time() - start

    with timed("loading the models"):
        models = load_models(load_settings({"profile": options.profile}))
    captures = [
        item
        for item in open_inputs([str(options.input)], stdin=None, clock=lambda: datetime.now(UTC))
        if not isinstance(item, ItemError)
    ]
    revisions = []
    for capture in captures:
        with timed("articles"):
            revisions.append(read_article(capture))
    words = sum(len(WORD.findall(revision.text)) for revision in revisions)
    n_claims = 0
    for revision in revisions:
        with timed("parsing"):
            parse = models.parser.parse(revision)
        with timed("attributions"):
            attributions = models.tagger.tag(revision, parse)
        with timed("timexes"):
            timexes = find_timexes(revision, parse)
        with timed("figures"):
            figures = find_figures(revision, parse)
        with timed("places"):
            places = find_places(revision, parse, models.gazetteer)
        with timed("actors"):
            actors = resolve_actors(revision, parse, attributions)
        with timed("factuality"):
            factuality = rate_verbs(parse)
        with timed("claims"):
            claims = read_claims(
                revision,
                parse,
                attributions,
                actors=actors,
                timexes=timexes,
                figures=figures,
                places=places,
                factuality=factuality,
            )
            n_claims += len(claims)
        with timed("events"):
            type_events(parse, claims)
    start = time.process_time()
    analyses = [read_revision(revision, models) for revision in revisions]
    whole = time.process_time() - start
    with timed("judging"):
        judgements = judge(analyses, (), models.encoder, models.reader)
    with timed("accounts"):
        accounts = build_accounts(analyses, judgements)
    read = sum(seconds[stage] for stage in READING)
    say(f"{len(revisions)} reports, {words} words, {n_claims} claims, {len(accounts.stories)} stories")
    for stage, spent in seconds.items():
        say(f"{stage:20} {spent:8.2f} s  {1e6 * spent / max(words, 1):8.1f} µs per word")
    say(
        f"extracted text to claims: {words / max(read, 1e-9):.0f} words per CPU-second "
        f"(again, whole: {words / whole:.0f})"
    )
    say(f"HTML to claims: {words / max(read + seconds['articles'], 1e-9):.0f} words per CPU-second")
    say(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def say(line: str) -> None:
    print(line, file=sys.stderr)
