"""Lunch, an evacuation and the closing of a scripted day."""

from datetime import time

from firmware.words import Language, OpeningState
from mqtt_bridge.commands import CallNext, IssueTicket
from mqtt_bridge.events import TicketUnserved
from mqtt_bridge.hall_commands import BeginEvacuation, EndEvacuation
from mqtt_bridge.hall_events import EvacuationBegan, EvacuationEnded, SummonsRaised, SummonsReason
from mqtt_bridge.place_commands import OpenPlace, PausePlace
from mqtt_bridge.replies import RefusalCode
from scripted.morning import CONSULTATION, PLACES
from scripted.scene import STATION, Scene

ASKED = IssueTicket(zone=CONSULTATION, language=Language.KK, station=STATION)
EMPTY: tuple[int, ...] = ()


def afternoon(scene: Scene) -> None:
    """Play it."""
    _lunch(scene)
    _evacuation(scene)
    _closing(scene)


def _lunch(scene: Scene) -> None:
    with scene.at(time(12, 55), "two more come; window 3 was left three hours ago: the manager is called for"):
        first, second = scene.ticket(), scene.ticket(language=Language.RU)
        scene.happens(SummonsRaised, reason=SummonsReason.UNATTENDED, place="window-3")
    with scene.at(time(13, 0), "lunch: places pause, no ticket is given, nobody loses the turn"):
        for place in PLACES:
            scene.ask(PausePlace(place=place, reason="lunch"))
        scene.is_told(OpeningState.LUNCH)
        scene.refused(ASKED, RefusalCode.LUNCH)
        scene.comes("both still wait", lambda board: board.zones[0].next == (scene.number(first), scene.number(second)))
    with scene.at(time(14, 30), "lunch is over: who waited is called first"):
        scene.is_told(OpeningState.OPEN)
        for place in PLACES:
            scene.ask(OpenPlace(place=place), f"staff-{place}")
        scene.call("window-1", first)
        scene.call("window-3", second)


def _evacuation(scene: Scene) -> None:
    with scene.at(time(15, 0), "two wait; somebody gives the alarm"):
        waiting = [scene.ticket(), scene.ticket(language=Language.RU)]
        scene.ask(BeginEvacuation())
        scene.happens(EvacuationBegan)
        scene.shows("the board sends everybody out", evacuation=True)
    with scene.at(time(15, 1), "no ticket, no call"):
        scene.refused(ASKED, RefusalCode.EVACUATION)
        scene.refused(CallNext(place="window-2"), RefusalCode.EVACUATION)
    with scene.at(time(15, 20), "the alarm is over: the line stands as it stood"):
        scene.ask(EndEvacuation())
        scene.happens(EvacuationEnded)
        scene.shows("the board is as on any day", evacuation=False)
        numbers = tuple(scene.number(ticket_id) for ticket_id in waiting)
        scene.comes("both still wait", lambda board: board.zones[0].next == numbers)
        scene.call("window-2", waiting[0])


def _closing(scene: Scene) -> None:
    with scene.at(time(18, 25), "a last visitor comes"):
        scene.ticket()
    with scene.at(time(18, 30), "closing: no ticket any more; who is at a place stays"):
        scene.is_told(OpeningState.CLOSED)
        scene.refused(ASKED, RefusalCode.CLOSED)
        scene.comes(
            "two wait, three are served", lambda board: (board.zones[0].waiting, len(board.zones[0].now)) == (2, 3)
        )
    with scene.at(time(19, 0), "half an hour later who still waits ends as unserved"):
        scene.happens(TicketUnserved)
        scene.comes("nobody waits", lambda board: board.zones[0].next == EMPTY)
        scene.comes("three are still served", lambda board: len(board.zones[0].now) == 3)  # noqa: PLR2004
    with scene.at(time(19, 5), "the last visits end"):
        for place in ("window-1", "window-2", "window-3"):
            scene.finish(place)
        scene.comes("nobody is at a place", lambda board: not any(zone.now for zone in board.zones))
