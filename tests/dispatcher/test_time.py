"""The hall's own time and its business day."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from shell_under_test import Shell

from centre.settings import CentreSettings
from dispatcher.lifesign import Lifesign
from dispatcher.stored_clock import StoredClock
from firmware.clock import FakeClock
from hall.business_day import business_day
from mqtt_bridge.commands import CallNext
from mqtt_bridge.events import Events, TicketCalled

ALMATY = ZoneInfo("Asia/Almaty")


def at(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=ALMATY).timestamp()


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2027-01-15 09:00", "2027-01-15"),
        ("2027-01-15 23:59", "2027-01-15"),
        ("2027-01-16 02:59", "2027-01-15"),
        ("2027-01-16 03:00", "2027-01-16"),
        ("2024-02-29 23:30", "2024-02-29"),
        ("2024-03-01 02:30", "2024-02-29"),
    ],
)
def test_a_business_day_turns_over_at_its_own_local_hour(borodulikha: CentreSettings, moment: str, day: str) -> None:
    assert business_day(at(moment), borodulikha) == day


def test_time_runs_on_when_the_machines_clock_falls_back_to_1970() -> None:
    clock = FakeClock(wall=at("2027-01-15 09:00"))
    stored = StoredClock(clock, 0.0)
    before = stored.at()
    clock.set_wall(0.0)
    clock.pass_time(10)

    assert stored.at() == pytest.approx(before + 10)


def test_time_follows_a_clock_that_was_set_forward() -> None:
    clock = FakeClock(wall=at("2027-01-15 09:00"))
    stored = StoredClock(clock, 0.0)
    clock.set_wall(at("2027-01-15 09:05"))

    assert stored.at() == at("2027-01-15 09:05")


def test_time_goes_on_from_the_journal_on_a_machine_that_booted_in_the_past() -> None:
    clock = FakeClock(wall=at("2026-12-01 09:00"))
    stored = StoredClock(clock, at("2027-01-15 09:00"))

    assert stored.at() == at("2027-01-15 09:00")
    clock.pass_time(5)
    assert stored.at() == at("2027-01-15 09:00") + 5


def test_a_clock_that_slips_by_a_day_while_people_wait_is_not_believed_at_once() -> None:
    clock = FakeClock(wall=at("2027-01-15 09:00"))
    stored = StoredClock(clock, 0.0)
    stored.nobody_is_there = False
    clock.set_wall(at("2027-01-16 10:00"))
    clock.pass_time(300)

    assert stored.at() == at("2027-01-15 09:05")
    assert stored.is_in_doubt
    clock.set_wall(at("2027-01-15 09:06"))
    assert stored.at() == at("2027-01-15 09:06")
    assert not stored.is_in_doubt


def test_a_clock_that_stands_by_its_jump_for_ten_minutes_is_believed() -> None:
    clock = FakeClock(wall=at("2027-01-15 09:00"))
    stored = StoredClock(clock, 0.0)
    stored.nobody_is_there = False
    clock.set_wall(at("2027-01-16 09:00"))
    assert stored.at() == at("2027-01-15 09:00")
    clock.pass_time(599)
    assert stored.at() == pytest.approx(at("2027-01-15 09:00") + 599)
    clock.pass_time(1)

    assert stored.at() == at("2027-01-16 09:10")


def test_a_pi_that_slept_over_the_weekend_is_believed_at_once_while_nobody_is_there() -> None:
    clock = FakeClock(wall=at("2027-01-15 18:17"))
    stored = StoredClock(clock, at("2027-01-15 18:30"))
    clock.set_wall(at("2027-01-18 08:51"))

    assert stored.at() == at("2027-01-18 08:51")


def test_years_are_believed_of_nobody_at_once() -> None:
    clock = FakeClock(wall=at("2027-01-15 09:00"))
    stored = StoredClock(clock, 0.0)
    clock.set_wall(at("2038-01-19 09:00"))

    assert stored.at() == at("2027-01-15 09:00")


def test_the_day_does_not_turn_over_for_a_clock_that_slipped_and_was_set_right(shell: Shell) -> None:
    ticket = shell.waiting()
    shell.clock.set_wall(shell.clock.wall() + 5 * 86_400)
    for _minute in range(9):
        shell.passes(60)
    shell.clock.set_wall(shell.clock.wall() - 5 * 86_400)
    for _minute in range(9):
        shell.passes(60)

    assert ticket.paper.ticket_id in shell.hall.tickets
    assert shell.waiting().paper.number == 102


def test_a_morning_that_the_machine_learns_of_late_begins_with_its_first_visitor(
    make_shell: Callable[[CentreSettings], Shell], borodulikha: CentreSettings
) -> None:
    """Yesterday's tickets are still open: nobody was there to end that day."""
    shell = make_shell(borodulikha)
    shell.waiting()
    shell.restart()
    shell.clock.set_wall(shell.clock.wall() + 15 * 3600)
    shell.dispatcher.tick()

    assert shell.hall.tickets == {}
    assert shell.waiting().paper.number == 101


