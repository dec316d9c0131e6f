"""Accounts that follow behind whoever decides."""

import threading
from queue import SimpleQueue

import pytest
from fastapi.testclient import TestClient

from counterclaim.desk import _following
from counterclaim.desk._following import Follower
from counterclaim.errors import LedgerError


class Slow:
    """Follows only as long as it is let, and counts how often."""

    def __init__(self) -> None:
        self.times, self.let, self.begun = 0, threading.Event(), threading.Event()

    def __call__(self) -> None:
        self.times += 1
        self.begun.set()
        assert self.let.wait(10)


def test_who_decided_waits_and_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is decided while accounts follow is followed once, behind that."""
    monkeypatch.setattr(_following, "WAIT_S", 0.05)
    slow = Slow()
    follower = Follower(slow)
    follower.ask("Ann")
    assert slow.begun.wait(10)
    for _ in range(3):
        follower.ask("Ann")
    assert follower.wait("Rob")  # decided nothing
    waited = threading.Event()

    def wait() -> None:
        follower.wait("Ann")
        waited.set()

    assert not follower.wait("Ann")  # not for ever: then what there is is shown, and that it is late
    monkeypatch.setattr(_following, "WAIT_S", 10)
    threading.Thread(target=wait, daemon=True).start()
    assert not waited.wait(0.05)
    slow.let.set()
    assert waited.wait(10)
    follower.wait()
    assert slow.times == 2


def test_many_tabs_leave_threads_for_others() -> None:
    """A page beyond as many as may wait is answered at once, with what there is; those that wait are answered later."""
    slow = Slow()
    follower = Follower(slow)
    follower.ask("Ann")
    answers: SimpleQueue[bool] = SimpleQueue()
    threads = [threading.Thread(target=lambda: answers.put(follower.wait("Ann")), daemon=True) for _ in range(60)]
    for thread in threads:
        thread.start()
    at_once = [answers.get(timeout=10) for _ in range(60 - _following.MOST_WAITING)]
    assert not any(at_once)
    assert follower.wait("Rob")  # decided nothing
    slow.let.set()
    assert all(answers.get(timeout=10) for _ in range(_following.MOST_WAITING))
    for thread in threads:
        thread.join(10)
    assert answers.empty()
    follower.ask("Ann")
    assert follower.wait("Ann")  # nobody counts any more


@pytest.mark.parametrize("error", [LedgerError("locked"), ZeroDivisionError()])
def test_a_fault_lets_nobody_wait_for_ever(error: Exception) -> None:
    def fail() -> None:
        raise error

    follower = Follower(fail)
    for _ in range(2):
        follower.ask("Ann")
        follower.wait("Ann")
        follower.wait()


def test_a_page_says_that_it_is_late(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Follower, "wait", lambda self, person=None: False)
    for path in ("/stories", "/review"):
        assert "is not in this page yet" in client.get(path).text
    monkeypatch.undo()
    assert "is not in this page yet" not in client.get("/stories").text
