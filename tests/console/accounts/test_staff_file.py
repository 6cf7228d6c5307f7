"""The file of accounts: durable, this account's alone, and told in one line when it cannot be used."""

from pathlib import Path

import pytest
from staff_room import NOW, hired, opened, signed_in

from console.accounts.errors import StaffFileDamagedError, StaffFileError, StaffFileNewerError
from console.accounts.schema import SCHEMA
from console.accounts.store import StaffStore


def test_it_is_written_durably_and_for_this_account_alone(store: StaffStore, tmp_path: Path) -> None:
    said = {
        name: store.file.execute(f"PRAGMA {name}")[0][0] for name in ("synchronous", "journal_mode", "foreign_keys")
    }

    assert said == {"synchronous": 2, "journal_mode": "wal", "foreign_keys": 1}
    assert {path.name for path in tmp_path.iterdir()} == {"staff.db", "staff.db-wal", "staff.db-shm"}
    for path in tmp_path.iterdir():
        assert path.stat().st_mode & 0o077 == 0


def test_accounts_are_the_same_when_it_is_opened_again(store: StaffStore, tmp_path: Path) -> None:
    hired(store, "berik")
    before = store.register.all()
    store.close()

    with opened(tmp_path) as again:
        assert again.register.all() == before
        assert [account.login for account in before] == ["aliya", "berik"]


def test_a_damaged_file_is_told_in_one_line_and_left_as_it_is(store: StaffStore, tmp_path: Path) -> None:
    store.close()
    file = tmp_path / "staff.db"
    damaged = b"x" * 100 + file.read_bytes()[100:]
    file.write_bytes(damaged)

    with pytest.raises(StaffFileDamagedError, match=r"^[^\n]*staff\.db: file is not a database$"):
        opened(tmp_path)
    assert file.read_bytes() == damaged


def test_a_file_of_a_newer_kezek_is_left_alone(store: StaffStore, tmp_path: Path) -> None:
    store.file.execute(f"PRAGMA user_version = {SCHEMA + 1}")

    with pytest.raises(StaffFileNewerError, match="install the newer Kezek"):
        opened(tmp_path)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "staff.db").mkdir()

    with pytest.raises(StaffFileError, match=r"staff\.db"):
        opened(tmp_path)


def test_what_fails_half_way_has_never_happened(store: StaffStore) -> None:
    token = signed_in(store)
    (account,) = store.register.all()
    store.file.execute("CREATE TRIGGER full BEFORE INSERT ON acts BEGIN SELECT RAISE(ABORT, 'no room'); END")
    with pytest.raises(StaffFileError, match="no room"):
        store.register.reset(account.account_id, NOW, None)
    store.file.execute("DROP TRIGGER full")

    assert store.sessions.session(token, NOW) is not None
    assert store.register.all() == [account]
    signed_in(store)


def test_what_nobody_asked_for_is_not_written(store: StaffStore, tmp_path: Path) -> None:
    token = signed_in(store)
    store.pass_time(NOW)
    before = (tmp_path / "staff.db-wal").stat().st_size
    for tenth in range(290):
        assert store.sessions.session(token, NOW + tenth / 10) is not None
        assert store.sessions.session("somebody's guess", NOW) is None
        store.pass_time(NOW + tenth / 10)

    assert (tmp_path / "staff.db-wal").stat().st_size == before
