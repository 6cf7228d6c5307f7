"""A pad in a whole hall, pressed until somebody has come: for tests alone."""

from typing import Any

from deadline import until

from simulator.driving import DrivenHall

HALL_VOICE = "hall-voice"


def call_next(hall: DrivenHall, pad: str, number: int) -> Any:
    """Press call-next of *pad*, and again whenever nobody waits yet; return how *number* was said.

    A ticket waits once the dispatcher has heard of its paper; whoever sees the paper may be quicker.
    """
    refused = -1

    def said() -> list[Any]:
        nonlocal refused
        count = next(s["refusals"]["count"] for s in hall.get("/stations") if s["station"] == pad)
        if count > refused:
            refused = count
            hall.press(pad, "call-next")
        return [saying for saying in hall.get(f"/speakers/{HALL_VOICE}") if saying["number"] == number]

    return until(said)[0]
