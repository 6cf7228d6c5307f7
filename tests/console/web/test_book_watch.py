"""What pages see of the book of receptions: read anew when it has changed, with names for who opened them."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from deadline import DEADLINE_S
from reception_store import MONDAY, THURSDAY, booked, store_in
from staff_room import hired, opened, signed_in

from console.accounts.store import StaffStore
from console.receptions.errors import StoreError
from console.receptions.looks import looks_page
from console.receptions.opened import KEEP_S, PageView
from console.receptions.rows import Why
from console.receptions.store import Store
from console.web.book_seen import BookReader, BookSeen, Shown
from console.web.book_watch import BookWatch
from console.web.receptions import Receptions
from console.web.records import Records
from firmware.clock import FakeClock

OFFICE = "office-12"
DAY = date(2027, 1, 21)


class Watched:
    """A book in a records' thread, looked at for two sessions."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = FakeClock(100.0, THURSDAY)
        self.records = Records()
        self.is_there = True
        self.told = 0
        self.receptions = Receptions(self.records, self.open_store)
        self.watch = BookWatch(
            self.receptions, self.records, lambda: self.accounts, self.clock, self.clock.wall, self.changed
        )
        self.sessions: list[str] = []

    def open_store(self) -> Store:
        if not self.is_there:
            raise StoreError("no such disk")
        return store_in(self.folder)

    def changed(self) -> None:
        self.told += 1

    def office(self, session: int = 0, view: str = "opening") -> Shown:
        """Return an opening of the office's page."""
        return Shown(PageView(self.sessions[session], view, "staff-7", Why.OFFICE), office=OFFICE)

    def day(self, session: int = 0) -> Shown:
        """Return an opening of the reception's list."""
        return Shown(PageView(self.sessions[session], f"day-{DAY}", "staff-7", Why.TODAY), day=DAY)

    def play(self, steps: Callable[[], Awaitable[None]]) -> None:
        async def within_time() -> None:
            await self.records.run(self.begin)
            try:
                async with asyncio.timeout(DEADLINE_S):
                    await steps()
            finally:
                await self.records.run(self.end)

        asyncio.run(within_time())

    def begin(self) -> None:
        self.accounts: StaffStore = opened(self.folder)
        hired(self.accounts, at=MONDAY)
        self.tokens = [signed_in(self.accounts, at=THURSDAY) for _ in range(2)]
        for token in self.tokens:
            view = self.accounts.sessions.session(token, THURSDAY)
            assert view is not None
            self.sessions.append(view.session_id)

    def end(self) -> None:
        self.accounts.close()
        self.receptions.close()


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    """Give all of it, closed again at the end."""
    watched = Watched(tmp_path)
    watched.records.start()
    yield watched
    watched.records.stop()


@pytest.fixture
def booking_id(tmp_path: Path) -> str:
    """Return a visitor's of the day, whom the office receives."""
    with store_in(tmp_path) as store:
        return booked(store, "10:00")


def shown_at_office(seen: BookSeen) -> list[str]:
    assert seen.day is not None
    return [row.booking_id for one in seen.day.receptions if one.reception.office == OFFICE for row in one.rows]


@pytest.mark.usefixtures("booking_id")
def test_nothing_is_told_or_made_anew_while_neither_the_book_nor_the_minute_is_another(watched: Watched) -> None:
    async def steps() -> None:
        await watched.watch.show(watched.office())
        first, told = watched.watch.seen, watched.told
        watched.clock.pass_time(30.0)
        second = await watched.watch.look()

        assert watched.told == told
        assert second.day is first.day
        assert second.names_on(watched.sessions[0], "opening") is first.names_on(watched.sessions[0], "opening")

        watched.clock.pass_time(31.0)
        third = await watched.watch.look()

        assert third.day is not first.day, "somebody may have become late"

    watched.play(steps)


def test_what_another_program_has_booked_is_seen_by_the_next_look(watched: Watched, booking_id: str) -> None:
    async def steps() -> None:
        assert shown_at_office(await watched.watch.look()) == [booking_id]
        told = watched.told
        with store_in(watched.folder) as another:
            second = booked(another, "10:20")

        assert shown_at_office(await watched.watch.look()) == [booking_id, second]
        assert watched.told == told + 1

    watched.play(steps)


def test_a_page_shows_the_names_it_was_opened_with_until_its_session_is_forgotten(
    watched: Watched, booking_id: str
) -> None:
    async def steps() -> None:
        watch, (session, other) = watched.watch, watched.sessions
        assert watch.seen.names_on(session, "opening") is None
        await watch.show(watched.office())
        await watch.show(watched.day())
        await watch.show(watched.day(session=1))

        names = watch.seen.names_on(session, "opening")
        assert names is not None
        assert names[booking_id].person.name == "Мысал Мысалұлы"
        assert watch.seen.names_on(session, "another opening") is None
        assert booking_id in watch.seen.names_of(session)

        forgetting = asyncio.create_task(watch.forget(session))
        await asyncio.sleep(0)
        assert watch.seen.names_on(session, "opening") is None, "at once, whatever the records' thread does"
        assert not watch.seen.names_of(session)
        await forgetting
        await watch.look()

        assert not watch.seen.names_of(session)
        assert booking_id in watch.seen.names_of(other)

    watched.play(steps)


