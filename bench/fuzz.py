"""The fuzz tests of tests/faults, round after round with fresh chance, for as long as it was told.

`make test` runs each of them some dozens of times; this is for an hour now and then. It prints how often each ran, and
ends with 1 when one failed: hypothesis then shows the smallest example, which belongs into an ordinary test.
"""

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from figures import parser, show
from measured_hall import ROOT

from firmware.clock import SystemClock

_TEST = re.compile(r"^(tests/faults/(test_fuzz_\w+)\.py::\S.*):$")
_RAN = re.compile(r"(\d+) passing.*?, (\d+) failing")
_STATISTICS = "= Hypothesis Statistics ="


def main(argv: Sequence[str] | None = None) -> int:
    """Run, count and tell."""
    arguments = parser(__doc__)
    arguments.add_argument("--minutes", type=float, default=60.0)
    arguments.add_argument("--examples", type=int, default=1000, help="of each test and round")
    options = arguments.parse_args(argv)
    clock = SystemClock()
    end = clock.monotonic() + options.minutes * 60
    files = sorted(str(path) for path in (ROOT / "tests" / "faults").glob("test_fuzz_*.py"))
    ran: Counter[str] = Counter()
    failures = 0
    while clock.monotonic() < end:
        for file in files:
            output, ended_well = _run(file, options.examples)
            ran.update(dict(_counted(output)))
            if not ended_well:
                failures += 1
                sys.stderr.write(f"{output.partition(_STATISTICS)[0]}\n")
            if clock.monotonic() >= end:
                break
    figures = {name: float(count) for name, count in sorted(ran.items())}
    show({**figures, "executions": float(ran.total()), "failures": float(failures)}, as_json=options.json)
    return 1 if failures else 0


def _run(file: str, examples: int) -> tuple[str, bool]:
    """Run one file's tests once, in a process of their own; return what it said, and whether it was well."""
    command = [sys.executable, "-m", "pytest", file, "--timeout", "0", "--hypothesis-show-statistics"]
    environment = {**os.environ, "KEZEK_FUZZ_EXAMPLES": str(examples)}
    ran = subprocess.run(
        [*command, "--show-capture", "no"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    return ran.stdout, ran.returncode == 0


def _counted(output: str) -> Iterator[tuple[str, int]]:
    """Yield each file's name and its executions."""
    counts: Counter[str] = Counter()
    name = ""
    for line in output.splitlines():
        if found := _TEST.match(line):
            name = Path(found[2]).stem.removeprefix("test_fuzz_")
        elif found := _RAN.search(line):
            counts[name] += int(found[1]) + int(found[2])
    yield from counts.items()


if __name__ == "__main__":
    sys.exit(main())
