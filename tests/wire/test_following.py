"""The copy of the hall over a real Mosquitto, of a real dispatcher that is killed, restored and asked."""

import dataclasses
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from console_process import ConsoleProcess
from deadline import START_S, until
from dispatcher_process import DispatcherProcess
from following_console import FollowingConsole
from peer import Peer, asker

from centre.checks import load_centre
from console.following.news import CopyBroken, DeviceChanged, HallAnew, HallGrew, Standing
from dispatcher.journal import Journal
from dispatcher.replay import replay
from firmware.words import Language, Role, new_id
from hall.lease_book import LeaseBook
from hall.line import Line
from hall.numbering import Reserved
from hall.state import Hall
from hall.ticket import Stage
from mqtt_bridge.client import subscription
from mqtt_bridge.commands import CallNext, Finish, IssueTicket, ReportPaper
from mqtt_bridge.devices import Condition, DeviceState
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.place_commands import OpenPlace
from mqtt_bridge.private_broker import PrivateBroker
from mqtt_bridge.replies import AtPlace, Issued
from mqtt_bridge.topics import DEVICE_STATE, EVENT

MakeConsole = Callable[[], FollowingConsole]


@pytest.fixture
def dispatcher(own_broker: PrivateBroker, site: str, tmp_path: Path) -> Iterator[DispatcherProcess]:
    process = DispatcherProcess(tmp_path / "dispatcher", site, own_broker.port)
    process.start()
    yield process
    process.kill()


@pytest.fixture
def station(own_broker: PrivateBroker, site: str) -> Iterator[Peer]:
    peer = asker(site, "entrance", own_broker.port, subscription(EVENT))
    yield peer
    peer.bridge.stop()


@pytest.fixture
def pad(own_broker: PrivateBroker, site: str) -> Iterator[Peer]:
    peer = asker(site, "pad-window-1", own_broker.port)
    yield peer
    peer.bridge.stop()


@pytest.fixture
def make_console(own_broker: PrivateBroker, site: str, tmp_path: Path) -> MakeConsole:
    return lambda: FollowingConsole(tmp_path / "console" / "hall.db", site, own_broker.port)


def wait_for(station: Peer) -> str:
    """Have a visitor wait, and return the ticket's id."""
    answer = station.ask(IssueTicket(zone="consultation", language=Language.KK, station="entrance"))
    assert isinstance(answer, Issued), answer
    ticket_id = answer.paper.ticket_id
    station.ask(ReportPaper(ticket_id=ticket_id, job_id=ticket_id, outcome=PaperOutcome.CONFIRMED))
    return ticket_id


