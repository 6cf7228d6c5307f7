"""Whose a request is, remembered for a moment."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from staff_room import hired, opened, signed_in

from console.accounts.store import StaffStore
from console.accounts.tokens import session_id_of
from console.web.records import Records
from console.web.sessions import MOST_REMEMBERED, REMEMBERED_S, Sessions
from firmware.clock import FakeClock

Play = Callable[[Sessions, StaffStore, FakeClock, list[str]], Awaitable[None]]


def play(folder: Path, act: Play) -> None:
    """Let *act* happen in a loop, with the accounts in the records' thread."""
    told: list[str] = []

    async def whole() -> None:
        records, clock = Records(), FakeClock()
        records.start()
        store = await records.run(lambda: opened(folder))
        sessions = Sessions(records, lambda: store, clock, lambda: told.append("changed"))
        try:
            await act(sessions, store, clock, told)
            await records.run(store.close)
        finally:
            records.stop()

    asyncio.run(whole())


@pytest.fixture
def token(tmp_path: Path) -> str:
    at = FakeClock().wall()
    with opened(tmp_path) as store:
        hired(store, at=at)
        return signed_in(store, at=at)


def test_who_works_in_a_page_that_hears_much_is_not_locked_out(tmp_path: Path, token: str) -> None:
    async def act(sessions: Sessions, store: StaffStore, clock: FakeClock, _told: list[str]) -> None:
        for _ in range(int(2 * store.settings.idle_lock_s / REMEMBERED_S)):
            await sessions.peek(token)
            await sessions.find(token)
            clock.pass_time(REMEMBERED_S)
        session = await sessions.find(token)
        assert session is not None
        assert not session.locked

    play(tmp_path, act)


def test_a_page_that_is_only_open_locks_all_the_same(tmp_path: Path, token: str) -> None:
    async def act(sessions: Sessions, store: StaffStore, clock: FakeClock, _told: list[str]) -> None:
        for _ in range(int(2 * store.settings.idle_lock_s / REMEMBERED_S)):
            await sessions.peek(token)
            clock.pass_time(REMEMBERED_S)
        session = await sessions.peek(token)
        assert session is not None
        assert session.locked

    play(tmp_path, act)


def test_a_locked_session_has_not_ended_and_one_whose_time_is_over_has(tmp_path: Path, token: str) -> None:
    async def act(sessions: Sessions, store: StaffStore, clock: FakeClock, _told: list[str]) -> None:
        session_id = session_id_of(token)
        clock.pass_time(2 * store.settings.idle_lock_s)
        assert not await sessions.has_ended(session_id)
        clock.pass_time(store.settings.session_s)
        assert await sessions.has_ended(session_id)
        assert await sessions.has_ended("nobody's")

    play(tmp_path, act)


def test_what_strangers_make_up_is_not_kept(tmp_path: Path) -> None:
    async def act(sessions: Sessions, _store: StaffStore, _clock: FakeClock, _told: list[str]) -> None:
        for length in (0, 1, 42, 44, 12_000):
            assert await sessions.find("A" * length) is None
        assert not sessions.remembered
        for number in range(MOST_REMEMBERED + 10):
            assert await sessions.find(f"{number:043d}") is None
        assert sessions.remembered <= MOST_REMEMBERED

    play(tmp_path, act)


def test_open_pages_are_told_when_something_about_sessions_has_changed(tmp_path: Path, token: str) -> None:
    async def act(sessions: Sessions, _store: StaffStore, _clock: FakeClock, told: list[str]) -> None:
        await sessions.find(token)
        sessions.forget()
        assert told == ["changed"]
        assert not sessions.remembered

    play(tmp_path, act)
