import tomllib
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest

from audio.settings import AudioSettings
from centre.checks import load_centre, parse_centre
from centre.settings import CalendarDay, CalendarSettings, DayKind
from console.settings import ConsoleSettings
from dispatcher.settings import DispatcherSettings
from display.settings import DisplaySettings
from firmware.settings import Settings
from firmware.words import Role, SetText
from kiosk.lamp_pictures import Indicator
from kiosk.settings import KioskSettings, lamp_pins
from kiosk.speaker_settings import SpeakerSettings
from simulator.hall_plan import OBSERVER, HallPlan, Place, centre_here, plan_hall
from simulator.running import CENTRE, RECEPTIONS

S = TypeVar("S", bound=Settings)

SCHEDULE_TEXT = RECEPTIONS.read_text(encoding="utf-8")
CENTRE_TEXT = CENTRE.read_text(encoding="utf-8")
SETTINGS: dict[Role, type[Settings]] = {
    Role.KIOSK: KioskSettings,
    Role.DISPLAY: DisplaySettings,
    Role.AUDIO: AudioSettings,
    Role.DISPATCHER: DispatcherSettings,
    Role.CONSOLE: ConsoleSettings,
}


@pytest.fixture
def plan() -> HallPlan:
    ports = {"entrance": 9101, "waiting-hall": 9102}
    place = Place(1883, ports, ("mosquitto",), Path("voice"), receptions_text=SCHEDULE_TEXT)
    return plan_hall(load_centre(CENTRE), CENTRE_TEXT, place)


def settings_of(plan: HallPlan, device: str, kind: type[S]) -> S:
    return msgspec.convert(tomllib.loads(plan.files[f"settings/{device}.toml"]), kind)


def test_every_peer_becomes_a_process_with_settings_that_its_daemon_accepts(plan: HallPlan) -> None:
    for peer in load_centre(CENTRE).peers:
        assert settings_of(plan, peer.name, SETTINGS[peer.role])
        assert peer.name in {process.name for process in plan.processes}


def test_without_a_schedule_of_receptions_there_is_no_console() -> None:
    place = Place(1883, {"entrance": 9101, "waiting-hall": 9102}, ("mosquitto",), Path("voice"))
    plan = plan_hall(load_centre(CENTRE), CENTRE_TEXT, place)

    assert "console" not in {process.name for process in plan.processes}


def test_a_hall_has_one_console_and_another_peer_of_its_role_is_somebody_elses_program() -> None:
    other = '\n[[peers]]\nname = "listener"\nrole = "console"\n'
    place = Place(1883, {"entrance": 9101, "waiting-hall": 9102}, ("mosquitto",), Path("voice"), receptions_text="")
    plan = plan_hall(parse_centre(CENTRE_TEXT + other, "centre.toml"), CENTRE_TEXT + other, place)

    assert [process.name for process in plan.processes if process.role == Role.CONSOLE.value] == ["console"]
    assert "settings/listener.toml" not in plan.files


def test_the_broker_comes_first_and_each_ticket_station_has_a_printer_of_its_own(plan: HallPlan) -> None:
    assert [process.name for process in plan.processes[:3]] == ["broker", "printer-entrance", "printer-waiting-hall"]
    assert (
        settings_of(plan, "entrance", KioskSettings).printer != settings_of(plan, "waiting-hall", KioskSettings).printer
    )


def test_a_ticket_station_has_a_button_for_each_zone_and_language_and_a_call_pad_one_for_each_action(
    plan: HallPlan,
) -> None:
    entrance, pad = (next(s for s in plan.stations if s.name == name) for name in ("entrance", "pad-window-3"))

    assert [(button.zone, button.language) for button in entrance.buttons[:4]] == [
        ("consultation", "kk"),
        ("consultation", "ru"),
        ("self-service", "kk"),
        ("self-service", "ru"),
    ]
    assert [button.name for button in entrance.buttons[4:]] == [
        "assistance-kk",
        "assistance-ru",
        "now-serving-kk",
        "now-serving-ru",
    ]
    assert [(button.action, button.place) for button in pad.buttons] == [
        (action, "window-3") for action in ("call-next", "recall", "finish", "no-show")
    ]
    assert pad.printer is None


