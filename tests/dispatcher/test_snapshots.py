"""What the board shows."""

from datetime import date

import msgspec
from hall_under_test import HallUnderTest

from centre.settings import CentreSettings, HoursSettings
from centre.ticker import TickerSettings
from dispatcher.snapshots import SUMMONSES_SHOWN, board_of, centre_of
from firmware.words import SetText
from mqtt_bridge.commands import Finish, Recall, ReportAnnounced, Undo
from mqtt_bridge.hall_commands import BeginEvacuation, RaiseSummons
from mqtt_bridge.public import Board, BoardZone, Called, TickerLine
from mqtt_bridge.topics import BOARD, PAYLOAD_LIMIT


def zone(board: Board, name: str) -> BoardZone:
    return next(zone for zone in board.zones if zone.zone == name)


def test_the_board_counts_the_waiting_and_shows_the_next_ten(hall: HallUnderTest) -> None:
    for _ in range(12):
        hall.wait()
    hall.issue()

    shown = zone(board_of(hall.hall, hall.at), "consultation")
    assert (shown.waiting, shown.next) == (12, tuple(range(101, 111)))


def test_a_called_number_stands_with_its_place_until_the_visit_ends(hall: HallUnderTest) -> None:
    hall.wait()
    hall.call()
    hall.ask(Recall(place="window-1"))
    assert zone(board_of(hall.hall, hall.at), "consultation").now == (Called(number=101, place="window-1"),)
    hall.ask(Finish(place="window-1"))

    board = board_of(hall.hall, hall.at)
    assert zone(board, "consultation").now == ()
    assert [call.number for call in board.calls] == [101, 101]


def test_a_long_visit_stays_on_the_board_however_many_are_called_meanwhile(hall: HallUnderTest) -> None:
    hall.wait()
    hall.call("window-1")
    for _ in range(25):
        hall.wait()
        hall.call("window-2")
        hall.ask(Finish(place="window-2"))

    assert zone(board_of(hall.hall, hall.at), "consultation").now == (Called(number=101, place="window-1"),)


def test_an_undone_call_leaves_the_board(hall: HallUnderTest) -> None:
    hall.wait()
    hall.call()
    hall.ask(Undo(place="window-1"))

    assert board_of(hall.hall, hall.at).calls == ()


def test_a_call_may_be_spoken_for_its_time_and_no_more_once_the_speaker_has_said_it(hall: HallUnderTest) -> None:
    hall.wait()
    hall.call()
    hall.pass_time(12)
    (call,) = board_of(hall.hall, hall.at).calls
    assert call.speak_left_s == 18
    hall.ask(ReportAnnounced(call_id=call.call_id), peer="hall-voice")

    assert board_of(hall.hall, hall.at).calls[0].speak_left_s == 0


def test_the_last_twenty_calls_are_kept_newest_first(hall: HallUnderTest) -> None:
    for _ in range(23):
        hall.wait()
        hall.call()
        hall.ask(Finish(place="window-1"))

    numbers = [call.number for call in board_of(hall.hall, hall.at).calls]
    assert numbers == list(range(123, 103, -1))


def test_a_full_board_of_a_large_centre_stays_within_16_kb(borodulikha: CentreSettings) -> None:
    zones = tuple(
        msgspec.structs.replace(
            borodulikha.zones[0], name=f"a-zone-with-a-very-long-name-{n:02}", first=n * 100 + 1, last=n * 100 + 100
        )
        for n in range(20)
    )
    places = tuple(
        msgspec.structs.replace(
            borodulikha.places[0], name=f"a-place-with-a-long-name-{n:03}", number=n + 1, zones=(zones[n % 20].name,)
        )
        for n in range(100)
    )
    hall = HallUnderTest(
        msgspec.structs.replace(
            borodulikha, zones=zones, places=places, peers=borodulikha.peers[:2] + borodulikha.peers[7:]
        )
    )
    for _ in range(15):
        for each in zones:
            hall.wait(each.name)
    for place in places:
        hall.call(place.name)
        hall.ask(RaiseSummons(kind="emergency", place=place.name, ticket_id=hall.hall.place(place.name).ticket_id))
    hall.ask(BeginEvacuation())
    for _ in range(3):
        hall.let_time_pass(20)

    board = board_of(hall.hall, hall.at)
    assert (len(board.summonses), len(board.announcements)) == (SUMMONSES_SHOWN, 3)
    assert len(BOARD.encode(board)) <= 16_000 < PAYLOAD_LIMIT


def test_the_centre_names_its_zones_places_and_day(hall: HallUnderTest, borodulikha: CentreSettings) -> None:
    centre = centre_of(hall.hall, hall.at)

    assert centre.day == "2027-01-15"
    assert [sign.zone for sign in centre.zones] == [zone.name for zone in borodulikha.zones]
    assert [(sign.place, sign.kind) for sign in centre.places] == [
        (place.name, place.kind) for place in borodulikha.places
    ]


def test_the_centre_tells_what_the_walls_say_at_their_foot_and_when(borodulikha: CentreSettings) -> None:
    text = SetText(kk="Жабық", ru="Закрыто")
    always = TickerSettings(text=text)
    at_times = TickerSettings(text=text, since=date(2026, 12, 1), until=date(2026, 12, 31), hours="09:00-13:00")
    hall = HallUnderTest(msgspec.structs.replace(borodulikha, ticker=(always, at_times)))

    assert centre_of(hall.hall, hall.at).ticker == (
        TickerLine(text=text),
        TickerLine(text=text, first_day="2026-12-01", last_day="2026-12-31", begins="09:00", ends="13:00"),
    )


def test_the_centre_tells_its_hours_of_14_days_from_the_business_day_on(borodulikha: CentreSettings) -> None:
    hall = HallUnderTest(msgspec.structs.replace(borodulikha, hours=HoursSettings(fri=("09:00-13:00",))))
    hours = centre_of(hall.hall, hall.at).hours

    assert hours is not None
    assert hours.known_until - hours.spans[0].begins == 14 * 86_400 - 6 * 3600
    assert [span.ends - span.begins for span in hours.spans] == [4 * 3600, 4 * 3600]
    hall.turn_over()
    renewed = centre_of(hall.hall, hall.at).hours
    assert renewed is not None
    assert renewed.known_until == hours.known_until + 86_400


def test_a_centre_that_never_closes_tells_no_hours(hall: HallUnderTest) -> None:
    assert centre_of(hall.hall, hall.at).hours is None
