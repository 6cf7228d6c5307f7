"""Starts the processes of the hall and keeps them running, as systemd would: Restart=always, but never on exit 78."""

import asyncio
import contextlib
import logging
import os
import shutil
import signal
import socket
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from pathlib import Path
from typing import Self

from firmware.settings import EXIT_SETTINGS
from simulator.hall_plan import GROUND, Planned

FIRST_PAUSE_S = 0.3
LONGEST_PAUSE_S = 2.0
SETTLED_S = 5.0
"""Who lived so long is started again after the first pause."""
STOP_PATIENCE_S = 12.0
"""A station may need ten seconds for the ticket in the cutter."""
LOG_LIMIT = 2_000_000
"""Bytes. A longer log is cut to its newer half."""
_LOG_CHECK_S = 20.0

_log = logging.getLogger("processes")


class ProcessState(Enum):
    """How a process of the hall is."""

    STARTING = "starting"
    RUNNING = "running"
    RESTARTING = "restarting"
    """It has ended by itself, and is started again in a moment."""
    STOPPING = "stopping"
    STOPPED = "stopped"
    FAILED = "failed"
    """Its settings are wrong (exit 78): started again only when somebody says so."""


class Supervised:
    """One process that is kept running. For the event loop's thread."""

    def __init__(
        self, planned: Planned, folder: Path, environment: Mapping[str, str], tell: Callable[[], None]
    ) -> None:
        self.planned = planned
        self.state = ProcessState.STOPPED
        self.starts = 0
        self.log_path = folder / "logs" / f"{planned.name}.log"
        self._folder = folder
        self._environment = environment
        self._tell = tell
        self._process: asyncio.subprocess.Process | None = None
        self._wanted = asyncio.Event()
        self._unwanted = asyncio.Event()
        self._ended = asyncio.Event()
        self._ended.set()
        self._task: asyncio.Task[None] | None = None
        self._closing = False

    @property
    def pid(self) -> int | None:
        """Return the process id while there is a process."""
        return self._process.pid if self._process is not None else None

    def start(self) -> None:
        """Have it run, at once and from now on."""
        self._unwanted.clear()
        self._wanted.set()
        if self._task is None:
            self._task = asyncio.create_task(self._live(), name=self.planned.name)

    def stop(self) -> None:
        """Ask it to end (SIGTERM; SIGKILL when that takes too long) and leave it so until `start`."""
        self._wanted.clear()
        self._unwanted.set()

    async def kill(self) -> None:
        """Kill -9 and wait until it has gone. It comes back by itself."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            await self._ended.wait()

    async def close(self) -> None:
        """Stop it for good, and wait for that."""
        self._closing = True
        self._unwanted.set()
        self._wanted.set()
        if self._task is not None:
            await self._task

    def limit_log(self) -> None:
        """Cut a log that has grown too long; its writer appends, and goes on at the new end."""
        with contextlib.suppress(FileNotFoundError):
            if self.log_path.stat().st_size > LOG_LIMIT:
                newer = self.log_path.read_bytes()[-LOG_LIMIT // 2 :]
                self.log_path.write_bytes(newer[newer.find(b"\n") + 1 :])

    async def _live(self) -> None:
        pause_s = FIRST_PAUSE_S
        loop = asyncio.get_running_loop()
        while not self._closing:
            if not self._wanted.is_set():
                await self._wanted.wait()
                pause_s = FIRST_PAUSE_S
                continue
            began = loop.time()
            code = await self._run_once()
            if self._unwanted.is_set():
                self._become(ProcessState.STOPPED)
                continue
            _log.warning("process ended name=%s code=%d", self.planned.name, code)
            if code == EXIT_SETTINGS:
                self._wanted.clear()
                self._become(ProcessState.FAILED)
                continue
            # Who was killed has not failed: the pause grows only for those that end by themselves.
            if loop.time() - began >= SETTLED_S or code == -signal.SIGKILL:
                pause_s = FIRST_PAUSE_S
            self._become(ProcessState.RESTARTING)
            with contextlib.suppress(TimeoutError):
                # Not wait_for: before Python 3.12 it may swallow a cancellation.
                async with asyncio.timeout(pause_s):
                    await self._unwanted.wait()
                self._become(ProcessState.STOPPED)
            pause_s = min(pause_s * 2, LONGEST_PAUSE_S)

    async def _run_once(self) -> int:
        """Start it and wait for its end, whoever brings it about; return its exit code."""
        self.limit_log()
        if shutil.which(self.planned.command[0]) is None:
            return EXIT_SETTINGS  # as hopeless as wrong settings
        with _Readiness(self._folder / "notify" / self.planned.name, self._is_ready) as readiness:
            environment = {**self._environment, **self.planned.environment}
            if self.planned.notifies:
                environment["NOTIFY_SOCKET"] = readiness.address
            with self.log_path.open("ab") as log:
                self._process = await asyncio.create_subprocess_exec(
                    *dies_with_us(self.planned.command),
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    cwd=self._folder,
                    env=environment,
                )
            self._ended.clear()
            self.starts += 1
            self._become(ProcessState.STARTING if self.planned.notifies else ProcessState.RUNNING)
            readiness.listen()
            ending = asyncio.create_task(self._end_when_unwanted(self._process))
            try:
                code = await self._process.wait()
            finally:
                ending.cancel()
                self._process = None
                self._ended.set()
            return code

    async def _end_when_unwanted(self, process: asyncio.subprocess.Process) -> None:
        await self._unwanted.wait()
        self._become(ProcessState.STOPPING)
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
            await asyncio.sleep(STOP_PATIENCE_S)
            process.kill()

    def _is_ready(self) -> None:
        if self.state is ProcessState.STARTING:
            self._become(ProcessState.RUNNING)

    def _become(self, state: ProcessState) -> None:
        self.state = state
        self._tell()


class Supervisor:
    """All processes of the hall."""

    def __init__(self, plan: Iterable[Planned], folder: Path, environment: Mapping[str, str]) -> None:
        self.on_change: Callable[[], None] = lambda: None
        """Called whenever a process has changed its state."""
        self._all_running = asyncio.Event()
        for name in ("logs", "notify"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        self.processes = {planned.name: Supervised(planned, folder, environment, self._changed) for planned in plan}
        self._logs: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Start everything, in the order of the plan."""
        for process in self.processes.values():
            process.start()
        self._logs = asyncio.create_task(self._limit_logs())

    async def close(self) -> None:
        """Stop the daemons, and only then what they stand on: printers and broker."""
        if self._logs is not None:
            self._logs.cancel()
            await asyncio.gather(self._logs, return_exceptions=True)
        for is_ground in (False, True):
            some = [p for p in self.processes.values() if (p.planned.role in GROUND) is is_ground]
            await asyncio.gather(*(process.close() for process in some))

    async def all_running(self) -> None:
        """Wait until every process has run, and those that say so have been ready, at the same time."""
        await self._all_running.wait()

    def _changed(self) -> None:
        if all(process.state is ProcessState.RUNNING for process in self.processes.values()):
            self._all_running.set()
        self.on_change()

    async def _limit_logs(self) -> None:
        while True:
            await asyncio.sleep(_LOG_CHECK_S)
            for process in self.processes.values():
                process.limit_log()


