"""The dispatcher keeps the centre's hours: what it publishes, what it refuses, and whom closing sends away."""

import logging
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest
from shell_under_test import ISSUE, Shell

from centre.checks import load_centre
from centre.settings import CalendarDay, CalendarSettings, CentreSettings, DayKind, HoursSettings
from firmware.words import OpeningState, SetText
from hall.ticket import Stage
from mqtt_bridge.commands import CallNext, IssueTicket, ReportPaper, StartServing, Undo
from mqtt_bridge.events import Events, TicketUnserved
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.public import Centre
from mqtt_bridge.replies import Issued, Refusal, RefusalCode

OPEN, LUNCH, CLOSED = OpeningState.OPEN, OpeningState.LUNCH, OpeningState.CLOSED
SHIPPED = load_centre(Path(__file__).parents[2] / "centre" / "borodulikha.toml")
MakeShell = Callable[[CentreSettings], Shell]


def at(moment: str) -> float:
    return datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo("Asia/Almaty")).timestamp()


@pytest.fixture
def shell(make_shell: MakeShell) -> Shell:
    """Return a dispatcher of the shipped centre, at its hours, which starts at lunch on a Friday."""
    return make_shell(SHIPPED)


def comes(shell: Shell, moment: str) -> None:
    """Let the time until then pass, in steps that no clock is doubted for."""
    while shell.clock.wall() < at(moment):
        shell.passes(min(3600.0, at(moment) - shell.clock.wall()))


def openings(shell: Shell) -> list[tuple[OpeningState, float | None]]:
    return [(centre.opening.state, centre.opening.until) for centre in shell.sent(Centre)]


def refusal(shell: Shell, command: IssueTicket = ISSUE) -> tuple[RefusalCode, float | None]:
    answer = shell.ask(command, peer="entrance")
    assert isinstance(answer, Refusal), answer
    return answer.code, answer.until


def unserved(shell: Shell) -> list[str]:
    events = [recorded.event for message in shell.sent(Events) for recorded in message.events]
    return [event.ticket_id for event in events if isinstance(event, TicketUnserved)]


