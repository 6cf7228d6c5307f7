"""The book on its file: durable, the same when it is opened again, and one slot for one of two processes."""

import multiprocessing
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import msgspec
import pytest
from cryptography.fernet import Fernet
from deadline import DEADLINE_S
from reception_days import CENTRE, SETTINGS, STAFF, at, booking_of, refused, slot_in, visitor, works
from reception_store import store_in

from console.receptions.asked import Asked, Decision
from console.receptions.commands import CancelBooking, CheckIn, MarkReceived, MoveBooking
from console.receptions.errors import KeyFileError, StoreDamagedError, StoreError, StoreNewerError
from console.receptions.key_file import read_keys
from console.receptions.opening import StoreSettings, open_store
from console.receptions.refusals import Refusal, RefusalCode
from console.receptions.schema import SCHEMA
from console.receptions.store import Store
from console.receptions.timetable import timetables
from firmware.words import new_id

TABLE_AT = timetables(SETTINGS, CENTRE.timezone, works)
MONDAY = at("2027-01-11 09:00")


def settings_in(folder: Path) -> StoreSettings:
    return StoreSettings(file=str(folder / "receptions.db"), key=str(folder / "key"), make_key=True)


def opened(folder: Path) -> Store:
    return open_store(settings_in(folder), TABLE_AT)


def booked(store: Store, begins: str, contact: str, moment: float = MONDAY, day: str = "2027-01-21") -> Decision:
    command = booking_of(slot_in(TABLE_AT(MONDAY), day, begins))
    return store.book_slot(Asked(command, STAFF, moment), visitor(contact))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store


def test_the_book_is_the_same_when_it_is_opened_again(store: Store, tmp_path: Path) -> None:
    for number, begins in enumerate(["10:00", "10:20", "10:40"]):
        assert not isinstance(booked(store, begins, f"8701000000{number}"), Refusal)
    first, second, third = list(store.book.bookings)
    later = slot_in(TABLE_AT(MONDAY), "2027-02-04", "10:00")
    store.act(Asked(MoveBooking(booking_id=first, slot_id=later.slot_id), STAFF, MONDAY))
    store.act(Asked(CancelBooking(booking_id=second), STAFF, at("2027-01-19 09:00")))
    store.act(Asked(CheckIn(booking_id=third, ticket_id=new_id()), STAFF, at("2027-01-21 10:00")))
    received = MarkReceived(booking_id=third, outcome="settled")
    store.note_received(Asked(received, STAFF, at("2027-01-21 11:00")), "анықтама берілді")

    with opened(tmp_path) as again:
        assert again.book == store.book
        assert again.book.bookings[third].marks


def test_another_process_sees_what_was_booked_and_is_refused_it(store: Store, tmp_path: Path) -> None:
    with opened(tmp_path) as other:
        assert not isinstance(booked(store, "10:00", "a@x.kz"), Refusal)

        decision = booked(other, "10:00", "b@x.kz")
        assert refused(decision) is RefusalCode.SLOT_TAKEN
        assert isinstance(decision, Refusal)
        assert len(decision.offers) >= 3
        assert other.book == store.book
        assert refused(booked(other, "10:20", "A@X.KZ ")) is RefusalCode.BOOKED_ALREADY


def _race(folder: Path, barrier: object, results: object, name: str) -> None:
    with opened(folder) as store:
        for begins in ("10:00", "10:20", "10:40", "11:00", "11:20", "11:40"):
            barrier.wait(30)  # type: ignore[attr-defined]
            outcome = booked(store, begins, f"{name}-{begins}@x.kz")
            results.put((begins, "refused" if isinstance(outcome, Refusal) else "booked"))  # type: ignore[attr-defined]


def assert_one_won_each(results: list[tuple[str, str]], racers: int) -> None:
    for begins in {begins for begins, _outcome in results}:
        outcomes = [outcome for slot, outcome in results if slot == begins]
        assert sorted(outcomes) == ["booked"] + ["refused"] * (racers - 1)


