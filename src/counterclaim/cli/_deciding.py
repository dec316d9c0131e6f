"""What the commands of `review` share: who decides, and what is said of each decision."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from counterclaim.cli._options import ledger_option, settings_from
from counterclaim.cli._visible import say
from counterclaim.errors import SettingsError
from counterclaim.ledger import Ledger
from counterclaim.locations import Location
from counterclaim.records.decisions import Decision
from counterclaim.records.ids import EntryId
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import words_at

if TYPE_CHECKING:
    from counterclaim.deciding import Bench

F = TypeVar("F", bound=Callable[..., Any])

#: Characters of an id that lists show.
SHORT = 12


def author_options(command: F) -> F:
    """`--ledger` and `--author`."""
    command = click.option("--author", metavar="NAME", help="Who decides (default: as the settings say).")(command)
    return ledger_option(command)


def reason_option(*, needed: bool = True) -> Callable[[F], F]:
    def decorate(command: F) -> F:
        text = "Why; it is kept with the decision."
        # a default, even None, counts as given: what is needed must have none
        given: dict[str, Any] = {"required": True} if needed else {"default": ""}
        return click.option("--reason", metavar="WORDS", help=text, **given)(command)

    return decorate


def author_of(ledger: Location | None, author: str | None) -> tuple[Location, str]:
    """The ledger's path and who decides.

    Raises:
        SettingsError: nobody is named.
    """
    settings = settings_from(ledger, author=author)
    name = " ".join(settings.author.split())
    if not name:
        raise SettingsError(
            'a decision has an author: give --author NAME, set COUNTERCLAIM_AUTHOR, or write author = "NAME" in '
            "counterclaim.toml"
        )
    return settings.ledger, name


def tell(ledger: Ledger) -> Callable[[EntryId, Decision], None]:
    """What says of each decision in one line that it is kept."""

    from counterclaim.deciding import WHOLE

    def say_it(entry: EntryId, decision: Decision) -> None:
        record = None if decision.action in WHOLE else ledger.find(decision.revision_id).record
        words = shortened(words_at(record.text, decision.spans)) if isinstance(record, Revision) else ""
        about = (decision.claim_id or decision.revision_id)[:SHORT]
        say("\t".join((entry[:SHORT], decision.action.value, about, words)))

    return say_it


@contextmanager
def bench(ledger: Location | None, author: str | None, reason: str | None) -> Iterator["Bench"]:
    """Where somebody decides on what a ledger holds; each decision is told of, and what follows from it is computed."""
    from counterclaim.deciding import Bench

    path, name = author_of(ledger, author)
    with Ledger.open(path, create=False) as held:
        desk = Bench(held, name, reason or "", told=tell(held))
        yield desk
        desk.follow()


def shortened(words: str, longest: int = 100) -> str:
    words = " ".join(words.split())
    return words if len(words) <= longest else words[: longest - 1].rsplit(" ", 1)[0] + " …"
