"""What is asked of other threads, and answered when the pages' event loop has ended: it ends nothing else."""

import asyncio
import threading
from collections.abc import Iterator

import pytest
from deadline import DEADLINE_S

from console.following.questions import Question
from console.web.asker import Asker
from console.web.records import Records
from firmware.words import new_id
from mqtt_bridge.place_commands import OpenPlace


@pytest.fixture
def records() -> Iterator[Records]:
    records = Records()
    records.start()
    yield records
    records.stop()


async def _begun(asking: asyncio.Future[object]) -> None:
    """Let it ask, and leave it to its end: the loop ends first."""
    await asyncio.sleep(0)
    assert not asking.done()


def test_what_is_done_after_the_loop_has_ended_does_not_end_the_thread(records: Records) -> None:
    may_end = threading.Event()

    async def leave() -> None:
        await _begun(asyncio.ensure_future(records.run(may_end.wait)))

    async def come_again() -> str:
        async with asyncio.timeout(DEADLINE_S):
            return await records.run(lambda: "done")

    asyncio.run(leave())
    may_end.set()

    assert asyncio.run(come_again()) == "done"


def test_who_answers_a_question_after_the_loop_has_ended_goes_on() -> None:
    asked: list[object] = []

    def put(question: object) -> bool:
        asked.append(question)
        return True

    async def leave() -> None:
        await _begun(asyncio.ensure_future(Asker(put).ask(OpenPlace(place="window-1"), "a7", new_id())))

    asyncio.run(leave())

    (question,) = asked
    assert isinstance(question, Question)
    question.answered(None)  # as the console does for everybody who still waits when it stops
