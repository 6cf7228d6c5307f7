"""The real dispatcher as a process of its own, to be killed and started again: for tests alone."""

import subprocess
import sys
from pathlib import Path

from deadline import DEADLINE_S

from simulator.hall_plan import centre_here

ROOT = Path(__file__).parents[2]


class DispatcherProcess:
    """`python -m dispatcher` on a broker's port, with its journal in *folder*.

    *more* is added to its settings.
    """

    def __init__(self, folder: Path, site: str, port: int, more: str = "", day_begins: str = "03:00") -> None:
        self.folder = folder
        self.journal = folder / "disk" / "journal.db"
        self.program: tuple[str, ...] = ("-m", "dispatcher")
        """What Python is told to run."""
        self.centre = folder / "centre.toml"
        self._within: tuple[str, ...] = ()
        folder.mkdir(parents=True, exist_ok=True)
        shipped = (ROOT / "centre" / "borodulikha.toml").read_text(encoding="utf-8")
        centre = centre_here(shipped, real_hours=False)
        for shipped_line, line in (
            ('site = "borodulikha"', f'site = "{site}"'),
            ('day_begins = "03:00"', f'day_begins = "{day_begins}"'),
        ):
            assert shipped_line in centre
            centre = centre.replace(shipped_line, line)
        self.centre.write_text(centre, "utf-8")
        self.settings = folder / "dispatcher.toml"
        self.settings.write_text(
            f'site = "{site}"\ndevice = "dispatcher"\nstate_dir = "{folder}"\n'
            f'centre = "{self.centre}"\njournal = "{self.journal}"\n[broker]\nport = {port}\n{more}',
            "utf-8",
        )
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process that runs."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start it; who asks it waits for its answer."""
        with (self.folder / "dispatcher.log").open("ab") as log:
            self._process = subprocess.Popen([*self._within, *self._command()], cwd=ROOT, stderr=log)

    def put_on_a_disk_of_its_own(self, before: str = "") -> None:
        """Have it started with a small disk under its journal, in a mount namespace of its own; *before* is run there.

        Needs no rights: the process is root of its own namespace alone.
        """
        disk = self.journal.parent
        disk.mkdir(exist_ok=True)
        prepare = f"mount -t tmpfs -o size=1m tmpfs '{disk}' && {before or 'true'} && exec \"$@\""
        self._within = ("unshare", "--map-root-user", "--mount", "sh", "-c", prepare, "sh")

    @property
    def disk(self) -> Path:
        """The folder of its journal, as the running process sees it."""
        return Path(f"/proc/{self.pid}/root{self.journal.parent}")

    def remount(self, how: str) -> None:
        """Mount the disk of its own again: `rw` or `ro`."""
        enter = ["nsenter", f"--target={self.pid}", "--user", "--mount", "--preserve-credentials"]
        mount = ["mount", "-o", f"remount,{how}", str(self.journal.parent)]
        subprocess.run([*enter, *mount], check=True, timeout=DEADLINE_S)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the same program with *arguments*, to its end."""
        command = [*self._command(), *arguments]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)

    def log(self) -> str:
        """Return what it has written to its log."""
        return (self.folder / "dispatcher.log").read_text(encoding="utf-8")

    def kill(self) -> None:
        """Kill -9."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(DEADLINE_S)
            self._process = None

    def _command(self) -> list[str]:
        return [sys.executable, *self.program, "--config", str(self.settings)]

    def stop(self) -> int:
        """SIGTERM; return the exit code."""
        assert self._process is not None
        self._process.terminate()
        code = self._process.wait(DEADLINE_S)
        self._process = None
        return code
