"""Who is next, and why, as a desk is told."""

from pathlib import Path

import msgspec
from hall_under_test import HallUnderTest
from hypothesis import given, settings
from hypothesis import strategies as st

from centre.checks import load_centre
from centre.settings import PlaceSettings
from console.seeing.next_up import NextUp, Why, following, next_up
from mqtt_bridge.commands import CallNext
from mqtt_bridge.hall_commands import ResumeTicket
from mqtt_bridge.place_commands import Park, Transfer
from mqtt_bridge.replies import AtPlace, Refusal

SHIPPED = msgspec.structs.replace(load_centre(Path(__file__).parents[3] / "centre" / "borodulikha.toml"), hours=None)


def window(hall: HallUnderTest, name: str = "window-1") -> PlaceSettings:
    place = hall.hall.centre.place(name)
    assert place is not None
    return place


def seen(hall: HallUnderTest, name: str = "window-1") -> NextUp:
    found = next_up(hall.hall, window(hall, name), hall.at)
    assert found is not None
    return found


def test_nobody_is_next_where_nobody_waits(hall: HallUnderTest) -> None:
    assert next_up(hall.hall, window(hall), hall.at) is None


def test_the_longest_waiting_is_next_because_of_the_wait(hall: HallUnderTest) -> None:
    first = hall.wait()
    hall.wait()

    assert (seen(hall).number, seen(hall).why, seen(hall).since) == (first.number, Why.LONGEST, first.issued_at)


def test_who_overtakes_by_a_greater_weight_is_said_to_do_so(hall: HallUnderTest) -> None:
    hall.wait()
    helped = hall.wait(assistance=True)
    hall.pass_time(60)

    assert (seen(hall).number, seen(hall).why) == (helped.number, Why.WEIGHT)


def test_an_appointment_is_next_when_its_time_has_come(hall: HallUnderTest) -> None:
    booked = hall.book(due_in_s=30)
    assert next_up(hall.hall, window(hall, "office-12"), hall.at) is None

    hall.pass_time(30)

    assert (seen(hall, "office-12").number, seen(hall, "office-12").why) == (booked.number, Why.APPOINTMENT)
    assert seen(hall, "office-12").since == booked.due_at


def test_who_comes_back_from_being_parked_is_a_returner(hall: HallUnderTest) -> None:
    parked = hall.wait()
    hall.call()
    hall.ask(Park(place="window-1"))
    hall.wait()
    hall.ask(ResumeTicket(ticket_id=parked.ticket_id))

    assert (seen(hall).number, seen(hall).why) == (parked.number, Why.RETURNER)


def test_a_place_without_the_competence_is_told_so(hall: HallUnderTest) -> None:
    hall.wait(matters=("land",))

    assert seen(hall, "window-1").without_competence
    assert not seen(hall, "window-2").without_competence


@settings(max_examples=60)
@given(
    visitors=st.lists(
        st.tuples(st.booleans(), st.sampled_from([None, "land", "social"]), st.integers(0, 300)), max_size=8
    )
)
def test_whom_the_page_names_next_is_whom_the_dispatcher_calls(visitors: list[tuple[bool, str | None, int]]) -> None:
    hall = HallUnderTest(SHIPPED)
    for assistance, matter, later_s in visitors:
        hall.wait(assistance=assistance, matters=(matter,) if matter else ())
        hall.pass_time(later_s)
    foretold = next_up(hall.hall, window(hall), hall.at)
    listed = following(hall.hall, window(hall), hall.at, 5)

    answer = hall.ask(CallNext(place="window-1"))

    if foretold is None:
        assert isinstance(answer, Refusal)
        assert not listed
    else:
        assert isinstance(answer, AtPlace)
        assert answer.ticket is not None
        assert answer.ticket.number == foretold.number == listed[0].number


def test_a_visitor_who_was_sent_on_is_listed_where_it_was_sent_to(hall: HallUnderTest) -> None:
    sent = hall.wait()
    hall.call()
    hall.ask(Transfer(place="window-1", to_zone="self-service"))

    assert [ticket.number for ticket in following(hall.hall, window(hall, "seat-1"), hall.at, 5)] == [sent.number]
    assert following(hall.hall, window(hall), hall.at, 5) == []
