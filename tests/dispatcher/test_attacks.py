"""What people and programs do that nobody meant: by mistake, by leaning on a button, or by somebody else's name."""

import re
import time
from pathlib import Path

import msgspec
import pytest
from hall_under_test import HallUnderTest, code
from shell_under_test import Shell

from centre.checks import complaints, load_centre
from centre.service_checks import MOST_REPEATS
from centre.settings import CentreSettings
from dispatcher.snapshots import board_of
from firmware.words import Language, new_id
from hall.summoning import MOST_ASKED
from mqtt_bridge.commands import (
    CallNext,
    Finish,
    NoShow,
    Recall,
    ReportAlone,
    Reprint,
    Undo,
)
from mqtt_bridge.hall_commands import (
    BeginEvacuation,
    EndEvacuation,
    GiveFeedback,
    MarkTicket,
    RaiseSummons,
    Readmit,
    TakeSummons,
)
from mqtt_bridge.hall_events import SummonsReason
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.place_commands import CallTicket, ClosePlace, OpenPlace, Park, Transfer
from mqtt_bridge.replies import AtPlace, Refusal, RefusalCode

HOUR_S = 3600.0
SHIPPED = load_centre(Path(__file__).parents[2] / "centre" / "borodulikha.toml")


def kinds(hall: HallUnderTest) -> list[tuple[str, str]]:
    return [(each.kind, each.reason.value) for each in hall.hall.summonses.values()]


def pads_that_raise(centre: CentreSettings, *summonses: str) -> CentreSettings:
    peers = tuple(
        msgspec.structs.replace(peer, summonses=summonses) if peer.name == "pad-seat-1" else peer
        for peer in centre.peers
    )
    return msgspec.structs.replace(centre, peers=peers)


def test_a_zones_only_visit_may_be_undone(hall: HallUnderTest) -> None:
    for _ in range(3):
        hall.wait()
        hall.serve()
    hall.wait("self-service")
    hall.serve("seat-1")
    hall.ask(Undo(place="seat-1"))

    assert board_of(hall.hall, hall.at).zones
    assert hall.wait().number


def test_nobody_hears_anothers_answer_by_an_id_from_the_board(shell: Shell) -> None:
    shell.waiting()
    answer = shell.ask(CallNext(place="window-1"), peer="pad-window-1")
    assert isinstance(answer, AtPlace)
    call_id = board_of(shell.hall, shell.hall.at).calls[0].call_id

    for peer, place in (("nobody", "window-1"), ("pad-window-2", "window-1"), ("pad-window-2", "window-2")):
        assert code(shell.ask(CallNext(place=place), request_id=call_id, peer=peer)) is RefusalCode.NOT_ALLOWED
    assert shell.ask(CallNext(place="window-1"), request_id=call_id, peer="pad-window-1") == answer


def test_a_station_numbers_no_ticket_of_another_one_anew(hall: HallUnderTest) -> None:
    ticket = hall.wait()
    report = ReportAlone(
        station="waiting-hall",
        ticket_id=ticket.ticket_id,
        lease_id="0" * 16,
        zone="self-service",
        cycle=-5,
        number=777,
        language=Language.RU,
        age_s=0,
        outcome=PaperOutcome.CONFIRMED,
    )

    assert code(hall.ask(report, "waiting-hall")) is RefusalCode.NOT_ALLOWED
    assert (ticket.number, ticket.zone) == (101, "consultation")


def test_a_button_calls_again_after_a_helper_who_said_nothing_when_it_was_done(hall: HallUnderTest) -> None:
    first = new_id()
    hall.ask(RaiseSummons(kind="helper", place="seat-1"), "pad-seat-1", first)
    hall.ask(TakeSummons(summons_id=first))
    hall.pass_time(HOUR_S)
    hall.ask(RaiseSummons(kind="helper", place="seat-1"), "pad-seat-1")

    (summons,) = hall.hall.summonses.values()
    assert summons.summons_id != first
    assert not summons.taken


