"""The real dispatcher as a process of its own, to be killed and started again: for tests alone."""

import subprocess
import sys
from pathlib import Path

from simulator.hall_plan import centre_here

ROOT = Path(__file__).parents[2]


class DispatcherProcess:
    """`python -m dispatcher` on a broker's port, with its journal in *folder*."""

    def __init__(self, folder: Path, site: str, port: int) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        shipped = (ROOT / "centre" / "borodulikha.toml").read_text(encoding="utf-8")
        centre = centre_here(shipped, real_hours=False)
        (folder / "centre.toml").write_text(centre.replace('site = "borodulikha"', f'site = "{site}"'), "utf-8")
        self.settings = folder / "dispatcher.toml"
        self.settings.write_text(
            f'site = "{site}"\ndevice = "dispatcher"\nstate_dir = "{folder}"\n'
            f'centre = "{folder / "centre.toml"}"\njournal = "{folder / "journal.db"}"\n[broker]\nport = {port}\n',
            "utf-8",
        )
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; who asks it waits for its answer."""
        command = [sys.executable, "-m", "dispatcher", "--config", str(self.settings)]
        with (self.folder / "dispatcher.log").open("ab") as log:
            self._process = subprocess.Popen(command, cwd=ROOT, stderr=log)

    def kill(self) -> None:
        """Kill -9."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None

    def stop(self) -> int:
        """SIGTERM; return the exit code."""
        assert self._process is not None
        self._process.terminate()
        code = self._process.wait(10)
        self._process = None
        return code
