"""A ticket station (buttons, lamps, a printer) or a call pad (buttons and a lamp)."""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from audio.player import ALSA_CARDS, MixerPlayer
from centre.words import words
from firmware.buttons import Buttons, GpioButtons
from firmware.command_line import Subcommand, run_daemon
from firmware.gpio import open_gpio
from firmware.inbox import Inbox
from firmware.lamps import GpioLamps, Lamps
from firmware.service import serve
from firmware.words import Role
from kiosk.control import Order, give_order, open_control
from kiosk.daemon import KioskDaemon, subscriptions, tell_nobody
from kiosk.keeping import Keeping
from kiosk.panel import Panel
from kiosk.settings import KioskSettings, lamp_pins
from kiosk.simulated import SimulatedPanel
from kiosk.speaking import Speaking, open_mouth, show_nobody
from mqtt_bridge.client import Bridge
from mqtt_bridge.presence import Presence
from printer.settings import open_printer
from printer.spool import Spool
from printer.ticket_check import design_of


def main(argv: Sequence[str] | None = None) -> int:
    """Parse, check, run."""
    orders = (
        Subcommand("waiting-list", "have the running station print who waits", partial(_order, Order.WAITING_LIST)),
        Subcommand("roll-changed", "tell the running station of a new roll", partial(_order, Order.ROLL_CHANGED)),
    )
    return run_daemon(argv, "kezek-kiosk", __doc__, KioskSettings, run, _check, subcommands=orders)


def _check(settings: KioskSettings) -> None:
    """Read the ticket's layout and the words of the voice, too. Raises SettingsError."""
    if settings.speaker is not None:
        words()
    if settings.printer is not None:
        design_of(settings.printer)


def _order(order: Order, settings: KioskSettings, _options: argparse.Namespace) -> int:
    return give_order(settings, order)


def run(settings: KioskSettings, simulate: Path | None) -> int:
    """Run the kiosk until it is told to stop."""
    inbox = Inbox()
    simulated = SimulatedPanel(settings, simulate, inbox) if simulate else None

    panel = Panel(settings, simulated.open_devices if simulated else lambda: open_header(settings, inbox))
    presence = Presence(settings, Role.KIOSK, settings.station)
    bridge = Bridge(settings, inbox, subscriptions(settings), presence.will)
    daemon = KioskDaemon(
        settings,
        inbox=inbox,
        bridge=bridge,
        presence=presence,
        panel=panel,
        printer=_spool(settings, inbox),
        keeping=None if settings.station is None else Keeping(Path(settings.state_dir), inbox),
        control=None if settings.station is None else open_control(settings, inbox, simulated=simulate is not None),
        speaking=_speaking(settings, inbox, simulated),
        tell=simulated.tell if simulated else tell_nobody,
    )
    daemon.start()
    try:
        serve(inbox, daemon, tell_hung=presence.threads_hang)
    finally:
        daemon.stop()
        if simulated:
            simulated.close()
    return 0


def open_header(settings: KioskSettings, inbox: Inbox) -> tuple[Buttons, Lamps]:
    """Take the header's pins, all or none. Raises DeviceMissingError."""
    with ExitStack() as undo:
        factory = open_gpio()
        undo.callback(factory.close)
        lamps = GpioLamps(lamp_pins(settings), factory)
        undo.callback(lamps.close)
        buttons = GpioButtons({button.name: button.pin for button in settings.buttons}, inbox, factory)
        undo.pop_all()
        return buttons, lamps


def _spool(settings: KioskSettings, inbox: Inbox) -> Spool | None:
    if settings.printer is None:
        return None
    wanted = settings.printer
    printer, design = open_printer(wanted), design_of(wanted)
    return Spool(printer, inbox, wanted.width_px, wanted.answers, wanted.dots_per_inch, design)


def _speaking(settings: KioskSettings, inbox: Inbox, simulated: SimulatedPanel | None) -> Speaking | None:
    speaker = settings.speaker
    if speaker is None:
        return None
    cards = ALSA_CARDS if os.environ.get("SDL_AUDIODRIVER") == "alsa" else None
    spoken = simulated.speaker if simulated is not None else None
    player = spoken.player if spoken else MixerPlayer(speaker.sound_device, cards)
    mouth = open_mouth(speaker, player, inbox)
    return Speaking(mouth, spoken.show if spoken else show_nobody, speaker.volume_percent / 100)


if __name__ == "__main__":
    sys.exit(main())
