"""Any command, by anybody, in any order: the dispatcher decides, writes it down, and would replay the same hall."""

import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
from any_message import DAYS, PEERS, messages, payloads
from fuzzing import fuzz, quickly
from hall_under_test import HallUnderTest
from hypothesis import given
from hypothesis import strategies as st
from shell_under_test import ISSUE, Shell

from centre.checks import load_centre
from dispatcher.journal import Entry, Journal
from hall.evolving import evolve
from hall.state import Hall
from mqtt_bridge.client import Arrived
from mqtt_bridge.commands import AnyCommand, EventsSince, Request
from mqtt_bridge.topics import DEVICE_STATE, REQUEST

SHIPPED = Path(__file__).parents[2] / "centre" / "borodulikha.toml"
CENTRE = msgspec.structs.replace(load_centre(SHIPPED), hours=None)


@given(data=st.data())
@fuzz
def test_a_dispatcher_goes_on_and_writes_down_whatever_arrives(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shell = Shell(Path(folder), CENTRE)
        with closing(shell.dispatcher):
            shell.link_comes_up()
            for _ in range(8):
                topic: Any = data.draw(st.sampled_from([REQUEST, REQUEST, DEVICE_STATE]))
                name = topic.filter("borodulikha").replace("+", data.draw(st.sampled_from(PEERS)))
                payload = data.draw(payloads(topic.kind))
                with quickly():
                    shell.dispatcher.handle(Arrived(name, payload, topic.retain, shell.clock.monotonic()))
                    if data.draw(st.booleans()):
                        shell.passes(data.draw(st.floats(0, 30)))
            shell.dispatcher.tick()
            assert shell.state() == ("ready", [])
            assert shell.ask(ISSUE, peer="entrance") is not None
            tickets = dict(shell.hall.tickets)
            shell.restart()

            assert shell.hall.tickets == tickets


def _request(value: Any) -> Request | None:
    """Return the request; None when it is valid in its parts, and still contradicts itself."""
    try:
        return msgspec.convert(value, Request)
    except msgspec.ValidationError:
        return None


REQUESTS = messages(Request).map(_request).filter(lambda request: request is not None)


@given(asked=st.lists(st.tuples(REQUESTS, st.sampled_from(PEERS), st.floats(0, 1e5)), max_size=12))
@fuzz
def test_any_commands_are_decided_and_written_down(asked: list[tuple[Request, str, float]]) -> None:
    hall = HallUnderTest(CENTRE)
    with quickly():
        for request, peer, passed_s in asked:
            hall.pass_time(passed_s)
            command: AnyCommand = request.command
            if not isinstance(command, EventsSince) and request.id not in hall.hall.answers:
                hall.ask(command, peer, request.id)
    again = Hall(CENTRE)
    for recorded, request_id in hall.history:
        evolve(again, recorded, request_id)
    with tempfile.TemporaryDirectory() as folder, Journal(Path(folder) / "journal.db") as journal:
        for part, (recorded, request_id) in enumerate(hall.history):
            journal.append([Entry(recorded, DAYS[1], request_id, part)])
        replayed = [recorded for recorded, _request_id in journal.since_last_day()]

    assert replayed == [recorded for recorded, _request_id in hall.history][-len(replayed) :]
    assert again.tickets == hall.hall.tickets
