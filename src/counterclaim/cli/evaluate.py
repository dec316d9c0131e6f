"""`counterclaim evaluate`."""

import click

from counterclaim.cli._options import format_option, ledger_option, settings_from
from counterclaim.locations import Location
from counterclaim.views import many


@click.command(epilog="Example: counterclaim evaluate --ledger war.db --format csv > scores.csv")
@ledger_option
@format_option("text", "json", "csv")
def evaluate(ledger: Location | None, format_: str) -> None:
    """Score the machine's readings against what people reviewed, and against blind samples.

    The claims that people reviewed are no random sample; the blind samples (`review sample`) are. For each: how many
    of the people's claims the machine found, how many of its claims are claims, and how often each field is right on
    those that both read in the same words, with n and the 95 % Wilson interval; for samples coded twice the coders
    against each other and Krippendorff's alpha (nominal), of words and of fields.

    Fields: against, field, right, n, share, low, high, alpha.
    """
    from counterclaim.cli._output import print_json, write_csv
    from counterclaim.cli._visible import say
    from counterclaim.ledger import Ledger
    from counterclaim.records.codec import to_json
    from counterclaim.records.ids import Json
    from counterclaim.review import Score, evaluate_readings

    with Ledger.open(settings_from(ledger).ledger, create=False) as held:
        found = evaluate_readings(held.analyses(machine=True), held.judgements().decisions)
    if format_ == "json":
        print_json(to_json(found))
        return

    def row(against: str, score: Score) -> dict[str, Json]:
        return {
            "against": against,
            "field": score.field,
            "right": score.right,
            "n": score.n,
            "share": None if score.share is None else round(score.share, 4),
            "low": round(score.low, 4),
            "high": round(score.high, 4),
            "alpha": None,
        }

    rows = [row("reviewed", score) for score in found.reviewed]
    for sample in found.coded:
        rows += [row(sample.sample, score) for score in sample.machine]
        rows += [row(f"{sample.sample} coders", score) for score in sample.people]
        rows += [
            {
                "against": f"{sample.sample} coders",
                "field": agreement.field,
                "right": None,
                "n": agreement.alpha.units,
                "share": None,
                "low": None,
                "high": None,
                "alpha": None if agreement.alpha.value is None else round(agreement.alpha.value, 4),
            }
            for agreement in sample.agreement
        ]
    if format_ == "csv":
        write_csv(rows)
        return
    if not rows:
        say("nobody reviewed or coded anything in this ledger: see `counterclaim review`", err=True)
    if found.reviewed:
        say(f"reviewed: {many(found.claims, 'claim')}, chosen by people, so no random sample")
        _print_scores(found.reviewed)
    for sample in found.coded:
        coders = ", ".join(sample.coders)
        say(f"\nsample {sample.sample}: {sample.passages} passages, {sample.twice} coded twice or more ({coders})")
        _print_scores(sample.machine)
        if sample.people:
            say("  coders against each other")
            _print_scores(sample.people)
        for agreement in sample.agreement:
            value = "open" if agreement.alpha.value is None else f"{agreement.alpha.value:.3f}"
            say(f"  alpha of {agreement.field}\t{value}\t{agreement.alpha.units} units")


def _print_scores(scores: object) -> None:
    from counterclaim.cli._visible import say
    from counterclaim.review import Score

    for score in scores if isinstance(scores, tuple) else ():
        if isinstance(score, Score):
            share = "" if score.share is None else f"{score.share:.3f}"
            say(f"  {score.field}\t{share}\t{score.right} of {score.n}\t[{score.low:.3f}, {score.high:.3f}]")
