"""The survey as the pages use it: whom the hall chooses is noted as it happens, and who is open is known by heart."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

import msgspec

from console.receptions.errors import StoreError
from console.survey.counting import survey_counts
from console.survey.questions import Survey
from console.survey.store import ChosenVisit, Stands, SurveyStore, concerns
from console.web.records import Records
from mqtt_bridge.events import DayOpened, Recorded

T = TypeVar("T")

AGAIN_S = 5.0
"""So long after the file could not be used it is tried again."""

_log = logging.getLogger("web")


class SurveyNow(msgspec.Struct, frozen=True, kw_only=True):
    """How it stands today."""

    chosen: tuple[ChosenVisit, ...] = ()
    """Who is still to be asked, the newest first."""
    answered: int = 0
    is_away: bool = False
    """The file cannot be used."""


class Surveying:
    """For the event loop's thread. *open_store* raises StoreError, and may be called again and again."""

    def __init__(
        self,
        records: Records,
        survey: Survey,
        open_store: Callable[[], SurveyStore],
        touch: Callable[[], None],
        again_s: float = AGAIN_S,
    ) -> None:
        self._records = records
        self._open_store = open_store
        self._touch = touch
        self._again_s = again_s
        self._store: SurveyStore | None = None
        self._day = ""
        self._heard: list[tuple[str, Recorded]] = []
        self._news = asyncio.Event()
        self.survey = survey
        self.now = SurveyNow()

    def hear(self, recorded: Iterable[Recorded]) -> None:
        """Take note of what the hall did: never blocks, and loses nothing while the file cannot be used."""
        for one in recorded:
            if isinstance(one.event, DayOpened):
                self._day = one.event.day
                self._news.set()
            elif concerns(one):
                self._heard.append((self._day, one))
                self._news.set()

    async def keep_noting(self) -> None:
        """Write down what was heard, again and again."""
        while True:
            await self._news.wait()
            self._news.clear()
            heard, self._heard = self._heard, []
            try:
                await self.run(partial(_note, heard))
            except StoreError:
                self._heard = heard + self._heard
                await asyncio.sleep(self._again_s)
                self._news.set()

    async def run(self, act: Callable[[SurveyStore], T]) -> T:
        """Do *act* with the file, in the records' thread; then what is known by heart is as it is there.

        Raises StoreError while the file cannot be used: whoever asks next tries again.
        """
        day = self._day
        try:
            done, self.now = await self._records.run(partial(self._do, act, day))
        except StoreError as error:
            if not self.now.is_away:
                _log.warning("survey closed why=%s", error)
            self.now = msgspec.structs.replace(self.now, is_away=True)
            raise
        finally:
            self._touch()
        return done

    # What follows runs in the records' thread.

    def _do(self, act: Callable[[SurveyStore], T], day: str) -> tuple[T, SurveyNow]:
        try:
            if self._store is None:
                self._store = self._open_store()
            done = act(self._store)
            answered = survey_counts(self._store, day, day).visits[Stands.ANSWERED]
            return done, SurveyNow(chosen=tuple(self._store.open_visits(day)), answered=answered)
        except StoreError:
            if self._store is not None:
                self._store.close()
                self._store = None
            raise


def _note(heard: Iterable[tuple[str, Recorded]], store: SurveyStore) -> None:
    days: dict[str, list[Recorded]] = {}
    for day, recorded in heard:
        days.setdefault(day, []).append(recorded)
    for day, events in days.items():
        store.take_news(day, events)
