import asyncio

from simulator.feed import Feed


async def take(stream: object) -> bytes:
    async with asyncio.timeout(5):
        return await anext(stream)  # type: ignore[call-overload,no-any-return]  # an async generator


def test_who_comes_hears_the_newest_of_each_subject_and_then_what_changes() -> None:
    async def listen() -> None:
        feed = Feed()
        feed.tell("board", 1)
        feed.tell("board", 2)
        stream = feed.listen()
        assert await take(stream) == b"retry: 500\n\n"
        assert await take(stream) == b"event: board\ndata: 2\n\n"
        feed.tell("daemons", ["кезек"])
        assert await take(stream) == 'event: daemons\ndata: ["кезек"]\n\n'.encode()
        await stream.aclose()  # type: ignore[attr-defined]

    asyncio.run(listen())


def test_a_slow_listener_misses_states_in_between_but_never_the_newest() -> None:
    async def listen() -> None:
        feed = Feed()
        stream = feed.listen()
        await take(stream)
        for n in range(100):
            feed.tell("board", n)
        assert await take(stream) == b"event: board\ndata: 99\n\n"
        await stream.aclose()  # type: ignore[attr-defined]

    asyncio.run(listen())


def test_streams_end_when_the_feed_is_closed() -> None:
    async def listen() -> None:
        feed = Feed()
        feed.tell("board", 1)
        stream = feed.listen()
        await take(stream)
        await take(stream)
        feed.close()
        async with asyncio.timeout(5):
            assert [chunk async for chunk in stream] in ([], [b""])

    asyncio.run(listen())