def pictured(value: object) -> object:
    """Return all that *value* is made of, to be compared; lines and reserved numbers have no equality of their own."""
    if isinstance(value, Hall | LeaseBook):
        return {field.name: pictured(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {key: pictured(part) for key, part in value.items()}
    return vars(value) if isinstance(value, Line | Reserved) else value


def assert_is_the_dispatchers(copy: Hall, dispatcher: DispatcherProcess) -> None:
    """Kill the dispatcher, and compare the copy with what its journal on the disk makes of itself."""
    dispatcher.kill()
    with Journal(dispatcher.journal) as journal:
        hall = replay(journal, load_centre(dispatcher.folder / "centre.toml"))
    hall.answers.clear()  # who asked for what is not told on `event`
    assert pictured(copy) == pictured(hall)


def events_in(path: Path) -> list[tuple[object, ...]]:
    """Return what a file, the journal or the console's, has of events."""
    with closing(sqlite3.connect(path)) as file:
        columns = {row[1] for row in file.execute("PRAGMA table_info(events)")}
        if not columns:
            return []  # it has not been begun yet
        body = "event" if "event" in columns else "body"
        return file.execute(f"SELECT seq, at, day, kind, {body} FROM events ORDER BY seq").fetchall()  # noqa: S608


def test_a_call_made_elsewhere_arrives_in_the_copy(
    dispatcher: DispatcherProcess, station: Peer, pad: Peer, make_console: MakeConsole
) -> None:
    ticket_id = wait_for(station)
    with make_console() as console:
        hall = console.until_live()
        assert hall.waiting("consultation") == 1
        pad.ask(CallNext(place="window-1"))
        console.until(lambda: hall.tickets[ticket_id].stage is Stage.CALLED)

        assert console.copy.hall is hall
        assert abs(console.copy.now(console.heard[-1][0]) - hall.at) < 10
        assert_is_the_dispatchers(hall, dispatcher)


def test_a_console_that_starts_again_has_the_hall_from_its_file_and_asks_for_the_rest_alone(
    dispatcher: DispatcherProcess, station: Peer, pad: Peer, make_console: MakeConsole
) -> None:
    wait_for(station)
    with make_console() as console:
        known = console.until_live().seq
    missed = wait_for(station)
    with make_console() as console:
        hall = console.until_live()
        console.until(lambda: missed in hall.tickets)
        anew = [news.recorded for _at, news in console.heard if isinstance(news, HallAnew)]
        grew = [one for _at, news in console.heard if isinstance(news, HallGrew) for one in news.recorded]

    assert [one[-1].seq for one in anew] == [known]
    assert grew[0].seq == known + 1
    assert_is_the_dispatchers(hall, dispatcher)


def test_a_dispatcher_that_was_killed_is_away_and_then_followed_again(
    dispatcher: DispatcherProcess, station: Peer, pad: Peer, make_console: MakeConsole
) -> None:
    wait_for(station)
    with make_console() as console:
        hall = console.until_live()
        dispatcher.kill()
        dispatcher.start()
        second = wait_for(station)
        console.until(lambda: second in hall.tickets and hall.tickets[second].stage is Stage.WAITING)

        assert_is_the_dispatchers(hall, dispatcher)
        console.until(lambda: console.copy.standing is Standing.AWAY, 20.0)


@pytest.mark.parametrize("is_empty", [False, True], ids=["from a backup", "empty"])
def test_a_restored_journal_is_the_copys_past_from_then_on(
    dispatcher: DispatcherProcess,
    station: Peer,
    make_console: MakeConsole,
    tmp_path: Path,
    is_empty: bool,  # noqa: FBT001 - a parameter of the example
) -> None:
    kept = wait_for(station)
    backup = tmp_path / "backup.db"
    with make_console() as console:
        console.until_live()
        with closing(sqlite3.connect(dispatcher.journal)) as journal, closing(sqlite3.connect(backup)) as copy:
            journal.backup(copy)
        lost = [wait_for(station) for _ in range(5)]
        console.until(lambda: console.copy.hall is not None and lost[-1] in console.copy.hall.tickets)
        dispatcher.kill()
        restored = (
            dispatcher.run("restore", "--empty") if is_empty else dispatcher.run("restore", "--from", str(backup))
        )
        assert restored.returncode == 0, restored.stderr
        dispatcher.start()
        console.until(lambda: console.copy.hall is not None and lost[-1] not in console.copy.hall.tickets)
        (answer,) = console.ask(OpenPlace(place="window-2"), new_id())
        assert isinstance(answer, AtPlace)
        console.until(lambda: console.copy.hall is not None and console.copy.hall.place("window-2").staff == "a7")

        hall = console.until_live()
        assert (kept in hall.tickets) is not is_empty
        assert_is_the_dispatchers(hall, dispatcher)
    assert events_in(tmp_path / "console" / "hall.db") == events_in(dispatcher.journal)


def test_what_happens_while_the_broker_is_away_is_asked_for(
    dispatcher: DispatcherProcess, own_broker: PrivateBroker, station: Peer, make_console: MakeConsole
) -> None:
    wait_for(station)
    with make_console() as console:
        hall = console.until_live()
        own_broker.kill()
        console.until(lambda: console.copy.standing is Standing.AWAY)
        own_broker.start()
        second = wait_for(station)
        console.until(lambda: second in hall.tickets and hall.tickets[second].stage is Stage.WAITING)
        console.until_live()

        assert_is_the_dispatchers(hall, dispatcher)


def test_a_question_over_a_broker_restart_is_answered_once_and_acts_once(
    dispatcher: DispatcherProcess, own_broker: PrivateBroker, station: Peer, make_console: MakeConsole
) -> None:
    first, second = wait_for(station), wait_for(station)
    with make_console() as console:
        hall = console.until_live()
        own_broker.kill()
        console.until(lambda: console.copy.standing is Standing.AWAY)
        own_broker.start()
        answers = console.ask(CallNext(place="window-1"), new_id(), times=2)

        assert len(answers) == 2
        assert answers[0] == answers[1]
        console.until(lambda: hall.tickets[first].stage is Stage.CALLED)
        assert hall.tickets[second].stage is Stage.WAITING


def test_a_question_that_was_answered_is_answered_the_same_again(
    dispatcher: DispatcherProcess, station: Peer, make_console: MakeConsole
) -> None:
    wait_for(station)
    wait_for(station)
    with make_console() as console:
        console.until_live()
        click = new_id()
        (first,) = console.ask(CallNext(place="window-1"), click)
        (again,) = console.ask(CallNext(place="window-1"), click)

        assert isinstance(first, AtPlace)
        assert again == first


def test_patience_ends_with_nothing_known(own_broker: PrivateBroker, make_console: MakeConsole) -> None:
    with make_console() as console:
        assert console.ask(CallNext(place="window-1"), new_id(), patience_s=0.5) == [None]


def test_a_copy_that_cannot_digest_an_event_is_asked_for_anew(
    dispatcher: DispatcherProcess, station: Peer, make_console: MakeConsole
) -> None:
    ticket_id = wait_for(station)
    with make_console() as console:
        console.until_live()
        console.put(CopyBroken("as the pages would say"))
        console.until(lambda: sum(isinstance(news, HallAnew) for _at, news in console.heard) == 2)

        hall = console.until_live()
        assert ticket_id in hall.tickets
        assert_is_the_dispatchers(hall, dispatcher)


def test_the_will_of_a_device_is_seen_in_the_copy(
    own_broker: PrivateBroker, site: str, make_console: MakeConsole
) -> None:
    speaker = asker(site, "hall-voice", own_broker.port)
    with make_console() as console:
        for seq, condition in enumerate((Condition.READY, Condition.DEGRADED)):
            state = DeviceState(role=Role.AUDIO, boot=2, seq=seq, condition=condition)
            speaker.bridge.publish(DEVICE_STATE, state, device="hall-voice")
        console.until(lambda: console.copy.devices.get("hall-voice") == state)
        old_will = DeviceState(role=Role.AUDIO, boot=1, condition=Condition.LOST)
        speaker.bridge.publish(DEVICE_STATE, old_will, device="hall-voice")
        last = DeviceState(role=Role.AUDIO, boot=2, seq=9, condition=Condition.READY)
        speaker.bridge.publish(DEVICE_STATE, last, device="hall-voice")
        console.until(lambda: console.copy.devices["hall-voice"] == last)
        heard = [news.state for _at, news in console.heard if isinstance(news, DeviceChanged)]

    assert old_will not in heard
    speaker.bridge.stop()


def test_the_real_console_keeps_the_events_in_its_file_and_goes_on_after_kill(
    dispatcher: DispatcherProcess, own_broker: PrivateBroker, site: str, station: Peer, pad: Peer, tmp_path: Path
) -> None:
    console = ConsoleProcess(tmp_path / "real", site, own_broker.port)
    wall = Peer(site, "wall", own_broker.port, subscription(DEVICE_STATE, device="console"))
    wall.up()
    try:
        console.start()
        wall.message_on(DEVICE_STATE, START_S)
        wait_for(station)
        console.kill()
        wait_for(station)
        console.start()
        pad.ask(CallNext(place="window-1"))
        pad.ask(Finish(place="window-1"))
        file = tmp_path / "real" / "hall.db"
        wait_for(station)
        all_of_them = len(events_in(dispatcher.journal))
        until(lambda: len(events_in(file)), lambda kept: kept >= all_of_them, START_S)
        console.stop()
    finally:
        console.kill()
        wall.bridge.stop()
    dispatcher.kill()
    kept, journal = events_in(file), events_in(dispatcher.journal)
    assert kept == journal[: len(kept)]
    assert "ticket-called" in {row[3] for row in kept}
