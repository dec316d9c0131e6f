"""Workers that are lost, tasks that fail, and who takes them over."""

from collections.abc import Collection
from typing import Any

from counterclaim.archive._storage import Shard
from counterclaim.archive._work import Done, Task
from counterclaim.archive._workers import FailedTask, LostWorker, Team, Worker


def task(name: str) -> Task:
    return Task(step="pages", shard=Shard(address=name, name=name, kind="warc", size=1, changed=0))


class FakeWorker:
    def __init__(self, crew: "FakeCrew", number: int) -> None:
        self.crew, self.number = crew, number
        self.task: Task | None = None

    def give(self, task: Task) -> None:
        self.task = task

    def take(self) -> Done:
        assert self.task is not None
        name = self.task.shard.name
        self.crew.tried.append((name, self.number))
        fate = self.crew.fates.get(name, [])
        if fate:
            raise fate.pop(0)
        return Done(checkpoint={"name": name}, loading_s=0, wall_s=0, cpu_s=0, peak_mb=0)

    def dismiss(self) -> None:
        self.crew.gone.append(self.number)


class FakeCrew:
    """Tasks meet their fates, then succeed."""

    def __init__(self, **fates: Any) -> None:
        self.fates = fates
        self.tried: list[tuple[str, int]] = []
        self.gone: list[int] = []
        self.hired = 0

    def hire(self) -> Worker:
        self.hired += 1
        return FakeWorker(self, self.hired)

    def first_done(self, workers: Collection[Worker]) -> Worker:
        return next(iter(workers))


def test_workers_are_kept_between_tasks_and_dismissed_at_the_end() -> None:
    crew = FakeCrew()
    with Team(crew, size=2) as team:
        done = [outcome.done for outcome in team.do([task(name) for name in "abcd"])]
        done += [outcome.done for outcome in team.do([task("e")])]
    assert sorted(one.checkpoint["name"] for one in done if one) == list("abcde")
    assert crew.hired == 2
    assert sorted(crew.gone) == [1, 2]


def test_another_worker_takes_the_task_of_a_lost_one() -> None:
    crew = FakeCrew(a=[LostWorker("killed")])
    with Team(crew, size=1) as team:
        outcomes = list(team.do([task("a"), task("b")]))
    assert {o.task.shard.name: o.errors for o in outcomes} == {"a": ("killed",), "b": ()}
    assert crew.tried == [("a", 1), ("b", 2), ("a", 2)]


def test_a_task_that_always_fails_is_given_up_and_the_others_are_done() -> None:
    crew = FakeCrew(a=[FailedTask(str(number)) for number in range(9)])
    with Team(crew, size=2, retries=2) as team:
        outcomes = {outcome.task.shard.name: outcome for outcome in team.do([task("a"), task("b")])}
    assert outcomes["a"].done is None
    assert outcomes["a"].errors == ("0", "1", "2")
    assert outcomes["b"].done is not None


def test_whoever_stops_listening_dismisses_the_workers() -> None:
    crew = FakeCrew()
    with Team(crew, size=2) as team:
        for _ in team.do([task(name) for name in "abc"]):
            break
    assert len(crew.gone) == crew.hired
