"""Brings the hall up on this computer, serves it, and takes it down again so that nothing is left."""

import asyncio
import contextlib
import logging
import os
import signal
import socket
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn

from centre.checks import load_centre
from centre.hours import business_date
from centre.settings import CentreSettings
from console.receptions.checks import load_receptions
from firmware.clock import SystemClock
from firmware.words import Role
from mqtt_bridge.broker import write_broker_configuration
from mqtt_bridge.private_broker import free_port, mosquitto_program
from mqtt_bridge.settings import BrokerSettings, DeviceSettings
from simulator.api import Api
from simulator.clocks import clocks_in
from simulator.demonstration import receptions_here
from simulator.demonstration_book import fill_books
from simulator.demonstration_staff import make_staff, write_accounts
from simulator.doors import Doors
from simulator.feed import Feed
from simulator.hall import Hall
from simulator.hall_plan import OBSERVER, STAFF_FILE, HallPlan, Place, console_of, plan_hall
from simulator.observer import Observer
from simulator.processes import Supervisor

CHECKOUT = Path(__file__).resolve().parent.parent
CENTRE = CHECKOUT / "centre" / "borodulikha.toml"
RECEPTIONS = CHECKOUT / "console" / "receptions" / "borodulikha.toml"
READY_S = 20
"""A page that shows what is wrong is better than no page."""
_LOOK_S = 0.05
GRACE_S = 2
"""For so long open requests may go on when the simulator ends."""

_log = logging.getLogger("simulator")


@dataclass(frozen=True)
class Options:
    """What the environment says of this run."""

    folder: Path
    port: int
    broker_port: int
    console_port: int
    voice_bank: Path
    voice_speed: float = 1.0
    centre: Path = CENTRE
    receptions: Path | None = None
    broker_ports: Mapping[str, int] = field(default_factory=dict)
    clocks: Path | None = None
    real_hours: bool = False
    """Whether the centre closes when its settings say so."""


async def run_hall(options: Options, listening: socket.socket) -> None:
    """Run the hall until SIGTERM or SIGINT. The current folder must be the run directory."""
    centre = load_centre(options.centre)
    centre_text = options.centre.read_text(encoding="utf-8")
    broker_port = options.broker_port or free_port()
    console_port = options.console_port or free_port()
    stations = [peer.station for peer in centre.peers if peer.station]
    place = Place(
        broker_port=broker_port,
        printer_ports={station: free_port() for station in stations},
        broker_command=(mosquitto_program(), "-c", "broker/mosquitto.conf"),
        voice_bank=options.voice_bank,
        voice_speed=options.voice_speed,
        broker_ports=options.broker_ports,
        receptions_text=_receptions(options, centre),
        console_port=console_port,
        clocks={} if options.clocks is None else clocks_in(options.clocks),
    )
    plan = plan_hall(centre, centre_text, place, real_hours=options.real_hours)
    _write_broker(options.folder / "broker", broker_port)
    _write(options.folder, plan)
    if options.receptions is not None and not options.real_hours:  # only guests are shown people who do not exist
        console = console_of(centre)
        consoles = [console.name] if console is not None else []
        await asyncio.to_thread(fill_books, options.folder, consoles, SystemClock().wall())
    guests = _staff(options, plan, centre, console_port)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    with _doors(options.folder / "doors") as doors:
        observer_settings = DeviceSettings(
            site=centre.site, device=OBSERVER, broker=BrokerSettings(port=broker_port), state_dir="state"
        )
        told = "".join(_of_the_console(console_port, guests))
        await _serve(plan, options, doors, observer_settings, listening, stop, told=told)


