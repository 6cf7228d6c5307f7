"""What goes on at a station beside the queue: orders of staff, lists on paper, the roll. For the owner thread."""

from collections.abc import Callable

from kiosk.control import Asked, Order, Tell, Told
from kiosk.keeping import StoreOpened
from kiosk.kept import Noted
from kiosk.list_printing import ListPrinting
from kiosk.roll import Roll
from kiosk.station import Station
from mqtt_bridge.devices import Fault
from printer.jobs import ListDone, PaperUsed, PrinterChanged
from printer.settings import PrinterSettings
from printer.spool import Spool


class ByHand:
    """Hears what the daemon hears, and acts on what is its own. *note* has something written to the disk."""

    def __init__(
        self, settings: PrinterSettings, printer: Spool, station: Station, note: Callable[[Noted], object]
    ) -> None:
        self._station = station
        self._note = note
        self._roll = Roll(settings)
        self._lists = ListPrinting(printer)

    def handle(self, message: object, now: float) -> None:
        """Take one value from the inbox."""
        match message:
            case Asked(order, tell):
                self.order(order, tell, now)
            case ListDone():
                self._lists.done(message, now)
            case PaperUsed(paper_mm):
                self._keep(self._roll.used(paper_mm))
            case PrinterChanged(status=status):
                self._keep(self._roll.saw(status))
            case StoreOpened(contents=contents):
                self._keep(self._roll.read(contents.notes))

    def order(self, order: Order, tell: Tell, now: float) -> None:
        """Carry out an order; *tell* what came of it, now or later."""
        if order is Order.WAITING_LIST:
            self._lists.print(self._station.seen(now), self._station.printer_obstacle, tell, now)
        elif self._roll.length_m is None:
            tell(Told("the roll is not counted; tell its length as roll_m in the table [printer]", is_done=False))
        else:
            self._keep(self._roll.changed())
            tell(Told(f"the roll counts as new, {self._roll.length_m:g} m"))

    def faults(self, printers: tuple[Fault, ...]) -> tuple[Fault, ...]:
        """Return what is to be said besides what the printer says itself."""
        return self._roll.faults(printers)

    def abandon(self) -> None:
        """Answer whoever waits still: the daemon ends."""
        self._lists.abandon()

    def _keep(self, noted: Noted | None) -> None:
        if noted is not None:
            self._note(noted)
