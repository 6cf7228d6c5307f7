"""kiosk.toml: what is refused, and how."""

from pathlib import Path

import pytest

from firmware.settings import SettingsError, parse_settings
from firmware.words import Language
from kiosk.alone import ALONE, NO_LEASE, OF_THE_HOURS, STORE_FAILED, USED_UP
from kiosk.buttons import Action
from kiosk.commands import NO_ZONE, UNKNOWN_PLACE, UNKNOWN_PURPOSE, UNKNOWN_ZONE, command_of
from kiosk.objections import EVACUATION, NO_LINK, QUEUE_FULL, STARTING, TOO_LATE
from kiosk.reports import NO_ANSWER
from kiosk.settings import KioskSettings, lamp_names, lamp_pins, rules_of
from mqtt_bridge.commands import CallNext, Finish, IssueTicket, NoShow, Recall, StartServing, Undo
from mqtt_bridge.hall_commands import BeginEvacuation, EndEvacuation, GiveFeedback, RaiseSummons
from mqtt_bridge.place_commands import ClosePlace, OpenPlace, Park, PausePlace

STATION = """
site = "borodulikha"
device = "entrance"
station = "entrance"

[printer]
transport = "network"
host = "127.0.0.1"
width_px = 576

[[buttons]]
name = "consultation-kk"
pin = 5
action = "take-ticket"
zone = "consultation"
language = "kk"

[[lamps]]
name = "ring"
pin = 17
"""

STAFF = """
[[buttons]]
name = "list"
pin = 19
action = "waiting-list"

[[buttons]]
name = "roll"
pin = 26
action = "roll-changed"
hold_s = 4
"""

SPEAKER = """
[speaker]
volume_percent = 70
"""

WHO = """
[[buttons]]
name = "who"
pin = 21
action = "now-serving"
language = "ru"
"""

PAD = """
site = "borodulikha"
device = "pad-window-1"

[[buttons]]
name = "next"
pin = 5
action = "call-next"
place = "window-1"
"""


def read(text: str) -> KioskSettings:
    return parse_settings(text, KioskSettings, "kiosk.toml")


def test_a_station_and_a_pad_are_the_same_daemon() -> None:
    station, pad = read(STATION), read(PAD)

    assert (station.patience_s, station.press_age_s) == (1.5, 1.0)
    assert [button.held_s for button in read(STATION + STAFF).buttons] == [None, 5.0, 4.0]
    assert (station.buttons[0].debounce_ms, station.buttons[0].min_interval_ms) == (25, 300)
    assert command_of(station.buttons[0], station.station) == IssueTicket(
        zone="consultation", language=Language.KK, station="entrance"
    )
    assert command_of(pad.buttons[0], pad.station) == CallNext(place="window-1", finish_current=True)


@pytest.mark.parametrize(
    ("action", "command"),
    [
        (Action.RECALL, Recall(place="window-1")),
        (Action.START_SERVING, StartServing(place="window-1")),
        (Action.FINISH, Finish(place="window-1")),
        (Action.NO_SHOW, NoShow(place="window-1")),
        (Action.UNDO, Undo(place="window-1")),
        (Action.PARK, Park(place="window-1")),
        (Action.OPEN_PLACE, OpenPlace(place="window-1")),
        (Action.PAUSE_PLACE, PausePlace(place="window-1", reason="үзіліс · перерыв")),
        (Action.CLOSE_PLACE, ClosePlace(place="window-1")),
    ],
)
def test_every_action_of_a_pad_has_its_command(action: Action, command: object) -> None:
    pad = read(PAD.replace("call-next", action.value))

    assert command_of(pad.buttons[0], None) == command


def test_call_next_may_leave_the_visit_as_it_is() -> None:
    pad = read(PAD + "finish_first = false\n")

    assert command_of(pad.buttons[0], None) == CallNext(place="window-1", finish_current=False)


def test_a_station_may_have_lamps_beside_signs_and_in_buttons() -> None:
    lit = STATION.replace("pin = 5", "pin = 5\nlamp_pin = 12") + "[indicators]\nready = 22\nno_paper = 23\n"
    station = read(lit + SPEAKER + WHO)

    assert lamp_pins(station) == {
        "ring": 17,
        "indicator ready": 22,
        "indicator no-paper": 23,
        "button consultation-kk": 12,
    }
    assert lamp_names(station).dark().keys() == lamp_pins(station).keys()
    assert rules_of(station).ticket_buttons == station.buttons[:1]


