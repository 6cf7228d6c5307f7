"""The store's thread: a disk may be slow, full, damaged, or hang; whoever puts facts in never notices by waiting."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from deadline import DEADLINE_S
from station_disk import Disk, out, ticket

from firmware.inbox import Inbox
from kiosk.keeping import FILE, Keeping, StoreFailed, StoreOpened, Written
from kiosk.kept import Fact, NumberGiven


class Watched:
    """A `Keeping`, and what it tells."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self.inbox = Inbox()
        self.keeping = Keeping(folder, self.inbox, disk.open_store, retry_s=0.05)
        self.keeping.start()

    def until(self, kind: type, wanted: Callable[..., bool] = lambda _told: True) -> object:
        end = time.monotonic() + DEADLINE_S
        while (left := end - time.monotonic()) > 0:
            for told in self.inbox.take(left, most=1):
                if isinstance(told, kind) and wanted(told):
                    return told
        raise AssertionError(f"no {kind.__name__} came")

    def opened(self) -> StoreOpened:
        told = self.until(StoreOpened)
        assert isinstance(told, StoreOpened)
        return told

    def written(self, fact: Fact) -> None:
        self.until(Written, lambda told: fact in told.facts)


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def start(tmp_path: Path, disk: Disk) -> Iterator[Callable[[], Watched]]:
    started: list[Watched] = []

    def make() -> Watched:
        started.append(Watched(tmp_path, disk))
        return started[-1]

    yield make
    disk.answers.set()
    for watched in started:
        assert watched.keeping.stop(DEADLINE_S)


def test_what_is_put_in_is_told_once_it_is_on_the_disk(start: Callable[[], Watched]) -> None:
    first = start()
    store, fact = first.opened().contents.store, NumberGiven(ticket=ticket())
    first.keeping.put(fact)
    first.written(fact)
    assert first.keeping.stop()

    assert start().opened().contents.tickets == (fact.ticket,)
    assert store


def test_what_can_wait_is_written_within_a_second_or_at_the_end(start: Callable[[], Watched]) -> None:
    first = start()
    first.opened()
    paper, later = out(101), out(102)
    first.keeping.put(paper)
    first.written(paper)
    first.keeping.put(later)
    assert first.keeping.stop()

    assert start().opened().contents.papers == (paper, later)


def test_a_disk_that_fails_is_told_and_what_waited_is_written_when_it_works_again(
    start: Callable[[], Watched], disk: Disk
) -> None:
    watched = start()
    watched.opened()
    disk.fails = True
    facts = [NumberGiven(ticket=ticket(number)) for number in (801, 802)]
    for fact in facts:
        watched.keeping.put(fact)
    failed = watched.until(StoreFailed)
    assert isinstance(failed, StoreFailed)
    assert FILE in failed.why
    disk.fails = False

    assert watched.opened()
    watched.written(facts[1])
    assert watched.keeping.stop()
    assert start().opened().contents.tickets == tuple(fact.ticket for fact in facts)


def test_a_disk_that_hangs_holds_up_nobody_and_nothing_is_lost(start: Callable[[], Watched], disk: Disk) -> None:
    watched = start()
    watched.opened()
    disk.answers.clear()
    fact = NumberGiven(ticket=ticket())
    watched.keeping.put(fact)
    assert watched.inbox.take(0.2) == []
    assert not watched.keeping.stop(patience_s=0.1)
    disk.answers.set()

    watched.written(fact)


def test_a_damaged_file_is_set_aside_and_a_new_one_has_another_id(start: Callable[[], Watched], tmp_path: Path) -> None:
    first = start()
    store = first.opened().contents.store
    assert first.keeping.stop()
    (tmp_path / FILE).write_bytes(b"no database at all; " * 500)
    contents = start().opened().contents

    assert contents.store != store
    assert (tmp_path / "station.db.damaged").read_bytes().startswith(b"no database")


def test_a_folder_that_cannot_be_written_is_tried_again(start: Callable[[], Watched], tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    watched = start()
    assert watched.until(StoreFailed)
    (tmp_path / FILE).rmdir()

    assert watched.opened()
