"""Ray's actors as workers: the same tasks, on the machines of a cluster. The only importer of Ray."""

import logging
import os
from collections.abc import Collection
from typing import Any

from counterclaim.archive._plan import Plan
from counterclaim.archive._work import Done, Reader, Task
from counterclaim.archive._workers import ONE_THREAD, FailedTask, LostWorker, Worker, describe
from counterclaim.errors import SettingsError

INSTALL = "uv pip install 'counterclaim[ray]'"


class RayCrew:
    """Actors on a cluster, one core each. `local` starts Ray on this machine; `auto` finds the one that runs here.

    Raises:
        SettingsError: Ray is not installed, or there is no cluster at the address.
    """

    def __init__(self, plan: Plan, address: str, *, workers: int | None = None) -> None:
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing here calls home
        os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
        try:
            import ray
        except ImportError as error:
            raise SettingsError(f"Ray is not installed: {INSTALL}") from error
        self._ray: Any = ray
        try:
            if address == "local":
                ray.init(
                    address="local",
                    num_cpus=workers,
                    include_dashboard=False,
                    logging_level=logging.ERROR,
                    configure_logging=False,
                    log_to_driver=False,
                    object_store_memory=100_000_000,  # tasks and checkpoints alone go through it
                )
            else:
                ray.init(address=address, logging_level=logging.ERROR, configure_logging=False, log_to_driver=False)
        except (ConnectionError, ValueError, RuntimeError, OSError) as error:
            raise SettingsError(f"--ray {address}: no such cluster ({' '.join(str(error).split())[:200]})") from error
        self.workers = workers or max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        self._plan = ray.put(plan)
        self._actor = ray.remote(num_cpus=1, runtime_env={"env_vars": ONE_THREAD})(Reader)

    def hire(self) -> Worker:
        return _Actor(self._ray, self._actor.remote(self._plan))

    def first_done(self, workers: Collection[Worker]) -> Worker:
        by_task = {worker.task: worker for worker in workers if isinstance(worker, _Actor)}
        (ready,), _ = self._ray.wait(list(by_task), num_returns=1)
        return by_task[ready]

    def close(self) -> None:
        self._ray.shutdown()


class _Actor:
    def __init__(self, ray: Any, actor: Any) -> None:
        self._ray, self._actor = ray, actor
        self.task: Any = None

    def give(self, task: Task) -> None:
        self.task = self._actor.do.remote(task)

    def take(self) -> Done:
        try:
            done: Done = self._ray.get(self.task)
            return done
        except self._ray.exceptions.RayTaskError as error:
            cause = error.cause if isinstance(error.cause, Exception) else error
            raise FailedTask(describe(cause)) from None
        except self._ray.exceptions.RayError as error:
            raise LostWorker(f"its worker was lost ({type(error).__name__})") from None

    def dismiss(self) -> None:
        self._ray.kill(self._actor)
