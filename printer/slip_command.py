"""`kezek-printer test`: the test slip, on the station's own printer or as a picture."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import TypeVar

import msgspec

from firmware.clock import SystemClock
from firmware.inbox import Inbox
from firmware.settings import Settings, load_settings
from firmware.words import Slug
from mqtt_bridge.paper import PaperOutcome
from printer.arguments import png_file
from printer.device import FakePrinter
from printer.encoding import encode
from printer.jobs import ListDone, ListJob, PrinterChanged
from printer.picture import DOTS_PER_MM, as_paper
from printer.preview import Preview
from printer.settings import NetworkSettings, PrinterSettings, SerialSettings, UsbSettings, open_printer
from printer.slip import Slip
from printer.spool import Spool
from printer.status import READY, Status
from printer.ticket_check import design_of

CONFIG = Path("/etc/kezek/kiosk.toml")
_LOOK_WITHIN_S = 10.0
_PRINT_WITHIN_S = 40.0

T = TypeVar("T")


class Station(Settings, frozen=True, kw_only=True, forbid_unknown_fields=False):
    """What of kiosk.toml says how the printer is attached. The rest is `kezek-kiosk --check`'s business."""

    device: Slug
    printer: PrinterSettings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked for."""
    parser.add_argument("--config", type=Path, default=CONFIG, metavar="FILE", help=f"{CONFIG} unless told")
    parser.add_argument("--simulate", action="store_true", help="no settings and no device, but a fake printer")
    parser.add_argument("--width", type=int, choices=(384, 576), default=576, help="dots of the fake printer's head")
    parser.add_argument("--out", type=png_file, metavar="PNG", help="print nothing, and save the slip as a picture")


def slip(wish: argparse.Namespace) -> int:
    """Print the slip and tell what came of it; 1 when it is not known to have come out. Raises SettingsError."""
    station = _simulated(wish.width) if wish.simulate else load_settings(wish.config, Station)
    design_of(station.printer)  # a layout that is wrong is told here as well
    if wish.out is not None:
        return _save(_slip(station, READY if wish.simulate else None), station.printer.width_px, wish.out)
    printer = FakePrinter() if wish.simulate else open_printer(station.printer)
    inbox = Inbox()
    settings = station.printer
    spool = Spool(printer, inbox, settings.width_px, settings.answers, settings.dots_per_inch)
    spool.start()
    try:
        seen = _hear(inbox, PrinterChanged, _LOOK_WITHIN_S)
        status = Status() if seen is None else seen.status
        for fault in () if seen is None else seen.faults:
            sys.stdout.write(f"{fault.code}: {fault.detail}\n" if fault.detail else f"{fault.code}\n")
        spool.put(ListJob(_slip(station, status), monotonic() + _LOOK_WITHIN_S))
        done = _hear(inbox, ListDone, _PRINT_WITHIN_S)
    finally:
        spool.stop()
    return _tell(done)


def _tell(done: ListDone | None) -> int:
    if done is None:
        sys.stdout.write("the printer says nothing; is kezek-kiosk stopped?\n")
        return 1
    why = "" if done.fault is None else f": {done.fault.code} {done.fault.detail}".rstrip()
    sys.stdout.write(f"{done.outcome.value}{why}\n")
    return 0 if done.outcome in {PaperOutcome.CONFIRMED, PaperOutcome.SENT} else 1


def _hear(inbox: Inbox, kind: type[T], within_s: float) -> T | None:
    until = monotonic() + within_s
    while (left_s := until - monotonic()) > 0:
        for message in inbox.take(left_s):
            if isinstance(message, kind):
                return message
    return None


def _simulated(width_px: int) -> Station:
    found = {"device": "simulated", "printer": {"transport": "network", "host": "fake", "width_px": width_px}}
    return msgspec.convert(found, Station)


def _slip(station: Station, status: Status | None) -> Slip:
    now = datetime.fromtimestamp(SystemClock().wall(), UTC).astimezone()
    return Slip(
        device=station.device,
        attached=_attached(station.printer),
        dots_per_inch=station.printer.dots_per_inch,
        status=status,
        printed_at=f"{now:%d.%m.%Y %H:%M %Z}",
    )


def _attached(printer: PrinterSettings) -> str:
    match printer:
        case UsbSettings(path=path):
            return f"usb {path}"
        case NetworkSettings(host=host, port=port):
            return f"network {host}:{port}"
        case SerialSettings(path=path, baud=baud, flow=flow):
            return f"serial {path} {baud} {flow}"


def _save(page: Slip, width_px: int, out: Path) -> int:
    (piece,) = Preview(width_px).feed(encode(page.draw(width_px)))
    as_paper(piece.picture).save(out)
    sys.stdout.write(f"{out}: {piece.picture.height / DOTS_PER_MM:.0f} mm\n")
    return 0
