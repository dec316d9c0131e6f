"""`counterclaim check`."""

from datetime import datetime

import click

from counterclaim.cli._options import as_of_options, format_option, ledger_option, settings_from
from counterclaim.locations import Location


@click.command(epilog='Example: counterclaim check "The bridge at Varn was blown up by the militia"')
@click.argument("statement")
@ledger_option
@as_of_options
@format_option("text", "json", "csv")
def check(
    statement: str, ledger: Location | None, as_of: datetime | None, recorded: datetime | None, format_: str
) -> None:
    """List who stands for a STATEMENT, who against it, and who leaves it open, in their exact words.

    It is never said whether the statement is true. Reports in the ledger that are about something else are left out.
    For each report: how it stands, the sentences that show it, and the claims in it that are about the statement.

    CSV fields: standing, score, actor, stance, words, claim, revision, outlet, published, address.
    """
    from counterclaim.checking import weigh_report
    from counterclaim.cli._checks import check_rows, check_view, print_check
    from counterclaim.cli._console import make_console
    from counterclaim.cli._output import note_not_held, print_json, say_none, write_csv
    from counterclaim.ledger import AsOf, Ledger
    from counterclaim.records.checks import Standing
    from counterclaim.records.codec import to_json
    from counterclaim.taggers import load_encoder

    if not any(character.isalpha() for character in statement):
        raise click.UsageError("a statement in words is needed")
    moment = AsOf(published=as_of, recorded=recorded)
    place = settings_from(ledger).ledger
    with Ledger.open(place, create=False) as held:
        analyses = held.analyses(moment)
        note_not_held(held.not_held(moment))
    encoder = load_encoder()
    weighed = [(analysis, weigh_report(statement, analysis, encoder)) for analysis in analyses]
    about = [(analysis, weighing) for analysis, weighing in weighed if weighing.standing is not Standing.ELSEWHERE]
    view = check_view(statement, about)
    if format_ == "json":
        print_json(to_json(view))
    elif format_ == "csv":
        write_csv(check_rows(view))
    elif about:
        print_check(view, make_console())
    else:
        say_none(place, "no report here is about that: `counterclaim claims --search WORDS` looks for its words")