def test_no_number_of_visitors_with_help_keeps_an_alarm_from_being_raised_and_seen(borodulikha: CentreSettings) -> None:
    hall = HallUnderTest(pads_that_raise(borodulikha, "emergency"))
    hall.ask(RaiseSummons(kind="emergency", place="seat-1"), "pad-seat-1")
    for _ in range(MOST_ASKED):
        hall.wait("self-service", matters=("file-appeal",))

    assert not isinstance(hall.ask(RaiseSummons(kind="emergency"), "pad-seat-1"), Refusal)
    shown = [summons.kind for summons in board_of(hall.hall, hall.at).summonses]
    assert shown[:2] == ["emergency", "emergency"]


def test_a_press_takes_no_other_summonss_place(hall: HallUnderTest) -> None:
    hall.wait(assistance=True)
    escort = next(iter(hall.hall.summonses))
    hall.ask(RaiseSummons(kind="helper"), "pad-seat-1", escort)

    assert kinds(hall) == [("escort", "assistance")]


def test_a_summons_that_nobody_takes_is_said_ever_less_often_and_ends_with_the_day(
    borodulikha: CentreSettings,
) -> None:
    hall = HallUnderTest(pads_that_raise(borodulikha, "helper"))
    hall.ask(RaiseSummons(kind="helper"), "pad-seat-1", "a" * 16)
    for _ in range(12 * 60):
        hall.let_time_pass(60)
    assert 5 < hall.hall.summonses["a" * 16].repeats < 60
    hall.turn_over()

    assert "SummonsEnded" in hall.kinds()
    assert not hall.hall.summonses


def test_words_of_an_evacuation_that_is_forgotten_are_said_seldom_after_half_an_hour(hall: HallUnderTest) -> None:
    hall.ask(BeginEvacuation())
    for _ in range(3600):
        hall.let_time_pass(2)

    assert 90 <= hall.kinds().count("AnnouncementMade") <= 90 + 2 * 12


def test_an_evacuation_makes_nobody_late_and_no_visit_longer(hall: HallUnderTest) -> None:
    hall.wait()
    missed = hall.call("window-2")
    hall.ask(Recall(place="window-2"))
    hall.ask(NoShow(place="window-2"))
    hall.wait()
    hall.call()
    hall.pass_time(60)
    hall.ask(BeginEvacuation())
    hall.pass_time(2 * HOUR_S)
    assert code(hall.ask(NoShow(place="window-1"))) is RefusalCode.EVACUATION
    reprint = Reprint(ticket_id=missed.ticket_id, station="entrance")
    assert code(hall.ask(reprint)) in {RefusalCode.EVACUATION, RefusalCode.WRONG_STATE}
    hall.ask(EndEvacuation())
    hall.pass_time(60)
    hall.ask(Finish(place="window-1"))

    assert hall.hall.services["consultation"][-1] == pytest.approx(120)
    assert not isinstance(hall.ask(Readmit(ticket_id=missed.ticket_id)), Refusal)


def test_nobody_is_sent_to_a_place_that_is_closed(hall: HallUnderTest) -> None:
    ticket = hall.wait()
    hall.call()

    closed = hall.ask(Transfer(place="window-1", to_place="window-2"))
    assert closed == Refusal(code=RefusalCode.PLACE_CLOSED, detail="window-2")
    assert hall.hall.ticket_at("window-1") is ticket


@pytest.mark.parametrize("way", ["transfer", "park"])
def test_an_appointment_that_was_sent_on_is_bound_to_no_closed_place_but_its_office(
    hall: HallUnderTest, way: str
) -> None:
    booked = hall.book(due_in_s=0)
    hall.ask(OpenPlace(place="window-1"))
    if way == "transfer":
        hall.call("office-12")
        hall.ask(Transfer(place="office-12", to_place="window-1"))
    else:
        hall.ask(CallTicket(place="window-1", ticket_id=booked.ticket_id, reason="a"))
        hall.ask(Park(place="window-1"))
    hall.ask(ClosePlace(place="window-1"))

    assert booked.bound_to in {None, "office-12"}


