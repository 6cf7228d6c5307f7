"""A journal that cannot be written, or read, or is gone: nothing is lost, nothing half happens, and it heals."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hall_under_test import code
from shell_under_test import ISSUE, NotingBridge, Shell

from centre.settings import CentreSettings
from dispatcher.errors import JournalInUseError
from dispatcher.journal import Journal
from dispatcher.ledger import Ledger
from dispatcher.trouble import Trouble
from firmware.clock import FakeClock
from firmware.words import new_id
from mqtt_bridge.commands import CallNext, EventsSince, Request
from mqtt_bridge.events import DayOpened, Events
from mqtt_bridge.paper import PrintTicket
from mqtt_bridge.place_commands import OpenPlace
from mqtt_bridge.public import Board, Call
from mqtt_bridge.replies import Accepted, AtPlace, EventsPage, Issued, RefusalCode, Reply
from mqtt_bridge.settings import DeviceSettings
from mqtt_bridge.topics import REQUEST


def fill_disk(shell: Shell) -> None:
    """Let SQLite find no room: it is the file's own limit that it hits, with the error of a full disk."""
    (pages,) = shell.file.execute("PRAGMA page_count").fetchone()
    shell.file.execute(f"PRAGMA max_page_count = {pages}")


def make_room(shell: Shell) -> None:
    shell.file.execute("PRAGMA max_page_count = 1000000")


def lock_disk(shell: Shell) -> None:
    shell.file.execute("PRAGMA query_only = ON")


def unlock_disk(shell: Shell) -> None:
    shell.file.execute("PRAGMA query_only = OFF")


@pytest.fixture
def shell(make_shell: Callable[[CentreSettings], Shell], borodulikha: CentreSettings) -> Shell:
    """Give a dispatcher that is connected, with one visitor waiting."""
    shell = make_shell(borodulikha)
    shell.link_comes_up()
    shell.waiting()
    return shell


@pytest.mark.parametrize(
    ("fail", "heal", "fault"),
    [(fill_disk, make_room, "journal-full"), (lock_disk, unlock_disk, "journal-read-only")],
)
def test_a_disk_that_takes_nothing_is_a_fault_until_it_takes_something_again(
    shell: Shell, fail: Callable[[Shell], None], heal: Callable[[Shell], None], fault: str
) -> None:
    fail(shell)
    answer = shell.ask(ISSUE, peer="entrance")
    while isinstance(answer, Issued):  # what room there is in the file is used up first
        answer = shell.ask(ISSUE, peer="entrance")
    given = len(shell.hall.tickets)

    assert code(answer) is RefusalCode.CANNOT_RECORD
    assert shell.state() == ("fault", [fault])
    shell.passes(1.5)
    assert shell.state() == ("fault", [fault])
    heal(shell)
    shell.passes(1.5)
    assert shell.state() == ("ready", [])
    assert shell.waiting().paper.number == 101 + given


def test_nobody_hears_of_a_batch_that_could_not_be_written(shell: Shell) -> None:
    lock_disk(shell)
    shell.bridge.left.clear()
    shell.put(REQUEST.encode(Request(id="a" * 16, command=ISSUE)), "entrance")
    shell.put(REQUEST.encode(Request(id="b" * 16, command=ISSUE)), "console")
    shell.put(REQUEST.encode(Request(id="c" * 16, command=CallNext(place="window-1"))), "pad-window-1")
    shell.dispatcher.tick()

    answers = {reply.id: code(reply.result) for reply in shell.sent(Reply)}
    assert answers == dict.fromkeys(("a" * 16, "b" * 16, "c" * 16), RefusalCode.CANNOT_RECORD)
    assert not shell.sent(PrintTicket) + shell.sent(Call) + shell.sent(Events)
    assert [ticket.number for ticket in shell.hall.tickets.values()] == [101]
    assert shell.hall.ticket_at("window-1") is None


