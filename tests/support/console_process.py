"""The real console as a process of its own, with a reception of today's and one of tomorrow's: for tests alone."""

import subprocess
import sys
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from centre.calendar import is_working_day
from centre.checks import load_centre
from console.receptions.checks import load_receptions
from console.receptions.opening import StoreSettings, open_store
from console.receptions.store import Store
from console.receptions.timetable import local_day, timetables
from firmware.clock import SystemClock
from mqtt_bridge.private_broker import free_port
from simulator.hall_plan import centre_here

STOP_S = 30.0
"""It ends its pages, its records and its threads one after the other, and has some seconds for each."""
ROOT = Path(__file__).parents[2]
_RULE = '[[rules]]\nname = "{0}"\nofficial = "akim"\noffice = "office-12"\ndate = {1}\nhours = "{2}"\nslot_min = 20\n'


class ConsoleProcess:
    """`python -m console` on a broker's port, with its book in *folder*.

    *web* is added to its table `[web]`, and *more* to its settings.
    """

    def __init__(self, folder: Path, site: str, port: int, *, web: str = "", more: str = "") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self.web_port = free_port()
        self.is_encrypted = "certificate" in web
        shipped = centre_here((ROOT / "centre" / "borodulikha.toml").read_text("utf-8"), real_hours=False)
        (folder / "centre.toml").write_text(shipped.replace('site = "borodulikha"', f'site = "{site}"'), "utf-8")
        centre = load_centre(folder / "centre.toml")
        self.today = local_day(SystemClock().wall(), ZoneInfo(centre.timezone))
        (folder / "receptions.toml").write_text(_schedule(self.today), "utf-8")
        (folder / "console.toml").write_text(
            f'site = "{site}"\ndevice = "console"\nstate_dir = "{folder}"\ncentre = "{folder / "centre.toml"}"\n'
            f'[broker]\nport = {port}\n[store]\nreceptions = "{folder / "receptions.toml"}"\n'
            f'file = "{folder / "book.db"}"\nkey = "{folder / "key"}"\nmake_key = true\n'
            f'[staff]\nfile = "{self.staff_file}"\n[web]\nport = {self.web_port}\n{web}\n'
            f'[survey]\nfile = "{folder / "survey.db"}"\n{more}\n',
            "utf-8",
        )
        schedule = load_receptions(folder / "receptions.toml", centre)
        self._table_at = timetables(schedule, centre.timezone, partial(is_working_day, centre))
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it."""
        with (self._folder / "console.log").open("ab") as log:
            self._process = subprocess.Popen(self._command(), cwd=ROOT, stderr=log)

    def check(self) -> subprocess.CompletedProcess[str]:
        """Run it with --check."""
        command = [*self._command(), "--check"]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)

    def stop(self) -> int:
        """SIGTERM; return the exit code."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(STOP_S)

    def kill(self) -> None:
        """Kill -9, if it runs."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)

    def store(self) -> Store:
        """Open the book as another program does."""
        settings = StoreSettings(file=str(self.book), key=str(self._folder / "key"), make_key=True)
        return open_store(settings, self._table_at)

    @property
    def book(self) -> Path:
        """The file of the book."""
        return self._folder / "book.db"

    @property
    def centre(self) -> Path:
        """Its centre.toml."""
        return self._folder / "centre.toml"

    @property
    def staff_file(self) -> Path:
        """The file of the accounts."""
        return self._folder / "staff.db"

    def log(self) -> str:
        """Return what it has written to its log."""
        return (self._folder / "console.log").read_text(encoding="utf-8")

    @property
    def schedule(self) -> Path:
        """Its receptions.toml."""
        return self._folder / "receptions.toml"

    def _command(self) -> list[str]:
        return [sys.executable, "-m", "console", "--config", str(self._folder / "console.toml")]


def _schedule(today: date) -> str:
    shipped = (ROOT / "console" / "receptions" / "borodulikha.toml").read_text(encoding="utf-8")
    rules = (_RULE.format(f"in-{ahead}", today + timedelta(days=ahead), "10:00-13:00") for ahead in (0, 1))
    return shipped[: shipped.index("# Rules: the schedule.")] + "".join(rules)
