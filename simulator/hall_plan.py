"""Which processes make up the hall, and what stands in their settings files. Pure: writes and starts nothing."""

import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from centre.place_words import place_label
from centre.settings import CalendarDay, CentreSettings, PeerSettings, PlaceSettings
from firmware.words import Language, Role
from simulator.clocks import clock_environment
from simulator.toml_text import toml_text

PAPER_WIDTH_PX = 576
OBSERVER = "simulator"
"""The name under which the simulator itself listens to the hall."""
PAD_ACTIONS = ("call-next", "recall", "finish", "no-show")
BROKER = "broker"
PRINTER = "printer"
GROUND = frozenset({BROKER, PRINTER})
"""Roles of what the daemons stand on, which says nothing of itself."""
STAFF_FILE = "state/{device}/staff.db"
_DEVICELESS = (Role.DISPATCHER, Role.CONSOLE)
INDICATORS = ("ready", "take", "no_paper", "closed")
_PINS = range(2, 28)


@dataclass(frozen=True)
class Button:
    """A button of a station, as the contract of the simulator names it."""

    name: str
    action: str
    zone: str | None = None
    language: str | None = None
    place: str | None = None
    assistance: bool = False


@dataclass(frozen=True)
class Station:
    """A ticket station or a call pad."""

    name: str
    device: str
    buttons: tuple[Button, ...]
    printer: str | None
    """The process that is its printer; a call pad has none."""

    @property
    def speaks(self) -> bool:
        """Tell whether it has a small speaker: ticket stations have."""
        return self.printer is not None


@dataclass(frozen=True)
class Planned:
    """One process of the hall."""

    name: str
    role: str
    command: tuple[str, ...]
    notifies: bool = True
    """It tells with sd_notify when it is ready, as under systemd."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """What it has in its environment besides what all have."""


@dataclass(frozen=True)
class HallPlan:
    """The hall before anything of it runs."""

    processes: tuple[Planned, ...]
    """In the order in which they start; they stop the other way round."""
    files: Mapping[str, str] = field(default_factory=dict)
    """What to write into the run directory: path and text."""
    stations: tuple[Station, ...] = ()
    displays: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    names: Mapping[str, Any] = field(default_factory=dict)
    """What centre, zones and places are called, in both languages, for the page."""


@dataclass(frozen=True)
class Place:
    """Where the hall stands on this computer. Paths are relative to the run directory unless they are absolute."""

    broker_port: int
    printer_ports: Mapping[str, int]
    """By station."""
    broker_command: tuple[str, ...]
    voice_bank: Path
    voice_speed: float = 1.0
    """How much faster than real the speakers speak; 1 is as a visitor hears them."""
    broker_ports: Mapping[str, int] = field(default_factory=dict)
    """Where devices reach the broker that do not reach it directly, by device: something of a test's stands between."""
    receptions_text: str | None = None
    """The schedule of receptions; without one there is no console."""
    console_port: int = 8000
    """Where staff's pages are."""
    clocks: Mapping[str, Path] = field(default_factory=dict)
    """The wall clocks of those devices that do not have the machine's, by device."""


def centre_here(centre_text: str, *, real_hours: bool, days: Sequence[CalendarDay] = ()) -> str:
    """Return a centre.toml with the simulator as one more peer, who may read the journal.

    Without *real_hours* the centre is open at every hour: a demonstration is given when there are guests. With them it
    keeps *days*, those of its calendar file: that one lies in another folder.
    """
    centre = tomllib.loads(centre_text)
    centre["peers"] = [*centre.get("peers", []), {"name": OBSERVER, "role": Role.CONSOLE.value}]
    if not real_hours:
        centre.pop("hours", None)
        centre.pop("calendar", None)
    elif "calendar" in centre:
        calendar = {key: value for key, value in centre["calendar"].items() if key != "file"}
        centre["calendar"] = {**calendar, "days": msgspec.to_builtins(days)}
    return toml_text(centre)


def plan_hall(centre: CentreSettings, centre_text: str, place: Place, *, real_hours: bool = False) -> HallPlan:
    """Plan every process for the peers of *centre*: their commands are run in the run directory."""
    stations = tuple(_station(centre, peer) for peer in centre.peers if peer.role is Role.KIOSK)
    files = {"centre.toml": centre_here(centre_text, real_hours=real_hours, days=centre.calendar.days)}
    processes = [Planned(BROKER, BROKER, place.broker_command, notifies=False)]
    processes += [_printer(station, place) for station in stations if station.printer]
    order: tuple[Role, ...] = (Role.DISPATCHER, Role.DISPLAY, Role.AUDIO, Role.KIOSK)
    if place.receptions_text is not None:
        files["receptions.toml"] = place.receptions_text
        order = (*order, Role.CONSOLE)
    console = console_of(centre)
    for role in order:
        for peer in centre.peers:
            if peer.role is not role or (role is Role.CONSOLE and peer != console):
                continue
            station = next((station for station in stations if station.device == peer.name), None)
            files[f"settings/{peer.name}.toml"] = toml_text(
                {
                    "site": centre.site,
                    "device": peer.name,
                    "broker": {"host": "127.0.0.1", "port": place.broker_ports.get(peer.name, place.broker_port)},
                    "state_dir": f"state/{peer.name}",
                    **dict(_own_settings(role, peer.name, station, place)),
                }
            )
            clock = clock_environment(place.clocks[peer.name]) if peer.name in place.clocks else {}
            processes.append(Planned(peer.name, role.value, _daemon_command(role, peer.name), environment=clock))
    return HallPlan(
        tuple(processes),
        files,
        stations,
        tuple(peer.name for peer in centre.peers if peer.role is Role.DISPLAY),
        tuple(peer.name for peer in centre.peers if peer.role is Role.AUDIO),
        _names(centre),
    )


