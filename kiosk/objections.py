"""Why a press cannot end well, as far as hall, link and centre go: a code that is shown at once. Pure."""

from kiosk.alone import NO_LEASE
from kiosk.buttons import ButtonSettings
from kiosk.commands import NO_ZONE, UNKNOWN_PURPOSE, unknown_of
from kiosk.hearing import Hearing
from kiosk.reports import NO_ANSWER
from mqtt_bridge.public import Board, Centre
from mqtt_bridge.replies import RefusalCode

NO_LINK = "no-link"
STARTING = "starting"
QUEUE_FULL = "queue-full"
TOO_LATE = RefusalCode.TOO_LATE.value
EVACUATION = RefusalCode.EVACUATION.value


def is_evacuation(board: Board | None) -> bool:
    """Tell whether the last *board* that was heard, however old, sends everybody out. A pad hears none."""
    return board is not None and board.evacuation


def objection(button: ButtonSettings, centre: Centre | None, why_alone: str | None, *, link_is_up: bool) -> str | None:
    """Return the code, or None. *why_alone* is why the station cannot number this press itself, None if it can."""
    if why_alone == EVACUATION:
        return EVACUATION
    unknown = None if centre is None else unknown_of(button, centre)
    if unknown in {UNKNOWN_PURPOSE, NO_ZONE}:
        return unknown  # also without a link: no number of any zone would be right
    if not link_is_up and why_alone is not None:
        return NO_LINK if why_alone == NO_LEASE else why_alone
    return STARTING if centre is None else unknown


def untold(board: Board | None, hearing: Hearing, now: float) -> str | None:
    """Return why it cannot be told who is being served: a code, or None."""
    if is_evacuation(board):
        return EVACUATION
    if hearing.has_news(now):
        return None
    return NO_ANSWER if hearing.link_is_up else NO_LINK
