"""The hall that a storm breaks over: real processes, a line to the broker, a disk and a clock for each that has one."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from centre.settings import PeerSettings
from firmware.clock import SystemClock
from mqtt_bridge.private_broker import free_port
from simulator.clocks import NoClocksError, faketime_library, set_clock
from simulator.demonstration_staff import ACCOUNTS_FILE
from simulator.driving import DrivenHall
from storm.noon import centre_far_from_turn_over
from storm.proxy import Proxy
from storm.schedule import FaultKind

CENTRE = Path(__file__).parent / "centre.toml"
RECEPTIONS = CENTRE.with_name("receptions.toml")
CONSOLE = "console"
RECEPTION = "reception"
"""The storm's own peer, and no daemon."""
VOICE_SPEED = 100.0
"""A storm calls more often than anybody could speak."""
DISK_BYTES = 24 * 1024 * 1024
_BALLAST_BYTES = 64 * 1024
_MOUNT, _UNMOUNT = "/bin/mount", "/bin/umount"


class Disk:
    """A small file system of its own, in memory, that can be full. Needs the right to mount."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run([_MOUNT, "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", str(folder)], check=True)

    def fill(self) -> None:
        """Leave not one byte."""
        with (self._folder / "ballast").open("ab", buffering=0) as ballast:
            for size in (_BALLAST_BYTES, 1):
                try:
                    while ballast.write(bytes(size)):
                        pass
                except OSError:
                    continue  # full

    def free(self) -> None:
        """Make room again."""
        (self._folder / "ballast").unlink(missing_ok=True)

    def give_back(self, kept: Path) -> None:
        """Unmount it, and leave in *kept* what was on it."""
        self.free()
        shutil.copytree(self._folder, kept, dirs_exist_ok=True)
        subprocess.run([_UNMOUNT, "-l", str(self._folder)], check=False)


class Grounds:
    """A hall in *folder*, as a context. What cannot be tried on this machine is in `not_tried`, with the reason."""

    def __init__(self, folder: Path, voice_bank: Path, *, may_mount: bool) -> None:
        self.folder = folder
        text, self.centre = centre_far_from_turn_over(CENTRE.read_text(), SystemClock().wall(), str(CENTRE))
        centre_file = folder / CENTRE.name
        centre_file.write_text(text)
        self.not_tried: dict[FaultKind, str] = {}
        self.clocks = folder / "clocks"
        broker_port = free_port()
        self.proxy = Proxy(broker_port, (peer.name for peer in self.devices))
        ports = " ".join(f"{device}={port}" for device, port in self.proxy.ports.items())
        environment = {
            "KEZEK_CENTRE": str(centre_file),
            "KEZEK_RECEPTIONS": str(RECEPTIONS),
            "KEZEK_BROKER_PORT": str(broker_port),
            "KEZEK_BROKER_PORTS": ports,
        }
        self.broker_port = broker_port
        try:
            faketime_library()
            self.clocks.mkdir(parents=True, exist_ok=True)
            for machine in self.machines:
                set_clock(self.clocks / machine, 0)
            environment["KEZEK_CLOCKS"] = str(self.clocks)
        except NoClocksError as error:
            self.not_tried[FaultKind.CLOCK] = str(error)
        self._may_mount = may_mount
        if not may_mount:
            self.not_tried[FaultKind.DISK_FULL] = "mounting needs root, or unshare --user --map-root-user --mount"
        self.disks: dict[str, Disk] = {}
        self.hall = DrivenHall(folder / "hall", voice_bank=voice_bank, voice_speed=VOICE_SPEED, environment=environment)

    @property
    def devices(self) -> Sequence[PeerSettings]:
        """Return the peers that are daemons."""
        return [peer for peer in self.centre.peers if peer.name != RECEPTION]

    @property
    def stations(self) -> Sequence[str]:
        """Return the ticket stations; each has the name of its device."""
        return [peer.name for peer in self.devices if peer.station is not None]

    @property
    def pads(self) -> Mapping[str, str]:
        """Return the place of each call pad."""
        return {peer.name: peer.places[0] for peer in self.devices if peer.places}

    @property
    def machines(self) -> Sequence[str]:
        """Return those that have a disk and a clock of their own, by the daemon that runs there."""
        return ["dispatcher", *self.stations[:2]]

    @property
    def staffed(self) -> Sequence[str]:
        """Return the places where a clerk calls by the console: those without a pad."""
        return [place.name for place in self.centre.places if place.name not in self.pads.values()]

    def accounts(self) -> tuple[int, Mapping[str, str]]:
        """Return the console's port, and the demonstration's passwords by login."""
        told = json.loads((self.folder / "hall" / ACCOUNTS_FILE).read_text(encoding="utf-8"))
        return int(told["url"].rpartition(":")[2]), told["passwords"]

    @property
    def hall_copy(self) -> Path:
        """Return where the console's own copy of the journal is."""
        return self.folder / "hall" / "state" / CONSOLE / "hall.db"

    @property
    def journal(self) -> Path:
        """Return where the dispatcher's journal is; where it was left, once the hall is over."""
        kept = self.folder / "kept" / "dispatcher" / "journal.sqlite"
        return kept if kept.exists() else self.folder / "hall" / "state" / "dispatcher" / "journal.sqlite"

    def targets(self) -> dict[FaultKind, Sequence[str]]:
        """Return what each kind of fault can befall here. A disk or clock is called by its machine."""
        names = [peer.name for peer in self.devices]
        printers = [f"printer-{station}" for station in self.stations]
        wanted: dict[FaultKind, Sequence[str]] = {
            FaultKind.KILL: [*names, "broker", *printers],
            FaultKind.FREEZE: [*names, "broker"],
            FaultKind.CUT: names,
            FaultKind.PRINTER: self.stations,
            FaultKind.DISK_FULL: self.machines,
            FaultKind.CLOCK: self.machines,
        }
        return {kind: targets for kind, targets in wanted.items() if kind not in self.not_tried}

    def __enter__(self) -> Self:
        """Mount the disks, then start the line and the hall."""
        if self._may_mount:
            for machine in self.machines:
                self.disks[machine] = Disk(self.folder / "hall" / "state" / machine)
        self.proxy.start()
        self.hall.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self.hall.__exit__(kind, value, at)
        self.proxy.stop()
        for machine, disk in self.disks.items():
            disk.give_back(self.folder / "kept" / machine)


def may_mount(scratch: Path) -> bool:
    """Find out whether this process may mount: root may, and whoever is root of a user namespace of their own."""
    scratch.mkdir(parents=True, exist_ok=True)
    if os.geteuid() != 0:
        return False
    tried = subprocess.run([_MOUNT, "-t", "tmpfs", "tmpfs", str(scratch)], check=False, capture_output=True)
    if tried.returncode == 0:
        subprocess.run([_UNMOUNT, str(scratch)], check=True)
    return tried.returncode == 0
