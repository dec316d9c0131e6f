"""The user's lists of actors, read before the reports; a line on stderr for each row that cannot be used."""

from collections.abc import Sequence
from pathlib import Path

from counterclaim.actors import ActorDirectory, read_actor_list
from counterclaim.cli._visible import say
from counterclaim.errors import SettingsError

#: Rows that cannot be used are named up to this number a list, then counted.
SHOWN = 20


def load_directory(paths: Sequence[Path]) -> tuple[ActorDirectory, int]:
    """The actors of the lists at `paths`, and how many rows could not be used.

    Raises:
        SettingsError: a list is missing, or nothing in it can be used.
    """
    lists, n_failed = [], 0
    for path in paths:
        try:
            data = path.read_bytes()
        except OSError as fault:
            raise SettingsError(f"{path}: the list of actors cannot be read ({fault.strerror or fault})") from fault
        actor_list, errors = read_actor_list(path.name, data)
        lists.append(actor_list)
        n_failed += len(errors)
        for error in errors[:SHOWN]:
            say(str(error), err=True)
        if len(errors) > SHOWN:
            say(f"{path.name}: and {len(errors) - SHOWN} more rows that cannot be used", err=True)
        if actor_list.skipped:
            kinds = ", ".join(f"{count} {schema}" for schema, count in sorted(actor_list.skipped.items()))
            say(f"{path.name}: entities of other kinds are passed over: {kinds}", err=True)
    return ActorDirectory.of(lists), n_failed
