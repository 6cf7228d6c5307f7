"""What the campaign reads off a station's log."""

from pathlib import Path

import pytest
from storm.history import History
from storm.watching import PressLog
from storm.words import Accepted, Refused

from firmware.clock import FakeClock

PRESS = "27cc1ff9d790c01d"
HEAD = "2026-11-24 15:51:59,613"


@pytest.mark.parametrize(
    ("detail", "button"),
    [
        ("", ""),
        (" detail=", ""),
        (" detail=button self-service-ru", "self-service-ru"),
        (" detail=button self-service-ru, 1.7 s ago", "self-service-ru"),
        (" detail=state/entrance/station.db: database or disk is full", ""),
        (" detail=the disk did not answer within 1 s", ""),
    ],
)
def test_a_refusal_is_seen_whatever_its_detail(tmp_path: Path, detail: str, button: str) -> None:
    history, log = History(tmp_path / "history.jsonl", FakeClock()), tmp_path / "entrance.log"
    log.write_text(f"{HEAD} WARNING kiosk press refused press={PRESS} reason=store-failed{detail}\n")

    PressLog(log, "entrance", history).look()

    assert history.lines() == [Refused(at=0.0, station="entrance", press=PRESS, reason="store-failed", button=button)]
    history.close()


@pytest.mark.parametrize("asked", ["", " asked=nobody"])
def test_a_press_that_was_taken_up_is_seen(tmp_path: Path, asked: str) -> None:
    history, log = History(tmp_path / "history.jsonl", FakeClock()), tmp_path / "entrance.log"
    log.write_text(f"{HEAD} INFO kiosk press accepted button=self-service-ru press={PRESS}{asked}\n")

    PressLog(log, "entrance", history).look()

    assert history.lines() == [Accepted(at=0.0, station="entrance", button="self-service-ru", press=PRESS)]
    history.close()
