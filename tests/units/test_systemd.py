"""The units: systemd's own judgement of them, and their agreement with the programs and accounts that they name."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
SYSTEMD = CHECKOUT / "systemd"
ROLES = ("kiosk", "display", "audio", "dispatcher", "console")
UNITS = [f"kezek-{role}.service" for role in ROLES]
DEBIANS_BROKER = Path("/lib/systemd/system/mosquitto.service")
SHARED = "kezek-.service.d/sandbox.conf"
ADDED_UP = {"After", "DeviceAllow", "Environment", "SupplementaryGroups", "SystemCallFilter"}
"""Keys that a drop-in adds to, instead of replacing what the unit says."""
INSTALLED = "/opt/kezek/bin/"
MOST_EXPOSURE = 2.0
MOST_STOP_S = 15


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """Give a folder with all units, whose programs are in it as well: verify looks whether they can be run."""
    folder = tmp_path / "units"
    shutil.copytree(SYSTEMD, folder)
    shutil.copy(DEBIANS_BROKER, folder)
    programs = tmp_path / "bin"
    programs.mkdir()
    for unit in folder.glob("kezek-*.service"):
        text = unit.read_text()
        for name in re.findall(rf"{INSTALLED}(\S+)", text):
            (programs / name).symlink_to("/bin/true")
        unit.write_text(text.replace(INSTALLED, f"{programs}/"))
    return folder


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)


def values(unit: str, key: str) -> list[str]:
    text = (SYSTEMD / unit).read_text()
    return [word for line in re.findall(rf"^{key}=(.*)$", text, re.MULTILINE) for word in line.split()]


def keys(unit: str) -> set[str]:
    return set(re.findall(r"^(\w+)=", (SYSTEMD / unit).read_text(), re.MULTILINE))


@pytest.mark.parametrize("unit", UNITS)
def test_systemd_has_nothing_to_say_about_a_unit(units: Path, unit: str) -> None:
    verified = run("systemd-analyze", "verify", units / unit)

    assert (verified.returncode, verified.stdout + verified.stderr) == (0, "")


def test_systemd_would_say_something_about_a_wrong_unit(units: Path) -> None:
    unit = units / UNITS[0]
    unit.write_text(unit.read_text().replace("DeviceAllow", "DeviceAllows"))

    assert "DeviceAllows" in run("systemd-analyze", "verify", unit).stderr


@pytest.mark.parametrize("unit", [*UNITS, "mosquitto.service"])
def test_a_daemon_is_exposed_no_more_than_its_device_asks_for(units: Path, unit: str) -> None:
    judged = run("systemd-analyze", "security", "--offline=true", units / unit)

    overall = re.search(r"Overall exposure level for \S+: ([\d.]+)", judged.stdout)
    assert overall is not None, judged.stderr
    assert float(overall[1]) <= MOST_EXPOSURE


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_says_nothing_that_the_shared_file_would_replace(unit: str) -> None:
    assert keys(unit) & keys(SHARED) <= ADDED_UP


def test_only_the_display_may_make_memory_executable() -> None:
    confined = {unit for unit in UNITS if values(unit, "MemoryDenyWriteExecute") == ["yes"]}

    assert set(UNITS) - confined == {"kezek-display.service"}


@pytest.mark.parametrize("unit", ["kezek-kiosk.service", "kezek-dispatcher.service", "mosquitto.service.d/kezek.conf"])
def test_what_people_wait_for_is_started_again_at_once(unit: str) -> None:
    assert values(unit, "RestartSec") == ["0.5"]


@pytest.mark.parametrize("unit", [SHARED, "mosquitto.service.d/kezek.conf"])
def test_every_daemon_has_an_end_to_its_memory_and_to_its_stopping(unit: str) -> None:
    for limit in ("MemoryMax", "LimitDATA", "TasksMax", "TimeoutStopSec"):
        assert len(values(unit, limit)) == 1, limit
    assert int(values(unit, "TimeoutStopSec")[0]) <= MOST_STOP_S


DROP_INS = ["serial-printer.conf", "backup-folder.conf", "station-speaker.conf", "console-credential.conf"]


def dropped_in(units: Path, example: str) -> Path:
    """Put an example where its first line says, and return its unit."""
    named = re.search(r"/etc/systemd/system/(kezek-\w+\.service)\.d/", (SYSTEMD / "examples" / example).read_text())
    assert named is not None
    drop_ins = units / f"{named[1]}.d"
    drop_ins.mkdir()
    shutil.copy(SYSTEMD / "examples" / example, drop_ins)
    return units / named[1]


def test_no_example_of_a_drop_in_is_left_unchecked() -> None:
    assert {path.name for path in (SYSTEMD / "examples").glob("*.conf")} == set(DROP_INS)


@pytest.mark.parametrize("example", DROP_INS)
def test_an_example_of_a_drop_in_is_one_that_systemd_takes(units: Path, example: str) -> None:
    verified = run("systemd-analyze", "verify", dropped_in(units, example))

    assert (verified.returncode, verified.stdout + verified.stderr) == (0, "")


def test_a_station_with_a_speaker_is_exposed_little_more_than_one_without(units: Path) -> None:
    judged = run("systemd-analyze", "security", "--offline=true", dropped_in(units, "station-speaker.conf"))

    overall = re.search(r"Overall exposure level for \S+: ([\d.]+)", judged.stdout)
    assert overall is not None, judged.stderr
    assert float(overall[1]) <= MOST_EXPOSURE
    speaker, station = "kezek-audio.service", "examples/station-speaker.conf"
    for key in ("SupplementaryGroups", "DeviceAllow", "Environment"):
        assert values(station, key) == values(speaker, key), "it gets to the sound card as the hall's speaker does"


@pytest.mark.parametrize("role", ROLES)
def test_a_unit_starts_a_program_that_the_project_installs(role: str) -> None:
    scripts = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]["scripts"]

    assert values(f"kezek-{role}.service", "ExecStart") == [f"{INSTALLED}kezek-{role}"]
    assert scripts[f"kezek-{role}"] == f"{role}.__main__:main"


def test_accounts_and_groups_of_the_units_are_made_or_are_debians_own(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    made = run("systemd-sysusers", f"--root={tmp_path}", SYSTEMD / "sysusers.d/kezek.conf")
    assert made.returncode == 0, made.stderr
    groups = {line.split(":")[0] for line in (tmp_path / "etc/group").read_text().splitlines()}
    groups |= {line.split(":")[0] for line in Path("/usr/share/base-passwd/group.master").read_text().splitlines()}
    wanted = [*UNITS, *(f"examples/{example}" for example in DROP_INS)]

    assert {group for unit in wanted for group in values(unit, "SupplementaryGroups")} <= groups
    assert set(re.findall(r'GROUP="(\w+)"', (SYSTEMD / "udev/60-kezek.rules").read_text())) <= groups
    assert values(SHARED, "User") == ["kezek"]
    account = next(line for line in (tmp_path / "etc/passwd").read_text().splitlines() if line.startswith("kezek:"))
    assert account.endswith(":/var/lib/kezek:/usr/sbin/nologin")


def test_the_folders_are_ones_that_systemd_can_make(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    run("systemd-sysusers", f"--root={tmp_path}", SYSTEMD / "sysusers.d/kezek.conf")
    cleaned = run("systemd-tmpfiles", f"--root={tmp_path}", "--clean", SYSTEMD / "tmpfiles.d/kezek.conf")

    assert (cleaned.returncode, cleaned.stderr) == (0, "")


def test_lgpio_has_its_pipe_where_it_may_write_no_rival_and_sees_which_pi_it_is_on() -> None:
    kiosk = (SYSTEMD / "kezek-kiosk.service").read_text()
    shared = (SYSTEMD / SHARED).read_text()
    keys = dict(line.split("=", 1) for line in kiosk.splitlines() if re.match(r"[A-Z]\w+=", line))

    assert keys["WorkingDirectory"] == f"%t/{keys['RuntimeDirectory']}"
    assert f"Environment=LG_WD={keys['WorkingDirectory']}" in kiosk
    assert "Environment=GPIOZERO_PIN_FACTORY=lgpio" in kiosk
    assert "ProcSubset=" not in kiosk + shared  # the Pi's revision is in /proc/cpuinfo or the device tree


def test_a_loop_that_hangs_leaves_word_of_where_when_the_watchdog_ends_it() -> None:
    assert "Environment=PYTHONFAULTHANDLER=1" in (SYSTEMD / SHARED).read_text()