@pytest.mark.usefixtures("booking_id")
def test_what_an_office_looked_at_is_on_no_list_of_the_same_session(watched: Watched) -> None:
    async def steps() -> None:
        await watched.watch.show(watched.office())

        assert watched.watch.seen.names_of(watched.sessions[0]) == {}

    watched.play(steps)


def test_who_comes_onto_an_open_page_is_a_look_of_its_own(watched: Watched, booking_id: str) -> None:
    async def steps() -> None:
        await watched.watch.show(watched.office())
        with store_in(watched.folder) as another:
            second = booked(another, "10:20")
        seen = await watched.watch.look()
        await watched.watch.look()

        assert set(seen.names_on(watched.sessions[0], "opening") or ()) == {booking_id, second}
        looks = await watched.receptions.look(looks_page)
        assert [look.booking_ids for look in looks.looks] == [(second,), (booking_id,)]

    watched.play(steps)


@pytest.mark.usefixtures("booking_id")
def test_a_look_that_was_under_way_brings_no_forgotten_name_back_and_loses_no_new_one(watched: Watched) -> None:
    async def steps() -> None:
        watch, session = watched.watch, watched.sessions[0]
        await watch.show(watched.office())
        under_way = asyncio.create_task(watch.look())
        await asyncio.sleep(0)
        await watch.forget(session)
        await under_way
        assert watch.seen.names_on(session, "opening") is None

        under_way = asyncio.create_task(watch.look())
        await asyncio.sleep(0)
        await watch.show(watched.office())
        await under_way
        assert watch.seen.names_on(session, "opening")

    watched.play(steps)


@pytest.mark.usefixtures("booking_id")
def test_names_that_were_opened_while_their_session_was_locked_are_not_shown(watched: Watched) -> None:
    async def steps() -> None:
        watch = watched.watch
        showing = asyncio.create_task(watch.show(watched.office()))
        await asyncio.sleep(0)
        await watch.forget(watched.sessions[0])
        await showing

        assert watch.seen.names_on(watched.sessions[0], "opening") is None

    watched.play(steps)


@pytest.mark.parametrize("ending", ["lock", "sign_out", "time"])
@pytest.mark.usefixtures("booking_id")
def test_names_are_forgotten_when_the_session_locks_or_ends_or_the_page_has_been_open_for_long(
    watched: Watched, ending: str
) -> None:
    def end() -> None:
        if ending == "time":
            watched.clock.pass_time(KEEP_S)
        else:
            getattr(watched.accounts.door, ending)(watched.tokens[0], THURSDAY)

    async def steps() -> None:
        await watched.watch.show(watched.day())
        assert watched.watch.seen.names_of(watched.sessions[0])

        await watched.records.run(end)
        await watched.watch.look()

        assert watched.watch.seen.names_of(watched.sessions[0]) == {}

    watched.play(steps)


def test_no_name_is_in_memory_once_its_session_is_locked(watched: Watched, booking_id: str) -> None:
    reader = BookReader(lambda: watched.accounts, watched.clock)

    async def steps() -> None:
        shown = watched.day()
        await watched.receptions.run(partial(reader.open, shown=shown, at=THURSDAY))
        assert await watched.records.run(reader.held) == 1

        await watched.records.run(partial(watched.accounts.door.lock, watched.tokens[0], THURSDAY))
        seen = await watched.receptions.look(partial(reader.look, at=THURSDAY, days=[DAY], shown=[shown]))

        assert await watched.records.run(reader.held) == 0
        assert seen.names == {}
        assert [row.booking_id for one in seen.days[DAY].receptions for row in one.rows] == [booking_id]

    watched.play(steps)


@pytest.mark.usefixtures("booking_id")
def test_another_day_is_looked_at_as_long_as_a_page_wants_it(watched: Watched) -> None:
    async def steps() -> None:
        other = DAY + timedelta(days=7)
        assert other in (await watched.watch.look(other)).days
        assert other in (await watched.watch.look()).days

        watched.clock.pass_time(60.0)
        assert set((await watched.watch.look()).days) == {DAY}

    watched.play(steps)


@pytest.mark.usefixtures("booking_id")
def test_while_the_book_is_closed_there_is_no_day_and_nothing_can_be_opened(watched: Watched) -> None:
    async def steps() -> None:
        watch, session = watched.watch, watched.sessions[0]
        await watch.show(watched.office())
        await watched.records.run(watched.receptions.close)
        watched.is_there = False

        assert await watch.look() == BookSeen()
        with pytest.raises(StoreError):
            await watch.show(watched.office())
        with pytest.raises(StoreError):
            _ = watch.seen.schedule

        watched.is_there = True
        assert (await watch.look()).day is not None
        assert watch.seen.names_on(session, "opening") is None, "somebody looks anew, and that is recorded"

    watched.play(steps)


def test_a_view_of_another_office_shows_none_of_the_first(watched: Watched, booking_id: str) -> None:
    async def steps() -> None:
        await watched.watch.show(watched.office())
        await watched.watch.show(replace(watched.office(), office="office-14"))

        assert booking_id not in (watched.watch.seen.names_on(watched.sessions[0], "opening") or {})

    watched.play(steps)
