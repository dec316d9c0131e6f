"""Reports into the ledger while the desk goes on serving: one process beside it has the models and does the reading.

Reading a report takes processor time for which every page would have to wait, and hundreds of megabytes of models. What
is asked of the process is done in the order asked; one that dies takes nothing with it but what it was doing.
"""

import logging
import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from counterclaim.client import AddedReport
from counterclaim.errors import ItemError, LedgerError, RunError
from counterclaim.records.revisions import Capture
from counterclaim.settings import Settings

T = TypeVar("T")

log = logging.getLogger(__name__)


class Adder:
    """The process that reads, started when it is first needed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()

    def read(self, capture: Capture, author: str | None) -> AddedReport:
        """Adds a report, and waits for that.

        Raises:
            LedgerError: the process that reads died over it.
        """
        return _result(self.add(capture, author=author))

    def catch_up(self) -> None:
        """Follows, and waits for that."""
        _result(self.follow())

    def add(self, capture: Capture, *, author: str | None = None) -> "Future[AddedReport]":
        """Reads a report, keeps it and brings the accounts up to date. The future raises what reading it raised."""
        return self._ask(_add, self._settings, capture, author)

    def follow(self) -> "Future[None]":
        """Compares what is not yet compared, such as what people wrote, and brings the accounts up to date."""
        return self._ask(_follow, self._settings)

    def close(self) -> None:
        with self._lock:
            if self._pool is not None:
                self._pool.shutdown(wait=False, cancel_futures=True)
                for process in list((self._pool._processes or {}).values()):  # it would finish what it reads first
                    process.terminate()
            self._pool = None

    def _ask(self, do: Callable[..., Any], *given: object) -> "Future[Any]":
        with self._lock:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
            try:
                return self._pool.submit(do, *given)
            except BrokenProcessPool:
                log.error("the process that reads reports died; another one is started")
                self._pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
                return self._pool.submit(do, *given)


def _result(future: "Future[T]") -> T:
    try:
        return future.result()
    except (BrokenProcessPool, CancelledError) as error:
        raise LedgerError("the process that reads reports died: try again later") from error


#: What the process keeps between two reports.
_kept: dict[str, Any] = {}


def _models(settings: Settings) -> Any:
    from counterclaim.actors import ActorDirectory, read_actor_list
    from counterclaim.pipeline import load_models

    if "models" not in _kept:
        lists = [read_actor_list(path.name, path.read_bytes())[0] for path in settings.actors]
        _kept["models"] = load_models(settings, ActorDirectory.of(lists))
    return _kept["models"]


def _add(settings: Settings, capture: Capture, author: str | None) -> AddedReport:
    from counterclaim.client import keep_report
    from counterclaim.errors import InputError
    from counterclaim.ledger import Ledger

    try:
        with Ledger.open(settings.ledger) as ledger:
            return keep_report(ledger, capture, _models(settings), settings, author=author)
    except (ItemError, RunError):
        raise
    except Exception as error:  # one page in ten thousand
        log.exception("a fault while reading %s", capture.address)
        what = f"{type(error).__name__} while reading it: a fault of this program"
        raise InputError(what, subject=capture.address) from None


def _follow(settings: Settings) -> None:
    from counterclaim.disputes import build_accounts
    from counterclaim.judging import judge_new
    from counterclaim.ledger import Ledger

    with Ledger.open(settings.ledger) as ledger:
        if ledger.unjudged():
            models = _models(settings)
            judge_new(ledger, models.encoder, models.reader)
        ledger.follow(build_accounts)
