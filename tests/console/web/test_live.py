"""What open pages are told by themselves."""

import asyncio
import time
from collections.abc import AsyncIterator, Hashable

import pytest
from deadline import DEADLINE_S

from console.web.live import SLICE_S, Live


class Counter:
    """A region that shows a number."""

    def __init__(self, name: str = "count") -> None:
        self.name = name
        self.value = 0
        self.drawings = 0

    def look(self) -> Hashable:
        return self.value

    def draw(self, seen: object) -> str:
        self.drawings += 1
        return f"<p>\n{seen}</p>"


async def always() -> bool:
    return True


async def heard(stream: AsyncIterator[bytes], wanted: bytes) -> bytes:
    async with asyncio.timeout(DEADLINE_S):
        async for event in stream:
            if wanted in event:
                return event
    raise AssertionError("the stream has ended")


def test_a_page_is_told_how_it_is_and_then_what_has_changed() -> None:
    async def play() -> None:
        live, counter = Live(), Counter()
        looking = asyncio.create_task(live.keep_looking())
        page = live.watch((counter,), always)
        assert await heard(page, b"<p>") == b"event: count\ndata: <p>\ndata: 0</p>\n\n"

        counter.value = 1
        live.touch()

        assert await heard(page, b"1</p>")
        live.close()
        await looking

    asyncio.run(play())


def test_a_region_is_drawn_once_however_many_watch_and_not_at_all_without_news() -> None:
    async def play() -> None:
        live, counter = Live(), Counter()
        looking = asyncio.create_task(live.keep_looking())
        pages = [live.watch((counter,), always) for _ in range(20)]
        for page in pages:
            await heard(page, b"0</p>")
        assert (counter.drawings, live.open_pages) == (1, 20)

        live.touch()
        counter.value = 7
        for page in pages:
            await heard(page, b"7</p>")

        assert counter.drawings == 2
        live.close()
        await looking

    asyncio.run(play())


class Slow(Counter):
    """A region whose drawing takes longer than one turn of the loop may."""

    def draw(self, seen: object) -> str:
        until = time.perf_counter() + 2 * SLICE_S
        while time.perf_counter() < until:
            pass
        return super().draw(seen)


def test_a_page_is_sent_all_that_is_new_in_one_piece_though_the_loop_had_other_turns_meanwhile() -> None:
    async def play() -> None:
        live, regions = Live(), (Slow("first"), Slow("second"))
        looking = asyncio.create_task(live.keep_looking())
        page = live.watch(regions, always)
        await heard(page, b"event: second")

        for region in regions:
            region.value = 1
        live.touch()

        assert b"event: second" in await heard(page, b"event: first")
        live.close()
        await looking

    asyncio.run(play())


class Fading(Counter):
    """A region that shows nothing in the end."""

    def draw(self, seen: object) -> str:
        return "" if seen else "<p>something</p>"


def test_a_region_that_has_become_empty_is_told_too() -> None:
    async def play() -> None:
        live, fading = Live(), Fading()
        looking = asyncio.create_task(live.keep_looking())
        page = live.watch((fading,), always)
        await heard(page, b"something")

        fading.value = 1
        live.touch()

        assert await heard(page, b"event: count") == b"event: count\ndata: \n\n"
        live.close()
        await looking

    asyncio.run(play())


def test_a_slow_page_gets_the_newest_look_alone() -> None:
    async def play() -> None:
        live, counter = Live(), Counter()
        looking = asyncio.create_task(live.keep_looking())
        slow, quick = live.watch((counter,), always), live.watch((counter,), always)
        await heard(slow, b"0</p>")
        for value in range(1, 4):
            counter.value = value
            live.touch()
            await heard(quick, f"{value}</p>".encode())

        assert b"3</p>" in await heard(slow, b"<p>")
        live.close()
        await looking

    asyncio.run(play())


def test_a_page_that_is_not_welcome_any_more_is_told_to_go() -> None:
    async def play() -> None:
        live, counter = Live(), Counter()
        looking = asyncio.create_task(live.keep_looking())
        is_welcome = True

        async def still() -> bool:
            return is_welcome

        page = live.watch((counter,), still)
        await heard(page, b"0</p>")
        is_welcome = False
        counter.value = 1
        live.touch()
        assert await heard(page, b"gone")
        with pytest.raises(StopAsyncIteration):
            await anext(page)
        assert live.open_pages == 0
        live.close()
        await looking

    asyncio.run(play())


def test_a_page_that_was_left_is_forgotten() -> None:
    async def play() -> None:
        live, counter = Live(), Counter()
        page = live.watch((counter,), always)
        await heard(page, b"0</p>")
        assert live.open_pages == 1

        await page.aclose()  # type: ignore[attr-defined]  # an async generator has it

        assert live.open_pages == 0

    asyncio.run(play())
