"""A slow device's thread: one job after the other, idle calls, an orderly end."""

import threading

import pytest
from deadline import DEADLINE_S

from firmware.inbox import Inbox
from firmware.worker import Worker


def test_jobs_are_done_in_order_on_one_thread_and_finished_before_it_ends() -> None:
    done: list[tuple[object, str]] = []
    worker = Worker("printer", lambda job: done.append((job, threading.current_thread().name)), idle_s=60)
    for job in range(3):
        worker.put(job)
    worker.start()

    assert worker.stop()
    assert done == [(job, "printer") for job in range(3)]


def test_an_idle_worker_is_given_none() -> None:
    answers = Inbox()

    def answer(job: object | None) -> None:
        answers.put(job)

    worker = Worker("printer", answer, idle_s=0.01)
    worker.start()

    assert answers.take(DEADLINE_S, most=1) == [None]
    assert worker.stop()


def test_a_worker_that_hangs_in_a_job_is_reported_by_stop() -> None:
    begun, free = threading.Event(), threading.Event()

    def hang(_job: object | None) -> None:
        begun.set()
        free.wait(DEADLINE_S)

    worker = Worker("printer", hang)
    worker.start()
    worker.put("job")
    assert begun.wait(DEADLINE_S)

    assert not worker.stop(patience_s=0.05)
    free.set()
    assert worker.stop()


def test_what_work_raises_ends_the_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    raised: list[type[BaseException]] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: raised.append(args.exc_type))

    def fail(_job: object | None) -> None:
        raise ZeroDivisionError

    worker = Worker("printer", fail)
    worker.start()
    worker.put("job")
    worker.thread.join(DEADLINE_S)

    assert not worker.thread.is_alive()
    assert raised == [ZeroDivisionError]
    assert worker.stop()


def test_a_worker_that_never_started_is_stopped_already() -> None:
    assert Worker("printer", lambda _job: None).stop()
