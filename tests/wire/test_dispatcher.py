"""The real dispatcher over a real Mosquitto, asked as devices ask it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from dispatcher_process import DispatcherProcess
from peer import Peer, asker

from firmware.words import Language, Role, new_id
from mqtt_bridge.client import Subscription, subscription
from mqtt_bridge.commands import CallNext, EventsSince, Finish, IssueTicket, JoinHall, ReportAlone, ReportPaper
from mqtt_bridge.devices import Condition, DeviceState
from mqtt_bridge.events import Recorded, TicketCalled, TicketIssued
from mqtt_bridge.lease import Leases
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.private_broker import PrivateBroker
from mqtt_bridge.public import Board, Centre
from mqtt_bridge.replies import Accepted, AtPlace, EventsPage, Issued, Refusal, RefusalCode, Result
from mqtt_bridge.topics import BOARD, CALL, CENTRE, DEVICE_STATE, EVENT, LEASE, PRINT, REPLY, REQUEST

MakeAsker = Callable[..., Peer]


@pytest.fixture
def dispatcher(shared_broker: PrivateBroker, site: str, tmp_path: Path) -> Iterator[DispatcherProcess]:
    process = DispatcherProcess(tmp_path / "dispatcher", site, shared_broker.port)
    process.start()
    yield process
    process.kill()


@pytest.fixture
def make(shared_broker: PrivateBroker, site: str) -> Iterator[MakeAsker]:
    peers: list[Peer] = []

    def make_asker(device: str, *topics: Subscription[Any], port: int = shared_broker.port) -> Peer:
        peers.append(asker(site, device, port, *topics))
        return peers[-1]

    yield make_asker
    for peer in peers:
        peer.bridge.stop()


ISSUE = IssueTicket(zone="consultation", language=Language.KK, station="entrance")


def issue(station: Peer, *, confirm: bool = True) -> Issued:
    answer = station.ask(ISSUE)
    assert isinstance(answer, Issued)
    if confirm:
        ticket_id = answer.paper.ticket_id
        report = ReportPaper(ticket_id=ticket_id, job_id=ticket_id, outcome=PaperOutcome.CONFIRMED)
        assert station.ask(report) == Accepted()
    return answer


def test_a_ticket_is_issued_printed_called_and_seen_by_everybody(
    dispatcher: DispatcherProcess, make: MakeAsker
) -> None:
    station = make("entrance")
    pad = make("pad-window-1")
    wall = make("wall", subscription(CALL), subscription(CENTRE))
    assert isinstance(wall.message_on(CENTRE), Centre)
    issued = issue(station)
    answer = pad.ask(CallNext(place="window-1"))

    assert isinstance(answer, AtPlace)
    assert answer.ticket is not None
    assert answer.ticket.number == issued.paper.number == 101
    call = wall.message_on(CALL)
    assert (call.number, call.place, call.language) == (101, "window-1", Language.KK)
    assert 29 < call.speak_left_s <= 30


def test_asking_twice_gives_the_same_answer_and_one_event(dispatcher: DispatcherProcess, make: MakeAsker) -> None:
    station, console = make("entrance"), make("console")
    request_id = new_id()
    first, second = station.ask(ISSUE, request_id), station.ask(ISSUE, request_id)

    assert first == second
    page = console.ask(EventsSince(seq=0))
    assert isinstance(page, EventsPage)
    assert len([recorded for recorded in page.events if isinstance(recorded.event, TicketIssued)]) == 1


def test_a_refusal_stays_one_when_its_request_comes_again(dispatcher: DispatcherProcess, make: MakeAsker) -> None:
    station, pad = make("entrance"), make("pad-window-1")
    request_id = new_id()
    refused = pad.ask(CallNext(place="window-1"), request_id)
    issue(station)

    assert isinstance(refused, Refusal)
    assert refused.code is RefusalCode.NOBODY_WAITING
    assert pad.ask(CallNext(place="window-1"), request_id) == refused


def test_paper_that_the_console_asks_for_is_sent_to_the_station_only_while_it_is_there(
    dispatcher: DispatcherProcess, make: MakeAsker
) -> None:
    station, console = make("entrance", subscription(PRINT, station="entrance")), make("console")
    refused = console.ask(ISSUE)
    assert isinstance(refused, Refusal)
    assert refused.code is RefusalCode.STATION_OFFLINE
    state = DeviceState(role=Role.KIOSK, boot=1, condition=Condition.READY)
    station.bridge.publish(DEVICE_STATE, state, device="entrance")
    answer: Result = refused
    while isinstance(answer, Refusal):
        answer = console.ask(ISSUE)

    assert isinstance(answer, Issued)
    assert station.message_on(PRINT).paper == answer.paper


def test_after_kill_9_the_hall_is_the_same_and_goes_on(dispatcher: DispatcherProcess, make: MakeAsker) -> None:
    station, pad, console = make("entrance"), make("pad-window-1"), make("console")
    waiting = [issue(station).paper.number for _ in range(3)]
    request_id = new_id()
    called = pad.ask(CallNext(place="window-1"), request_id)
    before = console.ask(EventsSince(seq=0))
    dispatcher.kill()
    dispatcher.start()

    assert pad.ask(CallNext(place="window-1"), request_id) == called
    assert console.ask(EventsSince(seq=0)) == before
    assert issue(station).paper.number == waiting[-1] + 1
    pad.ask(Finish(place="window-1"))
    answer = pad.ask(CallNext(place="window-1"))
    assert isinstance(answer, AtPlace)
    assert answer.ticket is not None
    assert answer.ticket.number == waiting[1]


def test_after_a_broker_restart_every_snapshot_is_there_again(
    own_broker: PrivateBroker, site: str, tmp_path: Path, make: MakeAsker
) -> None:
    process = DispatcherProcess(tmp_path / "dispatcher", site, own_broker.port)
    process.start()
    try:
        station = make("entrance", port=own_broker.port)
        number = issue(station).paper.number
        own_broker.kill()
        station.down()
        own_broker.start()
        station.up()
        wall = make("wall", subscription(BOARD), subscription(CENTRE), port=own_broker.port)

        assert isinstance(wall.message_on(CENTRE), Centre)
        board: Board = wall.message_on(BOARD)
        while board.zones[0].next != (number,):
            board = wall.message_on(BOARD)
    finally:
        process.kill()


def test_every_event_goes_out_in_order_with_its_seq(dispatcher: DispatcherProcess, make: MakeAsker) -> None:
    station, pad = make("entrance"), make("pad-window-1")
    reader = make("reader", subscription(EVENT))
    issue(station)
    pad.ask(CallNext(place="window-1"))
    seen: list[Recorded] = []
    while not seen or not isinstance(seen[-1].event, TicketCalled):
        seen += reader.message_on(EVENT).events

    assert [recorded.seq for recorded in seen] == list(range(seen[0].seq, seen[0].seq + len(seen)))
    kinds = [type(recorded.event).__name__ for recorded in seen]
    assert kinds[-4:] == ["TicketIssued", "PaperReported", "PlaceOpened", "TicketCalled"]


def test_a_planned_stop_says_offline_and_ends_with_0(dispatcher: DispatcherProcess, make: MakeAsker) -> None:
    console = make("console", subscription(DEVICE_STATE, device="dispatcher"))
    console.ask(EventsSince(seq=0))

    assert dispatcher.stop() == 0
    while console.message_on(DEVICE_STATE).condition is not Condition.OFFLINE:
        pass


def test_a_station_gets_leases_uses_them_and_keeps_them_over_kill_9(
    dispatcher: DispatcherProcess, make: MakeAsker
) -> None:
    station, console = make("entrance", subscription(LEASE, station="entrance")), make("console")
    store = new_id()
    assert station.ask(JoinHall(station="entrance", store=store, zones=("consultation",))) == Accepted()
    leases: Leases = station.message_on(LEASE)
    while not leases.leases:  # what it was told before it joined
        leases = station.message_on(LEASE)
    (lease,) = leases.leases
    assert (lease.zone, lease.store, lease.last) == ("consultation", store, 399)
    ticket_id = new_id()
    alone = ReportAlone(
        station="entrance",
        ticket_id=ticket_id,
        lease_id=lease.lease_id,
        zone="consultation",
        cycle=lease.cycle,
        number=lease.first,
        language=Language.KK,
        age_s=60,
        outcome=PaperOutcome.CONFIRMED,
    )
    issue(station)
    dispatcher.kill()
    dispatcher.start()

    assert station.ask(alone) == Accepted()
    assert station.ask(alone) == Accepted()
    late = station.ask(ISSUE, ticket_id)
    assert isinstance(late, Refusal)
    assert late.code is RefusalCode.TOO_LATE
    called = console.ask(CallNext(place="window-1"))
    assert isinstance(called, AtPlace)
    assert called.ticket is not None
    assert called.ticket.number == lease.first, "it has waited for longer"
    wall = make("wall", subscription(LEASE, station="entrance"), subscription(BOARD))
    assert wall.message_on(LEASE) == leases
    board: Board = wall.message_on(BOARD)
    while not board.alone:  # what hung there before the report
        board = wall.message_on(BOARD)
    assert [(alone.station, alone.tickets) for alone in board.alone] == [("entrance", 1)]


def test_an_older_device_with_fewer_fields_is_served_and_reads_its_answer(
    dispatcher: DispatcherProcess, make: MakeAsker, site: str
) -> None:
    """A device of before `v`, `patience_ms` and `finish_current` were known."""
    old = make("entrance", subscription(REPLY, peer="entrance"))
    old.ask(ISSUE)
    topic = REQUEST.at(site, peer="entrance")
    command = {"type": "issue-ticket", "zone": "consultation", "language": "ru", "station": "entrance"}
    send_raw(old, topic, {"id": "00000000000000aa", "command": command})

    assert reply_to(old, "00000000000000aa").paper.number == 102


def test_a_newer_device_is_told_which_of_its_commands_are_not_understood(
    dispatcher: DispatcherProcess, make: MakeAsker, site: str
) -> None:
    new = make("entrance")
    new.ask(ISSUE)
    topic = REQUEST.at(site, peer="entrance")
    send_raw(new, topic, {"id": "00000000000000bb", "command": {"type": "bring-tea", "sugar": 2}})
    assert reply_to(new, "00000000000000bb").code is RefusalCode.NOT_UNDERSTOOD

    command = {"type": "issue-ticket", "zone": "consultation", "language": "ru", "station": "entrance", "tone": "warm"}
    send_raw(new, topic, {"id": "00000000000000cc", "command": command, "mood": "good"})
    assert reply_to(new, "00000000000000cc").paper.number == 102


def reply_to(peer: Peer, request_id: str) -> Any:
    """Return the result of that request; one that was asked before may be answered once more."""
    while (reply := peer.message_on(REPLY)).id != request_id:
        pass
    return reply.result


def send_raw(peer: Peer, topic: str, payload: dict[str, object]) -> None:
    """Publish JSON that our own structs would not make."""
    session = peer.bridge._session  # noqa: SLF001 - the contract's other side is simulated on the same connection
    assert session is not None
    session.publish(topic, json.dumps(payload).encode(), qos=1)