def test_of_processes_that_want_one_slot_at_once_exactly_one_gets_it(store: Store, tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(2), context.Queue()
    racers = [context.Process(target=_race, args=(tmp_path, barrier, results, name)) for name in ("one", "two")]
    for racer in racers:
        racer.start()
    told = [results.get(timeout=60) for _ in range(12)]
    for racer in racers:
        racer.join(30)
        assert racer.exitcode == 0
    results.close()
    results.join_thread()

    assert_one_won_each(told, 2)
    store.refresh()
    assert len(store.book.taken) == 6


def test_of_threads_that_want_one_slot_at_once_exactly_one_gets_it(store: Store, tmp_path: Path) -> None:
    barrier = threading.Barrier(4)
    told: list[tuple[str, str]] = []

    class Results:
        def put(self, result: tuple[str, str]) -> None:
            told.append(result)

    threads = [threading.Thread(target=_race, args=(tmp_path, barrier, Results(), str(n))) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert_one_won_each(told, 4)
    assert len(told) == 24


def test_of_threads_that_open_the_book_at_once_one_waits_for_the_other(tmp_path: Path) -> None:
    key, held = tmp_path / "key", tmp_path / "held"
    key.write_bytes(Fernet.generate_key())
    key.chmod(0o600)
    os.mkfifo(held, 0o600)  # whoever reads it waits for who writes into it

    def open_with(source: Path) -> int:
        settings = msgspec.structs.replace(settings_in(tmp_path), key=str(source))
        with open_store(settings, TABLE_AT) as store:
            return store.book.seq

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(open_with, held)
        with held.open("wb") as into:  # not before the first one reads
            second = threads.submit(open_with, key)
            overtaken = wait([second], timeout=0.3).done
            into.write(key.read_bytes())
        assert (first.result(DEADLINE_S), second.result(DEADLINE_S)) == (0, 0)

    assert not overtaken


def test_the_file_itself_gives_no_slot_twice(store: Store) -> None:
    booked(store, "10:00", "a@x.kz")
    (slot_id,) = store.book.taken

    with pytest.raises(sqlite3.IntegrityError):
        store.file.execute("INSERT INTO bookings (booking_id, slot_id, marks) VALUES (?, ?, '')", (new_id(), slot_id))


def test_what_fails_half_way_has_never_happened(store: Store) -> None:
    booked(store, "10:00", "a@x.kz")
    before = msgspec.json.encode(list(store.book.taken))
    store.file.execute("CREATE TRIGGER full BEFORE UPDATE ON bookings BEGIN SELECT RAISE(ABORT, 'no room'); END")

    with pytest.raises(StoreError, match="no room"):
        booked(store, "10:20", "b@x.kz")
    store.file.execute("DROP TRIGGER full")
    store.refresh()
    assert msgspec.json.encode(list(store.book.taken)) == before
    assert not isinstance(booked(store, "10:20", "b@x.kz"), Refusal)


def test_it_is_written_durably_and_for_this_account_alone(store: Store, tmp_path: Path) -> None:
    booked(store, "10:00", "a@x.kz")

    assert store.file.execute("PRAGMA synchronous").fetchone() == (2,)
    assert store.file.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert store.file.execute("PRAGMA foreign_keys").fetchone() == (1,)
    for name in ("receptions.db", "receptions.db-wal", "key"):
        assert (tmp_path / name).stat().st_mode & 0o077 == 0


def test_a_damaged_file_is_told_in_one_line(tmp_path: Path) -> None:
    opened(tmp_path).close()
    file = tmp_path / "receptions.db"
    file.write_bytes(b"x" * 100 + file.read_bytes()[100:])

    with pytest.raises(StoreDamagedError, match=r"receptions\.db: file is not a database"):
        opened(tmp_path)


def test_a_file_of_before_visits_could_be_reopened_is_read_and_left_to_no_older_program(
    store: Store, tmp_path: Path
) -> None:
    booked(store, "10:00", "a@x.kz")
    store.file.execute("PRAGMA user_version = 2")

    with opened(tmp_path) as again:
        assert again.book == store.book
        assert again.file.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
    assert SCHEMA > 2, "a program of schema 2 would call an event of a reopened visit damage"


def test_a_file_of_a_newer_kezek_is_left_alone(store: Store, tmp_path: Path) -> None:
    store.file.execute(f"PRAGMA user_version = {SCHEMA + 1}")

    with pytest.raises(StoreNewerError, match="install the newer Kezek"):
        opened(tmp_path)


def test_another_key_is_told_in_one_line_with_both_files(store: Store, tmp_path: Path) -> None:
    booked(store, "10:00", "a@x.kz")
    (tmp_path / "key").write_bytes(Fernet.generate_key())

    with pytest.raises(KeyFileError) as caught:
        opened(tmp_path)
    told = str(caught.value)
    assert told == (
        f"{tmp_path}/receptions.db: its names are sealed under another key than {tmp_path}/key holds; "
        "put the right key file back"
    )


def test_a_key_is_never_made_beside_a_store_that_has_one(store: Store, tmp_path: Path) -> None:
    (tmp_path / "key").unlink()

    with pytest.raises(KeyFileError, match=r"a new key would not open .*; put the old one back"):
        opened(tmp_path)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"# nothing\n\n", "holds no key; right would be one Fernet key a line, the newest first"),
        (b"c2VjcmV0\n", "key 1 is none; right would be a Fernet key, 44 letters and digits"),
        (b"\xff\xfe\n", "key 1 is none"),
    ],
)
def test_a_file_that_is_no_key_is_told_without_quoting_it(content: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_bytes(content)
    path.chmod(0o600)

    with pytest.raises(KeyFileError, match=told) as caught:
        read_keys(path)
    assert "c2VjcmV0" not in str(caught.value)


def test_a_key_that_everybody_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_bytes(Fernet.generate_key())
    path.chmod(0o644)

    with pytest.raises(KeyFileError, match="right would be: chmod 600"):
        read_keys(path)
    with pytest.raises(KeyFileError, match="is not there"):
        read_keys(tmp_path / "other")


def test_what_a_process_writes_through_two_connections_outlives_another_process_that_leaves(tmp_path: Path) -> None:
    with store_in(tmp_path) as first, store_in(tmp_path):
        booked(first, "10:00", "first@x.kz")
        assert bookings_in_another_process(tmp_path) == 1
        booked(first, "10:20", "second@x.kz")
        assert bookings_in_another_process(tmp_path) == 2


def bookings_in_another_process(folder: Path) -> int:
    reads = "import sqlite3, sys; print(*sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchone())"
    asked = [sys.executable, "-c", reads, str(folder / "receptions.db"), "SELECT count(*) FROM bookings"]
    return int(subprocess.check_output(asked, text=True))
