"""The copy of today's receptions, and the names that pages were opened with, on a real book in a thread of its own."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from reception_store import KEY, TABLE_AT, THURSDAY, booked, store_in
from staff_room import CHEAP

from console.accounts.settings import AccountsSettings
from console.accounts.store import StaffStore
from console.receptions.errors import StoreError
from console.receptions.opened import PageView
from console.receptions.rows import Why
from console.receptions.store import Store
from console.receptions.vault import Vault
from console.web.receptions import Receptions
from console.web.records import Records
from console.web.today import Today
from firmware.clock import FakeClock

OFFICE = "office-12"
PAGE = PageView("session", "view", "staff-7", Why.OFFICE)


def with_today(folder: Path, test: Callable[[Today], Awaitable[None]], *, is_open: bool = True) -> int:
    """Let *test* run on a copy of the book in *folder*; return how often it said that something had changed."""
    clock, records, told = FakeClock(), Records(), []

    def open_store() -> Store:
        if not is_open:
            raise StoreError("closed")
        return Store(folder / "receptions.db", Vault([KEY]), TABLE_AT)

    async def run() -> None:
        staff = await records.run(lambda: StaffStore(AccountsSettings(file=str(folder / "staff.db")), CHEAP))
        receptions = Receptions(records, lambda: staff, clock, open_store)
        try:
            await test(Today(receptions, clock, lambda: THURSDAY, lambda: told.append(True)))
        finally:
            await records.run(receptions.close)
            await records.run(staff.close)

    records.start()
    try:
        asyncio.run(run())
    finally:
        records.stop()
    return len(told)


def test_what_is_the_same_as_before_is_not_told(tmp_path: Path) -> None:
    with store_in(tmp_path) as store:
        booking_id = booked(store, "10:00")

    async def test(today: Today) -> None:
        await today.look()
        await today.look()
        assert today.day is not None
        assert today.day.booking_ids(OFFICE) == [booking_id]

    assert with_today(tmp_path, test) == 1


def test_names_are_there_once_a_page_was_opened_and_gone_when_its_session_is_forgotten(tmp_path: Path) -> None:
    with store_in(tmp_path) as store:
        booking_id = booked(store, "10:00")

    async def test(today: Today) -> None:
        assert today.names("session", "view") is None
        await today.open(PAGE, OFFICE)
        await today.look()
        names = today.names("session", "view")
        assert names is not None
        assert names[booking_id].person.name == "Мысал Мысалұлы"
        assert today.names("another", "view") is None
        await today.forget("session")
        assert today.names("session", "view") is None

    with_today(tmp_path, test)


def test_a_look_that_was_under_way_brings_no_forgotten_name_back_and_loses_no_new_one(tmp_path: Path) -> None:
    with store_in(tmp_path) as store:
        booked(store, "10:00")

    async def test(today: Today) -> None:
        await today.open(PAGE, OFFICE)
        under_way = asyncio.create_task(today.look())
        await asyncio.sleep(0)
        await today.forget("session")
        await under_way
        assert today.names("session", "view") is None

        under_way = asyncio.create_task(today.look())
        await asyncio.sleep(0)
        await today.open(PAGE, OFFICE)
        await under_way
        assert today.names("session", "view")

    with_today(tmp_path, test)


def test_while_the_book_is_closed_there_is_no_day_and_nothing_can_be_opened(tmp_path: Path) -> None:
    async def test(today: Today) -> None:
        await today.look()
        assert today.day is None
        try:
            await today.open(PAGE, OFFICE)
        except StoreError:
            return
        raise AssertionError("a closed book was opened")

    assert with_today(tmp_path, test, is_open=False) == 0
