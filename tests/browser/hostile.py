"""A ledger of reports whose title, byline, text, address, outlet and actors all try to be more than text."""

from dataclasses import replace
from pathlib import Path

from counterclaim.disputes import build_accounts
from counterclaim.ledger import Ledger
from counterclaim.records.accounts import Judgements, Match, MatchLabel, ReportLink
from counterclaim.records.claims import Stance
from counterclaim.records.mentions import ActorKind, Figure, FigureUnit
from tests.factories import make_actor, make_analysis, make_capture, make_claim, make_revision, span_of

SCRIPT = "<script>window.broken=1</script>"
IMAGE = "<img src=x onerror=window.broken=1>"
BREAKOUT = "\"'><svg onload=window.broken=1>{{ 7*7 }}"
#: A name that reads from right to left where nothing holds it back, and one with a Cyrillic letter in it.
OVERRIDE, LOOKALIKE = "Front \u202edeined ti", "Нarrow Front"
TEXT = (
    f"{SCRIPT} bridge {IMAGE}\n\n"
    f"Front {SCRIPT} said it had seized {IMAGE} the bridge {BREAKOUT} and killed 12 {SCRIPT} soldiers.\n\n"
    f"The ministry {BREAKOUT} denied that the bridge {SCRIPT} had fallen."
)
ADDRESS = "javascript:window.broken=1//https://outlet.example/"
ACTORS = (f"Front {SCRIPT}", f"ministry {BREAKOUT}", OVERRIDE, LOOKALIKE)


def hostile_ledger(path: Path) -> Path:
    """Writes the ledger and returns its path."""
    with Ledger.open(path) as ledger:
        analyses = []
        for number, address in enumerate((ADDRESS, f"https://outlet.example/?a={BREAKOUT}")):
            text = TEXT if number == 0 else f"{TEXT} Again."
            revision = make_revision(text, address=address, title=f"{SCRIPT}{IMAGE}{BREAKOUT}", outlet=BREAKOUT)
            revision = replace(revision, authors=(SCRIPT, BREAKOUT), dateline=IMAGE, credits=(SCRIPT,))
            words = f"it had seized {IMAGE} the bridge {BREAKOUT} and killed 12 {SCRIPT} soldiers"
            figure = Figure(
                span=span_of(text, f"12 {SCRIPT} soldiers"),
                words=f"12 {SCRIPT} soldiers",
                low=12.0,
                high=12.0,
                unit=FigureUnit.KILLED,
                counted=f"{SCRIPT} soldiers",
            )
            said = make_claim(
                revision,
                words,
                actor=make_actor(ACTORS[0], aliases=(BREAKOUT,)) if number == 0 else make_actor(OVERRIDE),
                source=f"Front {SCRIPT}",
                cue="said",
                via=(IMAGE,),
                figures=(figure,),
            )
            denied = make_claim(
                revision,
                f"that the bridge {SCRIPT} had fallen",
                actor=make_actor(ACTORS[1] if number == 0 else LOOKALIKE, kind=ActorKind.GROUP),
                source=f"The ministry {BREAKOUT}",
                cue="denied",
                stance=Stance.DENIES,
            )
            analysis = make_analysis(revision, (said, denied))
            ledger.add(make_capture(text, address=address), analysis)
            analyses.append(analysis)
        claims = sorted(claim.id for analysis in analyses for claim in analysis.claims)
        a, b = sorted(analysis.revision.id for analysis in analyses)
        ledger.add_judgements(
            Judgements(
                links=(ReportLink(a=a, b=b, score=1.0),),
                matches=tuple(
                    Match(a=one, b=other, label=MatchLabel.SAME, score=1.0)
                    for number, one in enumerate(claims)
                    for other in claims[number + 1 :]
                ),
            ),
            judged=(a, b),
        )
        ledger.follow(build_accounts)
    return path