class _Readiness:
    """The socket to which one process says READY=1, as it would say it to systemd.

    What is said before `listen` waits in the socket: a process may be ready before we know that it has begun.
    """

    def __init__(self, path: Path, ready: Callable[[], None]) -> None:
        self._path = path
        self._ready = ready
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)

    @property
    def address(self) -> str:
        """Return where the process, which runs in the run directory, finds it."""
        return f"{self._path.parent.name}/{self._path.name}"

    def listen(self) -> None:
        """Hear what is said, and what has been said already."""
        asyncio.get_running_loop().add_reader(self._socket, self._read)

    def __enter__(self) -> Self:
        self._path.unlink(missing_ok=True)
        # Bound by a short way, so that a run directory deep in the tree does not exceed the 107 bytes of a socket.
        folder = os.open(self._path.parent, os.O_PATH)
        try:
            self._socket.bind(f"/proc/self/fd/{folder}/{self._path.name}")
        finally:
            os.close(folder)
        return self

    def __exit__(self, *_error: object) -> None:
        asyncio.get_running_loop().remove_reader(self._socket)
        self._socket.close()
        self._path.unlink(missing_ok=True)

    def _read(self) -> None:
        with contextlib.suppress(BlockingIOError):
            if b"READY=1" in self._socket.recv(4096).split(b"\n"):
                self._ready()


def dies_with_us(command: tuple[str, ...]) -> tuple[str, ...]:
    """Have the kernel kill the process when the simulator ends, even by kill -9.

    setpriv (util-linux) sets the parent-death signal and becomes the command, so the pid is the command's own. A parent
    that died before the signal was set would never be noticed: the shell between them looks whether it is still ours.
    """
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        return command
    still_ours = ("/bin/sh", "-c", '[ "$PPID" = "$0" ] && exec "$@"', str(os.getpid()))
    return (setpriv, "--pdeathsig", signal.Signals.SIGKILL.name[3:], "--", *still_ours, *command)
