"""`counterclaim enquiry`."""

from datetime import UTC, datetime

import click

from counterclaim.cli._options import Moment, format_option, ledger_option
from counterclaim.cli._visible import say
from counterclaim.locations import Location


@click.group(
    epilog='Example: counterclaim enquiry ask c855a92a7 --whom "Interior ministry" --question "Did the bridge fall?"'
)
def enquiry() -> None:
    """Record whom you asked about what is claimed, and what was answered.

    An enquiry is an entry of the ledger. It is shown with the claim, and it is open until an answer is recorded:
    “asked X on …; no answer recorded in this ledger”. Silence is no denial.
    """


@enquiry.command(
    short_help="Record a question that somebody put.",
    epilog="Example: counterclaim enquiry ask c855a92a7 --whom 'Interior Ministry' --question 'Did the bridge fall?'",
)
@click.argument("about", metavar="CLAIM|PROPOSITION|STORY")
@ledger_option
@click.option("--author", metavar="NAME", help="Who asked (default: as the settings say).")
@click.option("--whom", required=True, metavar="NAME", help="Who was asked.")
@click.option("--question", required=True, metavar="WORDS", help="What was asked, in your words.")
@click.option("--at", type=Moment(), metavar="TIME", help="When (default: now).")
def ask(about: str, ledger: Location | None, author: str | None, whom: str, question: str, at: datetime | None) -> None:
    """Record that somebody was asked about a claim, a proposition or a story. Prints the id of the enquiry."""
    from counterclaim.cli._deciding import author_of
    from counterclaim.ledger import Ledger
    from counterclaim.watching import make_enquiry

    path, by = author_of(ledger, author)
    with Ledger.open(path, create=False) as held:
        made = make_enquiry(held, about, asked=whom, question=question, asked_at=at or datetime.now(UTC), author=by)
        say(held.add_enquiry(made))


@enquiry.command(
    short_help="Record what was answered.",
    epilog="Example: counterclaim enquiry answer q1a2b3c4 --answer 'No comment.'",
)
@click.argument("id_", metavar="ENQUIRY")
@ledger_option
@click.option("--author", metavar="NAME", help="Who records it (default: as the settings say).")
@click.option("--answer", required=True, metavar="WORDS", help="The answer, or that there will be none.")
@click.option("--at", type=Moment(), metavar="TIME", help="When (default: now).")
def answer(id_: str, ledger: Location | None, author: str | None, answer: str, at: datetime | None) -> None:
    """Record what came of an enquiry. It is no longer open then."""
    from counterclaim.cli._deciding import author_of
    from counterclaim.ledger import Ledger
    from counterclaim.records.enquiries import Reply

    path, by = author_of(ledger, author)
    with Ledger.open(path, create=False) as held:
        done = held.answer_enquiry(id_, Reply(answer=answer, answered_at=at or datetime.now(UTC), author=by))
    say(f"{done.id} answered", err=True)


@enquiry.command(name="list", short_help="List the enquiries.", epilog="Example: counterclaim enquiry list")
@ledger_option
@click.option("--all", "all_", is_flag=True, help="Those that were answered too.")
@format_option("text", "json")
def list_(ledger: Location | None, all_: bool, format_: str) -> None:
    """List the open enquiries: id, what it is about, whom, when, what, and the answer."""
    from counterclaim.cli._options import settings_from
    from counterclaim.cli._output import print_json
    from counterclaim.cli._watching import print_enquiries
    from counterclaim.ledger import Ledger
    from counterclaim.records.codec import to_json

    with Ledger.open(settings_from(ledger).ledger, create=False) as held:
        found = held.enquiries(only_open=not all_)
    if format_ == "json":
        print_json([to_json(one) for one in found])
        return
    print_enquiries(found)
    if not found:
        say("no enquiry was made" if all_ else "no enquiry is open; --all lists those that were answered too", err=True)
