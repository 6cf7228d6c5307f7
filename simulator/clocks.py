"""A wall clock of its own for a daemon, so that one machine's can jump: by libfaketime, where it is installed.

For the daemons whose clock a test sets, and no others: libfaketime lets a program that starts others and waits for them
fail with EINVAL now and then, as the speaker does while its bank is built.
"""

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


def clock_environment(clock: Path) -> Mapping[str, str]:
    """Return what a daemon must find in its environment for its clock to stand in a file. Raises NoClocksError."""
    return {
        "LD_PRELOAD": str(faketime_library()),
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_CACHE_DURATION": str(_LOOK_S),
        # Monotonic time never jumps. Files' times are left as they are: Python would take its byte code for outdated.
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "NO_FAKE_STAT": "1",
    }


def set_clock(clock: Path, ahead_s: int) -> None:
    """Put a wall clock so far ahead of the machine's, or behind it; in force within a second."""
    part = clock.with_name(f".{clock.name}")
    part.write_text(f"{ahead_s:+d}\n", encoding="utf-8")
    part.replace(clock)


def clocks_in(folder: Path) -> Mapping[str, Path]:
    """Return the clocks that stand in *folder*, by the daemon that each is for."""
    return {clock.name: clock for clock in folder.iterdir() if not clock.name.startswith(".")}