def test_an_escort_is_wanted_once_and_comes_back_with_an_appointment(hall: HallUnderTest) -> None:
    booked = hall.book(due_in_s=0)
    hall.ask(MarkTicket(ticket_id=booked.ticket_id, assistance=True, representative=False))
    assert kinds(hall) == [("escort", "appointment")]
    hall.call("office-12")
    hall.ask(Finish(place="office-12"))
    hall.ask(Undo(place="office-12"))

    assert [each.reason for each in hall.hall.summonses.values()] == [SummonsReason.ASSISTANCE]


def test_a_mark_that_is_taken_back_leaves_a_purposes_helper(borodulikha: CentreSettings) -> None:
    queue = msgspec.structs.replace(borodulikha.queue, assistance_summons="helper")
    hall = HallUnderTest(msgspec.structs.replace(borodulikha, queue=queue))
    ticket = hall.wait("self-service", matters=("file-appeal",), assistance=True)
    hall.ask(MarkTicket(ticket_id=ticket.ticket_id, assistance=False, representative=False))

    assert [kind for kind, _reason in kinds(hall)] == ["helper"]


def test_a_place_rates_no_other_places_visit(hall: HallUnderTest) -> None:
    hall.wait()
    hall.serve()
    hall.ask(Undo(place="window-1"))
    hall.ask(Transfer(place="window-1", to_zone="self-service"))
    hall.serve("seat-1")

    assert code(hall.ask(GiveFeedback(place="window-1", rating=1))) is RefusalCode.NOTHING_TO_RATE
    assert not isinstance(hall.ask(GiveFeedback(place="seat-1", rating=5)), Refusal)


def test_a_place_is_missed_for_the_time_that_somebody_waited_for_it(hall: HallUnderTest) -> None:
    for place in ("window-1", "window-2", "window-3", "office-12"):
        hall.ask(OpenPlace(place=place))
    hall.let_time_pass(3 * HOUR_S)
    hall.wait()
    hall.let_time_pass(HOUR_S)
    assert not hall.hall.summonses
    hall.let_time_pass(2 * HOUR_S)

    assert {each.place for each in hall.hall.summonses.values()} == {"window-1", "window-2", "window-3"}


def test_who_leaves_with_a_visitor_at_the_place_is_missed(hall: HallUnderTest) -> None:
    hall.wait()
    hall.call()
    hall.let_time_pass(3 * HOUR_S)

    assert "window-1" in {each.place for each in hall.hall.summonses.values()}


@pytest.mark.parametrize(
    "pattern",
    [
        "([0-9]+-?)+/[0-9]{2}",
        "a{4294967296}",
        "(?=a)b",
        r"(a)\1",
        "a*b*c*d*e*",
        "(",
        "[0-9]+" * 5,
        "a?" * 20,
        "(a|aa)" * 20,
    ],
)
def test_a_pattern_that_could_hold_up_the_hall_is_refused_at_start(borodulikha: CentreSettings, pattern: str) -> None:
    outcome = msgspec.structs.replace(borodulikha.outcomes[0], reference_pattern=pattern)
    (complaint, *_more) = complaints(msgspec.structs.replace(borodulikha, outcomes=(outcome,)))

    assert complaint.startswith(f"outcomes[0].reference_pattern: {pattern!r} ")


def test_the_worst_pattern_that_is_taken_is_matched_soon() -> None:
    began = time.process_time()
    re.fullmatch("a*" * MOST_REPEATS + "b", "a" * 64)

    assert time.process_time() - began < 5


@pytest.mark.parametrize("right", [{"summonses": ("helper",)}, {"evacuation": True}])
def test_rights_of_buttons_are_refused_to_who_has_none(borodulikha: CentreSettings, right: dict[str, object]) -> None:
    peers = tuple(
        msgspec.structs.replace(peer, **right) if peer.name == "hall-board" else peer for peer in borodulikha.peers
    )
    (complaint, *_more) = complaints(msgspec.structs.replace(borodulikha, peers=peers))

    assert re.fullmatch(r"peers\[\d+\]\.(summonses|evacuation): role display has no buttons; .*", complaint)
