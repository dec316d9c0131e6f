"""Inputs to analyses, with a progress bar on stderr and one line for each input that fails."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from counterclaim.articles import TextLimits, stands_in
from counterclaim.cli._visible import say
from counterclaim.errors import InputError, ItemError, WallError
from counterclaim.pipeline import Models, read_capture
from counterclaim.records.analyses import Analysis
from counterclaim.records.revisions import Capture, Revision
from counterclaim.settings import Settings

if TYPE_CHECKING:
    from counterclaim.ledger import Ledger


@contextmanager
def working(message: str) -> Iterator[None]:
    """Says on a terminal's stderr what takes time, as long as it takes."""
    from counterclaim.cli._console import SafeConsole

    console = SafeConsole(stderr=True)
    if not console.is_terminal:
        yield
        return
    with console.status(message):
        yield


@contextmanager
def reading(total: int) -> Iterator[Callable[[str], None]]:
    """Shows on a terminal's stderr how many of the reports were read; what is given is to be told of each before."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from counterclaim.cli._console import SafeConsole

    console = SafeConsole(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=total, completed=-1)

        def tell(name: str) -> None:
            progress.update(task, advance=1, description=name)

        yield tell


def read_item(capture: Capture, models: Models, limits: TextLimits) -> Analysis:
    """The claims of one of many reports. Raises InputError whatever goes wrong in it."""
    try:
        return read_capture(capture, models, limits)
    except ItemError:
        raise
    except Exception as error:  # one page in ten thousand must not cost the others
        message = f"{type(error).__name__} while reading it ({error}): a fault of this program; report it"
        raise InputError(message, subject=capture.address) from error


def refuse_stand_in(ledger: "Ledger", revision: Revision) -> None:
    """Raises WallError where a text stands in the place of a report whose text the ledger holds."""
    held = ledger.last_text(revision.document_id)
    why = None if held is None else stands_in(revision, held)
    if why is not None:
        raise WallError(f"{revision.address}: not the report that is held: {why}", subject=revision.address)


class Intake:
    """Reads inputs one after another; `failed` counts those that gave an error.

    Captures for which `skip` is true are passed over before they are read; `check` may refuse what was read, by an
    ItemError. `format_` says what files are.
    """

    def __init__(
        self,
        inputs: Sequence[str],
        settings: Settings,
        models: Models,
        *,
        skip: Callable[[Capture], bool] = lambda capture: False,
        check: Callable[[Revision], None] = lambda revision: None,
        format_: str | None = None,
    ) -> None:
        self.inputs = inputs
        self.settings = settings
        self.models = models
        self.skip = skip
        self.check = check
        self.format_ = format_
        self.failed = 0

    def __iter__(self) -> Iterator[tuple[Capture, Analysis]]:
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        from counterclaim.cli._console import SafeConsole
        from counterclaim.collect import Limits, open_inputs

        limits = TextLimits(max_chars=self.settings.max_chars, max_tags=self.settings.max_tags)
        console = SafeConsole(stderr=True)
        columns = (
            SpinnerColumn(),
            TextColumn("{task.completed} reports read"),
            TimeElapsedColumn(),
            TextColumn("{task.description}", markup=False),
        )
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
            task = progress.add_task("")
            items = open_inputs(
                self.inputs,
                limits=Limits(max_bytes=self.settings.max_bytes, timeout_s=self.settings.timeout_s),
                stdin=sys.stdin.buffer if sys.stdin else None,
                clock=lambda: datetime.now(UTC),
                format_=self.format_,
            )
            for item in items:
                if isinstance(item, ItemError):
                    self._fail(item)
                    continue
                if self.skip(item):
                    continue
                progress.update(task, description=item.address)
                try:
                    analysis = read_item(item, self.models, limits)
                    self.check(analysis.revision)
                except ItemError as error:
                    self._fail(error)
                    continue
                progress.advance(task)
                yield item, analysis

    def _fail(self, error: ItemError) -> None:
        self.failed += 1
        message = " ".join(str(error).split())
        say(message if error.subject in message else f"{error.subject}: {message}", err=True)
