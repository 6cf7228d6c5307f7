"""From a clerk's click to the board, alone and in a full house, and what the console costs.

All are processes of their own: the dispatcher with its journal, the console, and between them a private Mosquitto. A
click on *next* is timed from when it leaves the browser's connection to when the board with its call has come by MQTT.
In the full house 200 pages are open and 50 clicks come every second, on 20 windows: calls and finished visits in turn;
there a click is also timed to when the clerk's own open page is told what has changed. An hour of a busy hall has some
3,000 events; the house is kept full for as many of them, twice, and what the second time adds to the console's memory
is what it would grow by the hour. The first time opens pages and fills what is bounded. What grows is what the day
has of tickets, each of which is kept until the day ends; how much that is for each is told, too.
"""

import asyncio
import contextlib
import sys
import tempfile
import threading
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from asker import Asker, let_wait
from clerks import Clerk, Clicking, hear, sign_in_clerks
from figures import parser, percentile, show
from load import connect
from measured_hall import console_settings, dispatcher_settings, process
from process_cost import memory_mb
from readiness import wait_until_ready

from centre.checks import load_centre
from firmware.clock import SystemClock
from mqtt_bridge.commands import CallNext, Finish
from mqtt_bridge.events import TicketCalled
from mqtt_bridge.private_broker import PrivateBroker, free_port
from mqtt_bridge.topics import BOARD, EVENT
from simulator.toml_text import toml_text

SITE = "bench"
WINDOWS = 20
"""As many as a board has calls: none is pushed off before a board was sent, however busy the machine."""
STREAMS = 200
CLICKS_PER_S = 50
WARM_UP = 20
APART_S = 0.15
"""Boards are sent at once, though not oftener than every 50 ms: a lone clerk's has none shortly before it."""
PATIENCE_S = 20.0
SETTLE_S = 2.0
TIMES_FULL = 2


class Watching:
    """What the hall tells: when each call came with a board, and whose it is."""

    def __init__(self, port: int) -> None:
        self.board_at: dict[str, float] = {}
        self.ticket_of: dict[str, str] = {}
        self.events = 0
        self._changed = threading.Condition()
        self._client = connect(port, "hall-board")
        self._client.on_message = self._hear
        self._client.loop_start()
        self._client.subscribe([(BOARD.at(SITE), 1), (EVENT.at(SITE), 1)])

    def call(self, call_id: str) -> tuple[float, str]:
        """Wait for the call; return when its board came, and its ticket. Raises TimeoutError."""
        with self._changed:
            both = lambda: call_id in self.board_at and call_id in self.ticket_of  # noqa: E731 - used once, below
            if not self._changed.wait_for(both, PATIENCE_S):
                raise TimeoutError(f"call {call_id} came to no board")
            return self.board_at[call_id], self.ticket_of[call_id]

    def _hear(self, _client: Any, _userdata: object, message: Any) -> None:
        now = time.monotonic()
        with self._changed:
            if message.topic == BOARD.at(SITE):
                for call in BOARD.decode(bytes(message.payload)).calls:
                    self.board_at.setdefault(call.call_id, now)
            else:
                for recorded in EVENT.decode(bytes(message.payload)).events:
                    self.events += 1
                    if isinstance(recorded.event, TicketCalled):
                        self.ticket_of[recorded.event.call_id] = recorded.event.ticket_id
            self._changed.notify_all()


