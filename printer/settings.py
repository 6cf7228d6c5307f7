"""How a station's printer is attached, and what can be asked of it."""

from typing import Annotated, Literal

from msgspec import Meta

from firmware.settings import Settings
from firmware.words import HostName
from printer.device import Answers, Printer
from printer.network import NetworkWire
from printer.serial_line import Flow, SerialWire
from printer.usb import UsbWire
from printer.wire import WirePrinter

DevicePath = Annotated[str, Meta(pattern=r"^/", description="a path like '/dev/usb/lp0'")]


LayoutPath = Annotated[str, Meta(pattern=r"^/", max_length=255, description="a path like '/etc/kezek/ticket.toml'")]


class _AnyPrinter(Settings, frozen=True, kw_only=True):
    """What holds for every printer."""

    width_px: Literal[384, 576]
    """How many dots its head has: 384 on paper of 58 mm, 576 on 80 mm. Wrong, the ticket is cut off at the right."""
    dots_per_inch: Literal[180, 203] = 203
    """203 unless the manual says 180 (the older TM-T88)."""
    roll_m: Annotated[float, Meta(ge=5, le=300)] | None = None
    """How long a new roll is, for a printer that does not feel its end coming; it is on the box. None: not counted."""
    roll_low_m: Annotated[float, Meta(ge=0.5, le=100)] = 5.0
    """With less than this left, by count, the station says `paper-low`."""
    layout: LayoutPath | None = None
    """How its tickets look; none for the layout that Kezek ships."""

    def __post_init__(self) -> None:
        """Refuse a roll that is low from the beginning, as ValueError."""
        if self.roll_m is not None and self.roll_low_m >= self.roll_m:
            raise ValueError(f"roll_low_m: must be less than roll_m, {self.roll_m:g}; 5 warns some 50 tickets ahead")


class UsbSettings(_AnyPrinter, frozen=True, kw_only=True, tag_field="transport", tag="usb"):
    """A printer behind the kernel's usblp driver."""

    path: DevicePath = "/dev/usb/lp0"
    answers: Answers = "status"
    """Many do not answer GS r over usblp, so the driver's word after the job is enough."""


class NetworkSettings(_AnyPrinter, frozen=True, kw_only=True, tag_field="transport", tag="network"):
    """A printer in the network, raw TCP."""

    host: HostName
    port: Annotated[int, Meta(ge=1, le=65535)] = 9100
    answers: Answers = "processed"
    """`processed`: it answers GS r when the job is done. `status`: only DLE EOT. `nothing`: it only listens."""


class SerialSettings(_AnyPrinter, frozen=True, kw_only=True, tag_field="transport", tag="serial"):
    """A printer on a serial line."""

    path: DevicePath = "/dev/serial0"
    baud: Literal[9600, 19200, 38400, 57600, 115200] = 115200
    flow: Flow = "rts-cts"
    answers: Answers = "processed"


PrinterSettings = UsbSettings | NetworkSettings | SerialSettings
"""The table `[printer]`; its key `transport` says which."""


def open_printer(settings: PrinterSettings) -> Printer:
    """Make the printer that *settings* describe. Touches no device: that happens at its first `status`."""
    match settings:
        case UsbSettings(path=path):
            return WirePrinter(lambda: UsbWire(path), settings.answers)
        case NetworkSettings(host=host, port=port):
            return WirePrinter(lambda: NetworkWire(host, port), settings.answers)
        case SerialSettings(path=path, baud=baud, flow=flow):
            return WirePrinter(lambda: SerialWire(path, baud, flow), settings.answers)
