"""`counterclaim watch`."""

from datetime import UTC, datetime

import click

from counterclaim.cli._options import Moment, format_option, ledger_option, settings_from
from counterclaim.cli._visible import say
from counterclaim.locations import Location
from counterclaim.records.accounts import Status
from counterclaim.records.events import EventKind
from counterclaim.records.turns import TurnKind
from counterclaim.records.watches import Digest


@click.group(
    epilog='Example: counterclaim watch add bridge --words "bridge orsk" --kind "claim denied"; counterclaim watch list'
)
def watch() -> None:
    """Keep searches for what is worth a person's time, with a feed each.

    A watch looks for turns: a claim denied, a toll changed, a status changed, what a revision drops, rewords or adds, a
    matter newly contested, one more independent origin for a contested matter. Copies and rewrites raise none.
    """


@watch.command(
    short_help="Keep a search.",
    epilog="Example: counterclaim watch add bridge --words 'bridge orsk' --kind 'claim denied'",
)
@click.argument("name")
@ledger_option
@click.option("--author", metavar="NAME", help="Who keeps it (default: as the settings say).")
@click.option("--words", default="", metavar="WORDS", help="All of these words.")
@click.option("--actor", metavar="NAME", help="Somebody who speaks in it; a part of the name will do.")
@click.option("--place", metavar="NAME", help="A place that is claimed.")
@click.option("--outlet", metavar="NAME", help="Who reports it.")
@click.option("--story", metavar="STORY", help="The start of a story's id.")
@click.option("--status", "statuses", multiple=True, type=click.Choice([s.value for s in Status]))
@click.option("--event", "events", multiple=True, type=click.Choice([e.value for e in EventKind]))
@click.option("--kind", "kinds", multiple=True, type=click.Choice([k.value for k in TurnKind]))
@click.option("--from", "first", type=Moment(first=True), metavar="TIME", help="Published at TIME or later.")
@click.option("--before", "last", type=Moment(), metavar="TIME", help="Published before TIME.")
@click.option("--webhook", metavar="URL", help="Call this address with each turn; signed.")
@click.option("--mail", metavar="ADDRESS", help="Send letters to this mailbox.")
@click.option("--digest", type=click.Choice([d.value for d in Digest]), default="daily", show_default=True)
def add(
    name: str,
    ledger: Location | None,
    author: str | None,
    words: str,
    actor: str | None,
    place: str | None,
    outlet: str | None,
    story: str | None,
    statuses: tuple[str, ...],
    events: tuple[str, ...],
    kinds: tuple[str, ...],
    first: datetime | None,
    last: datetime | None,
    webhook: str | None,
    mail: str | None,
    digest: str,
) -> None:
    """Keep a search under NAME. It finds turns that have every part that is given; without any part, all of them.

    Prints the id of the watch, which names its feed.
    """
    from counterclaim.cli._deciding import author_of
    from counterclaim.ledger import Ledger
    from counterclaim.records.watches import Query, Watch

    path, by = author_of(ledger, author)
    query = Query(
        words=words,
        actor=actor,
        place=place,
        outlet=outlet,
        story=story,
        statuses=tuple(map(Status, statuses)),
        events=tuple(map(EventKind, events)),
        kinds=tuple(map(TurnKind, kinds)),
        first=first,
        last=last,
    )
    _check(webhook, mail)
    kept = Watch(name=name, query=query, author=by, webhook=webhook, mail=mail, digest=Digest(digest))
    with Ledger.open(path, create=False) as held:
        say(held.add_watch(kept))


def _check(webhook: str | None, mail: str | None) -> None:
    from email.utils import parseaddr
    from urllib.parse import urlsplit

    if webhook is not None and (urlsplit(webhook).scheme not in ("http", "https") or not urlsplit(webhook).hostname):
        raise click.BadParameter(f"{webhook!r} is no http or https address", param_hint="--webhook")
    if mail is not None and "@" not in parseaddr(mail)[1]:
        raise click.BadParameter(f"{mail!r} is no address of a mailbox", param_hint="--mail")


