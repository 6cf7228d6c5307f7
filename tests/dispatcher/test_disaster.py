"""The real dispatcher on a real broker, and what befalls its journal's disk: lost, damaged, full, read-only."""

import contextlib
import os
import resource
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from deadline import DEADLINE_S, until
from dispatcher_process import DispatcherProcess
from peer import asker

from firmware.words import Language, new_id
from mqtt_bridge.client import subscription
from mqtt_bridge.commands import CallNext, IssueTicket, JoinHall, ReportPaper
from mqtt_bridge.devices import Condition, DeviceState
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.private_broker import PrivateBroker
from mqtt_bridge.public import Board
from mqtt_bridge.replies import Accepted, AtPlace, Issued, Refusal, RefusalCode, Result
from mqtt_bridge.topics import BOARD, DEVICE_STATE

PATIENT = f"""
from dispatcher import __main__, journal_place
journal_place.LOOK_S = {DEADLINE_S}
raise SystemExit(__main__.main())
"""
"""A dispatcher that does not take a busy machine for a share that hangs."""
ISSUE = IssueTicket(zone="consultation", language=Language.KK, station="entrance")


class HallOnTheWire:
    """A dispatcher, and the peers that a test asks as."""

    def __init__(self, process: DispatcherProcess, site: str, port: int) -> None:
        self.process = process
        self.entrance = asker(site, "entrance", port)
        self.other = asker(site, "waiting-hall", port)
        self.pad = asker(site, "pad-window-1", port)
        self.wall = asker(site, "wall", port, subscription(BOARD), subscription(DEVICE_STATE, device="dispatcher"))

    def close(self) -> None:
        self.process.kill()
        for peer in (self.entrance, self.other, self.pad, self.wall):
            peer.bridge.stop()

    def issue(self) -> Result:
        """Ask for a ticket at the entrance, and report its paper."""
        answer = self.entrance.ask(ISSUE)
        if isinstance(answer, Issued):
            ticket_id = answer.paper.ticket_id
            report = ReportPaper(ticket_id=ticket_id, job_id=ticket_id, outcome=PaperOutcome.CONFIRMED)
            self.entrance.ask(report)
        return answer

    def number(self) -> int:
        answer = self.issue()
        assert isinstance(answer, Issued), answer
        return answer.paper.number

    def issue_until(self, is_enough: Callable[[Result], bool]) -> Result:
        end = time.monotonic() + DEADLINE_S
        while not is_enough(answer := self.issue()):
            assert time.monotonic() < end, answer
        return answer

    def state(self, condition: Condition, *faults: str) -> DeviceState:
        """Wait until the dispatcher says that it is so. Backups that are late say how busy the machine is."""
        end = time.monotonic() + DEADLINE_S
        while time.monotonic() < end:
            state: DeviceState = self.wall.message_on(DEVICE_STATE, DEADLINE_S)
            codes = tuple(fault.code for fault in state.faults if fault.code != "backup-late")
            if (state.condition, codes) == (condition, faults):
                return state
        raise AssertionError(f"the dispatcher did not say {condition}")


def far_from_now() -> str:
    """Return a time of day at which no day turns while a test runs."""
    return f"{(datetime.now(ZoneInfo('Asia/Almaty')).hour + 12) % 24:02}:00"


@pytest.fixture
def make_hall(shared_broker: PrivateBroker, site: str, tmp_path: Path) -> Iterator[Callable[..., HallOnTheWire]]:
    halls: list[HallOnTheWire] = []

    def make(more: str = "") -> HallOnTheWire:
        process = DispatcherProcess(tmp_path / "dispatcher", site, shared_broker.port, more, day_begins=far_from_now())
        halls.append(HallOnTheWire(process, site, shared_broker.port))
        return halls[-1]

    yield make
    for hall in halls:
        hall.close()


def test_a_hall_whose_journal_is_lost_goes_on_from_its_backup(
    make_hall: Callable[..., HallOnTheWire], site: str, tmp_path: Path
) -> None:
    """The drill of docs/backup.md."""
    folder = tmp_path / "backups"
    folder.mkdir()
    hall = make_hall(f'[backup]\nfolder = "{folder}"\nevery_s = 1\n')
    hall.process.start()
    assert [hall.number() for _ in range(20)] == list(range(101, 121))
    until(lambda: bool(hall.process.run("restore", "--list").stdout.count("20 tickets")))
    lost = [hall.number() for _ in range(3)]
    hall.process.kill()
    hall.process.journal.unlink()

    hall.process.start()
    hall.state(Condition.FAULT, "journal-damaged")
    refused = hall.entrance.ask(ISSUE)
    assert isinstance(refused, Refusal)
    assert refused.code is RefusalCode.CANNOT_RECORD
    restored = hall.process.run("restore", "--from", str(folder / newest_with(hall, "20 tickets")))
    assert (restored.returncode, restored.stderr) == (0, "")
    assert "It holds 20 tickets" in restored.stdout
    hall.state(Condition.DEGRADED, "collecting")
    refused = hall.entrance.ask(ISSUE)
    assert isinstance(refused, Refusal)
    assert refused.code is RefusalCode.RESTORING

    board: Board = hall.wall.message_on(BOARD, DEADLINE_S)
    while board.epoch < 1_000_000:
        board = hall.wall.message_on(BOARD, DEADLINE_S)
    for peer in (hall.entrance, hall.other):
        join = JoinHall(station=peer.device, store=new_id(), zones=("consultation",), epoch=board.epoch)
        assert peer.ask(join) == Accepted()
    hall.state(Condition.READY)
    assert hall.number() == lost[0], "what nobody told of is given anew"
    called = hall.pad.ask(CallNext(place="window-1"))
    assert isinstance(called, AtPlace)
    assert called.ticket is not None
    assert called.ticket.number == 101


