"""What stands between each device and the broker: a line that can be cut, stalled, slowed, or torn within a packet."""

import asyncio
import socket
import struct
import threading
from collections.abc import Iterable, Mapping
from enum import Enum

_CHUNK = 65_536
_RESET = struct.pack("ii", 1, 0)
"""SO_LINGER: closing a socket resets the connection."""


class Way(Enum):
    """What a line does with bytes, and with those who want to connect."""

    OPEN = "open"
    CUT = "cut"
    """Connections are reset, and so is every new one."""
    STALLED = "stalled"
    """Nothing comes through, and nothing is lost: it all comes when the line is open again."""
    LOST = "lost"
    """Nothing comes through, ever: the connections end when the line is open again."""
    SLOW = "slow"
    """Each piece takes its time."""
    TORN = "torn"
    """Half of the next piece comes through, then the connections are reset; from then on the line is open."""


class _Line:
    """One device's line. For the proxy's own loop."""

    def __init__(self, broker_port: int) -> None:
        self._broker_port = broker_port
        self._way = Way.OPEN
        self._delay_s = 0.0
        self._is_open = asyncio.Event()
        self._is_open.set()
        self._writers: set[asyncio.StreamWriter] = set()

    def go(self, way: Way, delay_s: float) -> None:
        """Be so from now on."""
        was, self._way, self._delay_s = self._way, way, delay_s
        if way is Way.CUT or was is Way.LOST:
            self.reset()
        if way is Way.STALLED:
            self._is_open.clear()
        else:
            self._is_open.set()

    def reset(self) -> None:
        """Reset all connections."""
        for writer in list(self._writers):
            opened = writer.get_extra_info("socket")
            if opened is not None and opened.fileno() >= 0:  # one that has ended is closed before it is forgotten
                opened.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            writer.transport.abort()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection to the broker and back, to its end."""
        self._writers.add(writer)
        try:
            if self._way is Way.CUT:
                return
            await self._is_open.wait()
            back, on = await asyncio.open_connection("127.0.0.1", self._broker_port)
            self._writers.add(on)
            try:
                await self._carry(reader, writer, back, on)
            finally:
                self._writers.discard(on)
                on.transport.abort()
        except OSError:
            pass  # the broker is not there, or one side has hung up
        finally:
            self._writers.discard(writer)
            writer.transport.abort()

    async def _carry(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        back: asyncio.StreamReader,
        on: asyncio.StreamWriter,
    ) -> None:
        for end in (writer, on):
            end.transport.set_write_buffer_limits(0)  # so that what was drained has left
            end.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        pumps = [asyncio.create_task(self._pump(reader, on)), asyncio.create_task(self._pump(back, writer))]
        try:
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while data := await source.read(_CHUNK):
            await self._is_open.wait()
            if self._way is Way.LOST:
                continue
            if self._way is Way.SLOW:
                await asyncio.sleep(self._delay_s)
            if self._way is Way.TORN:
                self._way = Way.OPEN
                sink.write(data[: len(data) // 2])
                await sink.drain()
                self.reset()
                return
            sink.write(data)
            await sink.drain()


class Proxy:
    """A port of 127.0.0.1 for each device. A thread of its own carries all lines; call from any thread."""

    def __init__(self, broker_port: int, devices: Iterable[str]) -> None:
        self._listening = {device: _listen() for device in devices}
        self._broker_port = broker_port
        self._lines: dict[str, _Line] = {}
        self._loop = asyncio.new_event_loop()
        self._stopping = asyncio.Event()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="proxy", daemon=True)

    @property
    def ports(self) -> Mapping[str, int]:
        """Return where each device reaches the broker."""
        return {device: listening.getsockname()[1] for device, listening in self._listening.items()}

    def start(self) -> None:
        """Carry from now on."""
        self._thread.start()
        self._ready.wait()

    def stop(self) -> None:
        """End all connections and the thread."""
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(10)

    def go(self, device: str, way: Way, delay_s: float = 0.0) -> None:
        """Have the line of *device* be so from now on. Raises KeyError."""
        self._loop.call_soon_threadsafe(self._lines[device].go, way, delay_s)

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        self._lines = {device: _Line(self._broker_port) for device in self._listening}
        servers = [
            await asyncio.start_server(self._lines[device].serve, sock=listening)
            for device, listening in self._listening.items()
        ]
        self._ready.set()
        await self._stopping.wait()
        for server in servers:
            server.close()
        for line in self._lines.values():
            line.reset()
        left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)


def _listen() -> socket.socket:
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(16)
    return listening
