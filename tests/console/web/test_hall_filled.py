"""What the hall's moderator is shown."""

import pytest
from hall_under_test import HallUnderTest
from onlooker import looking_at

from console.web.filling.hall import MOST_OF_A_ZONE, calls_now, places_now, safety, waiting, waiting_list
from console.web.filling.trouble import tickets_aside, trouble
from console.web.views.hall import PlaceNow, Zone
from firmware.words import Language, Role
from mqtt_bridge.commands import NoShow, Recall, ReportNotAnnounced, StartServing
from mqtt_bridge.devices import Condition, DeviceState, Fault
from mqtt_bridge.hall_commands import BeginEvacuation
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.place_commands import OpenPlace, Park, PausePlace
from mqtt_bridge.public import AloneStation


def zone(hall: HallUnderTest, name: str) -> Zone:
    return next(zone for zone in waiting(looking_at(hall)).zones if zone.name == name)


def place(hall: HallUnderTest, name: str, **holders: str) -> PlaceNow:
    by_place = {place.replace("_", "-"): person for place, person in holders.items()}
    return next(place for place in places_now(looking_at(hall), by_place).places if place.name == name)


def test_of_a_busy_zone_the_first_are_shown_those_who_need_help_before_all_and_the_rest_is_counted(
    hall: HallUnderTest,
) -> None:
    tickets = [hall.wait(assistance=n == 20) for n in range(30)]

    seen = zone(hall, "consultation")

    shown = [ticket.number for ticket in seen.tickets]
    assert shown == [tickets[20].number, *(ticket.number for ticket in tickets[: MOST_OF_A_ZONE - 1])]
    assert (seen.waiting, seen.more) == (30, 30 - MOST_OF_A_ZONE)
    assert seen.longest is not None
    assert seen.longest.since == tickets[0].issued_at
    assert waiting(looking_at(hall)).waiting == 30


def test_a_zone_is_served_by_its_open_places_and_a_paused_one_is_named(hall: HallUnderTest) -> None:
    hall.wait()
    assert zone(hall, "consultation").served_by == ()

    hall.ask(OpenPlace(place="window-1"))
    hall.ask(OpenPlace(place="window-2"))
    hall.ask(PausePlace(place="window-2", reason="lunch"))

    seen = zone(hall, "consultation")
    assert seen.served_by == ("1-терезе",)
    assert seen.paused == ("2-терезе",)


def test_nothing_of_a_zone_changes_by_time_alone_until_somebody_has_waited_for_long(hall: HallUnderTest) -> None:
    hall.wait()
    before = waiting(looking_at(hall))
    hall.pass_time(1700)
    assert waiting(looking_at(hall)) == before

    hall.pass_time(101)

    (ticket,) = zone(hall, "consultation").tickets
    assert ticket.waited is not None
    assert ticket.waited.is_late


@pytest.mark.parametrize(
    ("language", "reason", "words"),
    [
        (Language.KK, "lunch", "Түскі үзіліс"),
        (Language.RU, "lunch", "Обеденный перерыв"),
        (Language.RU, "зовут на склад", "зовут на склад"),
    ],
)
def test_a_paused_place_says_why_in_words_and_since_when(
    hall: HallUnderTest, language: Language, reason: str, words: str
) -> None:
    hall.ask(OpenPlace(place="window-1"), staff="s-1")
    hall.pass_time(60)
    hall.ask(PausePlace(place="window-1", reason=reason), staff="s-1")

    seen = next(place for place in places_now(looking_at(hall, language), {}).places if place.name == "window-1")

    assert (seen.status, seen.reason, seen.person) == ("paused", words, "Әлия")
    assert seen.since is not None
    assert seen.since.since == hall.at


def test_who_works_where_is_whoever_holds_the_place_or_else_did_something_there_last(hall: HallUnderTest) -> None:
    hall.ask(OpenPlace(place="window-1"), staff="s-1")

    assert place(hall, "window-1").person == "Әлия"
    assert place(hall, "window-1", window_1="Болат").person == "Болат"
    assert place(hall, "window-2").person == ""
    assert place(hall, "window-2", window_2="Болат").status == "closed"


