"""A ledger with one contested story: two reports and copies of one of them, and a later text of the other."""

from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

from counterclaim.disputes import build_accounts
from counterclaim.ledger import Ledger
from counterclaim.records.accounts import Judgements, Match, MatchLabel, ReportLink
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim, DenialTarget, Stance
from counterclaim.records.mentions import Figure, FigureUnit, Place, PlacePrecision
from counterclaim.records.revisions import Revision
from tests.factories import PUBLISHED, TEXT, make_analysis, make_capture, make_claim, make_revision, span_of

FIRST = "https://wire.example/front-claims-bridge"
SECOND = "https://post.example/ministry-denies"
COPY = "https://copy.example/front-claims-bridge"
SECOND_TEXT = (
    "Ministry denies loss of bridge\n\n"
    "The interior ministry denied that the bridge had fallen. It said 3 soldiers were killed near Orsk.\n\n"
    "The Harrow Front said it had seized the bridge."
)
LATER_TEXT = SECOND_TEXT.replace(" It said 3 soldiers were killed near Orsk.", "")


def _claims(revision: Revision) -> tuple[Claim, ...]:
    text = revision.text
    if text.startswith(TEXT):
        figure = Figure(
            span=span_of(text, "at least 12"),
            words="at least 12 soldiers",
            low=12,
            high=None,
            unit=FigureUnit.KILLED,
            counted="soldiers",
        )
        orsk = Place(
            span=span_of(text, "Orsk"),
            name="Orsk",
            precision=PlacePrecision.TOWN,
            lat=51.2,
            lon=58.6,
            radius_km=6.0,
            country="RU",
            admin1="Orenburg Oblast",
        )
        return (
            make_claim(
                revision, "it had seized the bridge at Orsk", source="The Harrow Front", cue="said", places=(orsk,)
            ),
            make_claim(
                revision, "killed at least 12 soldiers", source="The Harrow Front", cue="said", figures=(figure,)
            ),
            make_claim(
                revision,
                "that the bridge had fallen",
                actor="interior ministry",
                source="The interior ministry",
                cue="denied",
                stance=Stance.DENIES,
                denial_target=DenialTarget.EVENT,
            ),
        )
    denial = make_claim(
        revision,
        "that the bridge had fallen",
        actor="interior ministry",
        source="The interior ministry",
        cue="denied",
        stance=Stance.DENIES,
        denial_target=DenialTarget.EVENT,
    )
    seized = make_claim(revision, "it had seized the bridge", source="The Harrow Front")
    if text == LATER_TEXT:
        return denial, seized
    figure = Figure(
        span=span_of(text, "3"),
        words="3 soldiers",
        low=3,
        high=3,
        unit=FigureUnit.KILLED,
        counted="soldiers",
    )
    killed = make_claim(revision, "3 soldiers were killed near Orsk", actor="interior ministry", figures=(figure,))
    return denial, killed, seized


def disputed_ledger(
    path: Path,
    *,
    copies: int = 0,
    now: datetime = datetime(2024, 5, 4, 12, tzinfo=UTC),
    shift: timedelta = timedelta(0),
) -> Path:
    """Writes the ledger; `copies` of the first report stand beside it. All times are later by `shift`."""
    begun = PUBLISHED + shift
    reports = [(FIRST, TEXT, begun, None), (SECOND, SECOND_TEXT, begun + timedelta(hours=3), None)]
    reports += [(f"{COPY}-{n}", TEXT, begun + timedelta(hours=1), None) for n in range(copies)]
    with Ledger.open(path, clock=lambda: now) as ledger:
        analyses = [_add(ledger, *report) for report in reports]
        later = _add(ledger, SECOND, LATER_TEXT, begun + timedelta(hours=3), begun + timedelta(hours=9))
        everything = [*analyses, later]
        about = {
            "bridge": [c for a in everything for c in a.claims if "bridge" in words(a, c)],
            "killed": [c for a in everything for c in a.claims if "killed" in words(a, c)],
        }
        pairs = [sorted(pair) for pair in combinations([a.revision.id for a in everything], 2)]
        matches = [
            Match(a=min(a.id, b.id), b=max(a.id, b.id), label=MatchLabel.SAME, score=0.9)
            for a, b in combinations(about["bridge"], 2)
        ]
        copied = [a for a in analyses if a.revision.address == FIRST or a.revision.address.startswith(COPY)]
        matches += [
            Match(a=min(a.id, b.id), b=max(a.id, b.id), label=MatchLabel.SAME, score=0.9)
            for a, b in combinations([c for x in copied for c in x.claims if "killed" in words(x, c)], 2)
        ]
        links = tuple(ReportLink(a=a, b=b, score=0.9) for a, b in pairs)
        ledger.add_judgements(
            Judgements(links=links, matches=tuple(matches)),
            judged=tuple(a.revision.id for a in everything),
        )
        ledger.follow(build_accounts)
    return path


def _add(ledger: Ledger, address: str, text: str, published: datetime, updated: datetime | None) -> Analysis:
    captured = (updated or published) + timedelta(minutes=5)
    host = address.split("/")[2]
    revision = make_revision(
        text, address=address, published=published, updated=updated, captured_at=captured, outlet=host
    )
    analysis = make_analysis(revision, _claims(revision))
    ledger.add(make_capture(text, address=address, captured_at=captured), analysis)
    return analysis


def words(analysis: Analysis, claim: Claim) -> str:
    return " ".join(span.of(analysis.revision.text) for span in claim.content)