def test_what_was_answered_before_is_answered_the_same_in_a_batch_that_fails(shell: Shell) -> None:
    request_id = new_id()
    called = shell.ask(CallNext(place="window-1"), request_id, "pad-window-1")
    lock_disk(shell)
    shell.put(REQUEST.encode(Request(id=request_id, command=CallNext(place="window-1"))), "pad-window-1")
    shell.put(REQUEST.encode(Request(id=new_id(), command=ISSUE)), "entrance")
    shell.dispatcher.tick()

    again, refused = shell.sent(Reply)[-2:]
    assert again.result == called
    assert code(refused.result) is RefusalCode.CANNOT_RECORD


def test_what_was_accepted_and_brought_no_news_stays_accepted_while_nothing_can_be_written(shell: Shell) -> None:
    shell.ask(OpenPlace(place="window-1"), peer="pad-window-1")
    again, events = new_id(), len(shell.sent(Events))
    assert shell.ask(OpenPlace(place="window-1"), again, "pad-window-1") == Accepted()
    assert len(shell.sent(Events)) == events  # it is open already

    lock_disk(shell)
    assert code(shell.ask(ISSUE, peer="entrance")) is RefusalCode.CANNOT_RECORD

    assert shell.ask(OpenPlace(place="window-1"), again, "pad-window-1") == Accepted()


def test_a_refusal_for_want_of_a_journal_stays_one_when_its_request_comes_again(shell: Shell) -> None:
    request_id = new_id()
    lock_disk(shell)
    shell.ask(ISSUE, request_id, "entrance")
    unlock_disk(shell)
    shell.passes(1.5)

    assert code(shell.ask(ISSUE, request_id, "entrance")) is RefusalCode.CANNOT_RECORD
    assert shell.waiting().paper.number == 102


def test_boards_and_the_journal_are_told_as_they_are_written_while_nothing_can_happen(shell: Shell) -> None:
    lock_disk(shell)
    shell.ask(ISSUE, peer="entrance")
    shell.bridge.left.clear()
    for _ in range(20):
        shell.passes(1)

    boards = shell.sent(Board)
    assert len(boards) >= 3
    assert boards[-1].zones[0].next == (101,)
    page = shell.ask(EventsSince(seq=0))
    assert isinstance(page, EventsPage)
    assert page.events[-1].seq == page.last_seq == shell.hall.seq


def test_time_brings_nothing_while_it_cannot_be_written_down_and_then_all_of_it(shell: Shell) -> None:
    lock_disk(shell)
    shell.ask(ISSUE, peer="entrance")
    shell.passes(86_400)
    assert shell.sent(Board)[-1].zones[0].next == (101,)
    unlock_disk(shell)
    shell.passes(1.5)
    shell.dispatcher.tick()

    assert shell.state() == ("ready", [])
    assert shell.hall.tickets == {}
    assert shell.waiting().paper.number == 101


def test_a_new_journal_that_cannot_be_written_is_begun_once_it_can(tmp_path: Path, borodulikha: CentreSettings) -> None:
    clock, settings = FakeClock(), DeviceSettings(site="borodulikha", device="dispatcher", state_dir=str(tmp_path))
    with Journal(tmp_path / "journal.db") as journal:
        file = journal._file  # noqa: SLF001 - the disk that fails
        file.execute("PRAGMA query_only = ON")
        ledger = Ledger(borodulikha, journal, NotingBridge(settings), Trouble(tmp_path, clock), clock, 400)
        for _ in range(3):
            ledger.let_time_pass()
            ledger.commit()
        assert ledger.trouble.fault is not None
        assert (ledger.trouble.fault.code, ledger.hall.day) == ("journal-read-only", "")
        file.execute("PRAGMA query_only = OFF")
        clock.pass_time(1.5)
        ledger.commit()

        assert ledger.trouble.fault is None
        assert [type(recorded.event) for recorded, _id in journal.since_last_day()] == [DayOpened]