WHAT_VISITORS_COME_FOR = STATION.replace('zone = "consultation"', 'purpose = "complaint"\nassistance = true')
HERE = 'place = "window-1"\n'


@pytest.mark.parametrize(
    ("text", "command"),
    [
        (
            'action = "pause-place"\nreason = "обед"\n' + HERE,
            PausePlace(place="window-1", reason="обед"),
        ),
        ('action = "summon"\nsummons = "helper"\n' + HERE, RaiseSummons(kind="helper", place="window-1")),
        ('action = "summon"\nsummons = "helper"\n', RaiseSummons(kind="helper")),
        ('action = "feedback"\nrating = 5\n' + HERE, GiveFeedback(place="window-1", rating=5)),
        ('action = "evacuate"\n', BeginEvacuation()),
        ('action = "evacuation-over"\n', EndEvacuation()),
    ],
)
def test_what_else_a_button_may_ask_for(text: str, command: object) -> None:
    pad = read(PAD.replace('action = "call-next"\n' + HERE, text))

    assert command_of(pad.buttons[0], None) == command


def test_a_ticket_may_be_taken_for_a_purpose_in_whatever_zone_the_centre_has_for_it() -> None:
    station = read(WHAT_VISITORS_COME_FOR)

    assert command_of(station.buttons[0], station.station, "consultation") == IssueTicket(
        zone="consultation", language=Language.KK, station="entrance", matters=("complaint",), assistance=True
    )
    assert (rules_of(station).zones, rules_of(station).purposes) == ((), ("complaint",))


def test_what_is_no_chance_touch_is_held() -> None:
    text = PAD.replace('action = "call-next"\n' + HERE, 'action = "evacuate"\n')

    assert [read(text).buttons[0].held_s, read(text.replace("evacuate", "evacuation-over")).buttons[0].held_s] == [3, 5]