def test_the_centre_is_published_again_when_it_opens_and_closes(shell: Shell, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    for moment in ("14:29", "14:30", "16:00", "18:30", "20:00"):
        comes(shell, f"2027-01-15 {moment}")

    assert openings(shell) == [
        (LUNCH, at("2027-01-15 14:30")),
        (OPEN, at("2027-01-15 18:30")),
        (CLOSED, at("2027-01-18 09:00")),
    ]
    assert "opening changed from=lunch to=open" in caplog.text


def test_a_day_off_of_the_centres_own_is_published_with_its_name(make_shell: MakeShell) -> None:
    name = SetText(kk="Аудан күні", ru="День района")
    calendar = CalendarSettings(
        holidays="KZ",
        days=(CalendarDay(on=date(2027, 1, 18), kind=DayKind.OFF, name=name),),
    )
    shell = make_shell(msgspec.structs.replace(SHIPPED, calendar=calendar))
    comes(shell, "2027-01-18 10:00")
    centre: Centre = shell.sent(Centre)[-1]

    assert centre.opening.name is not None
    assert (centre.opening.state, centre.opening.until) == (CLOSED, at("2027-01-19 09:00"))
    assert (centre.opening.name.kk, centre.opening.name.ru) == ("Аудан күні", "День района")


def test_a_centre_without_hours_is_published_as_open(make_shell: MakeShell, borodulikha: CentreSettings) -> None:
    shell = make_shell(borodulikha)
    shell.passes(7200)

    assert openings(shell) == [(OPEN, None)]


def test_a_press_at_lunch_and_after_closing_is_told_when_the_centre_opens(shell: Shell) -> None:
    assert refusal(shell) == (RefusalCode.LUNCH, at("2027-01-15 14:30"))
    comes(shell, "2027-01-15 18:30")
    assert refusal(shell) == (RefusalCode.CLOSED, at("2027-01-18 09:00"))
    comes(shell, "2027-01-18 09:00")

    assert isinstance(shell.ask(ISSUE, peer="entrance"), Issued)


def test_a_centre_that_does_not_open_again_for_weeks_says_no_time(make_shell: MakeShell) -> None:
    days = tuple(CalendarDay(on=date(2027, 1 + n // 31, 1 + n % 31), kind=DayKind.OFF) for n in range(15, 31 + 20))
    closed = msgspec.structs.replace(SHIPPED, calendar=CalendarSettings(days=days))
    shell = make_shell(closed)
    comes(shell, "2027-01-15 19:00")

    assert refusal(shell) == (RefusalCode.CLOSED, None)
    comes(shell, "2027-02-09 10:00")
    assert refusal(shell) == (RefusalCode.CLOSED, at("2027-02-22 09:00"))


def test_a_zone_may_stop_before_the_others(make_shell: MakeShell) -> None:
    slow = msgspec.structs.replace(SHIPPED.zones[0], stop_before_break_min=15, stop_before_closing_min=30)
    shell = make_shell(msgspec.structs.replace(SHIPPED, zones=(slow, *SHIPPED.zones[1:])))
    comes(shell, "2027-01-15 18:00")
    centre: Centre = shell.sent(Centre)[-1]

    assert refusal(shell) == (RefusalCode.LAST_TICKETS, at("2027-01-18 09:00"))
    assert isinstance(shell.ask(msgspec.structs.replace(ISSUE, zone="self-service"), peer="entrance"), Issued)
    assert (centre.zones[0].stop_before_break_min, centre.zones[0].stop_before_closing_min) == (15, 30)
    comes(shell, "2027-01-18 12:45")
    assert refusal(shell) == (RefusalCode.LAST_TICKETS, at("2027-01-18 14:30"))


def test_closing_ends_who_waits_with_an_event_and_lets_the_served_be_served(shell: Shell) -> None:
    comes(shell, "2027-01-15 18:00")
    served, called, waiting = (shell.waiting().paper.ticket_id for _ in range(3))
    unsure = shell.ask(ISSUE, peer="entrance")
    assert isinstance(unsure, Issued)
    shell.ask(CallNext(place="window-1"))
    shell.ask(StartServing(place="window-1"))
    shell.ask(CallNext(place="window-2"))
    comes(shell, "2027-01-15 18:59:59")
    assert unserved(shell) == []
    assert shell.hall.tickets[unsure.paper.ticket_id].stage is Stage.UNSURE
    comes(shell, "2027-01-15 19:00")

    assert set(unserved(shell)) == {waiting, unsure.paper.ticket_id}
    assert shell.hall.tickets[served].stage is Stage.SERVING
    assert shell.hall.tickets[called].stage is Stage.CALLED
    comes(shell, "2027-01-15 23:00")
    assert len(unserved(shell)) == 2


def test_who_is_put_back_into_the_line_after_closing_is_not_kept_there(shell: Shell) -> None:
    comes(shell, "2027-01-15 18:29")
    ticket = shell.waiting().paper.ticket_id
    comes(shell, "2027-01-15 19:30")
    assert unserved(shell) == [ticket]
    comes(shell, "2027-01-18 18:29")
    again = shell.waiting().paper.ticket_id
    comes(shell, "2027-01-18 18:59:58")
    shell.ask(CallNext(place="window-1"))
    shell.passes(5)
    shell.ask(Undo(place="window-1"))
    shell.passes(1)

    assert unserved(shell) == [ticket, again]


def test_a_paper_that_is_told_of_after_closing_revives_nobody(make_shell: MakeShell) -> None:
    at_once = msgspec.structs.replace(SHIPPED.queue, unserved_after_closing_min=0)
    shell = make_shell(msgspec.structs.replace(SHIPPED, queue=at_once))
    comes(shell, "2027-01-15 18:29:55")
    issued = shell.ask(ISSUE, peer="entrance")
    assert isinstance(issued, Issued)
    ticket_id = issued.paper.ticket_id
    shell.passes(5)
    assert unserved(shell) == [ticket_id]
    shell.passes(60)
    shell.ask(ReportPaper(ticket_id=ticket_id, job_id=ticket_id, outcome=PaperOutcome.CONFIRMED), peer="entrance")
    shell.passes(60)

    assert shell.hall.tickets[ticket_id].stage is Stage.UNSERVED
    assert not shell.hall.in_use


def test_lunch_ends_nobodys_turn(shell: Shell) -> None:
    comes(shell, "2027-01-18 12:59")
    ticket = shell.waiting().paper.ticket_id
    comes(shell, "2027-01-18 14:30")

    assert unserved(shell) == []
    assert shell.hall.tickets[ticket].stage is Stage.WAITING


def test_a_restart_in_the_evening_does_what_closing_does(shell: Shell) -> None:
    comes(shell, "2027-01-15 18:00")
    ticket = shell.waiting().paper.ticket_id
    shell.clock.pass_time(2 * 3600)
    shell.restart()

    assert unserved(shell) == [ticket]
    assert openings(shell) == [(CLOSED, at("2027-01-18 09:00"))]


@pytest.mark.parametrize(
    "jump_s", [-at("2027-01-15 15:00"), -86_400.0, 86_400.0], ids=["1970", "yesterday", "tomorrow"]
)
def test_a_clock_that_jumps_neither_opens_nor_closes_the_centre_nor_ends_a_turn(shell: Shell, jump_s: float) -> None:
    comes(shell, "2027-01-15 15:00")
    ticket = shell.waiting().paper.ticket_id
    shell.clock.set_wall(shell.clock.wall() + jump_s)
    for _minute in range(5):
        shell.passes(60)

    assert openings(shell)[-1] == (OPEN, at("2027-01-15 18:30"))
    assert shell.hall.tickets[ticket].stage is Stage.WAITING
    assert isinstance(shell.ask(ISSUE, peer="entrance"), Issued)


def test_hours_that_are_changed_while_people_wait_are_published_at_once(shell: Shell) -> None:
    comes(shell, "2027-01-15 16:00")
    shell.restart(msgspec.structs.replace(SHIPPED, hours=HoursSettings(fri=("09:00-15:00",), mon=("10:00-15:00",))))

    assert openings(shell)[-1] == (CLOSED, at("2027-01-18 10:00"))