def test_a_number_that_was_given_already_refuses_its_batch_and_the_hall_goes_on(shell: Shell) -> None:
    """What no rule of the hall should let happen: the journal is the last to see it."""
    shell.hall.given.clear()
    shell.hall.in_use.clear()
    shell.hall.numbered.clear()

    assert code(shell.ask(ISSUE, peer="entrance")) is RefusalCode.CANNOT_RECORD
    assert shell.state() == ("fault", ["journal-failed"])
    shell.passes(1.5)
    assert shell.state() == ("ready", [])
    assert shell.waiting().paper.number == 102


def test_a_journal_that_cannot_even_be_read_is_opened_anew(shell: Shell) -> None:
    shell.file.close()
    assert code(shell.ask(ISSUE, peer="entrance")) is RefusalCode.CANNOT_RECORD
    assert shell.state() == ("fault", ["journal-failed"])
    assert code(shell.ask(CallNext(place="window-1"))) is RefusalCode.CANNOT_RECORD
    for _ in range(3):  # it is tried once more as it is, and then opened
        shell.passes(2)

    assert shell.state() == ("ready", [])
    answer = shell.ask(CallNext(place="window-1"))
    assert isinstance(answer, AtPlace)
    assert answer.ticket is not None
    assert answer.ticket.number == 101


def damage(shell: Shell) -> None:
    """Leave the dispatcher's journal as a worn memory card does."""
    shell.dispatcher.close()
    shell.path.write_bytes(b"\0" * 5000 + b"no journal" * 500)


def test_a_damaged_journal_is_set_aside_and_no_empty_one_begins(
    shell: Shell, borodulikha: CentreSettings, caplog: pytest.LogCaptureFixture
) -> None:
    damage(shell)
    shell.start(borodulikha)
    shell.link_comes_up()

    assert shell.state() == ("fault", ["journal-damaged"])
    assert code(shell.ask(ISSUE, peer="entrance")) is RefusalCode.CANNOT_RECORD
    (aside,) = shell.folder.glob("journal.db.set-aside-*")
    assert not shell.path.exists()
    (line,) = [record.getMessage() for record in caplog.records if "journal damaged" in record.getMessage()]
    assert str(aside) in line
    assert "no backups are configured" in line
    assert line.endswith("restore")
    for _ in range(10):
        shell.passes(3.5)
    assert shell.state() == ("fault", ["journal-damaged"])
    assert not shell.path.exists()
    assert len(shell.sent(Reply)) == 1


def test_a_journal_that_is_put_in_place_is_taken_up(shell: Shell, borodulikha: CentreSettings) -> None:
    shell.dispatcher.close()
    whole = shell.path.read_bytes()
    damage(shell)
    shell.start(borodulikha)
    shell.link_comes_up()
    shell.path.write_bytes(whole)
    shell.passes(3.5)

    assert shell.state() == ("ready", [])
    assert shell.waiting().paper.number == 102


@pytest.mark.parametrize("left", ["", "journal.db"])
def test_a_journal_that_is_gone_or_empty_is_not_begun_anew(
    shell: Shell, borodulikha: CentreSettings, left: str
) -> None:
    shell.dispatcher.close()
    shell.path.unlink()
    if left:
        shell.path.touch()
    shell.start(borodulikha)
    shell.link_comes_up()

    assert shell.state() == ("fault", ["journal-damaged"])
    assert code(shell.ask(ISSUE, peer="entrance")) is RefusalCode.CANNOT_RECORD


def test_an_event_that_nobody_can_read_is_damage_and_is_not_replayed_around(
    shell: Shell, borodulikha: CentreSettings
) -> None:
    shell.file.execute("UPDATE events SET body = x'7b7d' WHERE kind = 'ticket-issued'")
    shell.dispatcher.close()
    shell.start(borodulikha)
    shell.link_comes_up()

    assert shell.state() == ("fault", ["journal-damaged"])
    assert shell.path.exists(), "SQLite can read it: it is for a technician to judge"


def test_two_dispatchers_on_one_journal_are_impossible(shell: Shell, borodulikha: CentreSettings) -> None:
    with pytest.raises(JournalInUseError):
        Shell(shell.folder, msgspec.structs.replace(borodulikha))
    assert shell.waiting().paper.number == 102
