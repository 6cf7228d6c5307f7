"""The command: settings at the door, and the pins of the header."""

from pathlib import Path

import pytest
from gpiozero.pins.mock import MockFactory

from firmware.buttons import Edge
from firmware.gpio import DeviceMissingError
from firmware.inbox import Inbox
from firmware.lamps import LampState
from firmware.settings import EXIT_SETTINGS, parse_settings
from kiosk.__main__ import main, open_header
from kiosk.settings import KioskSettings

PAD = """
site = "hall"
device = "pad"
lamps = [{ name = "ring", pin = 17 }]
[[buttons]]
name = "next"
pin = 5
action = "call-next"
place = "window-1"
"""


def test_wrong_settings_are_one_line_and_exit_78(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_text(PAD.replace("pin = 5", "pin = 17"))

    assert main(["--config", str(path)]) == EXIT_SETTINGS
    assert capsys.readouterr().err == (
        f"kezek-kiosk: {path}: lamps[0].pin: 17 is taken by buttons[0]; it must be unique\n"
    )


def test_check_prints_the_settings_in_force(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "kiosk.toml"
    path.write_text(PAD)

    assert main(["--config", str(path), "--check"]) == 0
    assert '"press_age_s": 1.0' in capsys.readouterr().out


def test_the_header_is_opened_with_the_pins_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    factory, inbox = MockFactory(), Inbox()
    monkeypatch.setattr("kiosk.__main__.open_gpio", lambda: factory)
    buttons, lamps = open_header(parse_settings(PAD, KioskSettings, "kiosk.toml"), inbox)
    factory.pin(5).drive_low()
    lamps.show("ring", LampState.READY)

    found, pressed = inbox.take(0)
    assert isinstance(found, Edge)
    assert isinstance(pressed, Edge)
    assert [(edge.button, edge.closed, edge.at_start) for edge in (found, pressed)] == [
        ("next", False, True),
        ("next", True, False),
    ]
    assert factory.pin(17).state
    buttons.close()
    lamps.close()
    factory.close()


def test_a_header_of_which_one_pin_is_taken_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    factory = MockFactory()
    closed: list[bool] = []
    monkeypatch.setattr("kiosk.__main__.open_gpio", lambda: factory)
    monkeypatch.setattr(factory, "close", lambda: closed.append(True))
    settings = parse_settings(PAD, KioskSettings, "kiosk.toml")
    held, lamps = open_header(settings, Inbox())
    with pytest.raises(DeviceMissingError):
        open_header(settings, Inbox())

    assert closed == [True]
    held.close()
    lamps.close()
    MockFactory.close(factory)
