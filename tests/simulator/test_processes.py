import asyncio
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from deadline import DEADLINE_S, until

from simulator.hall_plan import Planned
from simulator.processes import LOG_LIMIT, ProcessState, Supervised, Supervisor, dies_with_us

SLEEPS = "import signal; signal.pause()"
NOTIFIES = """
import os, signal, socket
with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as s:
    s.connect(os.environ["NOTIFY_SOCKET"])
    s.sendall(b"READY=1\\nSTATUS=running")
signal.pause()
"""
SAYS_SO = NOTIFIES.replace("signal.pause()", "open('said', 'w').close(); signal.pause()")
"""Lays a file down once it has said it."""
DEAF = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN){NOTIFIES}"

Change = Callable[[Callable[[Supervised], bool]], Coroutine[None, None, None]]


def planned(program: str, *, notifies: bool = False) -> Planned:
    return Planned("stand-in", "kiosk", (sys.executable, "-c", program), notifies=notifies)


def supervise(folder: Path, plan: Planned, drive: Callable[[Supervised, Change], Coroutine[None, None, None]]) -> None:
    """Run *drive* on one supervised process; it can wait until the process is in a state that it wants."""

    async def run() -> None:
        changed = asyncio.Event()
        supervisor = Supervisor([plan], folder, dict(os.environ))
        supervisor.on_change = changed.set
        process = supervisor.processes[plan.name]

        async def until(wanted: Callable[[Supervised], bool]) -> None:
            async with asyncio.timeout(DEADLINE_S):
                while not wanted(process):
                    changed.clear()
                    await changed.wait()

        supervisor.start()
        try:
            await drive(process, until)
        finally:
            await supervisor.close()
        assert process.pid is None

    asyncio.run(run())


def test_a_process_that_is_killed_comes_back_by_itself(tmp_path: Path) -> None:
    async def drive(process: Supervised, until: Change) -> None:
        await until(lambda process: process.state is ProcessState.RUNNING)
        first = process.pid
        await process.kill()
        assert process.pid is None
        await until(lambda process: process.state is ProcessState.RUNNING)
        assert process.pid not in {None, first}

    supervise(tmp_path, planned(SLEEPS), drive)


def test_a_process_that_ends_by_itself_comes_back(tmp_path: Path) -> None:
    async def drive(_process: Supervised, until: Change) -> None:
        await until(lambda process: process.starts >= 3)

    supervise(tmp_path, planned("pass"), drive)


def test_wrong_settings_are_not_tried_again_until_somebody_says_so(tmp_path: Path) -> None:
    async def drive(process: Supervised, until: Change) -> None:
        await until(lambda process: process.state is ProcessState.FAILED)
        assert process.starts == 1
        process.start()
        await until(lambda process: process.starts == 2)

    supervise(tmp_path, planned("raise SystemExit(78)"), drive)


def test_a_program_that_does_not_exist_has_failed(tmp_path: Path) -> None:
    async def drive(_process: Supervised, until: Change) -> None:
        await until(lambda process: process.state is ProcessState.FAILED)

    supervise(tmp_path, Planned("stand-in", "kiosk", ("/nowhere/at-all",), notifies=False), drive)


def test_a_stopped_process_stays_stopped_until_it_is_started(tmp_path: Path) -> None:
    async def drive(process: Supervised, until: Change) -> None:
        await until(lambda process: process.state is ProcessState.RUNNING)
        process.stop()
        await until(lambda process: process.state is ProcessState.STOPPED)
        assert process.pid is None
        process.start()
        await until(lambda process: process.state is ProcessState.RUNNING)

    supervise(tmp_path, planned(SLEEPS), drive)


def test_a_process_that_does_not_listen_to_sigterm_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.processes.STOP_PATIENCE_S", 0.2)

    async def drive(process: Supervised, until: Change) -> None:
        await until(lambda process: process.state is ProcessState.RUNNING)
        process.stop()
        await until(lambda process: process.state is ProcessState.STOPPED)

    supervise(tmp_path, planned(DEAF, notifies=True), drive)