class House:
    """Clerks who click in turn, and their open pages."""

    def __init__(self, port: int, clerks: list[Clerk], watching: Watching) -> None:
        self._port = port
        self._watching = watching
        self._clicking = [Clicking(port, clerk) for clerk in clerks]
        self._told: dict[str, asyncio.Event] = {clerk.place: asyncio.Event() for clerk in clerks}
        self._hands: dict[str, asyncio.Lock] = {clerk.place: asyncio.Lock() for clerk in clerks}
        """A clerk clicks when the last visit is done, also on a machine that cannot keep up."""
        self.to_board: list[float] = []
        self.to_page: list[float] = []
        self.to_answer: list[float] = []
        self.by_pad: list[float] = []
        self.refused = 0

    async def alone(self, clicks: int, pad: Asker) -> None:
        """One clerk clicks, with no page open; in turn *pad* asks the same by MQTT, as a button in the hall does."""
        for _ in range(clicks):
            await asyncio.sleep(APART_S)
            await self._visit(self._clicking[0], pages=False)
            await asyncio.sleep(APART_S)
            call_id, asked_at, _result = await asyncio.to_thread(pad.ask, CallNext(place="window-2"))
            called = await asyncio.to_thread(self._watching.call, call_id)
            self.by_pad.append(called[0] - asked_at)
            await asyncio.to_thread(pad.ask, Finish(place="window-2"))
        self._hang_up()

    async def full(self, seconds: float) -> None:
        """All clerks click in turn, at the rate told, with all pages open."""
        clerks = [clicking.clerk for clicking in self._clicking]
        streams = [
            asyncio.create_task(hear(self._port, clerk, self._ear(clerk)))
            for clerk in (clerks * (STREAMS // len(clerks) + 1))[:STREAMS]
        ]
        await asyncio.sleep(SETTLE_S)
        loop = asyncio.get_running_loop()
        until, due = loop.time() + seconds, loop.time()
        visits: set[asyncio.Task[None]] = set()
        for turn in range(10**9):
            if due >= until:
                break
            await asyncio.sleep(max(0.0, due - loop.time()))
            visits.add(asyncio.create_task(self._visit(self._clicking[turn % len(self._clicking)], pages=True)))
            due += 2 / CLICKS_PER_S  # a visit is two clicks
        await asyncio.gather(*visits)
        for stream in streams:
            if stream.done():
                stream.result()
            stream.cancel()
        await asyncio.gather(*streams, return_exceptions=True)
        self._hang_up()

    def _hang_up(self) -> None:
        for clicking in self._clicking:
            clicking.close()

    async def _visit(self, clicking: Clicking, *, pages: bool) -> None:
        async with self._hands[clicking.clerk.place]:
            await self._serve(clicking, pages=pages)

    async def _serve(self, clicking: Clicking, *, pages: bool) -> None:
        told = self._told[clicking.clerk.place]
        told.clear()
        began = time.monotonic()
        ask, status = await clicking.click("next")
        self.to_answer.append(time.monotonic() - began)
        self.refused += status != 200  # noqa: PLR2004 - the one that there is
        if pages:
            async with asyncio.timeout(PATIENCE_S):
                await told.wait()
            self.to_page.append(time.monotonic() - began)
        called = await asyncio.to_thread(self._watching.call, clicking.clerk.call_id(ask))
        self.to_board.append(called[0] - began)
        _ask, status = await clicking.click("finish", ticket_id=called[1])
        self.refused += status != 200  # noqa: PLR2004 - likewise

    def _ear(self, clerk: Clerk) -> Any:
        wanted, told = f"event: place-{clerk.place}\n".encode(), self._told[clerk.place]

        def heard(line: bytes) -> None:
            if line == wanted:
                told.set()

        return heard


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    arguments = parser(__doc__)
    arguments.add_argument("--clicks", type=int, default=200, help="of the clerk who is alone")
    arguments.add_argument("--seconds", type=float, default=60.0, help="for how long the house is full")
    options = arguments.parse_args(argv)
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        broker = PrivateBroker(folder)
        broker.start()
        stack.callback(broker.kill)
        port = free_port()
        console = console_settings(folder, SITE, broker.port, port)
        dispatcher = dispatcher_settings(folder, SITE, broker.port)
        _add_windows(folder / "centre.toml")
        (folder / "console").mkdir(exist_ok=True)
        clerks = sign_in_clerks(
            folder / "console" / "staff.db", load_centre(folder / "centre.toml"), SystemClock().wall()
        )
        with (
            process("-m", "dispatcher", "--config", str(dispatcher)),
            process("-m", "console", "--config", str(console)) as running,
        ):
            wait_until_ready(broker.port, SITE, "dispatcher", "console")
            figures = _measure(broker.port, port, running.pid, clerks, options.clicks, options.seconds)
    show(figures, as_json=options.json)
    return 0


def _measure(
    broker_port: int, port: int, pid: int, clerks: list[Clerk], clicks: int, seconds: float
) -> dict[str, float]:
    station, pad = Asker(broker_port, SITE, "entrance"), Asker(broker_port, SITE, "pad-window-2")
    watching = Watching(broker_port)
    let_wait(station, 2 * (clicks + WARM_UP))
    rest_mb = memory_mb(pid)[0]
    alone, full = House(port, clerks, watching), [House(port, clerks, watching) for _time in range(TIMES_FULL)]
    asyncio.run(alone.alone(WARM_UP + clicks, pad))
    tickets = round(seconds * CLICKS_PER_S / 2) + WINDOWS
    told, after_mb = [watching.events], []
    for house in full:
        let_wait(station, tickets)
        asyncio.run(house.full(seconds))
        threading.Event().wait(SETTLE_S)
        told.append(watching.events)
        after_mb.append(memory_mb(pid)[0])
    station.close()
    pad.close()
    to_board = [took_s for house in full for took_s in house.to_board]
    to_page = [took_s for house in full for took_s in house.to_page]
    return {
        "click_to_board_p50_ms": percentile(alone.to_board[WARM_UP:], 50) * 1000,
        "click_to_board_p99_ms": percentile(alone.to_board[WARM_UP:], 99) * 1000,
        "click_to_answer_p50_ms": percentile(alone.to_answer[WARM_UP:], 50) * 1000,
        "pad_to_board_p50_ms": percentile(alone.by_pad[WARM_UP:], 50) * 1000,
        "loaded_p50_ms": percentile(to_board, 50) * 1000,
        "loaded_p99_ms": percentile(to_board, 99) * 1000,
        "loaded_page_p50_ms": percentile(to_page, 50) * 1000,
        "loaded_page_p99_ms": percentile(to_page, 99) * 1000,
        "loaded_clicks": float(2 * len(to_board)),
        "second_time_events": float(told[-1] - told[-2]),
        "refused": float(sum(house.refused for house in (alone, *full))),
        "rss_mb": rest_mb,
        "rss_full_mb": after_mb[0],
        "rss_growth_mb": after_mb[-1] - after_mb[-2],
        "rss_growth_per_ticket_kb": (after_mb[-1] - after_mb[-2]) / tickets * 1024,
    }


def _add_windows(centre: Path) -> None:
    """Give the centre more windows than the shipped one has."""
    document = tomllib.loads(centre.read_text(encoding="utf-8"))
    first = next(place for place in document["places"] if place["kind"] == "window")
    competences = [competence["name"] for competence in document["competences"]]
    kept = {**first, "zones": ["consultation"], "competences": competences}
    windows = [{**kept, "name": f"window-{number}", "number": number} for number in range(1, WINDOWS + 1)]
    others = [place for place in document["places"] if place["kind"] != "window"]
    centre.write_text(toml_text({**document, "places": [*windows, *others]}), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