@watch.command(name="list", short_help="List the searches that are kept.", epilog="Example: counterclaim watch list")
@ledger_option
@format_option("text", "json")
def list_(ledger: Location | None, format_: str) -> None:
    """List the watches: id, name, search, who keeps it, where it is sent, feed."""
    from counterclaim.cli._output import print_json
    from counterclaim.cli._watching import print_watches
    from counterclaim.ledger import Ledger
    from counterclaim.records.codec import to_json

    settings = settings_from(ledger)
    with Ledger.open(settings.ledger, create=False) as held:
        found = held.watches()
    if format_ == "json":
        print_json([to_json(one) for one in found])
        return
    print_watches(found, settings.url)
    if not found:
        say("no search is kept: `counterclaim watch add NAME --words WORDS` keeps one", err=True)


@watch.command(short_help="Show what a search finds.", epilog="Example: counterclaim watch show bridge")
@click.argument("name", metavar="WATCH")
@ledger_option
@format_option("text", "json")
def show(name: str, ledger: Location | None, format_: str) -> None:
    """Show the turns that a watch finds, the newest first, with the words of the reports."""
    from counterclaim.cli._output import print_json
    from counterclaim.cli._watching import print_turns, turn_json
    from counterclaim.feeds import find_watch
    from counterclaim.ledger import Ledger
    from counterclaim.watching import matches, notice

    with Ledger.open(settings_from(ledger).ledger, create=False) as held:
        query = find_watch(held, name).watch.query
        notice(held)
        found = [told for told in held.turns() if matches(query, told)]
    if format_ == "json":
        print_json([turn_json(told) for told in found])
        return
    print_turns(found)
    if not found:
        say("this search finds nothing yet", err=True)


@watch.command(short_help="No longer keep a search.", epilog="Example: counterclaim watch remove bridge")
@click.argument("name", metavar="WATCH")
@ledger_option
@click.option("--author", metavar="NAME", help="Who ends it (default: as the settings say).")
def remove(name: str, ledger: Location | None, author: str | None) -> None:
    """End the watch of this id or name. That it was kept stays in the log."""
    from counterclaim.cli._deciding import author_of
    from counterclaim.ledger import Ledger

    path, by = author_of(ledger, author)
    with Ledger.open(path, create=False) as held:
        say(f"{held.remove_watch(name, author=by).id} removed", err=True)


@watch.command(
    short_help="Write a feed of turns.", epilog="Example: counterclaim watch feed bridge --format json > bridge.json"
)
@click.argument("name", metavar="[WATCH]", default="")
@ledger_option
@click.option("--story", metavar="STORY", help="The feed of this story.")
@click.option("--actor", metavar="NAME", help="The feed of what this party says.")
@format_option("atom", "json")
def feed(name: str, ledger: Location | None, story: str | None, actor: str | None, format_: str) -> None:
    """Write a feed on stdout: of a watch, a story, an actor, or of all turns. Atom (RFC 4287) or JSON Feed 1.1.

    What is in it may leave the desk; what the rules that protect people hold back is counted, not shown.
    """
    from counterclaim.feeds import About, make_feed, to_atom, to_json_feed
    from counterclaim.ledger import Ledger
    from counterclaim.protection import ReleaseRules

    given = [(About.WATCH, name), (About.STORY, story), (About.ACTOR, actor)]
    named = [(about, one) for about, one in given if one]
    if len(named) > 1:
        raise click.UsageError("one feed at a time: a watch, a story or an actor")
    about, wanted = named[0] if named else (About.ALL, "")
    settings = settings_from(ledger)
    with Ledger.open(settings.ledger, create=False) as held:
        rules = ReleaseRules(position_hours=settings.position_hours)
        made = make_feed(held, about, wanted, now=datetime.now(UTC), rules=rules)
    click.echo(to_atom(made) if format_ == "atom" else to_json_feed(made), nl=False)
