import asyncio
from pathlib import Path
from typing import Any

import pytest

from firmware.door import Door
from simulator.doors import DoorClosedError, Doors, Word


def echo(question: dict[str, Any]) -> dict[str, Any]:
    return {"echo": question}


@pytest.fixture
def deep(tmp_path: Path) -> Path:
    """Make a folder whose paths are longer than a socket's may be."""
    folder = tmp_path / ("deep-" * 20)
    folder.mkdir()
    return folder


def test_a_question_is_answered(tmp_path: Path) -> None:
    door = Door(tmp_path, "entrance", echo)
    doors = Doors(tmp_path)
    try:
        assert asyncio.run(doors.ask("entrance", {"do": "press"})) == {"echo": {"do": "press"}}
    finally:
        doors.close()
        door.close()


def test_a_door_that_is_not_there_is_closed(deep: Path) -> None:
    doors = Doors(deep)
    with pytest.raises(DoorClosedError, match="entrance does not answer"):
        asyncio.run(doors.ask("entrance", {}))
    doors.close()


def test_a_watcher_hears_the_newest_word_and_comes_back_when_the_daemon_does(tmp_path: Path) -> None:
    async def watch() -> None:
        heard: asyncio.Queue[Word | bool] = asyncio.Queue()
        doors = Doors(tmp_path)
        watching = asyncio.create_task(doors.watch("entrance", heard.put_nowait, heard.put_nowait))
        try:
            async with asyncio.timeout(10):
                for life in (1, 2):
                    door = await asyncio.to_thread(Door, tmp_path, "entrance", echo)
                    door.tell("lamps", {"life": life, "n": 1})
                    assert await heard.get() is True
                    assert (await heard.get()) == {"subject": "lamps", "life": life, "n": 1}
                    door.tell("lamps", {"life": life, "n": 2})
                    assert (await heard.get()) == {"subject": "lamps", "life": life, "n": 2}
                    await asyncio.to_thread(door.close)
                    assert await heard.get() is False
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
            doors.close()

    asyncio.run(watch())