def console_of(centre: CentreSettings) -> PeerSettings | None:
    """Return the peer that is the console's daemon: the first of that role. Others are whoever else asks and hears."""
    return next((peer for peer in centre.peers if peer.role is Role.CONSOLE), None)


def _names(centre: CentreSettings) -> dict[str, Any]:
    def label(place: PlaceSettings) -> dict[str, str]:
        return {language.value: place_label(place, language) for language in Language}

    return {
        "name": msgspec.to_builtins(centre.name),
        "address": msgspec.to_builtins(centre.address),
        "zones": {zone.name: msgspec.to_builtins(zone.title) for zone in centre.zones},
        "places": {place.name: label(place) for place in centre.places},
    }


def _daemon_command(role: Role, device: str) -> tuple[str, ...]:
    command = (sys.executable, "-P", "-m", role.value, "--config", f"settings/{device}.toml")
    return command if role in _DEVICELESS else (*command, "--simulate", "doors")


def _station(centre: CentreSettings, peer: PeerSettings) -> Station:
    if peer.station is None:
        buttons = tuple(_pad_buttons(peer.places))
        return Station(peer.name, peer.name, buttons, None)
    return Station(peer.station, peer.name, tuple(_ticket_buttons(centre)), f"printer-{peer.station}")


def _ticket_buttons(centre: CentreSettings) -> Iterator[Button]:
    """Yield a button per language for each zone whose visitors come without an appointment.

    Two more per language: the first of these zones with assistance, and who is being served.
    """
    for zone in centre.zones:
        if zone.by_appointment:
            continue
        for language in Language:
            yield Button(f"{zone.name}-{language.value}", "take-ticket", zone.name, language.value)
    first = next((zone.name for zone in centre.zones if not zone.by_appointment), None)
    for language in Language if first is not None else ():
        yield Button(f"assistance-{language.value}", "take-ticket", first, language.value, assistance=True)
    for language in Language:
        yield Button(f"now-serving-{language.value}", "now-serving", language=language.value)


def _pad_buttons(places: Sequence[str]) -> Iterator[Button]:
    for place in places:
        for action in PAD_ACTIONS:
            name = action if len(places) == 1 else f"{place}-{action}"
            yield Button(name, action, place=place)


def _own_settings(role: Role, device: str, station: Station | None, place: Place) -> Iterator[tuple[str, Any]]:
    if role is Role.DISPATCHER:
        yield from {"centre": "centre.toml", "journal": f"state/{device}/journal.sqlite"}.items()
    elif role is Role.CONSOLE:
        store = {"receptions": "receptions.toml", "file": f"state/{device}/receptions.db", "key": f"state/{device}/key"}
        staff, web = {"file": STAFF_FILE.format(device=device)}, {"port": place.console_port}
        yield from {"centre": "centre.toml", "store": {**store, "make_key": True}, "staff": staff, "web": web}.items()
        yield "survey", {"file": f"state/{device}/survey.db"}
    elif role is Role.AUDIO:
        yield from {"bank": str(place.voice_bank), "simulated_speed": place.voice_speed}.items()
    elif role is Role.KIOSK and station is not None:
        pins = iter(_PINS)
        if station.printer:
            yield "station", station.name
            port = place.printer_ports[station.name]
            yield (
                "printer",
                {"transport": "network", "host": "127.0.0.1", "port": port, "width_px": PAPER_WIDTH_PX},
            )
            yield "speaker", {"bank": str(place.voice_bank), "simulated_speed": place.voice_speed}
        yield "lamps", [{"name": "state", "pin": next(pins)}]
        buttons = [{**_own_keys(button), "pin": next(pins)} for button in station.buttons]
        if station.printer and len(_PINS) > len(buttons) + len(INDICATORS):
            yield "indicators", {name: next(pins) for name in INDICATORS}
            if len(_PINS) > 2 * len(buttons) + len(INDICATORS):
                buttons = [{**button, "lamp_pin": next(pins)} for button in buttons]
        yield "buttons", buttons


def _own_keys(button: Button) -> dict[str, Any]:
    return {key: value for key, value in vars(button).items() if value is not False}


def _printer(station: Station, place: Place) -> Planned:
    port = place.printer_ports[station.name]
    name = str(station.printer)
    command = (sys.executable, "-P", "-m", "printer.simulated_process", "--folder", "doors", "--name", name)
    return Planned(name, PRINTER, (*command, "--port", str(port), "--width", str(PAPER_WIDTH_PX)), notifies=False)
