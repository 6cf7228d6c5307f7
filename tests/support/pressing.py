"""A station or a pad in a whole hall, pressed until something has come of it: for tests alone."""

from collections.abc import Callable
from typing import Any, TypeVar

from deadline import until

from simulator.driving import DrivenHall

HALL_VOICE = "hall-voice"

T = TypeVar("T")


def press_until(hall: DrivenHall, station: str, press: Callable[[], object], look: Callable[[], T]) -> T:
    """Press, and again whenever *station* has refused it, until *look* sees something; return that.

    Nobody waits until the dispatcher has heard of a ticket's paper, and a press that nobody looked at for a second is
    dropped: who is quick, or before a busy machine, presses again.
    """
    refused = -1

    def seen() -> T:
        nonlocal refused
        count = next(each["refusals"]["count"] for each in hall.get("/stations") if each["station"] == station)
        if count > refused:
            refused = count
            press()
        return look()

    return until(seen)


def call_next(hall: DrivenHall, pad: str, number: int) -> Any:
    """Press call-next of *pad* until *number* is said; return how."""

    def said() -> list[Any]:
        return [saying for saying in hall.get(f"/speakers/{HALL_VOICE}") if saying["number"] == number]

    return press_until(hall, pad, lambda: hall.press(pad, "call-next"), said)[0]
