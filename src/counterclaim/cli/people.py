"""`counterclaim people`."""

import sys
from typing import TYPE_CHECKING

import click

from counterclaim.cli._options import format_option, ledger_option, settings_from
from counterclaim.cli._visible import say
from counterclaim.locations import Location

if TYPE_CHECKING:
    from counterclaim.desk.people import People

_ROLES = ("reader", "reviewer", "admin")
_SCOPES = ("read", "add", "review", "admin")

_role_option = click.option("--role", type=click.Choice(_ROLES), help="What they may do.")
_oidc_option = click.option(
    "--oidc", "identity", metavar="ADDRESS", help="Their verified address, or subject, at the OpenID Connect provider."
)
_password_option = click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input instead of asking for it."
)


@click.group(epilog="Example: counterclaim people add 'R. Desk' --role reviewer; counterclaim people list")
def people() -> None:
    """Say who may enter a desk that others can reach, and what they may do there.

    A reader reads; a reviewer brings reports in and decides on what was read too; an admin may do everything. They are
    kept beside the ledger, not in it; what they decide is an entry in the ledger under their name.
    """


def _people(ledger: Location | None) -> "People":
    from counterclaim.desk.people import People, people_file

    return People(people_file(settings_from(ledger).ledger))


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))


@people.command(short_help="Let somebody in.", epilog="Example: counterclaim people add 'R. Desk' --role reviewer")
@click.argument("name")
@_role_option
@_oidc_option
@_password_option
@ledger_option
def add(name: str, role: str | None, identity: str | None, password_stdin: bool, ledger: Location | None) -> None:
    """Let somebody in: with a password, or with --oidc by an account elsewhere, and then without one."""
    from counterclaim.desk.people import Role

    password = _password(password_stdin) if password_stdin or identity is None else None
    _people(ledger).add(name, Role(role or "reader"), password=password, identity=identity)


@people.command(
    short_help="Give somebody another role, password or identity.",
    epilog="Example: counterclaim people change 'R. Desk' --role admin",
)
@click.argument("name")
@_role_option
@_oidc_option
@click.option("--password", "ask", is_flag=True, help="Ask for another password; their sessions end.")
@_password_option
@ledger_option
def change(
    name: str, role: str | None, identity: str | None, ask: bool, password_stdin: bool, ledger: Location | None
) -> None:
    """Give somebody another role, password or identity."""
    from counterclaim.desk.people import Role

    if role is None and identity is None and not (ask or password_stdin):
        raise click.UsageError("say what changes: --role, --oidc, --password")
    password = _password(password_stdin) if ask or password_stdin else None
    _people(ledger).change(name, role=Role(role) if role else None, identity=identity, password=password)


@people.command(short_help="Let somebody in no more.", epilog="Example: counterclaim people remove 'R. Desk'")
@click.argument("name")
@ledger_option
def remove(name: str, ledger: Location | None) -> None:
    """Let somebody in no more: their sessions and tokens end at once. What they decided stays in the ledger."""
    _people(ledger).remove(name)


@people.command("list", short_help="List who may enter.", epilog="Example: counterclaim people list --ledger war.db")
@ledger_option
@format_option("text", "json", "csv")
def list_(ledger: Location | None, format_: str) -> None:
    """List who may enter.

    Fields: name, role, signs_in (how), added_at, tokens (the ids of theirs).
    """
    from counterclaim.cli._queue import print_rows

    held = _people(ledger)
    tokens = held.tokens()
    print_rows(
        [
            {
                "name": one.name,
                "role": one.role.value,
                "signs_in": one.signs_in,
                "added_at": one.added_at,
                "tokens": " ".join(token.id for token in tokens if token.person == one.name),
            }
            for one in held.everybody()
        ],
        format_,
        empty="nobody has an account",
    )


@people.command(
    short_help="Make or end a token for a program.",
    epilog="Example: counterclaim people token 'R. Desk' --scope read --label 'morning sheet' --days 30",
)
@click.argument("name")
@click.option("--scope", "scopes", type=click.Choice(_SCOPES), multiple=True, help="What it may do; may be repeated.")
@click.option("--label", default="", metavar="WORDS", help="What it is for.")
@click.option("--days", type=click.IntRange(1, 3660), default=90, show_default=True, help="How long it lasts.")
@click.option("--end", metavar="ID", help="End the token with this id instead.")
@ledger_option
def token(name: str, scopes: tuple[str, ...], label: str, days: int, end: str | None, ledger: Location | None) -> None:
    """Make a token with which a program acts for somebody (default: it may read), and print it: it is shown once."""
    from counterclaim.desk.people import Right

    held = _people(ledger)
    if end is not None:
        held.remove_token(end)
        return
    made, secret = held.make_token(name, [Right(scope) for scope in scopes or ("read",)], label=label, days=days)
    say(f"token {made.id} until {made.ends_at}; it is not shown again", err=True)
    click.echo(secret)


@people.command(
    short_help="List who let whom in, signed in and was refused.",
    epilog="Example: counterclaim people log --format csv",
)
@ledger_option
@format_option("text", "json", "csv")
def log(ledger: Location | None, format_: str) -> None:
    """List who let whom in, signed in and was refused. What people did to the ledger is in `counterclaim review log`.

    Fields: at, who, what, whom, detail.
    """
    from counterclaim.cli._queue import print_rows

    rows = _people(ledger).acts()
    print_rows(
        [{"at": a.at, "who": a.who, "what": a.what, "whom": a.whom, "detail": a.detail} for a in rows],
        format_,
        empty="nobody did anything yet",
    )