def test_a_daemon_runs_once_it_has_said_that_it_is_ready(tmp_path: Path) -> None:
    seen: list[ProcessState] = []

    async def drive(_process: Supervised, until: Change) -> None:
        def running(process: Supervised) -> bool:
            seen.append(process.state)
            return process.state is ProcessState.RUNNING

        await until(running)
        assert ProcessState.STARTING in seen

    supervise(tmp_path, planned(NOTIFIES, notifies=True), drive)


def test_a_daemon_that_is_ready_before_we_know_that_it_has_begun_runs_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = asyncio.create_subprocess_exec

    async def begin_slowly(*command: str, **more: Any) -> asyncio.subprocess.Process:
        begun = await begin(*command, **more)
        await asyncio.to_thread(until, (tmp_path / "said").exists)
        return begun

    monkeypatch.setattr("asyncio.create_subprocess_exec", begin_slowly)

    async def drive(_process: Supervised, until: Change) -> None:
        await until(lambda process: process.state is ProcessState.RUNNING)

    supervise(tmp_path, planned(SAYS_SO, notifies=True), drive)


def test_a_log_that_has_grown_too_long_keeps_its_newer_half(tmp_path: Path) -> None:
    async def drive(process: Supervised, _until: Change) -> None:
        process.log_path.write_bytes(b"old\n" * LOG_LIMIT + b"newest\n")
        process.limit_log()
        kept = process.log_path.read_bytes()
        assert len(kept) <= LOG_LIMIT // 2
        assert kept.startswith(b"old\n")
        assert kept.endswith(b"newest\n")

    supervise(tmp_path, planned(SLEEPS), drive)


def test_no_process_is_left_when_the_simulator_is_killed(tmp_path: Path) -> None:
    program = f"""
import asyncio, os, sys
from pathlib import Path
from simulator.hall_plan import Planned
from simulator.processes import Supervisor

async def run():
    plan = [Planned("stand-in", "kiosk", (sys.executable, "-c", {SLEEPS!r}), notifies=False)]
    supervisor = Supervisor(plan, Path({str(tmp_path)!r}), dict(os.environ))
    supervisor.on_change = lambda: print(supervisor.processes["stand-in"].pid, flush=True)
    supervisor.start()
    await asyncio.sleep(60)

asyncio.run(run())
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as simulator:
        assert simulator.stdout is not None
        child = int(simulator.stdout.readline())
        descriptor = os.pidfd_open(child)
        simulator.kill()
        simulator.wait(DEADLINE_S)

    try:
        assert select.select([descriptor], [], [], DEADLINE_S)[0], "the child has outlived the simulator"
    finally:
        os.close(descriptor)


def test_a_process_whose_simulator_died_before_it_was_bound_to_it_does_not_begin(tmp_path: Path) -> None:
    began = tmp_path / "began"
    command = dies_with_us(("touch", str(began)))

    # Its parent is this shell, as it would be init once the simulator is gone.
    subprocess.run(["/bin/sh", "-c", '"$@"; true', "sh", *command], check=True, timeout=DEADLINE_S)
    assert not began.exists()

    subprocess.run(command, check=True, timeout=DEADLINE_S)
    assert began.exists()


def test_a_signal_of_a_killed_child_is_its_exit_code(tmp_path: Path) -> None:
    async def drive(process: Supervised, until: Change) -> None:
        await until(lambda process: process.state is ProcessState.RUNNING)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        await until(lambda process: process.state is ProcessState.RESTARTING)

    supervise(tmp_path, planned(SLEEPS), drive)


def test_a_process_has_an_environment_of_its_own_beside_that_of_all(tmp_path: Path) -> None:
    tells = 'import os; open("told", "w").write(os.environ["OWN"] + " " + os.environ["PATH"])'
    command = (sys.executable, "-c", f"{tells}{NOTIFIES}")
    plan = Planned("stand-in", "kiosk", command, environment={"OWN": "clock"})

    async def drive(_process: Supervised, until: Change) -> None:
        await until(lambda process: process.state is ProcessState.RUNNING)

    supervise(tmp_path, plan, drive)

    assert (tmp_path / "told").read_text() == f"clock {os.environ['PATH']}"
