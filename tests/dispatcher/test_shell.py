"""The dispatcher's shell with a journal on disk, and a bridge that only notes what would leave."""

from collections.abc import Callable

import msgspec
import pytest
from hall_under_test import code
from shell_under_test import ISSUE, Shell

from centre.checks import MOST_BYTES
from centre.settings import CentreSettings
from dispatcher.outbox import Outbox
from firmware.words import new_id
from hall.ticket import Stage
from mqtt_bridge.commands import CallNext, Finish, Request
from mqtt_bridge.events import DayOpened, Events, Recorded, VisitFinished
from mqtt_bridge.outcome import VisitOutcome
from mqtt_bridge.public import Board
from mqtt_bridge.replies import AtPlace, Issued, RefusalCode, Reply
from mqtt_bridge.topics import PAYLOAD_LIMIT, REQUEST


def with_range(centre: CentreSettings, first: int, last: int) -> CentreSettings:
    zones = tuple(
        msgspec.structs.replace(zone, first=first, last=last) if zone.name == "consultation" else zone
        for zone in centre.zones
    )
    return msgspec.structs.replace(centre, zones=zones)


def without_place(centre: CentreSettings, name: str) -> CentreSettings:
    places = tuple(place for place in centre.places if place.name != name)
    peers = tuple(peer for peer in centre.peers if name not in peer.places)
    return msgspec.structs.replace(centre, places=places, peers=peers)


def test_a_request_on_a_topic_that_no_peer_can_have_does_no_harm(shell: Shell) -> None:
    shell.hear(REQUEST.encode(Request(id=new_id(), command=ISSUE)), peer="")
    shell.hear(b'{"id": "0123456789abcdef", "command": {"type": "from-the-future"}}', peer="")
    # Its name, quoted in a refusal, would make a packet for which the broker hangs up.
    shell.hear(REQUEST.encode(Request(id=new_id(), command=ISSUE)), peer='"' * 60_000)

    assert shell.sent(Reply) == []
    assert shell.waiting().paper.number == 101


def test_a_seq_that_no_journal_can_have_is_not_understood(shell: Shell) -> None:
    shell.hear(
        b'{"id": "0123456789abcdef", "command": {"type": "events-since", "seq": 9223372036854775808}}', "console"
    )

    assert code(shell.sent(Reply)[-1].result) is RefusalCode.NOT_UNDERSTOOD
    assert shell.waiting().paper.number == 101


@pytest.mark.parametrize("restarts", [False, True])
def test_a_request_that_is_repeated_after_its_day_has_ended_is_refused(shell: Shell, *, restarts: bool) -> None:
    request_id = new_id()
    assert isinstance(shell.ask(ISSUE, request_id, "entrance"), Issued)
    shell.clock.pass_time(86_400)
    shell.dispatcher.tick()
    if restarts:
        shell.restart()

    assert code(shell.ask(ISSUE, request_id, "entrance")) is RefusalCode.TOO_LATE
    assert shell.hall.tickets == {}
    assert shell.waiting().paper.number == 101


def test_a_number_of_a_range_that_went_and_came_back_is_told_from_the_first_one(
    shell: Shell, borodulikha: CentreSettings
) -> None:
    first = shell.waiting()
    shell.ask(CallNext(place="window-1"))
    shell.ask(Finish(place="window-1"))
    shell.restart(with_range(borodulikha, 801, 999))
    assert shell.waiting().paper.number == 801
    shell.restart(borodulikha)

    assert shell.waiting().paper.number == first.paper.number == 101
    assert shell.hall.given["consultation"].cycle > 0


def test_who_was_at_a_place_that_is_gone_waits_again_and_is_called_to_another(
    shell: Shell, borodulikha: CentreSettings
) -> None:
    first, second = shell.waiting(), shell.waiting()
    shell.ask(CallNext(place="window-1"))
    shell.restart(without_place(borodulikha, "window-1"))

    assert shell.hall.tickets[first.paper.ticket_id].stage is Stage.WAITING
    for wanted in (first, second):
        answer = shell.ask(CallNext(place="window-2", finish_current=True))
        assert isinstance(answer, AtPlace)
        assert answer.ticket is not None
        assert answer.ticket.number == wanted.paper.number
    shell.restart(borodulikha)
    assert code(shell.ask(Finish(place="window-1"))) is RefusalCode.NOTHING_AT_PLACE


def test_a_zone_that_is_gone_is_on_no_board_and_its_tickets_come_back_with_it(
    shell: Shell, borodulikha: CentreSettings
) -> None:
    ticket = shell.waiting()
    shell.ask(CallNext(place="window-1"))
    left_waiting = shell.waiting()
    zones = tuple(zone for zone in borodulikha.zones if zone.name != "consultation")
    places = tuple(place for place in borodulikha.places if "consultation" not in place.zones)
    peers = tuple(peer for peer in borodulikha.peers if not peer.places)
    shell.restart(msgspec.structs.replace(borodulikha, zones=zones, places=places, peers=peers))

    assert [zone.zone for zone in shell.sent(Board)[-1].zones] == [zone.name for zone in zones]
    assert code(shell.ask(ISSUE, peer="entrance")) is RefusalCode.UNKNOWN_ZONE
    shell.restart(borodulikha)
    for wanted in (ticket, left_waiting):
        answer = shell.ask(CallNext(place="window-2", finish_current=True))
        assert isinstance(answer, AtPlace)
        assert answer.ticket is not None
        assert answer.ticket.ticket_id == wanted.paper.ticket_id


def test_a_journal_whose_settings_would_be_refused_today_is_still_replayed(
    make_shell: Callable[[CentreSettings], Shell], borodulikha: CentreSettings
) -> None:
    shell = make_shell(msgspec.structs.replace(borodulikha, timezone="Asia/Almaty"))
    ticket = shell.waiting()
    shell.file.execute(  # a zone name that the next release of tzdata lacks
        "UPDATE events SET body = cast(replace(body, 'Asia/Almaty', 'Asia/Nowhere') AS BLOB)"
    )
    shell.restart(borodulikha)

    assert ticket.paper.ticket_id in shell.hall.tickets
    assert shell.hall.centre == borodulikha


def test_no_message_of_events_is_larger_than_a_payload_may_be(shell: Shell) -> None:
    outbox = Outbox(shell.hall, shell.bridge)
    words = "\x01" * 64
    outcomes = (VisitOutcome(outcome="o" * 31, matter="m" * 31, reference=words),) * 10
    finished = VisitFinished(ticket_id=new_id(), place="p" * 31, outcomes=outcomes, staff=words)
    day = DayOpened(day="2027-01-15", epoch=1, settings="s" * MOST_BYTES)
    for seq in range(1, 201):
        outbox.happened(Recorded(seq=seq, at=1_800_000_000.123456, event=day if seq == 120 else finished))
    shell.bridge.left.clear()
    outbox.send(1_800_000_000.0, 0.0)

    sizes = [len(payload) for _topic, payload, message in shell.bridge.left if isinstance(message, Events)]
    assert max(sizes) <= PAYLOAD_LIMIT
    told = [recorded.seq for message in shell.sent(Events) for recorded in message.events]
    assert told == list(range(1, 201))