def test_who_is_on_the_way_stands_before_who_is_served_with_the_recalls_and_what_nobody_heard(
    hall: HallUnderTest,
) -> None:
    hall.wait()
    hall.wait()
    served = hall.call("window-1")
    hall.ask(StartServing(place="window-1"))
    called = hall.call("window-2")
    hall.pass_time(30)
    hall.ask(Recall(place="window-2"))
    hall.ask(ReportNotAnnounced(call_id=hall.hall.calls[0].call_id), peer="hall-voice")

    first, second = calls_now(looking_at(hall)).calls

    assert (first.ticket.number, first.place, first.recalls, first.is_unheard) == (called.number, "2-терезе", 1, True)
    assert (second.ticket.number, second.is_serving, second.is_unheard) == (served.number, True, False)


def test_tickets_aside_say_what_they_are_and_where(hall: HallUnderTest) -> None:
    unsure = hall.issue()
    hall.report(unsure, PaperOutcome.UNCONFIRMED)
    hall.wait()
    hall.wait()
    parked = hall.call("window-1")
    hall.ask(Park(place="window-1", reason="құжат"))
    missed = hall.call("window-2")
    for _again in range(3):
        hall.pass_time(120)
        hall.ask(Recall(place="window-2"))
    hall.pass_time(120)
    hall.ask(NoShow(place="window-2"))

    seen = tickets_aside(looking_at(hall), may_move=True)

    assert [(one.ticket.number, one.why, one.where) for one in seen.tickets] == [
        (unsure.number, "unsure", "«Кіреберіс» станциясы"),
        (parked.number, "parked", "1-терезе"),
        (missed.number, "missed", "2-терезе"),
    ]
    hall.pass_time(hall.hall.centre.queue.late_tolerance_s)
    hall.wait()
    assert [one.why for one in tickets_aside(looking_at(hall), may_move=True).tickets] == ["unsure", "parked"]


def test_what_does_not_work_stands_before_what_will_not_for_long_with_what_to_do(hall: HallUnderTest) -> None:
    low = DeviceState(
        role=Role.KIOSK, boot=1, condition=Condition.DEGRADED, station="entrance", faults=(Fault(code="paper-low"),)
    )
    dark = DeviceState(role=Role.DISPLAY, boot=1, condition=Condition.LOST)
    fine = DeviceState(role=Role.AUDIO, boot=1, condition=Condition.READY)
    pad = DeviceState(role=Role.KIOSK, boot=1, condition=Condition.LOST)
    devices = {"entrance": low, "hall-board": dark, "hall-voice": fine, "pad-window-1": pad}

    alone = AloneStation(station="entrance", tickets=3, told_at=hall.at)
    seen = trouble(looking_at(hall, Language.RU, devices), [alone])

    assert [(one.name, one.label, one.icon, one.is_down) for one in seen.devices] == [
        ("hall-board", "Табло «Зал ожидания»", "screen", True),
        ("pad-window-1", "Пульт вызова, Окно 1", "warn", True),
        ("entrance", "Станция талонов «Вход»", "printer", False),
    ]
    assert all(one.what and one.do for one in seen.devices)
    assert seen.alone == ("Станция «Вход» выдала без связи талонов: 3; их вызовут по времени выдачи",)


def test_an_evacuation_is_shown_since_when(hall: HallUnderTest) -> None:
    assert safety(looking_at(hall), may_evacuate=True).evacuation_since is None
    hall.ask(BeginEvacuation())
    began_at = hall.at
    hall.pass_time(60)

    since = safety(looking_at(hall), may_evacuate=True).evacuation_since

    assert since is not None
    assert since.since == began_at


def test_the_list_to_print_has_everybody_and_no_time_runs_on_in_it(hall: HallUnderTest) -> None:
    tickets = [hall.wait() for _ticket in range(30)]
    hall.wait("self-service")
    hall.pass_time(60)

    listed = waiting_list(looking_at(hall))

    assert listed.waiting == 31
    assert [ticket.number for ticket in listed.zones[0].tickets] == [ticket.number for ticket in tickets]
    assert all(ticket.waited is not None and ticket.waited.shown for zone in listed.zones for ticket in zone.tickets)
