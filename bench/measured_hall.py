"""The processes that a benchmark measures: a private broker, the real dispatcher, and others beside them."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from mqtt_bridge.private_broker import free_port
from simulator.hall_plan import centre_here

ROOT = Path(__file__).parents[1]
START_S = 60.0
"""A daemon is up in a second; on a machine that does much else, after many times as long."""
WIDE = ("first = 101, last = 399", "first = 1001, last = 9999")


@contextlib.contextmanager
def process(*command: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run `python *command*` in the checkout for as long as the block lasts."""
    running = subprocess.Popen([sys.executable, *command], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        yield running
    finally:
        running.kill()
        running.wait()


def make_bank(bank: Path) -> None:
    """Have the clips of the shipped centre made that *bank* lacks, as an installation does."""
    centre = str(ROOT / "centre" / "borodulikha.toml")
    command = [sys.executable, "-m", "audio.voice", "build", "--centre", centre, "--out", str(bank)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def dispatcher_settings(folder: Path, site: str, port: int, *, real_hours: bool = False) -> Path:
    """Write the settings of a dispatcher whose centre has more numbers than a benchmark needs; return their path.

    It is open at every hour, or, with *real_hours*, keeps the shipped calendar.
    """
    shipped = (ROOT / "centre" / "borodulikha.toml").read_text(encoding="utf-8")
    centre = centre_here(shipped, real_hours=real_hours)
    (folder / "centre.toml").write_text(
        centre.replace('site = "borodulikha"', f'site = "{site}"').replace(*WIDE), encoding="utf-8"
    )
    settings = folder / "dispatcher.toml"
    settings.write_text(
        f'site = "{site}"\ndevice = "dispatcher"\nstate_dir = "{folder}"\n'
        f'centre = "{folder / "centre.toml"}"\njournal = "{folder / "journal.db"}"\n[broker]\nport = {port}\n',
        encoding="utf-8",
    )
    return settings


def kiosk_settings(
    folder: Path, site: str, port: int, printer_port: int, debounce_ms: int, bank: Path | None = None
) -> Path:
    """Write the settings of a station with one button; return their path. With *bank* it has a speaker.

    The speaker speaks 100 times as fast as a real one.
    """
    settings = folder / "kiosk.toml"
    speaker = f'[speaker]\nbank = "{bank.absolute()}"\nsimulated_speed = 100.0\n' if bank is not None else ""
    settings.write_text(
        f'site = "{site}"\ndevice = "entrance"\nstation = "entrance"\nstate_dir = "{folder / "kiosk"}"\n'
        f"[broker]\nport = {port}\n"
        f'[printer]\ntransport = "network"\nhost = "127.0.0.1"\nport = {printer_port}\nwidth_px = 576\n'
        f'[[buttons]]\nname = "ticket"\npin = 5\ndebounce_ms = {debounce_ms}\nmin_interval_ms = 50\n'
        'action = "take-ticket"\nzone = "consultation"\nlanguage = "kk"\n'
        f'[[lamps]]\nname = "panel"\npin = 6\n{speaker}',
        encoding="utf-8",
    )
    return settings


def display_settings(folder: Path, site: str, port: int) -> Path:
    """Write the settings of the hall's display; return their path."""
    settings = folder / "display.toml"
    settings.write_text(
        f'site = "{site}"\ndevice = "hall-board"\nstate_dir = "{folder / "display"}"\nsize = [1920, 1080]\n'
        f"[broker]\nport = {port}\n",
        encoding="utf-8",
    )
    return settings


def audio_settings(folder: Path, site: str, port: int, bank: Path) -> Path:
    """Write the settings of the hall's speaker, which speaks 100 times as fast as a real one; return their path."""
    settings = folder / "audio.toml"
    settings.write_text(
        f'site = "{site}"\ndevice = "hall-voice"\nstate_dir = "{folder / "audio"}"\nbank = "{bank.absolute()}"\n'
        f"simulated_speed = 100.0\n[broker]\nport = {port}\n",
        encoding="utf-8",
    )
    return settings


def console_settings(folder: Path, site: str, port: int, web_port: int = 0) -> Path:
    """Write the settings of the console, with the shipped schedule and a book of its own; return their path.

    Its pages are at *web_port*; at any free one for 0.
    """
    dispatcher_settings(folder, site, port)  # for the centre.toml beside it
    settings = folder / "console.toml"
    settings.write_text(
        f'site = "{site}"\ndevice = "console"\nstate_dir = "{folder / "console"}"\n'
        f'centre = "{folder / "centre.toml"}"\n[broker]\nport = {port}\n'
        f'[store]\nreceptions = "{ROOT / "console" / "receptions" / "borodulikha.toml"}"\n'
        f'file = "{folder / "console" / "book.db"}"\nkey = "{folder / "console" / "key"}"\nmake_key = true\n'
        f'[staff]\nfile = "{folder / "console" / "staff.db"}"\n[web]\nport = {web_port or free_port()}\n',
        encoding="utf-8",
    )
    return settings
