"""Threads that hang: seen, told, forgiven when they come back, and the end of the process when they are vital."""

import logging
import queue
import re
import sys
import threading
from collections.abc import Callable, Iterable, Iterator

import pytest
from deadline import DEADLINE_S, until

from firmware.clock import FakeClock
from firmware.inbox import Inbox
from firmware.service import serve
from firmware.watching import GRACE_S, Hung, ThreadDiedError, ThreadHungError, Watch, WatchedThread
from firmware.worker import Worker

LIMIT_S = 30.0


class Disk:
    """A disk that lets nobody go on until it is mended."""

    def __init__(self) -> None:
        self._is_reached = threading.Event()
        self._mended: queue.SimpleQueue[None] = queue.SimpleQueue()

    def write(self, _job: object | None) -> None:
        self._is_reached.set()
        self._mended.put(self._mended.get(timeout=DEADLINE_S))

    def mend(self) -> None:
        self._mended.put(None)

    def holds(self, thread: threading.Thread) -> bool:
        """Tell whether *thread* stands still in `write`: this queue has no frames in which it might still move."""
        frame = sys._current_frames().get(thread.ident or 0)  # noqa: SLF001 - as the watch looks
        return self._is_reached.is_set() and frame is not None and frame.f_code is Disk.write.__code__


class Devices:
    """Workers whose clock is the test's own."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.told: list[tuple[Hung, ...]] = []
        self.watch = Watch(self.told.append)
        self.disk = Disk()
        self._workers: list[Worker] = []

    def start(self, work: Callable[[object | None], None], *, is_vital: bool = False) -> Worker:
        worker = Worker("store", work, idle_s=60, limit_s=LIMIT_S, is_vital=is_vital)
        worker.thread._clock = self.clock  # noqa: SLF001 - so that nobody waits for half a minute
        self._workers.append(worker)
        worker.start()
        return worker

    def hanging(self, *, is_vital: bool = False) -> Worker:
        worker = self.start(self.disk.write, is_vital=is_vital)
        worker.put("job")
        until(lambda: self.disk.holds(worker.thread))
        return worker

    def look_after(self, seconds: float) -> None:
        self.clock.pass_time(seconds)
        self.watch.look([worker.thread for worker in self._workers], self.clock.monotonic())

    def end(self) -> None:
        self.disk.mend()
        for worker in self._workers:
            assert worker.stop()


@pytest.fixture
def devices() -> Iterator[Devices]:
    devices = Devices()
    yield devices
    devices.end()


def test_a_worker_that_has_nothing_to_do_never_hangs(devices: Devices) -> None:
    devices.start(devices.disk.write)

    devices.look_after(3600)

    assert devices.told == []


def test_a_job_within_its_limit_does_not_hang(devices: Devices) -> None:
    devices.hanging()

    devices.look_after(LIMIT_S - 1)

    assert devices.told == []


def test_a_job_beyond_its_limit_is_told_and_logged_once_with_the_place_where_it_hangs(
    devices: Devices, caplog: pytest.LogCaptureFixture
) -> None:
    devices.hanging()

    with caplog.at_level(logging.ERROR):
        for _ in range(5):
            devices.look_after(LIMIT_S + 1)

    ((hung,),) = devices.told
    assert hung.thread == "store"
    assert re.match(r"test_watching\.py:\d+ write < worker\.py:\d+ _run < threading\.py:\d+ run", hung.where)
    assert [record.getMessage() for record in caplog.records] == [
        f"thread changed thread=store from=well to=hung where={hung.where}"
    ]


def test_a_thread_that_comes_back_is_well_again(devices: Devices) -> None:
    worker = devices.hanging()
    devices.look_after(LIMIT_S + 1)
    done = threading.Event()

    devices.disk.mend()
    worker.put("next")
    assert worker.stop()
    worker = devices.start(lambda _job: done.set())
    worker.put("job")
    assert done.wait(DEADLINE_S)
    devices.watch.look([worker.thread], devices.clock.monotonic())

    assert [len(hung) for hung in devices.told] == [1, 0]


def test_a_long_job_that_says_that_it_goes_on_does_not_hang(devices: Devices) -> None:
    halfway, go_on = threading.Event(), threading.Event()

    def build(_job: object | None) -> None:
        devices.clock.pass_time(LIMIT_S - 1)
        worker.goes_on()
        halfway.set()
        go_on.wait(DEADLINE_S)

    worker = devices.start(build)
    worker.put("job")
    assert halfway.wait(DEADLINE_S)

    devices.look_after(LIMIT_S - 1)
    go_on.set()

    assert devices.told == []


def test_a_vital_thread_ends_the_process_once_its_fault_has_been_told(devices: Devices) -> None:
    devices.hanging(is_vital=True)

    devices.look_after(LIMIT_S + 1)
    devices.look_after(GRACE_S - 1)
    assert len(devices.told) == 1
    with pytest.raises(ThreadHungError, match=r"thread store hangs in test_watching\.py:"):
        devices.look_after(1)


def test_a_process_that_was_itself_frozen_does_not_take_its_threads_for_hanging_for_good(devices: Devices) -> None:
    """All clocks go on while a process is stopped, so the first look after it comes too early."""
    worker = devices.hanging(is_vital=True)
    devices.look_after(3600)
    devices.disk.mend()
    assert worker.stop()
    fresh = devices.start(lambda _job: None, is_vital=True)

    devices.watch.look([fresh.thread], devices.clock.monotonic() + GRACE_S)

    assert devices.told[-1] == ()


def test_a_dead_thread_is_no_hanging_one() -> None:
    dead = WatchedThread(lambda: None, "printer", is_vital=True)
    dead.start()
    dead.join()

    with pytest.raises(ThreadDiedError, match="printer"):
        Watch(lambda _hung: None).look([dead], 0.0)


def test_the_service_loop_ends_for_a_vital_thread_and_does_not_feed_the_watchdog_with_it(devices: Devices) -> None:
    thread = devices.hanging(is_vital=True).thread
    fed: list[str] = []

    class Station:
        def handle(self, message: object) -> None:
            raise AssertionError(message)

        def tick(self) -> float:
            devices.clock.pass_time(LIMIT_S)
            return devices.clock.monotonic()

        def threads(self) -> Iterable[threading.Thread]:
            return (thread,)

    with pytest.raises(ThreadHungError):
        serve(Inbox(), Station(), lambda *words: fed.append(words[0]), devices.clock, devices.told.append)

    assert len(devices.told) == 1
    assert fed == ["READY=1", "WATCHDOG=1"]
