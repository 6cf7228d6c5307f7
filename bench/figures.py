"""What the benchmarks share: percentiles, and figures as text for people or as JSON for programs."""

import argparse
import json
import math
from collections.abc import Mapping, Sequence


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the value that *percent* of *values* do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def parser(purpose: str | None) -> argparse.ArgumentParser:
    """Make the command line that all benchmarks have."""
    made = argparse.ArgumentParser(description=purpose)
    made.add_argument("--json", action="store_true", help="print the figures as JSON")
    return made


def show(figures: Mapping[str, float], *, as_json: bool) -> None:
    """Print *figures*, each rounded to four significant digits."""
    rounded = {name: float(f"{value:.4g}") for name, value in figures.items()}
    if as_json:
        print(json.dumps(rounded))
        return
    width = max(map(len, rounded))
    for name, value in rounded.items():
        print(f"{name:<{width}}  {value:g}")
