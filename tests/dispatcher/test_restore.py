"""A journal that goes on from a backup: what the command puts in place, says, and refuses."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from hall_under_test import code
from shell_under_test import ISSUE, Shell

from centre.checks import encode_centre
from centre.settings import CentreSettings
from dispatcher.__main__ import main
from dispatcher.backup import back_up
from dispatcher.errors import JournalError
from dispatcher.journal import Journal
from dispatcher.restoring import known_epoch, restore
from dispatcher.settings import BackupSettings
from mqtt_bridge.commands import JoinHall
from mqtt_bridge.events import DayOpened, Recorded
from mqtt_bridge.lease_events import CollectingEnded, JournalRestored
from mqtt_bridge.replies import Accepted, Issued, RefusalCode
from simulator.hall_plan import centre_here

CENTRE = Path(__file__).parents[2] / "centre" / "borodulikha.toml"
DAY_S = 86_400.0
STATIONS = ("entrance", "waiting-hall")


class RestoreCommand:
    """A dispatcher's settings with a folder of backups, and its command."""

    def __init__(self, shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
        self.shell = shell
        self._capsys = capsys
        self.folder = shell.folder / "backups"
        self.folder.mkdir()
        centre = shell.folder / "centre.toml"
        centre.write_text(centre_here(CENTRE.read_text(encoding="utf-8"), real_hours=False), encoding="utf-8")
        self._settings = shell.folder / "dispatcher.toml"
        self._settings.write_text(
            f'site = "borodulikha"\ndevice = "dispatcher"\nstate_dir = "{shell.folder}"\ncentre = "{centre}"\n'
            f'journal = "{shell.path}"\n[backup]\nfolder = "{self.folder}"\n'
        )

    def back_up(self) -> list[Path]:
        made = back_up(self.shell.path, BackupSettings(folder=str(self.folder)), "borodulikha", self.shell.clock.wall())
        return [backup.path for backup in made]

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        """Run `kezek-dispatcher …`; return its exit code, what it said, and what it complained about."""
        exit_code = main(["--config", str(self._settings), *arguments])
        said = self._capsys.readouterr()
        return exit_code, said.out, said.err


@pytest.fixture
def command(shell: Shell, capsys: pytest.CaptureFixture[str]) -> RestoreCommand:
    return RestoreCommand(shell, capsys)


def events(path: Path) -> list[Recorded]:
    with Journal(path) as journal:
        return journal.after(0, 1_000_000, 1 << 40)


def lose_journal(shell: Shell) -> None:
    shell.dispatcher.close()
    shell.path.unlink()


def test_the_hall_goes_on_from_the_newest_backup_in_a_new_epoch(shell: Shell, command: RestoreCommand) -> None:
    shell.waiting()
    command.back_up()
    second = shell.waiting()
    command.back_up()
    lost = shell.waiting()
    lose_journal(shell)

    exit_code, said, complaint = command("restore")
    assert (exit_code, complaint) == (0, "")
    assert f"_{second.paper.number}" not in said
    assert "It holds 2 tickets of" in said
    assert "No number is given until these stations have told what they printed: entrance, waiting-hall." in said
    restored = events(shell.path)[-1].event
    assert isinstance(restored, JournalRestored)
    assert restored.awaited == STATIONS
    assert restored.epoch > 1_700_000_000
    shell.start(shell.centre)
    assert shell.hall.epoch == restored.epoch
    assert code(shell.ask(ISSUE, peer="entrance")) is RefusalCode.RESTORING
    assert lost.paper.ticket_id not in shell.hall.tickets


def test_numbers_are_given_again_once_every_station_has_joined(shell: Shell, command: RestoreCommand) -> None:
    shell.waiting()
    command.back_up()
    lose_journal(shell)
    command("restore")
    shell.start(shell.centre)
    shell.link_comes_up()
    assert shell.state() == ("degraded", ["collecting"])
    for station in STATIONS:
        join = JoinHall(station=station, store="0" * 16, zones=("consultation",), epoch=shell.hall.epoch)
        assert shell.ask(join, peer=station) == Accepted()

    assert shell.state() == ("ready", [])
    assert shell.waiting().paper.number == 102


def is_collecting(shell: Shell) -> bool:
    return bool(shell.hall.book.awaited)


def test_after_a_time_numbers_are_given_without_the_station_that_does_not_join(
    shell: Shell, command: RestoreCommand
) -> None:
    command.back_up()
    lose_journal(shell)
    command("restore")
    shell.start(shell.centre)
    for _ in range(300):
        shell.passes(1)
    assert is_collecting(shell), "while no station can be heard, none is late"
    shell.link_comes_up()
    for _ in range(119):
        shell.passes(1)
    assert is_collecting(shell)
    shell.passes(2)

    assert not is_collecting(shell)
    assert any(isinstance(recorded.event, CollectingEnded) for recorded in events_so_far(shell))
    assert isinstance(shell.ask(ISSUE, peer="entrance"), Issued)


def events_so_far(shell: Shell) -> list[Recorded]:
    return [recorded for recorded, _request_id in shell.ledger._journal.since_last_day()]  # noqa: SLF001 - from outside it is locked


def test_days_that_the_newest_backup_does_not_hold_come_from_a_full_one(shell: Shell, command: RestoreCommand) -> None:
    for _day in range(4):
        shell.waiting()
        shell.passes(DAY_S)
    command.back_up()
    shell.waiting()
    newest = command.back_up()
    before = events(newest[0].parent / newest[0].name)
    shell.dispatcher.close()
    whole = events(shell.path)
    shell.path.unlink()
    _exit_code, said, _complaint = command("restore")

    assert len(before) < len(whole)
    assert "Older days were added from" in said
    assert events(shell.path)[:-1] == whole


def test_a_full_backup_of_another_past_adds_nothing(shell: Shell, command: RestoreCommand) -> None:
    for _day in range(3):
        shell.waiting()
        shell.passes(DAY_S)
    _recent, full = command.back_up()
    with closing(sqlite3.connect(full)) as file, file:
        file.execute("UPDATE events SET at = at + 1")
    lose_journal(shell)
    exit_code, said, _complaint = command("restore")

    assert exit_code == 0
    assert "Older days" not in said


def test_the_present_journal_is_set_aside_with_its_log_and_can_be_gone_back_to(
    shell: Shell, command: RestoreCommand
) -> None:
    shell.waiting()
    (recent, _full) = command.back_up()
    shell.waiting()
    shell.dispatcher.close()
    whole = events(shell.path)
    assert command("restore", "--from", str(recent))[0] == 0
    (aside,) = shell.folder.glob("journal.db.set-aside-*")
    assert command("restore", "--from", str(aside))[0] == 0

    assert events(shell.path)[:-1] == whole
    assert len(list(shell.folder.glob("journal.db.set-aside-*"))) == 2
    assert not list(shell.folder.glob("*.restoring*"))


def test_each_restore_begins_a_higher_epoch_also_on_a_clock_of_1970(
    shell: Shell, borodulikha: CentreSettings, command: RestoreCommand
) -> None:
    (recent, _full) = command.back_up()
    shell.dispatcher.close()
    epochs = []
    for _time in range(3):
        epoch = known_epoch(shell.path, []) + 1
        epochs.append(restore(shell.path, borodulikha, recent, [], epoch, 0.0).epoch)

    assert epochs == [2, 3, 4]


def test_a_damaged_backup_is_passed_over(shell: Shell, command: RestoreCommand) -> None:
    shell.waiting()
    command.back_up()
    shell.waiting()
    (newest,) = command.back_up()
    newest.write_bytes(newest.read_bytes()[:9000])
    lose_journal(shell)
    exit_code, said, _complaint = command("restore")

    assert exit_code == 0
    assert said.startswith(f"Passed over: {newest}")
    assert "It holds 1 tickets" in said


def test_an_empty_journal_is_begun_only_when_asked_for(shell: Shell, command: RestoreCommand) -> None:
    shell.waiting()
    seq = shell.hall.seq
    shell.dispatcher.close()
    exit_code, said, complaint = command("restore")
    assert (exit_code, said) == (1, "")
    assert complaint == (
        "kezek-dispatcher: there is no good backup; name one with --from, or begin with nothing: restore --empty\n"
    )
    assert len(events(shell.path)) == seq, "nothing has changed"
    assert command("restore", "--empty")[0] == 0

    opened, restored = (recorded.event for recorded in events(shell.path))
    assert isinstance(opened, DayOpened)
    assert isinstance(restored, JournalRestored)
    shell.start(shell.centre)
    assert code(shell.ask(ISSUE, peer="entrance")) is RefusalCode.RESTORING


def test_it_is_refused_while_a_dispatcher_has_the_journal(shell: Shell, command: RestoreCommand) -> None:
    command.back_up()
    exit_code, said, complaint = command("restore")

    assert (exit_code, said) == (1, "")
    assert "stop it first: sudo systemctl stop kezek-dispatcher" in complaint
    assert len(complaint.splitlines()) == 1
    assert shell.waiting().paper.number == 101


@pytest.mark.parametrize("content", [None, b"", b"no backup" * 1000])
def test_a_file_that_is_no_backup_is_refused_and_the_journal_stays(
    shell: Shell, command: RestoreCommand, content: bytes | None
) -> None:
    shell.waiting()
    shell.dispatcher.close()
    before = events(shell.path)
    wrong = shell.folder / "wrong.db"
    if content is not None:
        wrong.write_bytes(content)
    exit_code, _said, complaint = command("restore", "--from", str(wrong))

    assert exit_code == 1
    assert complaint.startswith(f"kezek-dispatcher: {wrong}: ")
    assert len(complaint.splitlines()) == 1
    assert events(shell.path) == before


def test_a_backup_of_another_site_is_refused(
    shell: Shell, borodulikha: CentreSettings, command: RestoreCommand
) -> None:
    (recent, _full) = command.back_up()
    shell.dispatcher.close()
    before = events(shell.path)
    settings = encode_centre(borodulikha).replace('"site":"borodulikha"', '"site":"semey"')
    with closing(sqlite3.connect(recent)) as file, file:
        opened = msgspec.json.encode(DayOpened(day="2027-01-15", epoch=1, settings=settings))
        file.execute("UPDATE events SET body = ? WHERE kind = 'day-opened'", (opened,))
    exit_code, _said, complaint = command("restore", "--from", str(recent))

    assert exit_code == 1
    assert "the backup is of the site 'semey', this is 'borodulikha'" in complaint
    assert events(shell.path) == before


def test_what_root_restores_belongs_to_whom_the_folder_belongs_to(shell: Shell, command: RestoreCommand) -> None:
    command.back_up()
    lose_journal(shell)
    if os.geteuid() == 0:  # anybody else can give nothing away, and need not
        os.chown(shell.folder, 1234, 1234)
    command("restore")

    owner = shell.folder.stat()
    for path in (shell.path, shell.folder / "journal.db.lock"):
        assert (path.stat().st_uid, path.stat().st_gid) == (owner.st_uid, owner.st_gid)


def test_a_failure_half_way_leaves_the_journal_in_its_place(
    shell: Shell, borodulikha: CentreSettings, command: RestoreCommand, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.waiting()
    (recent, _full) = command.back_up()
    shell.dispatcher.close()
    before = events(shell.path)
    whole_rename = Path.rename

    def rename(path: Path, target: Path) -> Path:
        if path.name.endswith(".restoring"):
            raise OSError(5, "Input/output error")
        return whole_rename(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(JournalError, match="not restored"):
        restore(shell.path, borodulikha, recent, [], 2, 1_800_000_000.0)
    monkeypatch.undo()

    assert events(shell.path) == before
    assert not list(shell.folder.glob("*.restoring*")) + list(shell.folder.glob("*.set-aside-*"))


def test_the_list_shows_every_backup_with_its_age_and_tickets(shell: Shell, command: RestoreCommand) -> None:
    assert command("restore", "--list") == (0, "There are no backups.\n", "")
    shell.waiting()
    command.back_up()
    shell.waiting()
    (newest,) = command.back_up()
    exit_code, said, _complaint = command("restore", "--list")
    first, second, third = said.splitlines()

    assert exit_code == 0
    assert f"seq {shell.hall.seq}, 2 tickets of" in first
    assert first.endswith(newest.name)
    assert "1 tickets" in second
    assert ("all days" in second, "all days" in third) == (True, False)


def test_statistics_are_printed_as_a_table_or_as_json(shell: Shell, command: RestoreCommand) -> None:
    shell.waiting()
    shell.passes(DAY_S)
    for _round in range(20):
        shell.passes(0.2)
    exit_code, said, _complaint = command("statistics")
    head, total, zone = said.splitlines()
    assert exit_code == 0
    assert head.split()[:4] == ["day", "zone", "issued", "alone"]
    assert total.split()[1:4] == ["all", "1", "0"]
    assert zone.split()[1] == "consultation"
    counts = msgspec.json.decode(command("statistics", "--json")[1])

    assert [(count["zone"], count["issued"], count["unserved"]) for count in counts] == [
        ("", 1, 1),
        ("consultation", 1, 1),
    ]


def test_statistics_of_no_journal_are_one_line(shell: Shell, command: RestoreCommand) -> None:
    lose_journal(shell)
    exit_code, said, complaint = command("statistics")

    assert (exit_code, said) == (1, "")
    assert complaint.startswith(f"kezek-dispatcher: {shell.path}: ")
    assert len(complaint.splitlines()) == 1
