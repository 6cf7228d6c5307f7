"""The daemons' common command line: --config, --check, --simulate, exit code 78."""

import argparse
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from firmware.command_line import Subcommand, run_daemon
from firmware.settings import Settings, SettingsError
from firmware.watching import ThreadHungError


class LampSettings(Settings, frozen=True, kw_only=True):
    """The example."""

    pin: int


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "lamp.toml"
    path.write_text("pin = 4")
    return path


@pytest.fixture(autouse=True)
def log_is_put_back() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def never(settings: LampSettings, simulate: Path | None) -> int:
    pytest.fail(f"ran with {settings} in {simulate}")


def test_the_daemon_runs_with_its_settings_and_the_simulators_folder(good: Path, tmp_path: Path) -> None:
    ran: list[tuple[LampSettings, Path | None]] = []

    def run(settings: LampSettings, simulate: Path | None) -> int:
        ran.append((settings, simulate))
        return 5

    options = ["--config", str(good)]
    assert run_daemon(options, "kezek-lamp", "Lights.", LampSettings, run) == 5
    assert run_daemon([*options, "--simulate", str(tmp_path)], "kezek-lamp", "Lights.", LampSettings, run) == 5

    assert ran == [(LampSettings(pin=4), None), (LampSettings(pin=4), tmp_path)]


def test_check_prints_the_settings_in_force_and_leaves(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_daemon(["--config", str(good), "--check"], "kezek-lamp", "Lights.", LampSettings, never) == 0

    assert json.loads(capsys.readouterr().out) == {"pin": 4}


@pytest.mark.parametrize("check", [[], ["--check"]])
def test_wrong_settings_are_one_line_and_exit_code_78(
    good: Path, check: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    good.write_text("pin = 'four'")

    assert run_daemon(["--config", str(good), *check], "kezek-lamp", "Lights.", LampSettings, never) == 78

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"kezek-lamp: {good}: pin: 'four' is wrong; right would be a whole number\n"


def test_settings_that_only_the_daemon_can_judge_end_likewise(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(_settings: LampSettings, _simulate: Path | None) -> int:
        raise SettingsError("centre.toml: zones[1].first: overlaps with zone a")

    assert run_daemon(["--config", str(good)], "kezek-lamp", "Lights.", LampSettings, run) == 78
    assert capsys.readouterr().err == "kezek-lamp: centre.toml: zones[1].first: overlaps with zone a\n"


def test_without_config_the_settings_are_in_etc_under_the_roles_name(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run_daemon(["--help"], "kezek-lamp", "Lights.", LampSettings, never)

    assert "/etc/kezek/lamp.toml" in capsys.readouterr().out


def test_the_log_carries_a_time_only_where_no_journal_adds_one(
    good: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(_settings: LampSettings, _simulate: Path | None) -> int:
        logging.getLogger("lamp").info("state changed to=%s", "on")
        return 0

    monkeypatch.setenv("JOURNAL_STREAM", "8:1")
    run_daemon(["--config", str(good)], "kezek-lamp", "Lights.", LampSettings, run)
    assert capsys.readouterr().err == "INFO lamp state changed to=on\n"

    monkeypatch.delenv("JOURNAL_STREAM")
    run_daemon(["--config", str(good)], "kezek-lamp", "Lights.", LampSettings, run)
    assert capsys.readouterr().err[:4].isdigit()


@pytest.mark.parametrize("order", [("--config", "FILE", "blink"), ("blink", "--config", "FILE")])
def test_a_subcommand_runs_instead_of_the_daemon_with_the_same_settings(good: Path, order: tuple[str, ...]) -> None:
    ran: list[tuple[LampSettings, int]] = []

    def blink(settings: LampSettings, options: argparse.Namespace) -> int:
        ran.append((settings, options.times))
        return 7

    blinking = Subcommand("blink", "Blink.", blink, lambda parser: parser.add_argument("--times", type=int))
    argv = [str(good) if word == "FILE" else word for word in order] + ["--times", "3"]

    assert run_daemon(argv, "kezek-lamp", "Lights.", LampSettings, never, subcommands=[blinking]) == 7
    assert ran == [(LampSettings(pin=4), 3)]


def test_a_program_with_subcommands_is_still_the_daemon_without_one(good: Path) -> None:
    blinking = Subcommand[LampSettings]("blink", "Blink.", lambda _settings, _options: 7)

    def run(_settings: LampSettings, _simulate: Path | None) -> int:
        return 5

    argv = ["--config", str(good)]
    assert run_daemon(argv, "kezek-lamp", "Lights.", LampSettings, run, subcommands=[blinking]) == 5


def test_a_subcommand_that_needs_nothing_of_what_the_settings_name_is_not_kept_by_its_mistakes(
    good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def check(_settings: LampSettings) -> None:
        raise SettingsError("lamp.toml: its bulb is gone")

    def told(*words: str) -> int:
        looking, blinking = (
            Subcommand[LampSettings]("look", "Look.", lambda _settings, _options: 7, is_checked=False),
            Subcommand[LampSettings]("blink", "Blink.", lambda _settings, _options: 8),
        )
        argv = ["--config", str(good), *words]
        return run_daemon(argv, "kezek-lamp", "Lights.", LampSettings, never, check, subcommands=[looking, blinking])

    assert told("look") == 7
    assert capsys.readouterr().err == ""
    for words in (["blink"], ["--check", "look"], []):
        assert told(*words) == 78
        assert capsys.readouterr().err == "kezek-lamp: lamp.toml: its bulb is gone\n"


def test_a_thread_that_hangs_ends_the_process_with_one_line(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(_settings: LampSettings, _simulate: Path | None) -> int:
        raise ThreadHungError("thread printer hangs in usb.py:42 write")

    assert run_daemon(["--config", str(good)], "kezek-lamp", "Lights.", LampSettings, run) == 1

    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("CRITICAL service process ended why=thread printer hangs in usb.py:42 write")
