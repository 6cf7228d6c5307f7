"""The benchmarks still run and print what they promise. How fast is not asked here."""

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench"
SHORT = [
    (
        "board.py",
        ["--rounds", "1"],
        {f"{hall}_{what}_ms" for hall in ("shipped", "slow", "quick") for what in ("wait", "board")},
    ),
    ("growth.py", ["--visits", "3"], {"few_ms", "many_ms", "ratio"}),
    (
        "issues_per_second.py",
        ["--requests", "64", "--rounds", "1"],
        {"per_second", "bare_loop_per_second", "ratio"},
    ),
    (
        "ticket.py",
        ["--tickets", "3"],
        {"first_ms", "qr_576_ms_p50", "everything_384_wire_ratio", "expected_576_ms_p50"},
    ),
    (
        "press_to_paper.py",
        ["--presses", "2"],
        {"p50_ratio", "p99_ratio", "wire_ratio", "debounce_ms", "press_to_lamp_ms_p99"},
    ),
    (
        "alone.py",
        ["--spells", "1", "--presses", "2", "--alone", "3", "--today", "5"],
        {"alone_press_to_paper_s_p99", "catch_up_s", "restart_to_call_s"},
    ),
    (
        "footprint.py",
        ["--idle-s", "1"],
        {
            f"{name}_{what}"
            for name in ("dispatcher", "kiosk", "kiosk_speaking", "audio", "display", "console")
            for what in ("ready_s", "rss_mb")
        },
    ),
    ("call_to_hall.py", ["--calls", "2"], {"frame_ms_p50", "sample_ms_p50", "floor_ms_p50"}),
    (
        "console.py",
        ["--clicks", "2", "--seconds", "1"],
        {"click_to_board_p50_ms", "pad_to_board_p50_ms", "loaded_p99_ms", "loaded_page_p99_ms", "rss_mb"},
    ),
]


@pytest.mark.parametrize(("script", "briefly", "promised"), SHORT)
def test_a_benchmark_prints_its_figures_as_json(
    script: str, briefly: list[str], promised: set[str], voice_bank: Path
) -> None:
    bank = ["--bank", str(voice_bank)] if script in {"call_to_hall.py", "footprint.py"} else []
    command = [sys.executable, str(BENCH / script), "--json", *briefly, *bank]
    ran = subprocess.run(command, capture_output=True, timeout=240, check=False)

    assert ran.stdout, ran.stderr[-3000:].decode()
    figures = json.loads(ran.stdout)
    assert promised <= figures.keys()
    assert all(map(math.isfinite, figures.values()))
    assert all(figure >= 0 or "growth" in name for name, figure in figures.items())
    assert all(figures[name] > 0 for name in promised)
