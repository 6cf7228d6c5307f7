"""The examples of settings that a technician starts from: each is one that its daemon takes, and they fit together."""

from collections.abc import Callable
from pathlib import Path

import pytest

import audio.__main__
import console.__main__
import dispatcher.__main__
import display.__main__
import kiosk.__main__
from audio.settings import AudioSettings
from centre.checks import load_centre
from console.settings import ConsoleSettings
from dispatcher.settings import DispatcherSettings
from display.settings import DisplaySettings
from firmware.settings import load_settings
from firmware.words import Role
from kiosk.settings import KioskSettings
from mqtt_bridge.settings import DeviceSettings

CHECKOUT = Path(__file__).resolve().parents[2]
EXAMPLES = CHECKOUT / "systemd" / "examples"
CENTRE = CHECKOUT / "centre" / "borodulikha.toml"
RECEPTIONS = CHECKOUT / "console" / "receptions" / "borodulikha.toml"
COMMANDS = [
    ("kiosk.toml", kiosk.__main__.main),
    ("call-pad.toml", kiosk.__main__.main),
    ("display.toml", display.__main__.main),
    ("audio.toml", audio.__main__.main),
    ("dispatcher.toml", dispatcher.__main__.main),
    ("console.toml", console.__main__.main),
]
KINDS: list[tuple[str, type[DeviceSettings], Role]] = [
    ("kiosk.toml", KioskSettings, Role.KIOSK),
    ("call-pad.toml", KioskSettings, Role.KIOSK),
    ("display.toml", DisplaySettings, Role.DISPLAY),
    ("audio.toml", AudioSettings, Role.AUDIO),
    ("dispatcher.toml", DispatcherSettings, Role.DISPATCHER),
    ("console.toml", ConsoleSettings, Role.CONSOLE),
]


@pytest.mark.parametrize(("name", "command"), COMMANDS)
def test_its_daemon_takes_an_example(name: str, command: Callable[[list[str]], int], tmp_path: Path) -> None:
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    example = tmp_path / name
    text = text.replace("/etc/kezek/centre.toml", str(CENTRE)).replace("/etc/kezek/receptions.toml", str(RECEPTIONS))
    example.write_text(text, encoding="utf-8")

    assert command(["--config", str(example), "--check"]) == 0


def test_no_example_is_left_unchecked() -> None:
    assert {path.name for path in EXAMPLES.glob("*.toml")} == {name for name, _command in COMMANDS}


@pytest.mark.parametrize(("name", "kind", "role"), KINDS)
def test_an_example_fits_the_centre_that_kezek_ships(name: str, kind: type[DeviceSettings], role: Role) -> None:
    settings, centre = load_settings(EXAMPLES / name, kind), load_centre(CENTRE)
    peer = centre.peer(settings.device)

    assert settings.site == centre.site
    assert peer is not None
    assert peer.role is role
    assert Path(settings.state_dir).is_relative_to("/var/lib/kezek")
    if isinstance(settings, KioskSettings):
        assert settings.station == peer.station
        assert all(button.zone is None or centre.zone(button.zone) for button in settings.buttons)
        assert {button.place for button in settings.buttons} - {None} <= set(peer.places)
