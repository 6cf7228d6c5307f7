"""A simulated day keeps every turn, and the checker that says so finds out who is passed over."""

import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from busy_day.order import out_of_turn
from busy_day.run import DayRun, run_day

from centre.checks import load_centre
from centre.settings import CentreSettings
from firmware.words import Language
from mqtt_bridge.events import (
    AnyEvent,
    CallKind,
    PaperReported,
    Recorded,
    TicketCalled,
    TicketIssued,
    VisitFinished,
    VisitorMissed,
)
from mqtt_bridge.hall_events import TicketReadmitted, TicketResumed
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.place_events import PlaceClosed, PlaceOpened, TicketParked, TicketTransferred

CHECKOUT = Path(__file__).parents[2]
PROMISED = {
    f"{zone}_{what}"
    for zone in ("consultation", "self_service", "personal_reception")
    for what in ("wait_min_p50", "wait_min_p90", "wait_min_longest", "served", "no_shows", "unserved")
} | {
    "order_violations",
    "estimate_error_min_p50",
    "estimate_error_min_p90",
    "estimate_hit_ratio",
    "estimated_ratio",
}
LONGEST = "who has waited longest goes first"
BACK = "who comes back goes before who was never called"
DUE = "an appointment whose time has come goes first"
OWN_LINES = "a place calls only its own lines"


@pytest.fixture(scope="module")
def centre() -> CentreSettings:
    return load_centre(CHECKOUT / "centre" / "borodulikha.toml")


@pytest.fixture(scope="module")
def day(centre: CentreSettings) -> DayRun:
    return run_day(centre, seed=3)


def test_a_simulated_day_prints_its_figures_and_draws_its_picture(tmp_path: Path) -> None:
    picture = tmp_path / "day.png"
    command = [sys.executable, str(CHECKOUT / "bench" / "day.py"), "--json", "--days", "1", "--picture", str(picture)]
    ran = subprocess.run(command, stdout=subprocess.PIPE, timeout=60, check=True)

    figures = json.loads(ran.stdout)
    assert figures.keys() == PROMISED
    assert figures["order_violations"] == 0
    assert figures["consultation_served"] > 0
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_nobody_is_called_out_of_turn_on_a_simulated_day(centre: CentreSettings, day: DayRun) -> None:
    assert list(out_of_turn(centre, day.history)) == []


def test_the_same_seed_gives_the_same_day(centre: CentreSettings, day: DayRun) -> None:
    assert run_day(centre, seed=3).history == day.history


def test_a_day_is_spoilt_when_somebody_had_come_earlier_than_they_were_called(
    centre: CentreSettings, day: DayRun
) -> None:
    history = [*day.history]
    called_at = {one.event.ticket_id: one.at for one in reversed(history) if isinstance(one.event, TicketCalled)}
    waits = {
        index: called_at.get(one.event.ticket_id, one.at) - one.at
        for index, one in enumerate(history)
        if isinstance(one.event, TicketIssued) and one.event.zone == "consultation"
    }
    longest = max(waits, key=lambda index: waits[index])
    history[longest] = msgspec.structs.replace(history[longest], at=0.0)

    found = list(out_of_turn(centre, history))

    assert found
    assert {wrong.rule for wrong in found} == {LONGEST}


def told(*events: AnyEvent) -> list[Recorded]:
    """Return a history of one event a minute."""
    return [Recorded(seq=seq, at=seq * 60.0, event=event) for seq, event in enumerate(events, 1)]


def wait(
    number: int,
    zone: str = "consultation",
    *,
    competence: str | None = None,
    assistance: bool = False,
    place: str | None = None,
    due_at: float | None = None,
) -> list[AnyEvent]:
    issued = TicketIssued(
        ticket_id=f"{number:016x}",
        zone=zone,
        cycle=0,
        number=number,
        language=Language.KK,
        station="entrance",
        asker="entrance",
        ahead=0,
        competence=competence,
        assistance=assistance,
        place=place,
        due_at=due_at,
    )
    paper = PaperReported(ticket_id=issued.ticket_id, job_id=issued.ticket_id, outcome=PaperOutcome.CONFIRMED)
    return [issued, paper]


