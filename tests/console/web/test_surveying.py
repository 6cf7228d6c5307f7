"""The survey's file beside the pages: whom the hall chooses is noted, also while the file could not be used."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path

import msgspec
import pytest
from deadline import DEADLINE_S
from hall_under_test import HallUnderTest

from console.receptions.errors import StoreError
from console.survey.questions import load_survey
from console.survey.store import SurveyStore
from console.web.records import Records
from console.web.surveying import Surveying
from firmware.words import Language
from hall.ticket import Ticket
from mqtt_bridge.commands import Undo
from mqtt_bridge.events import Recorded


class Kept:
    """A survey in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.records = Records()
        self.changed = asyncio.Event()
        survey = load_survey()
        opened = partial(SurveyStore, folder / "survey.db", survey)
        self.surveying = Surveying(self.records, survey, opened, self.changed.set, again_s=0.01)

    def play(self, steps: Callable[[], Awaitable[None]]) -> None:
        """Do *steps* while the survey is noted."""

        async def beside() -> None:
            async with asyncio.timeout(DEADLINE_S):
                noting = asyncio.create_task(self.surveying.keep_noting())
                await steps()
                noting.cancel()

        asyncio.run(beside())

    async def until(self, wanted: Callable[[], bool]) -> None:
        """Wait until what is known by heart is *wanted*."""
        while not wanted():
            self.changed.clear()
            await self.changed.wait()

    def chosen(self) -> list[str]:
        """Return the tickets that are still to be asked."""
        return [visit.ticket_id for visit in self.surveying.now.chosen]


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    kept = Kept(tmp_path / "disk")
    kept.records.start()
    yield kept
    kept.records.stop()


@pytest.fixture
def visits(hall: HallUnderTest) -> list[Ticket]:
    """Let two visits end; both are chosen."""
    centre = hall.hall.centre
    hall.configure(msgspec.structs.replace(centre, queue=msgspec.structs.replace(centre.queue, survey_every=1)))
    hall.wait()
    hall.wait()
    return [hall.serve(), hall.serve()]


def day(hall: HallUnderTest) -> list[Recorded]:
    return [recorded for recorded, _request_id in hall.history]


def test_whom_the_hall_chooses_is_known_at_once_and_told_again_brings_nothing(
    kept: Kept, hall: HallUnderTest, visits: list[Ticket]
) -> None:
    async def steps() -> None:
        kept.surveying.hear(day(hall))
        await kept.until(lambda: len(kept.chosen()) == 2)
        assert kept.chosen() == [visits[1].ticket_id, visits[0].ticket_id]

        kept.surveying.hear(day(hall))
        answers = {"service": "5"}
        await kept.surveying.run(lambda store: store.answer(visits[0].ticket_id, answers, Language.RU, "s-1", hall.at))
        await kept.until(lambda: kept.chosen() == [visits[1].ticket_id])
        assert kept.surveying.now.answered == 1
        assert await kept.surveying.run(lambda store: store.asked_by(visits[0].ticket_id)) == "s-1"
        assert await kept.surveying.run(lambda store: store.asked_by(visits[1].ticket_id)) is None

    kept.play(steps)


def test_a_visit_that_was_taken_back_is_asked_no_more(kept: Kept, hall: HallUnderTest, visits: list[Ticket]) -> None:
    async def steps() -> None:
        kept.surveying.hear(day(hall))
        known = len(hall.history)
        hall.ask(Undo(place="window-1"))
        kept.surveying.hear(day(hall)[known:])

        await kept.until(lambda: kept.chosen() == [visits[0].ticket_id])

    kept.play(steps)


def test_nothing_is_lost_while_the_file_cannot_be_used(kept: Kept, hall: HallUnderTest, visits: list[Ticket]) -> None:
    async def steps() -> None:
        kept.folder.write_text("no folder")
        kept.surveying.hear(day(hall))
        await kept.until(lambda: kept.surveying.now.is_away)
        with pytest.raises(StoreError):
            await kept.surveying.run(lambda store: store.asked_by("0" * 16))

        kept.folder.unlink()

        await kept.until(lambda: len(kept.chosen()) == len(visits))
        assert not kept.surveying.now.is_away

    kept.play(steps)


def test_a_new_day_begins_without_those_of_yesterday(kept: Kept, hall: HallUnderTest, visits: list[Ticket]) -> None:
    async def steps() -> None:
        kept.surveying.hear(day(hall))
        await kept.until(lambda: len(kept.chosen()) == len(visits))
        known = len(hall.history)

        hall.turn_over()
        kept.surveying.hear(day(hall)[known:])

        await kept.until(lambda: kept.chosen() == [])

    kept.play(steps)