def second_button(name: str, pin: int) -> str:
    return f'[[buttons]]\nname = "{name}"\npin = {pin}\naction = "recall"\nplace = "window-1"\n'


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (STATION.replace("pin = 5", "pin = 28"), "buttons[0].pin: 28 is wrong; right would be a whole number, 2 to 27"),
        (STATION.replace('zone = "consultation"\n', ""), "buttons[0].zone: take-ticket needs a zone"),
        (STATION.replace('language = "kk"\n', ""), "buttons[0].language: take-ticket needs a language"),
        (
            STATION.replace('language = "kk"', 'language = "en"'),
            "buttons[0].language: 'en' is wrong; right would be one of kk, ru",
        ),
        (STATION.replace('zone = "c', 'place = "window-1"\nzone = "c'), "buttons[0].place: take-ticket has no place"),
        (STATION.replace("pin = 17", "pin = 5"), "lamps[0].pin: 5 is taken by buttons[0]; it must be unique"),
        (STATION.replace('station = "entrance"\n', ""), "printer: nothing is ever sent to a printer without a station"),
        (
            STATION.replace("width_px = 576", "width_px = 500"),
            "printer.width_px: 500 is wrong; right would be one of 384, 576",
        ),
        (STATION.replace("width_px = 576\n", ""), "printer.width_px: is missing; right would be one of 384, 576"),
        (PAD.replace('place = "window-1"', ""), "buttons[0].place: call-next needs a place"),
        (PAD + 'zone = "consultation"', "buttons[0].zone: call-next has no zone; only take-ticket has"),
        (PAD + second_button("next", 6), "buttons[1].name: next is taken by buttons[0]; it must be unique"),
        (PAD + second_button("recall", 5), "buttons[1].pin: 5 is taken by buttons[0]; it must be unique"),
        (PAD + "debounce = 25", "buttons[0].debounce: there is no such key; right would be debounce_ms"),
        (
            PAD.replace("call-next", "recall") + "finish_first = true",
            "buttons[0].finish_first: recall finishes nothing",
        ),
        (
            PAD + "hold_s = 5",
            "buttons[0].hold_s: call-next is pressed, not held; only waiting-list, roll-changed, evacuate",
        ),
        (
            STATION.replace('zone = "consultation"', "assistance = true"),
            "buttons[0].zone: take-ticket needs a zone or",
        ),
        (PAD + 'purpose = "complaint"', "buttons[0].purpose: call-next has no purpose; only take-ticket has"),
        (PAD + "assistance = false", "buttons[0].assistance: call-next has no assistance; only take-ticket has"),
        (PAD.replace("call-next", "summon"), "buttons[0].summons: summon needs a summons"),
        (PAD + 'summons = "helper"', "buttons[0].summons: call-next has no summons; only summon has"),
        (PAD.replace("call-next", "feedback"), "buttons[0].rating: feedback needs a rating"),
        (
            PAD.replace("call-next", "feedback") + "rating = 6",
            "buttons[0].rating: 6 is wrong; right would be a whole number, 1 to 5",
        ),
        (
            PAD.replace("call-next", "feedback").replace(HERE, "rating = 1"),
            "buttons[0].place: feedback needs a place",
        ),
        (PAD + 'reason = "түскі ас"', "buttons[0].reason: call-next has no reason; only pause-place has"),
        (PAD.replace("call-next", "evacuate"), "buttons[0].place: evacuate has no place; only the actions of a call"),
        (STATION + "[indicators]\ntake = 5\n", "indicators.take: 5 is taken by buttons[0]; it must be unique"),
        (
            STATION + "[indicators]\ntake = 22\nclosed = 22\n",
            "indicators.closed: 22 is taken by indicators.take; it must be unique",
        ),
        (
            STATION + "[indicators]\npaper = 22\n",
            "indicators.paper: there is no such key; right would be no_paper",
        ),
        (
            STATION.replace("pin = 5", "pin = 5\nlamp_pin = 17"),
            "buttons[0].lamp_pin: 17 is taken by lamps[0]; it must be unique",
        ),
        (STATION + WHO, "buttons[1].action: now-serving needs a station and a table [speaker]"),
        (STATION + SPEAKER + WHO.replace('language = "ru"', ""), "buttons[1].language: now-serving needs a language"),
        (
            PAD + 'language = "kk"',
            "buttons[0].language: call-next has no language; only take-ticket, now-serving, summon and feedback have",
        ),
        (
            STATION + SPEAKER.replace("70", "0"),
            "speaker.volume_percent: 0 is wrong; right would be",
        ),
        (PAD + STAFF, "buttons[1].action: waiting-list needs a station and a table [printer]"),
        (STATION + STAFF + 'place = "window-1"', "buttons[2].place: roll-changed has no place"),
        (
            PAD.replace("[[", 'station = "x"\n[[', 1),
            "station: papers that are sent to a station need a table [printer]",
        ),
        (
            PAD.replace("call-next", "take-ticket").replace('place = "window-1"', 'zone = "z"\nlanguage = "ru"'),
            "buttons[0].action: take-ticket needs a station and a table [printer]",
        ),
    ],
)
def test_what_contradicts_itself_is_refused_by_key(text: str, complaint: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read(text)

    assert str(caught.value).startswith(f"kiosk.toml: {complaint}")
    assert "\n" not in str(caught.value)


def test_the_examples_in_the_documentation_are_right() -> None:
    page = (Path(__file__).parents[2] / "docs" / "kiosk.md").read_text()
    examples = [block.partition("```")[0] for block in page.split("```toml\n")[1:]]

    whole = [example for example in examples if example.startswith("site")]  # the others show a table of it
    assert [read(example).device for example in whole] == ["entrance", "pad-window-1"]


def test_every_reason_of_the_stations_own_is_in_the_documentation() -> None:
    page = (Path(__file__).parents[2] / "docs" / "kiosk.md").read_text()

    of_a_press = (NO_ANSWER, NO_LINK, STARTING, QUEUE_FULL, TOO_LATE, EVACUATION)
    of_settings = (UNKNOWN_ZONE, UNKNOWN_PLACE, UNKNOWN_PURPOSE, NO_ZONE)
    of_a_press_alone = (ALONE, NO_LEASE, STORE_FAILED, USED_UP, *OF_THE_HOURS)
    for reason in (*of_a_press, *of_settings, *of_a_press_alone):
        assert f"`{reason}`" in page
