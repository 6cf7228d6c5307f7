"""Whether a layout makes tickets that are short enough, whatever stands on them: tried with the longest there are."""

from pathlib import Path

from firmware.settings import SettingsError
from firmware.words import Bilingual, Language
from mqtt_bridge.paper import TicketPaper
from mqtt_bridge.public import Centre
from printer.drawing import draw_ticket
from printer.picture import DOTS_PER_MM
from printer.sample import everything_on, longest_centre
from printer.settings import PrinterSettings
from printer.ticket_design import TicketDesign, load_design, shipped_design


def design_of(printer: PrinterSettings) -> TicketDesign:
    """Return the layout for *printer*. Raises SettingsError with one line: file, key, what would be right."""
    return shipped_design() if printer.layout is None else load_checked(Path(printer.layout), printer.width_px)


def load_checked(path: Path, width_px: int) -> TicketDesign:
    """Read a layout, and draw the longest tickets with it. Raises SettingsError."""
    design = load_design(path, width_px)
    longest_px = max(draw_ticket(paper, centre, width_px, design).layout.height_px for paper, centre in longest())
    if longest_px > design.longest_px:
        raise SettingsError(
            f"{path}: blocks: a ticket could become {longest_px / DOTS_PER_MM:.0f} mm long on {width_px} dots, and "
            f"longest_mm is {design.settings.longest_mm}; right would be smaller letters, fewer lines, "
            "or more blocks that give way (when_long)"
        )
    return design


def longest() -> list[tuple[TicketPaper, Centre]]:
    """Return tickets with everything on that can be on together, and with names that never end."""
    centre = longest_centre()
    return [(paper, centre) for language in Language for paper in everything_on(language, _endless("Ж"))]


def _endless(letter: str) -> Bilingual:
    return Bilingual(kk=f"{letter} {'қабылдау ' * 60}", ru=f"{letter} {'приём ' * 60}")
