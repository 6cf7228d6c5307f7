"""The rules of numbers: what a zone gives, and to whom not."""

import msgspec
from hall_under_test import HallUnderTest, code

from centre.settings import CentreSettings, HoursSettings
from firmware.words import Language, new_id
from mqtt_bridge.commands import IssueTicket
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.replies import Issued, RefusalCode


def test_numbers_of_a_zone_rise_from_its_first(hall: HallUnderTest) -> None:
    assert [hall.issue("self-service").number for _ in range(3)] == [601, 602, 603]


def test_after_the_last_number_the_first_free_one_comes_in_a_new_cycle(hall: HallUnderTest) -> None:
    kept = hall.wait("self-service")
    for _ in range(198):
        hall.report(hall.issue("self-service"), PaperOutcome.FAILED)

    assert hall.hall.given["self-service"].number == 799
    assert kept.number == 601
    assert hall.issue("self-service").number == 602
    assert hall.hall.given["self-service"].cycle == 1


def test_a_zone_whose_numbers_are_all_in_use_refuses(hall: HallUnderTest) -> None:
    for _ in range(199):
        hall.issue("self-service")

    answer = hall.ask(IssueTicket(zone="self-service", language=Language.RU, station="entrance"))

    assert code(answer) is RefusalCode.NUMBERS_USED_UP


def test_a_ticket_is_not_promised_for_a_station_that_is_offline(hall: HallUnderTest) -> None:
    hall.stations = {"waiting-hall"}
    command = IssueTicket(zone="consultation", language=Language.KK, station="entrance")

    assert code(hall.ask(command)) is RefusalCode.STATION_OFFLINE
    assert isinstance(hall.ask(command, peer="entrance"), Issued)  # it speaks, so it is there


def test_outside_the_centres_hours_no_ticket_is_given(borodulikha: CentreSettings) -> None:
    hall = HallUnderTest(msgspec.structs.replace(borodulikha, hours=HoursSettings(fri=("09:00-13:00", "14:30-18:30"))))
    command = IssueTicket(zone="consultation", language=Language.KK, station="entrance")
    assert code(hall.ask(command)) is RefusalCode.LUNCH  # it is 13:00 on a Friday
    hall.pass_time(90 * 60)
    assert isinstance(hall.ask(command), Issued)
    hall.pass_time(4 * 3600)

    assert code(hall.ask(command, peer="entrance")) is RefusalCode.CLOSED


def test_the_answer_to_a_request_is_kept_for_when_it_is_asked_again(hall: HallUnderTest) -> None:
    request_id = new_id()
    answer = hall.ask(
        IssueTicket(zone="consultation", language=Language.KK, station="entrance"), "entrance", request_id
    )
    hall.wait()

    assert hall.hall.answers[request_id] == answer
