"""What a running process costs, read from /proc (proc(5)): memory, processor time, threads, open file handles."""

import os
import re
from pathlib import Path

_KILOBYTES = re.compile(r"^(Rss|Pss):\s+(\d+) kB$", re.MULTILINE)


def memory_mb(pid: int) -> tuple[float, float]:
    """Return the resident set, and the same with each shared page divided among those who share it. Raises OSError."""
    found = dict(_KILOBYTES.findall(Path(f"/proc/{pid}/smaps_rollup").read_text()))
    return int(found["Rss"]) / 1024, int(found["Pss"]) / 1024


def processor_s(pid: int) -> float:
    """Return the processor time that all its threads have used since its start. Raises OSError."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    user_ticks, system_ticks = fields[11:13]  # the 14th and 15th field of the whole line
    return (int(user_ticks) + int(system_ticks)) / os.sysconf("SC_CLK_TCK")


def threads(pid: int) -> int:
    """Return how many threads it has. Raises OSError."""
    return sum(1 for _ in Path(f"/proc/{pid}/task").iterdir())


def handles(pid: int) -> int:
    """Return how many files, sockets and pipes it has open. Raises OSError."""
    return sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
