"""Who is next: appointments, returners, weights, competences; and that nobody is passed over for ever."""

import msgspec
import pytest
from hall_under_test import HallUnderTest, code

from centre.settings import CentreSettings
from hall.ticket import Stage
from mqtt_bridge.commands import CallNext, Finish, IssueTicket
from mqtt_bridge.events import TicketCalled
from mqtt_bridge.place_commands import ClosePlace, OpenPlace, PausePlace, Transfer
from mqtt_bridge.replies import RefusalCode


def changed(centre: CentreSettings, **queue: object) -> CentreSettings:
    return msgspec.structs.replace(centre, queue=msgspec.structs.replace(centre.queue, **queue))


def last_call(hall: HallUnderTest) -> TicketCalled:
    return next(one.event for one, _request in reversed(hall.history) if isinstance(one.event, TicketCalled))


def test_an_appointment_whose_time_has_come_is_called_at_its_office_and_nowhere_else(hall: HallUnderTest) -> None:
    booked = hall.book(due_in_s=600)
    assert code(hall.ask(CallNext(place="office-12"))) is RefusalCode.NOBODY_WAITING
    hall.pass_time(600)

    assert code(hall.ask(CallNext(place="window-1"))) is RefusalCode.NOBODY_WAITING
    assert hall.call("office-12") is booked


def test_appointments_are_called_by_their_times_not_by_who_came_first(hall: HallUnderTest) -> None:
    later, sooner = hall.book(due_in_s=120), hall.book(due_in_s=60)
    hall.pass_time(300)

    assert [hall.serve("office-12"), hall.serve("office-12")] == [sooner, later]


def test_an_appointment_may_be_called_early_by_as_much_as_is_set(borodulikha: CentreSettings) -> None:
    hall = HallUnderTest(changed(borodulikha, appointment_early_s=300.0))
    booked = hall.book(due_in_s=301)
    hall.pass_time(1)

    assert hall.call("office-12") is booked


def test_an_assistance_visitor_is_called_as_if_the_wait_had_been_twice_as_long(hall: HallUnderTest) -> None:
    first = hall.wait()
    hall.pass_time(99)
    assisted = hall.wait(assistance=True)
    hall.pass_time(98)  # 100 seconds after the first: it has waited 198 s, and the other 98 s
    assert hall.serve(seconds=0) is first

    second = hall.wait()
    hall.pass_time(1)
    assert hall.serve(seconds=0) is assisted
    assert hall.serve(seconds=0) is second


def test_however_many_with_a_greater_weight_keep_coming_everybodys_turn_comes(hall: HallUnderTest) -> None:
    patient = hall.wait()
    for _ in range(60):
        hall.wait(assistance=True)
        hall.pass_time(59)
        if hall.serve(seconds=0) is patient:
            return
    pytest.fail("an hour of assistance visitors, and the first one waits still")


def test_a_zone_of_greater_weight_goes_before_another_one_of_the_place(borodulikha: CentreSettings) -> None:
    zones = tuple(
        msgspec.structs.replace(zone, weight=3.0) if zone.name == "self-service" else zone for zone in borodulikha.zones
    )
    hall = HallUnderTest(msgspec.structs.replace(borodulikha, zones=zones))
    consultation = hall.wait()
    hall.pass_time(10)
    self_service = hall.wait("self-service")
    hall.pass_time(10)

    assert [hall.serve("window-3"), hall.serve("window-3")] == [self_service, consultation]


def test_a_ticket_with_a_competence_is_called_by_an_open_place_that_has_it(hall: HallUnderTest) -> None:
    hall.ask(OpenPlace(place="window-2"))
    about_land = hall.wait(matters=("land",))

    assert about_land.competence == "land"
    assert code(hall.ask(CallNext(place="window-1"))) is RefusalCode.NOBODY_WAITING
    assert hall.call("window-2") is about_land
    assert not last_call(hall).without_competence


def test_others_take_a_competence_that_no_open_place_has(hall: HallUnderTest) -> None:
    hall.ask(OpenPlace(place="window-2"))
    hall.ask(PausePlace(place="window-2", reason="түскі ас"))
    about_land = hall.wait(matters=("land",))

    assert hall.call("window-1") is about_land
    assert last_call(hall).without_competence


def test_a_centre_may_let_a_competence_wait_until_somebody_has_it(borodulikha: CentreSettings) -> None:
    hall = HallUnderTest(changed(borodulikha, others_take_competence=False))
    about_land = hall.wait(matters=("land",))
    assert code(hall.ask(CallNext(place="window-1"))) is RefusalCode.NOBODY_WAITING

    assert hall.call("window-2") is about_land


def test_a_competence_that_is_asked_for_goes_before_that_of_the_purpose(hall: HallUnderTest) -> None:
    ticket = hall.wait(matters=("complaint", "land"), competence="social")

    assert (ticket.matters, ticket.competence) == (("complaint", "land"), "social")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"matters": ("fishing",)}, RefusalCode.UNKNOWN_PURPOSE),
        ({"competence": "fishing"}, RefusalCode.UNKNOWN_COMPETENCE),
        ({"due_at": 1.0, "place": "window-1"}, RefusalCode.BY_APPOINTMENT),
        ({"zone": "personal-reception"}, RefusalCode.BY_APPOINTMENT),
        ({"zone": "personal-reception", "due_at": 1.0}, RefusalCode.BY_APPOINTMENT),
        ({"zone": "personal-reception", "due_at": 1.0, "place": "window-1"}, RefusalCode.UNKNOWN_PLACE),
        ({"zone": "personal-reception", "due_at": 1.0, "place": "office-99"}, RefusalCode.UNKNOWN_PLACE),
    ],
)
def test_a_ticket_for_what_there_is_not_is_refused(
    hall: HallUnderTest, fields: dict[str, object], expected: RefusalCode
) -> None:
    command = msgspec.convert(
        {"type": "issue-ticket", "zone": "consultation", "language": "kk", "station": "entrance", **fields}, IssueTicket
    )

    assert code(hall.ask(command)) is expected


def test_a_button_gives_no_ticket_of_an_appointment(hall: HallUnderTest) -> None:
    zone = {"type": "issue-ticket", "zone": "personal-reception", "language": "ru", "station": "entrance"}
    plain = msgspec.convert(zone, IssueTicket)
    forged = msgspec.convert({**zone, "place": "office-12", "due_at": hall.at}, IssueTicket)

    assert code(hall.ask(plain, "entrance")) is RefusalCode.BY_APPOINTMENT
    assert code(hall.ask(forged, "entrance")) is RefusalCode.NOT_ALLOWED


def test_the_waits_of_a_closed_places_visitors_are_nobodys_loss(hall: HallUnderTest) -> None:
    """A place closes: who was sent to it waits for any of the zone's."""
    hall.ask(OpenPlace(place="seat-1"))
    ticket = hall.wait("self-service")
    hall.call("window-3")
    hall.ask(Transfer(place="window-3", to_place="seat-1"))
    assert code(hall.ask(CallNext(place="window-3"))) is RefusalCode.NOBODY_WAITING
    hall.ask(ClosePlace(place="seat-1"))

    assert hall.call("window-3") is ticket
    hall.ask(Finish(place="window-3"))
    assert ticket.stage is Stage.FINISHED
