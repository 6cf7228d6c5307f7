"""`kezek-console user`: accounts from the command line, and mistakes in one line."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from staff_room import NOW, code

from console.__main__ import main
from console.accounts.door import SignedIn
from console.accounts.refusals import RefusalCode
from console.accounts.settings import AccountsSettings
from console.accounts.store import StaffStore
from firmware.clock import SystemClock

CHECKOUT = Path(__file__).resolve().parents[3]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "console.toml"
    path.write_text(
        f'site = "borodulikha"\ndevice = "console"\nstate_dir = "{tmp_path}"\n'
        f'centre = "{CHECKOUT / "centre" / "borodulikha.toml"}"\n[broker]\nhost = "127.0.0.1"\n'
        f'[store]\nreceptions = "{tmp_path / "nowhere.toml"}"\n[staff]\nfile = "{tmp_path / "staff" / "staff.db"}"\n',
        encoding="utf-8",
    )
    return path


@pytest.fixture
def user(config: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str) -> tuple[int, str, str]:
        status = main(["user", "--config", str(config), *words])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def one_time(said: str) -> str:
    found = re.search(r"one-time password, shown only now: (\d{4}(?:-\d{4}){3})\n", said)
    assert found is not None
    return found[1]


def store_of(config: Path) -> StaffStore:
    return StaffStore(AccountsSettings(file=str(config.parent / "staff" / "staff.db")))


def test_an_account_is_made_with_a_one_time_password_that_opens_it(user: Run, config: Path) -> None:
    status, out, err = user("add", "Aliya", "--name", " Серікова   Гүлмира ", "--role", "reception", "--role", "hall")

    assert (status, err) == (0, "")
    assert re.match(r"aliya  s-[0-9a-f]{16}  Серікова Гүлмира: reception, hall  \(one-time password\)\n", out)
    with store_of(config) as store:
        assert isinstance(store.door.sign_in("aliya", one_time(out), SystemClock().wall()), SignedIn)


def test_the_list_shows_everybody_and_no_password(user: Run) -> None:
    assert user("list")[1].startswith("nobody yet; right would be: kezek-console user add")
    password = one_time(user("add", "berik", "--name", "Б", "--role", "consultant", "--place", "window-1")[1])
    user("add", "aliya", "--name", "А", "--role", "helper", "--language", "ru")
    user("disable", "aliya")

    status, out, _err = user("list")
    assert status == 0
    assert [line.split("  ")[2:] for line in out.splitlines()] == [
        ["А: helper", "(disabled)"],
        ["Б: consultant at window-1", "(one-time password)"],
    ]
    listed = user("list", "--json")[1]
    assert [account["language"] for account in json.loads(listed)] == ["ru", "kk"]
    assert password not in out + listed
    assert "argon2" not in out + listed


def test_what_is_not_told_stays_as_it_is(user: Run) -> None:
    user("add", "berik", "--name", "Б", "--role", "consultant", "--place", "window-1", "--language", "ru")

    assert "berik" in user("change", "BERIK", "--name", "В")[1]
    (account,) = json.loads(user("list", "--json")[1])
    assert (account["name"], account["roles"], account["places"]) == ("В", ["consultant"], ["window-1"])
    assert account["language"] == "ru"

    user("change", "berik", "--login", "b.seitov", "--all-places", "--role", "office", "--language", "kk")
    (account,) = json.loads(user("list", "--json")[1])
    assert (account["login"], account["roles"], account["places"]) == ("b.seitov", ["office"], [])
    assert account["language"] == "kk"


def test_a_reset_ends_the_sessions_and_the_old_password(user: Run, config: Path) -> None:
    first = one_time(user("add", "berik", "--name", "Б", "--role", "hall")[1])
    now = SystemClock().wall()
    with store_of(config) as store:
        answer = store.door.sign_in("berik", first, now)
        assert isinstance(answer, SignedIn)
        second = one_time(user("reset", "berik")[1])
        assert store.sessions.session(answer.token, now) is None
        assert code(store.door.sign_in("berik", first, now)) is RefusalCode.WRONG_SIGN_IN
        assert isinstance(store.door.sign_in("berik", second, SystemClock().wall()), SignedIn)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("add", "aliya", "--name", "А", "--role", "hall"), "the login 'aliya' is taken; take another one, or: "),
        (("add", "әлия", "--name", "А", "--role", "hall"), "login: 'әлия' is wrong; right would be a login like 'ali"),
        (("add", "b1", "--name", "А", "--role", "boss"), "roles[0]: 'boss' is wrong; right would be one of reception"),
        (("add", "b1", "--name", "", "--role", "hall"), "name: '' is wrong; right would be "),
        (
            ("add", "b1", "--name", "А\u202eБ", "--role", "hall"),
            "name: has a character that cannot be seen; type it an",
        ),
        (
            ("add", "b1", "--name", "А", "--role", "consultant", "--place", "window-9"),
            "places[0]: the centre has no place 'window-9'; it has window-1, window-2, ",
        ),
        (
            ("add", "b1", "--name", "А", "--role", "consultant", "--place", "office-12"),
            "places[0]: 'office-12' is of kind office, which only the role office holds",
        ),
        (("reset", "nobody"), "there is no account 'nobody'; there are aliya, berik"),
        (("disable", "nobody"), "there is no account 'nobody'; there are aliya, berik"),
        (("change", "aliya", "--login", "Berik"), "the login 'berik' is taken; "),
        (
            ("change", "aliya", "--place", "window-1"),
            "places[0]: 'window-1' is of kind window, which only the role con",
        ),
    ],
)
def test_a_mistake_is_told_in_one_line_and_changes_nothing(user: Run, words: tuple[str, ...], told: str) -> None:
    user("add", "aliya", "--name", "А", "--role", "hall")
    user("add", "berik", "--name", "Б", "--role", "hall")
    before = user("list")

    status, out, err = user(*words)
    assert (status, out) == (2, "")
    assert err.startswith(f"kezek-console: user: {told}")
    assert err.count("\n") == 1
    assert user("list") == before


def test_a_file_that_is_none_is_told_in_one_line(user: Run, config: Path) -> None:
    file = config.parent / "staff" / "staff.db"
    file.parent.mkdir()
    file.write_bytes(b"no database" * 100)

    assert user("list") == (1, "", f"kezek-console: user: {file}: file is not a database\n")


def test_the_command_runs_as_a_process_of_its_own_while_the_file_is_open(config: Path) -> None:
    command = [sys.executable, "-m", "console", "user", "--config", str(config)]
    with store_of(config) as store:
        made = subprocess.run(
            [*command, "add", "aliya", "--name", "А", "--role", "manager"],
            cwd=CHECKOUT, capture_output=True, text=True, check=True, timeout=60,
        )  # fmt: skip
        answer = store.door.sign_in("aliya", one_time(made.stdout), SystemClock().wall())
        assert isinstance(answer, SignedIn)
        subprocess.run([*command, "disable", "aliya"], cwd=CHECKOUT, capture_output=True, check=True, timeout=60)
        assert store.sessions.session(answer.token, NOW) is None


def test_the_settings_name_the_file_of_accounts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "console.toml"
    path.write_text('site = "x"\ndevice = "console"\nstate_dir = "/x"\n[staff]\nidle_lock_s = 5\n', encoding="utf-8")

    assert main(["user", "--config", str(path), "list"]) == 78
    assert "staff.idle_lock_s: 5 is wrong; right would be" in capsys.readouterr().err