def call(number: int, place: str = "window-1") -> TicketCalled:
    ticket_id = f"{number:016x}"
    return TicketCalled(call_id=f"{number + 4096:016x}", ticket_id=ticket_id, place=place, kind=CallKind.FIRST)


def finish(number: int, place: str = "window-1", *, comes_back: bool = False) -> VisitFinished:
    return VisitFinished(ticket_id=f"{number:016x}", place=place, comes_back=comes_back)


OPEN = [PlaceOpened(place=name) for name in ("window-1", "window-2", "office-12", "seat-1")]


def rules(centre: CentreSettings, *events: AnyEvent) -> list[str]:
    return [wrong.rule for wrong in out_of_turn(centre, told(*OPEN, *events))]


def test_who_came_first_is_called_first(centre: CentreSettings) -> None:
    assert rules(centre, *wait(101), *wait(102), call(101), finish(101), call(102)) == []
    assert rules(centre, *wait(101), *wait(102), call(102)) == [LONGEST]


def test_an_assistance_ticket_has_waited_twice_as_long(centre: CentreSettings) -> None:
    helped = wait(102, assistance=True)
    both = [*wait(101), *helped, *(PlaceOpened(place="window-1"),) * 20]
    assert centre.queue.assistance_weight == 2
    assert rules(centre, *both, call(102)) == []
    assert rules(centre, *both, call(101)) == [LONGEST]


def test_a_competence_is_called_for_by_who_has_it(centre: CentreSettings) -> None:
    assert rules(centre, *wait(101, competence="social"), call(101)) == []
    assert rules(centre, *wait(101, competence="social"), call(101, "window-2")) == [OWN_LINES]
    assert rules(centre, *wait(101, competence="social"), *wait(102), call(102, "window-2")) == []


def test_others_help_once_no_open_place_has_the_competence(centre: CentreSettings) -> None:
    closed = PlaceClosed(place="window-1")
    assert rules(centre, *wait(101, competence="social"), closed, call(101, "window-2")) == []
    assert rules(centre, *wait(101, competence="social"), *wait(102), closed, call(102, "window-2")) == [LONGEST]


def test_an_appointment_goes_first_at_its_time_and_not_before(centre: CentreSettings) -> None:
    due = wait(401, "personal-reception", place="office-12", due_at=60.0)
    later = wait(402, "personal-reception", place="office-12", due_at=6000.0)
    assert rules(centre, *later, *due, call(401, "office-12")) == []
    assert rules(centre, *later, *due, call(402, "office-12")) == [DUE]
    assert rules(centre, *later, call(402, "office-12")) == ["no appointment is called before its time"]
    assert rules(centre, *due, call(401, "window-1")) == [OWN_LINES]


def test_who_was_sent_on_and_comes_back_goes_first_at_that_place_alone(centre: CentreSettings) -> None:
    sent = TicketTransferred(ticket_id=f"{102:016x}", place="window-1", zone="self-service", comes_back=True)
    before = [*wait(102), call(102), sent, *wait(101), call(102, "seat-1"), finish(102, "seat-1", comes_back=True)]
    assert rules(centre, *before, call(102)) == []
    assert rules(centre, *before, call(101)) == [BACK]
    assert rules(centre, *before, call(102, "window-2")) == [OWN_LINES]


def test_who_was_parked_or_missed_comes_back_before_others(centre: CentreSettings) -> None:
    ticket_id = f"{102:016x}"
    parked: list[AnyEvent] = [TicketParked(ticket_id=ticket_id, place="window-1"), TicketResumed(ticket_id=ticket_id)]
    missed: list[AnyEvent] = [
        VisitorMissed(ticket_id=ticket_id, place="window-1"),
        TicketReadmitted(ticket_id=ticket_id),
    ]
    for away in (parked, missed):
        before = [*wait(101), *wait(102), *wait(103), call(101), finish(101), call(102), *away]
        assert rules(centre, *before, call(102)) == []
        assert rules(centre, *before, call(103)) == [BACK]


def test_nobody_is_called_twice(centre: CentreSettings) -> None:
    assert rules(centre, *wait(101), call(101), call(101, "window-2")) == ["only who waits is called"]
    assert rules(centre, *wait(101), *wait(102), call(101), call(102)) == ["one ticket at a place"]
