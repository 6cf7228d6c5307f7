"""The station's file: what was written is there, whatever became of the program or of the disk."""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from station_disk import out, ticket
from station_under_test import CENTRE, lease

from kiosk.kept import (
    PAPERS_KEPT,
    CentreHeard,
    HallJoined,
    LeasesHeld,
    Noted,
    NumberBurnt,
    NumberGiven,
    TicketEnded,
    TicketTold,
)
from kiosk.store import TOLD_KEPT, Store, StoreDamagedError, StoreError, open_file
from mqtt_bridge.paper import PaperOutcome


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "station.db"


def small(pages: int) -> Callable[[Path], sqlite3.Connection]:
    """Make a disk on which a file of so many pages fills all that is free."""

    def connect(path: Path) -> sqlite3.Connection:
        connection = open_file(path)
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    return connect


def write_until_full(store: Store) -> int:
    """Write a number and a note at a time; return how many went in."""
    for number in range(1, 1000):
        try:
            store.write([NumberGiven(ticket=ticket(number)), Noted(key=f"n{number}", value="x" * 100)])
        except StoreError as error:
            assert "full" in str(error)  # noqa: PT017 - how many went in before is what the test is about
            return number - 1
    raise AssertionError("a small disk took a thousand numbers")


def test_everything_that_was_written_is_found_again(path: Path) -> None:
    first, second, paper = ticket(801), ticket(802), out(101)
    store = Store(path)
    made = store.contents().store
    store.write([LeasesHeld(leases=(lease(),)), NumberGiven(ticket=first), NumberGiven(ticket=second)])
    store.write([TicketEnded(ticket_id=first.ticket_id, outcome=PaperOutcome.CONFIRMED), paper])
    store.write([CentreHeard(centre=CENTRE), HallJoined(epoch=3), Noted(key="roll-mm", value="1200")])
    store.close()
    store = Store(path)
    contents = store.contents()
    store.close()

    assert (contents.store, contents.epoch, contents.notes) == (made, 3, {"roll-mm": "1200"})
    assert [(held.lease, held.next) for held in contents.held] == [(lease(), 803)]
    assert contents.tickets == (msgspec.structs.replace(first, outcome=PaperOutcome.CONFIRMED), second)
    assert (contents.papers, contents.centre) == ((paper,), CENTRE)


def test_another_file_is_another_store(tmp_path: Path) -> None:
    stores = [Store(tmp_path / name) for name in ("a", "b")]
    ids = {store.contents().store for store in stores}
    for store in stores:
        store.close()

    assert len(ids) == 2


def test_what_the_dispatcher_knows_and_what_was_burnt_is_not_told_again(path: Path) -> None:
    told, burnt, refused = ticket(801), ticket(802), ticket(803)
    store = Store(path)
    store.write([NumberGiven(ticket=each) for each in (told, burnt, refused)])
    store.write([TicketTold(ticket_id=told.ticket_id), NumberBurnt(ticket_id=burnt.ticket_id)])
    store.write([TicketTold(ticket_id=refused.ticket_id, refusal="unknown-zone")])
    contents = store.contents()
    store.close()

    assert contents.tickets == (refused,)


def test_facts_written_twice_change_nothing(path: Path) -> None:
    one, paper = ticket(), out(101)
    facts = [LeasesHeld(leases=(lease(),)), NumberGiven(ticket=one), TicketTold(ticket_id=one.ticket_id), paper]
    store = Store(path)
    store.write(facts)
    before = store.contents()
    store.write(facts)
    after = store.contents()
    store.close()

    assert before == after


def test_a_number_for_two_tickets_is_refused_and_nothing_of_it_is_written(path: Path) -> None:
    store = Store(path)
    store.write([NumberGiven(ticket=ticket(801))])
    with pytest.raises(StoreError, match="UNIQUE"):
        store.write([NumberGiven(ticket=ticket(802)), NumberGiven(ticket=ticket(801))])
    numbers = [each.number for each in store.contents().tickets]
    store.close()

    assert numbers == [801]


def test_a_lease_that_is_gone_is_remembered_as_that(path: Path) -> None:
    gone, stays = lease(), lease(700, 710, serial=2)
    store = Store(path)
    store.write([LeasesHeld(leases=(gone, stays))])
    store.write([LeasesHeld(leases=(stays,))])
    store.write([LeasesHeld(leases=(gone, stays))])
    contents = store.contents()
    store.close()

    assert ([held.lease for held in contents.held], contents.retired) == ([stays], frozenset({gone.lease_id}))


