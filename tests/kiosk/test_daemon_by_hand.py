"""What staff ask of the station itself: lists on paper, a new roll, by command and by a button that is held."""

import time
from pathlib import Path

import msgspec
import pytest
from deadline import DEADLINE_S, until
from kiosk_hall import Hall, MakeHall
from obedient_dispatcher import paper

from firmware.buttons import Edge
from firmware.words import new_id
from kiosk.__main__ import main
from kiosk.control import Order, give_order
from mqtt_bridge.commands import IssueTicket
from mqtt_bridge.devices import Condition, Fault
from mqtt_bridge.paper import PaperOutcome, PrintTicket
from mqtt_bridge.private_broker import PrivateBroker
from mqtt_bridge.public import Board, BoardZone, Called
from mqtt_bridge.topics import BOARD, PRINT
from printer.jobs import PaperUsed
from printer.simulated import PrinterFault

BOARD_AT = 1_800_000_000.0
EVENING = Board(
    epoch=1,
    seq=1,
    at=BOARD_AT,
    calls=(),
    zones=(
        BoardZone(
            zone="consultation",
            now=(Called(number=100, place="window-1"),),
            next=tuple(range(101, 111)),
            waiting=12,
        ),
    ),
)


def until_pieces(hall: Hall, count: int) -> None:
    until(lambda: len(hall.pieces), lambda pieces: pieces >= count)


