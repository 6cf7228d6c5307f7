"""All are told that the hours begin or end soon: each once a day, over restarts too."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from msgspec import structs
from shell_under_test import Shell

from centre.checks import load_centre
from centre.settings import CentreSettings, HoursSettings, PeerSettings, QueueSettings
from firmware.words import Role
from mqtt_bridge.events import Events
from mqtt_bridge.hall_commands import BeginEvacuation, EndEvacuation
from mqtt_bridge.hall_events import AnnouncementKind, AnnouncementMade
from mqtt_bridge.public import Announcement

ALMATY = ZoneInfo("Asia/Almaty")
SHIPPED = load_centre(Path(__file__).parents[2] / "centre" / "borodulikha.toml")
FRIDAY, MONDAY = "2027-01-15", "2027-01-18"
MakeShell = Callable[[CentreSettings], Shell]


def told(shell: Shell) -> list[tuple[str, str, str | None, str | None]]:
    """Return when which words were told, and the times in them: what is written down, in this life."""
    recorded = [one for message in shell.sent(Events) for one in message.events]
    return [
        (
            datetime.fromtimestamp(one.at, ALMATY).strftime("%a %H:%M"),
            one.event.kind.value,
            one.event.begins,
            one.event.ends,
        )
        for one in recorded
        if isinstance(one.event, AnnouncementMade)
    ]


def comes(shell: Shell, moment: str) -> None:
    """Let the time until then pass, looking every 30 seconds."""
    until = datetime.fromisoformat(moment).replace(tzinfo=ALMATY).timestamp()
    while shell.clock.wall() < until:
        shell.passes(min(30.0, until - shell.clock.wall()))


@pytest.fixture
def shell(make_shell: MakeShell) -> Shell:
    """Return a dispatcher of the shipped centre, at its hours, which starts at lunch on a Friday."""
    return make_shell(SHIPPED)


def test_a_day_is_told_when_it_opens_breaks_and_closes_each_once(shell: Shell) -> None:
    comes(shell, f"{FRIDAY} 23:00")
    comes(shell, f"{MONDAY} 15:00")

    assert told(shell) == [
        ("Fri 14:25", "opening-soon", "14:30", None),
        ("Fri 18:15", "closing-soon", None, "18:30"),
        ("Fri 18:30", "closed", None, None),
        ("Mon 08:55", "opening-soon", "09:00", None),
        ("Mon 12:50", "lunch-soon", "13:00", "14:30"),
        ("Mon 14:25", "opening-soon", "14:30", None),
    ]
    assert [said.kind.value for said in shell.sent(Announcement)] == [kind for _at, kind, _begins, _ends in told(shell)]


def test_a_restart_tells_nothing_again(shell: Shell) -> None:
    comes(shell, f"{FRIDAY} 18:20")
    before = told(shell)
    shell.restart()
    comes(shell, f"{FRIDAY} 18:29")

    assert [kind for _at, kind, _begins, _ends in before] == ["opening-soon", "closing-soon"]
    assert told(shell) == []


def test_who_comes_back_much_later_does_not_say_what_is_long_past(shell: Shell) -> None:
    comes(shell, f"{FRIDAY} 18:00")
    shell.clock.pass_time(3600)
    shell.restart()
    comes(shell, f"{FRIDAY} 19:30")

    assert told(shell) == []


@pytest.mark.parametrize(
    ("change", "left_out"),
    [
        ({"announce_opening_min": 0}, "opening-soon"),
        ({"announce_lunch_min": 0}, "lunch-soon"),
        ({"announce_closing_min": 0}, "closing-soon"),
        ({"announce_closed": False}, "closed"),
    ],
)
def test_each_can_be_left_out(make_shell: MakeShell, change: dict[str, int | bool], left_out: str) -> None:
    shell = make_shell(structs.replace(SHIPPED, queue=structs.replace(SHIPPED.queue, **change)))
    comes(shell, f"{FRIDAY} 19:00")
    comes(shell, f"{MONDAY} 19:00")

    kinds = {kind.value for kind in AnnouncementKind} - {"evacuation", "evacuation-over"}
    assert {kind for _at, kind, _begins, _ends in told(shell)} == kinds - {left_out}


def test_during_an_evacuation_nothing_else_is_told(make_shell: MakeShell) -> None:
    pad = PeerSettings(name="pad", role=Role.KIOSK, evacuation=True)
    shell = make_shell(structs.replace(SHIPPED, peers=(*SHIPPED.peers, pad)))
    comes(shell, f"{FRIDAY} 18:10")
    shell.ask(BeginEvacuation(), peer="pad")
    comes(shell, f"{FRIDAY} 18:20")
    kinds = {kind for _at, kind, _begins, _ends in told(shell)}
    assert kinds == {"opening-soon", "evacuation"}
    shell.ask(EndEvacuation(), peer="pad")
    comes(shell, f"{FRIDAY} 18:21")

    assert [kind for _at, kind, _begins, _ends in told(shell)][-2:] == ["evacuation-over", "closing-soon"]


def test_spans_that_adjoin_have_no_break_and_a_centre_without_hours_tells_nothing(make_shell: MakeShell) -> None:
    queue = QueueSettings(announce_lunch_min=30)
    hours = HoursSettings(fri=("09:00-15:00", "15:00-17:00"))
    shell = make_shell(structs.replace(SHIPPED, hours=hours, queue=queue))
    comes(shell, f"{FRIDAY} 18:00")
    assert told(shell) == [("Fri 16:45", "closing-soon", None, "17:00"), ("Fri 17:00", "closed", None, None)]

    shell.restart(structs.replace(SHIPPED, hours=None))
    comes(shell, f"{MONDAY} 19:00")
    assert told(shell) == []