def test_the_hall_knows_the_simulator_as_one_who_may_read_the_journal(plan: HallPlan) -> None:
    peer = parse_centre(plan.files["centre.toml"], "centre.toml").peer(OBSERVER)

    assert peer is not None
    assert peer.role is Role.CONSOLE


@pytest.mark.parametrize("real_hours", [False, True])
def test_a_demonstration_closes_only_where_it_is_told_to(*, real_hours: bool) -> None:
    centre = parse_centre(centre_here(CENTRE_TEXT, real_hours=real_hours), "centre.toml")

    assert (centre.hours == load_centre(CENTRE).hours) == real_hours
    assert (centre.calendar.holidays == "KZ") == real_hours
    assert centre.zones == load_centre(CENTRE).zones


def test_a_demonstration_with_real_hours_needs_no_calendar_file_beside_it(tmp_path: Path) -> None:
    name = SetText(kk="Аудан күні", ru="«День района»")
    off = CalendarDay(on=date(2027, 4, 5), kind=DayKind.OFF, name=name)
    moved = CalendarDay(on=date(2027, 7, 10), kind=DayKind.MOVED, to=date(2027, 7, 9), hours=("10:00-14:00",))
    written = tmp_path / "centre.toml"
    written.write_text(centre_here(CENTRE_TEXT, real_hours=True, days=(off, moved)), encoding="utf-8")

    assert load_centre(written).calendar == CalendarSettings(holidays="KZ", days=(off, moved))


def test_a_device_reaches_the_broker_where_it_is_told_to_and_has_a_clock_of_its_own(tmp_path: Path) -> None:
    place = Place(
        1883,
        {"entrance": 9101, "waiting-hall": 9102},
        ("mosquitto",),
        Path("voice"),
        broker_ports={"entrance": 4001},
        clocks={"entrance": tmp_path / "entrance"},
    )
    plan = plan_hall(load_centre(CENTRE), CENTRE_TEXT, place)
    clocks = {process.name: process.environment.get("FAKETIME_TIMESTAMP_FILE") for process in plan.processes}

    assert settings_of(plan, "entrance", KioskSettings).broker.port == 4001
    assert settings_of(plan, "waiting-hall", KioskSettings).broker.port == 1883
    assert clocks["entrance"] == str(tmp_path / "entrance")
    assert clocks["waiting-hall"] is None


def test_a_ticket_station_has_lamps_beside_signs_and_in_its_buttons_and_a_speaker_and_a_call_pad_has_one_lamp(
    plan: HallPlan,
) -> None:
    entrance = settings_of(plan, "entrance", KioskSettings)
    pad = settings_of(plan, "pad-window-3", KioskSettings)

    assert len(lamp_pins(entrance)) == 1 + len(Indicator) + len(entrance.buttons)
    assert entrance.speaker == SpeakerSettings(bank="voice")
    assert [button.assistance for button in entrance.buttons if button.name.startswith("assistance")] == [True, True]
    assert ([*lamp_pins(pad)], pad.speaker) == (["state"], None)


@pytest.mark.parametrize(("zones", "lamps"), [(3, 15), (4, 5), (8, 5), (9, 1)])
def test_a_centre_of_many_zones_does_without_the_lamps_that_there_are_no_pins_for(zones: int, lamps: int) -> None:
    centre = load_centre(CENTRE)
    many = tuple(msgspec.structs.replace(centre.zones[0], name=f"zone-{n}") for n in range(zones))
    place = Place(1883, {"entrance": 9101, "waiting-hall": 9102}, ("mosquitto",), Path("voice"))
    plan = plan_hall(msgspec.structs.replace(centre, zones=many), CENTRE_TEXT, place)

    assert len(lamp_pins(settings_of(plan, "entrance", KioskSettings))) == lamps