async def _serve(  # noqa: PLR0913 - all that runs, and where
    plan: HallPlan,
    options: Options,
    doors: Doors,
    observer_settings: DeviceSettings,
    listening: socket.socket,
    stop: asyncio.Event,
    *,
    told: str,
) -> None:
    feed = Feed()
    supervisor = Supervisor(plan.processes, options.folder, _environment())
    hall = Hall(plan, supervisor, doors, feed, options.folder / "doors", SystemClock())
    observer = Observer(observer_settings, hall.heard)
    application = Api(hall, supervisor, doors, feed).application()
    server = _Server(
        uvicorn.Config(
            application, log_config=None, access_log=False, timeout_graceful_shutdown=GRACE_S, lifespan="off"
        )
    )
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    supervisor.start()
    observer.start()
    tasks = [
        asyncio.create_task(hall.watch()),
        asyncio.create_task(observer.keep_asking()),
        asyncio.create_task(_open(server, listening, supervisor, hall, told)),
        asyncio.create_task(stop.wait()),
    ]
    try:
        # Whatever of these ends first ends the hall: a part that has died must not go unseen.
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        feed.close()
        server.should_exit = True
        for task in tasks[:2] if server.started else tasks[:3]:
            task.cancel()
        await asyncio.gather(*tasks[:3], return_exceptions=True)
        tasks[3].cancel()
        await supervisor.close()
        await asyncio.to_thread(observer.close)
    for task in done:
        task.result()


async def _open(
    server: uvicorn.Server, listening: socket.socket, supervisor: Supervisor, hall: Hall, told: str
) -> None:
    """Serve, once the hall is ready for visitors. Who calls before is answered then: the socket listens already.

    A hall that is not ready in time is shown as it is: the page tells what ails it.
    """
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(READY_S):
            await supervisor.all_running()
            while not hall.is_open():  # noqa: ASYNC110 - news of it come from doors, broker and processes
                await asyncio.sleep(_LOOK_S)
    port = listening.getsockname()[1]
    sys.stdout.write(f"The hall runs. The simulator's page: http://127.0.0.1:{port} (Ctrl-C ends it)\n{told}")
    sys.stdout.flush()
    await server.serve(sockets=[listening])


class _Server(uvicorn.Server):
    """A server that leaves the signals to us."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.contextmanager
def _doors(folder: Path) -> Iterator[Doors]:
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob("*.sock"):
        left.unlink()
    doors = Doors(folder)
    try:
        yield doors
    finally:
        doors.close()


def _write_broker(folder: Path, port: int) -> None:
    path = write_broker_configuration(folder, port=port)
    if os.geteuid() == 0:
        # As root Mosquitto becomes another user, and the kernel then forgets to kill it when the simulator dies.
        with path.open("a", encoding="utf-8") as file:
            file.write("\nuser root\n")


def _write(folder: Path, plan: HallPlan) -> None:
    for name, text in plan.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _staff(options: Options, plan: HallPlan, centre: CentreSettings, port: int) -> dict[str, str]:
    """Make the demonstration's accounts, if there is a console; return their passwords by login."""
    console = next((planned.name for planned in plan.processes if planned.role == Role.CONSOLE.value), None)
    if console is None:
        return {}
    passwords = make_staff(options.folder / STAFF_FILE.format(device=console), centre, SystemClock().wall())
    write_accounts(options.folder, port, passwords)
    return passwords


def _of_the_console(port: int, passwords: Mapping[str, str]) -> Iterator[str]:
    """Yield what a guest must know to sign in, line by line."""
    if not passwords:
        return
    yield f"Staff's pages: http://127.0.0.1:{port}, with these demonstration accounts, made afresh:\n"
    width = max(len(login) for login in passwords)
    for login, password in passwords.items():
        yield f"  {login:<{width}}  {password}\n"


def _receptions(options: Options, centre: CentreSettings) -> str | None:
    """Return the schedule as it is; where the centre is open at every hour, with receptions from today on."""
    if options.receptions is None:
        return None
    load_receptions(options.receptions, centre)
    text = options.receptions.read_text(encoding="utf-8")
    if options.real_hours:
        return text
    return receptions_here(text, business_date(SystemClock().wall(), centre.timezone, centre.day_begins))


def _environment() -> dict[str, str]:
    """Return the environment of the hall's processes: ours, with the checkout on the path of imports."""
    others = [part for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part]
    path = os.pathsep.join([str(CHECKOUT), *others])
    left = {name: value for name, value in os.environ.items() if name not in {"NOTIFY_SOCKET", "WATCHDOG_USEC"}}
    return {**left, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1"}
