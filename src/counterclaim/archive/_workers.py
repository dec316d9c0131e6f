"""Workers that do tasks, and what happens when one is lost: another takes its place and its task.

A crew hires workers; a team keeps them busy. There are two crews: processes of this machine, and Ray's actors.
Between driver and worker go tasks and checkpoints, never pages.
"""

import multiprocessing
import os
import traceback
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Protocol, Self

from counterclaim.archive._plan import Plan
from counterclaim.archive._work import Done, Reader, Task

#: Libraries that would use all cores from within one worker; one thread each is what fills a machine evenly.
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")}


class LostWorker(Exception):
    """A worker ended while it had a task."""


class FailedTask(Exception):
    """A task raised in its worker; the message is what it raised, the notes are from where."""


class Worker(Protocol):
    """One worker with the models loaded."""

    def give(self, task: Task) -> None:
        """Lets it begin a task."""

    def take(self) -> Done:
        """What came of the task that it was given, once `first_done` named it.

        Raises:
            LostWorker: it ended.
            FailedTask: the task raised.
        """

    def dismiss(self) -> None:
        """Ends it."""


class Crew(Protocol):
    """Where workers come from."""

    def hire(self) -> Worker:
        """A new worker."""

    def first_done(self, workers: Collection[Worker]) -> Worker:
        """Waits until one of these has done its task or is lost."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A task with what came of it, or None; and why attempts at it failed."""

    task: Task
    done: Done | None
    errors: tuple[str, ...] = ()


class Team:
    """Some workers of a crew, hired as they are needed and kept between tasks."""

    def __init__(self, crew: Crew, *, size: int, retries: int = 2) -> None:
        self._crew, self._size, self._retries = crew, size, retries
        self._idle: list[Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for worker in self._idle:
            worker.dismiss()

    def do(self, tasks: Sequence[Task]) -> Iterator[Outcome]:
        """The outcome of each task, as they are done. A task that fails, or whose worker is lost, is tried again on
        another worker, as often as the team retries."""
        waiting: deque[tuple[Task, tuple[str, ...]]] = deque((task, ()) for task in tasks)
        busy: dict[Worker, tuple[Task, tuple[str, ...]]] = {}
        try:
            while waiting or busy:
                while waiting and len(busy) < self._size:
                    worker = self._idle.pop() if self._idle else self._crew.hire()
                    busy[worker] = waiting.popleft()
                    worker.give(busy[worker][0])
                worker = self._crew.first_done(busy)
                task, errors = busy.pop(worker)
                try:
                    outcome = Outcome(task, worker.take(), errors)
                except (LostWorker, FailedTask) as error:
                    worker.dismiss()
                    errors = (*errors, str(error))
                    if len(errors) <= self._retries:
                        waiting.append((task, errors))
                        continue
                    outcome = Outcome(task, None, errors)
                else:
                    self._idle.append(worker)
                yield outcome
        finally:
            self._idle += busy  # to be dismissed


# Processes of this machine


class LocalCrew:
    """Processes of this machine, each with its own models."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def hire(self) -> Worker:
        return _Process(self._plan)

    def first_done(self, workers: Collection[Worker]) -> Worker:
        by_pipe = {worker.pipe: worker for worker in workers if isinstance(worker, _Process)}
        (ready, *_) = wait(list(by_pipe))
        return by_pipe[ready]  # type: ignore[index]


class _Process:
    """A process and the pipe to it. A process that ends closes its end, which wakes whoever waits for it."""

    def __init__(self, plan: Plan) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, plan), daemon=True)
        with _environment(ONE_THREAD):
            self._process.start()
        theirs.close()

    def give(self, task: Task) -> None:
        with suppress(OSError):  # lost while it was idle: `take` will say so
            self.pipe.send(task)

    def take(self) -> Done:
        try:
            kind, found = self.pipe.recv()
        except (EOFError, OSError):
            self._process.join()
            raise LostWorker(f"its worker ended with status {self._process.exitcode}") from None
        if kind == "failed":
            raise FailedTask(found)
        done: Done = found
        return done

    def dismiss(self) -> None:
        self.pipe.close()
        self._process.join(timeout=1)  # it ends when it looks for its next task
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    """Sets variables for processes that start now; what the user set stays."""
    new = {name: value for name, value in values.items() if name not in os.environ}
    os.environ.update(new)
    try:
        yield
    finally:
        for name in new:
            del os.environ[name]


def _serve(pipe: Connection, plan: Plan) -> None:
    """The life of a process: tasks in, checkpoints out, until the driver is gone."""
    reader = Reader(plan)
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        try:
            answer: tuple[str, Any] = "done", reader.do(task)
        except KeyboardInterrupt:
            return
        except Exception as error:
            answer = "failed", describe(error)
        try:
            pipe.send(answer)
        except OSError:
            return


def describe(error: Exception) -> str:
    """One line on an error, with the place in our code where it came from."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}: {' '.join(str(error).split())}{where}"