def test_old_papers_and_tickets_that_were_told_go(path: Path) -> None:
    store = Store(path)
    store.write([out(number) for number in range(1, PAPERS_KEPT + 51)])
    waits = ticket(1)
    store.write([NumberGiven(ticket=waits)])
    for number in range(2, TOLD_KEPT + 20):
        one = ticket(number)
        store.write([NumberGiven(ticket=one), TicketTold(ticket_id=one.ticket_id)])
    contents = store.contents()
    store.close()
    with sqlite3.connect(path) as file:
        (kept,) = file.execute("SELECT count(*) FROM tickets").fetchone()
    file.close()

    assert [paper.number for paper in contents.papers] == list(range(51, PAPERS_KEPT + 51))
    assert (contents.tickets, kept) == ((waits,), TOLD_KEPT + 1)


def test_a_file_that_is_no_store_is_damaged(path: Path) -> None:
    path.write_bytes(b"this is no database, whatever its name says; " * 100)

    with pytest.raises(StoreDamagedError, match="not a database"):
        Store(path)


def test_a_page_that_was_overwritten_is_found_at_the_start(path: Path) -> None:
    store = Store(path)
    store.write([NumberGiven(ticket=ticket(number)) for number in range(1, 400)])
    store.close()
    with path.open("r+b") as file:
        file.seek(8 * 4096)
        file.write(b"\xa5" * 3 * 4096)

    with pytest.raises(StoreDamagedError):
        Store(path)


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM meta WHERE key = 'store'",
        "UPDATE meta SET value = 'x' WHERE key = 'epoch'",
        "UPDATE leases SET body = x'7b'",
        "DROP TABLE papers",
    ],
)
def test_contents_that_make_no_sense_are_damage(path: Path, damage: str) -> None:
    store = Store(path)
    store.write([LeasesHeld(leases=(lease(),)), HallJoined(epoch=1)])
    store.close()
    with sqlite3.connect(path) as file:
        file.execute(damage)
    file.close()
    store = Store(path)
    with pytest.raises(StoreDamagedError):
        store.contents()
    store.close()


def test_a_newer_programs_file_is_left_alone(path: Path) -> None:
    Store(path).close()
    with sqlite3.connect(path) as file:
        file.execute("PRAGMA user_version = 2")
    file.close()

    with pytest.raises(StoreError, match="has schema 2, this program reads 1; install the newer Kezek") as raised:
        Store(path)
    assert not isinstance(raised.value, StoreDamagedError)


def test_a_full_disk_writes_nothing_by_halves_and_goes_on_when_there_is_room(path: Path) -> None:
    Store(path).close()
    store = Store(path, small(pages=14))
    written = write_until_full(store)
    store.close()
    roomy = Store(path)
    contents = roomy.contents()
    roomy.write([NumberGiven(ticket=ticket(written + 1))])
    roomy.close()

    assert written > 10
    assert [each.number for each in contents.tickets] == list(range(1, written + 1))
    assert len(contents.notes) == written


def test_a_folder_that_cannot_be_is_an_error_of_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(StoreError, match=r"^[^\n]+$"):
        Store(tmp_path / "file" / "station.db")


def test_a_disk_that_only_reads_is_found_out_at_the_start(path: Path) -> None:
    Store(path).close()

    def connect(path: Path) -> sqlite3.Connection:
        connection = open_file(path)
        connection.execute("PRAGMA query_only = ON")
        return connection

    with pytest.raises(StoreError, match="readonly"):
        Store(path, connect)


def test_two_stations_do_not_share_a_file(path: Path) -> None:
    store = Store(path)
    with pytest.raises(StoreError, match="locked"):
        Store(path)
    store.close()


def test_a_number_that_was_written_outlives_kill_9(path: Path) -> None:
    program = """if True:
        import sys
        from pathlib import Path
        sys.path.append("tests/support")
        from kiosk.kept import NumberGiven
        from kiosk.store import Store
        from station_disk import ticket
        store = Store(Path(sys.argv[1]))
        for number in range(1, 10_000):
            store.write([NumberGiven(ticket=ticket(number))])
            print(number, flush=True)
    """
    process = subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    last = 0
    while last < 40:
        last = int(process.stdout.readline())
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read().split()
    process.communicate()
    last = max([last, *(int(word) for word in rest)])
    store = Store(path)
    numbers = [each.number for each in store.contents().tickets]
    store.close()

    assert numbers[:last] == list(range(1, last + 1))
    assert len(numbers) <= last + 1