def order(hall: Hall, order: Order, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Ask as the command does; return the exit code and the line that was printed."""
    code = give_order(hall.settings, order)
    out, error = capsys.readouterr()
    assert (out + error).count("\n") == 1
    return code, (out + error).removesuffix("\n")


def ordered_list(hall: Hall, capsys: pytest.CaptureFixture[str], *, until: str) -> str:
    """Order lists until the answer has *until* in it: what the station is told takes a moment to arrive."""
    end = time.monotonic() + DEADLINE_S
    while until not in (answer := order(hall, Order.WAITING_LIST, capsys)[1]):
        assert time.monotonic() < end, answer
    return answer


def print_one(hall: Hall, number: int) -> None:
    hall.dispatcher.bridge.publish(PRINT, PrintTicket(paper=paper(new_id(), number)), station="entrance")
    assert hall.dispatcher.report().outcome is PaperOutcome.CONFIRMED


def test_the_board_and_later_tickets_come_out_as_a_list_and_nobody_is_told(
    hall: Hall, capsys: pytest.CaptureFixture[str]
) -> None:
    hall.dispatcher.bridge.publish(BOARD, EVENING)
    ordered_list(hall, capsys, until="10 waiting and 2 unknown, by the board of 15.01. 13:00:00")
    print_one(hall, 115)
    pieces = len(hall.pieces)

    assert order(hall, Order.WAITING_LIST, capsys) == (
        0,
        "printed on 1 paper(s): 11 waiting and 2 unknown, by the board of 15.01. 13:00:00",
    )
    assert len(hall.pieces) == pieces + 1
    hall.dispatcher.bridge.publish(PRINT, PrintTicket(paper=paper("e" * 16, 116)), station="entrance")
    assert hall.dispatcher.report().ticket_id == "e" * 16, "the list was no ticket"


def test_without_a_board_its_own_tickets_are_listed_and_the_answer_says_so(
    hall: Hall, capsys: pytest.CaptureFixture[str]
) -> None:
    assert order(hall, Order.WAITING_LIST, capsys) == (
        1,
        "kezek-kiosk: nothing to list: no board since the start, and no ticket printed here today",
    )
    print_one(hall, 101)
    assert order(hall, Order.WAITING_LIST, capsys) == (
        0,
        "printed on 1 paper(s): 1 waiting, no board has come since the start, so some may have been called",
    )


def test_a_list_comes_out_of_a_station_whose_link_is_gone(
    make_hall: MakeHall, own_broker: PrivateBroker, capsys: pytest.CaptureFixture[str]
) -> None:
    hall = make_hall(own_broker)
    hall.watcher.lamp("ready")
    hall.dispatcher.bridge.publish(BOARD, EVENING)
    ordered_list(hall, capsys, until="by the board of")
    own_broker.kill()
    hall.watcher.lamp("cannot")

    assert order(hall, Order.WAITING_LIST, capsys)[0] == 0
    own_broker.start()


def test_a_station_that_knows_no_centre_says_so(make_hall: MakeHall, capsys: pytest.CaptureFixture[str]) -> None:
    hall = make_hall(centre=False)
    hall.watcher.until("printer", printer={"state": "ok", "paper": "ok"})

    assert order(hall, Order.WAITING_LIST, capsys) == (1, "kezek-kiosk: the station has not heard of its centre yet")


def test_a_printer_without_paper_is_said_to_be_the_reason(hall: Hall, capsys: pytest.CaptureFixture[str]) -> None:
    print_one(hall, 101)
    hall.printer.set_fault(PrinterFault.PAPER_OUT)
    hall.watcher.until("printer", printer={"state": "paper-out", "paper": "out"})

    assert order(hall, Order.WAITING_LIST, capsys) == (1, "kezek-kiosk: the printer cannot print: paper-out")


def test_a_long_list_comes_out_paper_by_paper_with_a_ticket_in_between(
    hall: Hall, capsys: pytest.CaptureFixture[str]
) -> None:
    crowd = msgspec.structs.replace(
        EVENING,
        zones=tuple(msgspec.structs.replace(EVENING.zones[0], zone=f"zone-{n}", waiting=10) for n in range(12)),
    )
    hall.dispatcher.bridge.publish(BOARD, crowd)
    answer = ordered_list(hall, capsys, until="120 waiting")

    assert answer.startswith("printed on 5 paper(s): ")
    assert len(hall.pieces) >= 5


def test_a_button_that_is_held_prints_a_list_and_one_that_is_pressed_does_not(hall: Hall) -> None:
    print_one(hall, 101)
    now = time.monotonic()
    hall.inbox.put(Edge("list", closed=True, at=now))
    hall.inbox.put(Edge("list", closed=False, at=now + 0.3))
    hall.press("ticket")
    hall.dispatcher.issue(hall.dispatcher.asked(IssueTicket), 102)
    assert hall.dispatcher.report().outcome is PaperOutcome.CONFIRMED
    until_pieces(hall, 2)
    hall.press("list")

    until_pieces(hall, 3)


def test_a_button_held_in_vain_is_refused_visibly(hall: Hall) -> None:
    hall.press("list")

    hall.watcher.until("refusals", count=1, reason="order-failed")
    hall.watcher.lamp("cannot")


def test_a_roll_is_counted_told_to_be_low_and_new_again_by_hand(
    make_hall: MakeHall, capsys: pytest.CaptureFixture[str]
) -> None:
    hall = make_hall()
    hall.dispatcher.state(Condition.READY)
    hall.inbox.put(PaperUsed(76_400))
    low = hall.dispatcher.state(Condition.DEGRADED)
    assert low.faults == (Fault(code="paper-low", detail="about 4 m left by count"),)
    hall.press("ticket")
    hall.dispatcher.issue(hall.dispatcher.asked(IssueTicket))
    assert hall.dispatcher.report().outcome is PaperOutcome.CONFIRMED, "it prints all the same"

    assert order(hall, Order.ROLL_CHANGED, capsys) == (0, "the roll counts as new, 80 m")
    hall.dispatcher.state(Condition.READY)
    hall.inbox.put(PaperUsed(79_000))
    hall.dispatcher.state(Condition.DEGRADED)
    hall.press("roll")
    hall.dispatcher.state(Condition.READY)


def test_the_count_of_a_roll_outlives_the_daemon(make_hall: MakeHall) -> None:
    hall = make_hall()
    hall.dispatcher.state(Condition.READY)
    hall.inbox.put(PaperUsed(76_400))
    hall.dispatcher.state(Condition.DEGRADED)
    hall.stop()
    again = make_hall()

    assert again.dispatcher.state(Condition.DEGRADED).faults[0].code == "paper-low"


def test_each_ticket_shortens_the_roll(hall: Hall) -> None:
    hall.inbox.put(PaperUsed(74_990))
    hall.dispatcher.bridge.publish(PRINT, PrintTicket(paper=paper(new_id(), 101)), station="entrance")

    hall.dispatcher.state(Condition.DEGRADED)


def test_the_program_gives_orders_with_the_daemons_own_settings(
    hall: Hall, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = tmp_path / "kiosk.toml"
    settings.write_text(hall.toml)

    assert main(["--config", str(settings), "roll-changed"]) == 0
    assert main(["waiting-list", "--config", str(settings)]) == 1
    out, error = capsys.readouterr()
    assert out == "the roll counts as new, 80 m\n"
    assert error.startswith("kezek-kiosk: nothing to list")
