import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest
from deadline import DEADLINE_S, until

from firmware.clock import SystemClock
from firmware.door import Door
from simulator.doors import Doors
from simulator.feed import Feed
from simulator.hall import Hall
from simulator.hall_plan import HallPlan
from simulator.processes import Supervisor

SAID = [{"n": 1}]


class SlowSpeaker:
    """Answers what it has said, but at first not in time: only when it is asked again."""

    def __init__(self) -> None:
        self.asked_again = threading.Event()
        self._was_asked = threading.Event()

    def answer(self, _question: dict[str, Any]) -> dict[str, Any]:
        if self._was_asked.is_set():
            self.asked_again.set()
        self._was_asked.set()
        self.asked_again.wait(DEADLINE_S)
        return {"said": SAID}


def test_what_a_speaker_that_answered_too_late_has_said_is_fetched_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.doors.ANSWER_S", 0.1)
    speaker, doors = SlowSpeaker(), Doors(tmp_path)
    door = Door(tmp_path, "speaker", speaker.answer)
    plan = HallPlan((), speakers=("speaker",))

    async def run() -> None:
        hall = Hall(plan, Supervisor((), tmp_path, {}), doors, Feed(), tmp_path, SystemClock())
        watching = asyncio.create_task(hall.watch())
        try:
            await asyncio.to_thread(until, lambda: hall.said("speaker") == SAID)
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)

    try:
        asyncio.run(run())
    finally:
        speaker.asked_again.set()
        door.close()
        doors.close()