def test_the_lifesign_tells_how_long_calls_were_impossible_over_a_kill(tmp_path: Path) -> None:
    clock = FakeClock()
    Lifesign(tmp_path / "lifesign", clock).beat()
    clock.pass_time(700)

    assert Lifesign(tmp_path / "lifesign", clock).beat() == pytest.approx(700)


def test_the_lifesign_is_kept_up_while_calls_are_possible(tmp_path: Path) -> None:
    clock = FakeClock()
    lifesign = Lifesign(tmp_path / "lifesign", clock)
    for _second in range(100):
        assert lifesign.beat() <= 1
        clock.pass_time(1)

    assert Lifesign(tmp_path / "lifesign", clock).beat() <= 6


@pytest.mark.parametrize("jump_s", [-3600.0, 3 * 86_400.0])
def test_a_silence_that_cannot_be_is_none(tmp_path: Path, jump_s: float) -> None:
    clock = FakeClock()
    Lifesign(tmp_path / "lifesign", clock).beat()
    clock.set_wall(clock.wall() + jump_s)

    assert Lifesign(tmp_path / "lifesign", clock).beat() == 0


def test_a_lifesign_that_cannot_be_written_is_told_once_and_does_no_harm(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = FakeClock()
    lifesign = Lifesign(tmp_path / "no-folder" / "lifesign", clock)
    for _second in range(20):
        assert lifesign.beat() <= 1
        clock.pass_time(1)

    assert len(caplog.records) == 1


def called(shell: Shell) -> TicketCalled:
    shell.ask(CallNext(place="window-1", finish_current=True))
    events = [recorded.event for message in shell.sent(Events) for recorded in message.events]
    return [event for event in events if isinstance(event, TicketCalled)][-1]


@pytest.mark.parametrize("outage", ["link", "kill", "disk"])
def test_who_waited_through_an_outage_is_asked_whether_they_are_still_there(shell: Shell, outage: str) -> None:
    shell.link_comes_up()
    shell.waiting()
    shell.passes(1)
    if outage == "link":
        shell.link_goes_down()
        shell.passes(700)
        shell.link_comes_up()
    elif outage == "kill":
        shell.clock.pass_time(700)
        shell.restart()
        shell.link_comes_up()
    else:
        shell.file.execute("PRAGMA query_only = ON")
        shell.ask(CallNext(place="window-1"))
        shell.passes(700)
        shell.file.execute("PRAGMA query_only = OFF")
        shell.passes(1.5)
    shell.waiting()

    assert called(shell).still_here
    assert not called(shell).still_here


def test_nobody_is_asked_after_an_outage_that_was_short(shell: Shell) -> None:
    shell.link_comes_up()
    shell.waiting()
    shell.link_goes_down()
    shell.passes(500)
    shell.link_comes_up()

    assert not called(shell).still_here