def newest_with(hall: HallOnTheWire, words: str) -> str:
    listed = hall.process.run("restore", "--list").stdout.splitlines()
    return next(line for line in listed if words in line).split()[-1]


def test_restoring_is_refused_while_the_dispatcher_runs(make_hall: Callable[..., HallOnTheWire]) -> None:
    hall = make_hall()
    hall.process.start()
    hall.number()
    refused = hall.process.run("restore", "--empty")

    assert refused.returncode == 1
    assert "in use" in refused.stderr
    assert hall.number() == 102


def test_a_second_dispatcher_on_the_same_journal_ends_at_once(make_hall: Callable[..., HallOnTheWire]) -> None:
    hall = make_hall()
    hall.process.start()
    hall.number()
    second = hall.process.run()

    assert second.returncode == 1
    assert "is in use by another process" in second.stderr
    assert hall.number() == 102


def test_a_journal_of_a_newer_kezek_is_wrong_settings(make_hall: Callable[..., HallOnTheWire]) -> None:
    hall = make_hall()
    hall.process.start()
    hall.number()
    hall.process.kill()
    with closing(sqlite3.connect(hall.process.journal)) as file, file:
        file.execute("PRAGMA user_version = 99")
    ended = hall.process.run()

    assert ended.returncode == 78
    assert "install the newer Kezek" in ended.stderr


def is_refused(answer: Result) -> bool:
    return isinstance(answer, Refusal) and answer.code is RefusalCode.CANNOT_RECORD


def waiting_on(board: Board) -> int:
    return next(zone.waiting for zone in board.zones if zone.zone == ISSUE.zone)


def test_a_full_disk_is_a_state_and_nothing_is_lost_over_it(make_hall: Callable[..., HallOnTheWire]) -> None:
    hall = make_hall()
    hall.process.put_on_a_disk_of_its_own()
    hall.process.start()
    given = [hall.number() for _ in range(5)]
    hall.state(Condition.READY)
    ballast = hall.process.disk / "ballast"
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(b"0" * 4096):
            pass
    while not is_refused(answer := hall.issue()):  # in what room the log still has
        given.append(number_of(answer))
    hall.state(Condition.FAULT, "journal-full")
    board: Board = hall.wall.message_on(BOARD, DEADLINE_S)
    assert waiting_on(board) == len(given), "boards go on, and show what is written down"

    ballast.unlink()
    hall.state(Condition.READY)
    assert hall.number() == given[-1] + 1
    assert given == list(range(101, 101 + len(given)))


def number_of(answer: Result) -> int:
    assert isinstance(answer, Issued), answer
    return answer.paper.number


def test_a_disk_that_is_read_only_at_the_start_is_taken_up_once_it_can_be_written(
    make_hall: Callable[..., HallOnTheWire], tmp_path: Path
) -> None:
    hall = make_hall()
    hall.process.start()
    assert hall.number() == 101
    hall.process.kill()
    saved = hall.process.journal.parent.rename(tmp_path / "saved")
    disk = hall.process.journal.parent
    hall.process.put_on_a_disk_of_its_own(f"cp '{saved}'/* '{disk}' && mount -o remount,ro '{disk}'")
    hall.process.start()
    hall.state(Condition.FAULT, "journal-read-only")
    assert is_refused(hall.entrance.ask(ISSUE))
    hall.process.remount("rw")

    hall.state(Condition.READY)
    assert hall.number() == 102


def test_a_disk_with_errors_is_a_state_as_well(make_hall: Callable[..., HallOnTheWire]) -> None:
    """The limit on a file's size makes every write of the journal's log an error, and is no full disk to SQLite."""
    hall = make_hall()
    hall.process.start()
    assert hall.number() == 101
    hall.state(Condition.READY)
    limits = resource.prlimit(hall.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(hall.process.pid, resource.RLIMIT_FSIZE, (30_000, limits[1]))
    hall.issue_until(is_refused)
    hall.state(Condition.FAULT, "journal-failed")
    resource.prlimit(hall.process.pid, resource.RLIMIT_FSIZE, limits)

    hall.state(Condition.READY)
    numbers = [hall.number() for _ in range(3)]
    assert numbers == list(range(numbers[0], numbers[0] + 3))


def test_a_damaged_journal_is_told_in_one_line_with_the_command_that_restores_it(
    make_hall: Callable[..., HallOnTheWire], site: str, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    hall = make_hall(f'[backup]\nfolder = "{folder}"\nevery_s = 1\n')
    hall.process.program = ("-c", PATIENT)
    hall.process.start()
    hall.number()
    until(lambda: "1 tickets" in hall.process.run("restore", "--list").stdout)
    hall.process.kill()
    with hall.process.journal.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(30_000))
    hall.process.start()
    hall.state(Condition.FAULT, "journal-damaged")

    (line,) = [line for line in hall.process.log().splitlines() if "journal damaged" in line]
    assert "journal.db.set-aside-" in line
    assert f"the last good backup is {folder}/kezek_{site}_" in line
    assert line.endswith(f"--config {hall.process.settings} restore")
    assert hall.process.run("restore").returncode == 0
    hall.state(Condition.DEGRADED, "collecting")
