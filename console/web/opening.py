"""From the console's settings to pages that are served, and hear of the hall."""

import threading
from collections.abc import Callable, Iterable
from functools import partial

from centre.settings import CentreSettings
from console.accounts.store import StaffStore
from console.following.hall_copy import HallCopy
from console.following.news import HallAnew, HallGrew, News
from console.receptions.store import Store
from console.seeing.day_tally import DayTally
from console.seeing.papers import DayPapers
from console.settings import ConsoleSettings
from console.survey.opening import open_survey, read_survey
from console.web.app import application
from console.web.asker import Asker
from console.web.book_watch import BookWatch
from console.web.deserted import Deserted
from console.web.drafts import Drafts
from console.web.hall_told import HallTold
from console.web.house import House
from console.web.live import Live
from console.web.pages import Pages
from console.web.paths import PAGES
from console.web.people import People
from console.web.receptions import Receptions
from console.web.records import Records
from console.web.remembering import Remembering
from console.web.serving import Built, WebThread, listen
from console.web.sessions import Sessions
from console.web.surveying import Surveying
from firmware.clock import Clock


class ServedPages:
    """For the owner thread: a `following.news.Pages`. Opens its port when it is made; raises SettingsError."""

    def __init__(
        self,
        settings: ConsoleSettings,
        centre: CentreSettings,
        clock: Clock,
        put: Callable[[object], bool],
        open_store: Callable[[], Store],
    ) -> None:
        self._settings = settings
        self._centre = centre
        self._clock = clock
        self._put = put
        self._open_store = open_store
        self._copy = HallCopy(put)
        self._tally = DayTally()
        self._papers = DayPapers()
        self._told = HallTold()
        self._live: Live | None = None
        self._records = Records()
        survey = read_survey(settings.survey)
        self._surveying = Surveying(self._records, survey, partial(open_survey, settings.survey, survey), self._touch)
        self._web = WebThread(settings.web, listen(settings.web), self._build)

    def start(self) -> None:
        """Serve."""
        self._records.start()
        self._web.start()

    def stop(self) -> None:
        """End all open pages."""
        self._web.stop()
        self._records.stop()

    def threads(self) -> Iterable[threading.Thread]:
        """Return the threads that must live."""
        return (self._web.thread, self._records.thread)

    def hear(self, news: News) -> None:
        """See `following.news.Pages`."""
        self._web.call(partial(self._take, news))

    # What follows runs in the web's own thread.

    def _take(self, news: News) -> None:
        epoch = self._copy.hall.epoch if self._copy.hall is not None else 0
        self._copy.hear(news)
        if isinstance(news, HallAnew):
            self._tally.places.clear()
            self._papers.clear()
            self._told.hear_anew(news.recorded)
        if isinstance(news, HallGrew):
            self._told.hear(epoch, news.recorded)
        if isinstance(news, HallAnew | HallGrew):
            self._tally.hear(news.recorded)
            self._papers.hear(news.recorded)
            self._surveying.hear(news.recorded)
        self._touch()

    def _touch(self) -> None:
        if self._live is not None:
            self._live.touch()

    def _now(self) -> float:
        """Return the hall's time; this machine's until the hall was heard."""
        return self._copy.now(self._clock.monotonic()) or self._clock.wall()

    async def _build(self) -> Built:
        records = self._records
        staff = await records.run(partial(StaffStore, self._settings.staff))

        def accounts() -> StaffStore:
            return staff

        self._live = live = Live()
        people = People(records, accounts, self._clock)
        receptions = Receptions(records, self._open_store)
        book = BookWatch(receptions, records, accounts, self._clock, self._book_time, live.touch)
        drafts = Drafts(self._clock)
        sessions = Sessions(records, accounts, self._clock, live.doubt)
        house = House(
            device=self._settings.device,
            centre=self._centre,
            clock=self._clock,
            copy=self._copy,
            asker=Asker(self._put),
            records=records,
            accounts=accounts,
            sessions=sessions,
            live=live,
            tally=self._tally,
            papers=self._papers,
            people=people,
            remembering=Remembering(self._copy, self._clock),
            receptions=receptions,
            book=book,
            surveying=self._surveying,
            drafts=drafts,
            pages=Pages(PAGES),
        )
        served = application(house, self._settings.web)
        going_on = (
            *(live.keep_looking, people.keep_looking, book.keep_looking, Deserted(house).keep_closing),
            *(partial(self._told.keep_telling, receptions), self._surveying.keep_noting),
            partial(drafts.keep_forgetting, sessions.has_ended),
        )
        return Built(served, going_on, live.close)

    def _book_time(self) -> float:
        """Return this machine's time or the hall's, whichever is later: no clock brings yesterday back."""
        return max(self._clock.wall(), self._copy.now(self._clock.monotonic()))
