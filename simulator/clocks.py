"""A wall clock of its own for each daemon, so that one machine's can jump: by libfaketime, where it is installed."""

from collections.abc import Mapping
from pathlib import Path

FOLDERS = ("/usr/lib", "/usr/local/lib")
_LIBRARY = "*/faketime/libfaketimeMT.so.1"
_LOOK_S = 1
"""So often a daemon's library looks whether its clock was set."""


class NoClocksError(RuntimeError):
    """libfaketime is not installed."""


def faketime_library() -> Path:
    """Return where libfaketime is (Debian: package faketime). Raises NoClocksError."""
    for folder in FOLDERS:
        for found in sorted(Path(folder).glob(_LIBRARY)):
            return found
    raise NoClocksError("libfaketime is not installed: apt install faketime")


def clock_environment(folder: Path, name: str) -> Mapping[str, str]:
    """Return what a daemon must find in its environment for its clock to stand in *folder*. Raises NoClocksError."""
    clock = folder / name
    if not clock.exists():
        set_clock(folder, name, 0)
    return {
        "LD_PRELOAD": str(faketime_library()),
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_CACHE_DURATION": str(_LOOK_S),
        # Monotonic time never jumps. Files' times are left as they are: Python would take its byte code for outdated.
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "NO_FAKE_STAT": "1",
    }


def set_clock(folder: Path, name: str, ahead_s: int) -> None:
    """Put the wall clock of *name* so far ahead of the machine's, or behind it; in force within a second."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{name}"
    part.write_text(f"{ahead_s:+d}\n", encoding="utf-8")
    part.replace(folder / name)
