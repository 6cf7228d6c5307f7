"""The service loop: order, stop, watchdog, dead threads."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator

import pytest
from deadline import DEADLINE_S, until

from firmware.inbox import Inbox, Stop
from firmware.service import serve
from firmware.watching import ThreadDiedError


class Recorder:
    """A daemon and a systemd in one list: what happened, in order."""

    def __init__(self, act: Callable[[int], None], threads: Iterable[threading.Thread] = ()) -> None:
        self.events: list[object] = []
        self._act = act
        self._threads = list(threads)
        self._rounds = 0

    def handle(self, message: object) -> None:
        self.events.append(message)

    def tick(self) -> float:
        self.events.append("tick")
        self._act(self._rounds)
        self._rounds += 1
        return float("inf")

    def threads(self) -> Iterable[threading.Thread]:
        return self._threads

    def notify(self, *assignments: str) -> None:
        self.events.append(assignments[0])


def stop_in_the_second_round(inbox: Inbox) -> Callable[[int], None]:
    def act(rounds: int) -> None:
        if rounds == 1:
            inbox.put(Stop("enough"))

    return act


@pytest.fixture(autouse=True)
def signal_handlers_are_put_back() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_ready_is_said_after_the_first_tick_and_stopping_at_the_end() -> None:
    inbox = Inbox()
    inbox.put("a")
    inbox.put("b")
    daemon = Recorder(stop_in_the_second_round(inbox))

    reason = serve(inbox, daemon, daemon.notify)

    assert reason == "enough"
    assert daemon.events == ["tick", "READY=1", "a", "b", "tick", "WATCHDOG=1", "STOPPING=1"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_loop_once_what_came_before_it_is_handled(number: signal.Signals) -> None:
    inbox = Inbox()
    inbox.put("a")
    daemon = Recorder(lambda _rounds: os.kill(os.getpid(), number))

    assert serve(inbox, daemon, daemon.notify) == number.name
    assert "a" in daemon.events


def test_what_came_after_the_stop_is_left_in_the_inbox() -> None:
    inbox = Inbox()
    for value in ("before", Stop("enough"), "after"):
        inbox.put(value)
    daemon = Recorder(lambda _rounds: None)

    serve(inbox, daemon, daemon.notify)

    assert "before" in daemon.events
    assert inbox.take(0) == ["after"]


def test_a_signal_wakes_a_loop_that_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firmware.service.LONGEST_WAIT_S", 60.0)
    owner = threading.get_ident()

    def kill_in_the_wait() -> None:
        until(lambda: sys._current_frames()[owner].f_code is Inbox.take.__code__)  # noqa: SLF001 - no other sign of it
        os.kill(os.getpid(), signal.SIGTERM)

    killer = threading.Thread(target=kill_in_the_wait)
    daemon = Recorder(lambda rounds: None if rounds else killer.start())  # by then a signal finds its handler

    assert serve(Inbox(), daemon, daemon.notify) == "SIGTERM"
    assert daemon.events == ["tick", "READY=1", "STOPPING=1"], "it did not come round by itself"
    killer.join(DEADLINE_S)


def test_an_idle_loop_feeds_the_watchdog_though_nothing_is_ever_due(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firmware.service.LONGEST_WAIT_S", 0.05)
    inbox = Inbox()
    daemon = Recorder(stop_in_the_second_round(inbox))

    serve(inbox, daemon, daemon.notify)

    assert daemon.events == ["tick", "READY=1", "tick", "WATCHDOG=1", "STOPPING=1"]


def test_a_dead_thread_ends_the_process_and_is_not_hidden_from_the_watchdog() -> None:
    inbox = Inbox()
    inbox.put("a")
    dead = threading.Thread(target=lambda: None, name="printer")
    dead.start()
    dead.join()
    daemon = Recorder(lambda _rounds: None, [dead])

    with pytest.raises(ThreadDiedError, match="printer"):
        serve(inbox, daemon, daemon.notify)

    assert "WATCHDOG=1" not in daemon.events


def test_what_a_daemon_did_not_foresee_is_not_swallowed() -> None:
    inbox = Inbox()
    inbox.put("a")

    def fail(rounds: int) -> None:
        if rounds:
            raise ZeroDivisionError

    daemon = Recorder(fail)

    with pytest.raises(ZeroDivisionError):
        serve(inbox, daemon, daemon.notify)

    assert "WATCHDOG=1" not in daemon.events
