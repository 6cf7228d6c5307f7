"""The morning of a scripted day: until lunch."""

from datetime import time

from firmware.words import Language
from mqtt_bridge.commands import CallNext, IssueTicket, NoShow, Recall, StartServing, Undo
from mqtt_bridge.events import StepUndone, VisitorMissed
from mqtt_bridge.hall_commands import Readmit, TakeSummons
from mqtt_bridge.hall_events import SummonsEnded, SummonsEndWhy, SummonsReason
from mqtt_bridge.place_commands import ClosePlace, OpenPlace, PausePlace, Transfer
from mqtt_bridge.public import Board
from mqtt_bridge.replies import RefusalCode
from scripted.scene import STATION, Scene

CONSULTATION, RECEPTION, SELF_SERVICE = "consultation", "personal-reception", "self-service"
PLACES = ("window-1", "window-2", "window-3", "office-12", "seat-1")


def morning(scene: Scene) -> None:
    """Play it."""
    _opening(scene)
    _assistance(scene)
    _no_show_and_comeback(scene)
    _undo(scene)
    _leaves_for_long(scene)
    _transfer_with_return(scene)
    _competence_without_place(scene)
    _appointments(scene)


def _opening(scene: Scene) -> None:
    with scene.at(time(8, 50), "a visitor is early: no ticket before the opening"):
        scene.refused(IssueTicket(zone=CONSULTATION, language=Language.KK, station=STATION), RefusalCode.CLOSED)
    with scene.at(time(9, 0), "all places open"):
        for place in PLACES:
            scene.ask(OpenPlace(place=place), f"staff-{place}")
        scene.comes("three windows are open for consultation", lambda board: board.zones[0].open_places == 3)  # noqa: PLR2004


def _assistance(scene: Scene) -> None:
    with scene.at(time(9, 1), "somebody comes for advice"):
        first = scene.ticket(language=Language.RU)
    with scene.at(time(9, 3), "a visitor who needs assistance comes: an escort is called for"):
        helped = scene.ticket(assistance=True)
        scene.comes("an escort is wanted", lambda board: _taken(board, SummonsReason.ASSISTANCE) == [False])
    with scene.at(time(9, 8), "window 1 calls: five minutes with assistance count more than seven without"):
        scene.call("window-1", helped)
    with scene.at(time(9, 9), "an escort goes; the summons stays while the visit lasts"):
        board = scene.staff.board
        summons = (
            next((each for each in board.summonses if each.number == scene.number(helped)), None) if board else None
        )
        if summons is not None:
            scene.ask(TakeSummons(summons_id=summons.summons_id), "staff-escort")
        scene.ask(StartServing(place="window-1"))
        scene.comes(
            "the summons is taken, and still there", lambda board: _taken(board, SummonsReason.ASSISTANCE) == [True]
        )
    with scene.at(time(9, 20), "the visit ends, and the summons with it"):
        scene.finish("window-1")
        scene.happens(SummonsEnded, why=SummonsEndWhy.VISIT_ENDED)
        scene.shows("nobody is wanted any more", summonses=())
        scene.call("window-1", first)
        scene.finish("window-1")


def _no_show_and_comeback(scene: Scene) -> None:
    with scene.at(time(9, 30), "two more come; window 2 calls the first, who does not hear"):
        late = scene.ticket(language=Language.RU)
        patient = scene.ticket()
        scene.call("window-2", late)
        scene.refused(NoShow(place="window-2"), RefusalCode.TOO_EARLY)
    with scene.at(time(9, 32), "called three times more, and not a fourth time: a no-show"):
        for _ in range(3):
            scene.recall("window-2")  # one that comes while another waits would be said instead of it
        scene.refused(Recall(place="window-2"), RefusalCode.RECALL_LIMIT)
        scene.ask(NoShow(place="window-2"))
        scene.happens(VisitorMissed, ticket_id=late)
    with scene.at(time(9, 40), "the visitor turns up, and is called before who has waited"):
        scene.ask(Readmit(ticket_id=late))
        scene.call("window-2", late)
        scene.finish("window-2")
        scene.call("window-2", patient)


def _undo(scene: Scene) -> None:
    with scene.at(time(9, 45), "window 2 ends a visit by mistake, and takes that back"):
        number = scene.at_place("window-2")
        scene.finish("window-2")
        scene.comes("nobody is at window 2", lambda board: scene.at_place("window-2", board) is None)
        scene.ask(Undo(place="window-2"))
        scene.happens(StepUndone, place="window-2")
        scene.comes(f"{number} is at window 2 again", lambda board: scene.at_place("window-2", board) == number)
    with scene.at(time(9, 50), "the mistake is too old to be taken back when the visit ends"):
        scene.refused(Undo(place="window-2"), RefusalCode.TOO_LATE)
        scene.finish("window-2")


def _leaves_for_long(scene: Scene) -> None:
    with scene.at(time(9, 52), "the worker of window 3 pauses, and does not come back"):
        scene.ask(PausePlace(place="window-3", reason="шай"), "staff-window-3")
        scene.comes("two windows are open for consultation", lambda board: board.zones[0].open_places == 2)  # noqa: PLR2004 - counted


def _transfer_with_return(scene: Scene) -> None:
    with scene.at(time(10, 0), "window 1 sends a visitor to self-service, to come back"):
        sent = scene.ticket(matters=("social",))
        scene.call("window-1", sent)
        scene.ask(Transfer(place="window-1", to_zone=SELF_SERVICE, comes_back=True))
        scene.comes("the number waits for self-service", lambda board: scene.number(sent) in board.zones[2].next)
    with scene.at(time(10, 10), "another comes; seat 1 serves the first, who goes back to window 1 before the other"):
        other = scene.ticket(matters=("social",))
        scene.call("seat-1", sent)
        scene.finish("seat-1")
        scene.call("window-1", sent)
        scene.finish("window-1")
        scene.call("window-1", other)
        scene.finish("window-1")


def _competence_without_place(scene: Scene) -> None:
    with scene.at(time(10, 30), "window 2, alone competent for land, closes; a visitor comes for that"):
        scene.ask(ClosePlace(place="window-2"))
        land = scene.ticket(matters=("land",))
        scene.comes("the reception is called for", lambda board: _taken(board, SummonsReason.COMPETENCE) == [False])
    with scene.at(time(10, 35), "window 1 takes the visitor, although not competent"):
        call = scene.call("window-1", land)
        scene.expect(is_so=call is not None and call.without_competence, claim="the call says: without the competence")
        scene.comes("nobody is called for any more", lambda board: not _taken(board, SummonsReason.COMPETENCE))
        scene.finish("window-1")
    with scene.at(time(11, 0), "window 2 is back"):
        scene.ask(OpenPlace(place="window-2"), "staff-window-2")


def _appointments(scene: Scene) -> None:
    with scene.at(time(11, 10), "a visitor booked for 11:45 comes early, and is accompanied to wait"):
        early = scene.ticket(RECEPTION, place="office-12", due_at=scene.moment(time(11, 45)))
        scene.comes("an escort is wanted", lambda board: _taken(board, SummonsReason.APPOINTMENT) == [False])
        scene.refused(CallNext(place="office-12"), RefusalCode.NOBODY_WAITING)
    with scene.at(time(11, 30), "one booked for 11:20 comes late, and is called at once"):
        late = scene.ticket(RECEPTION, Language.RU, place="office-12", due_at=scene.moment(time(11, 20)))
        scene.call("office-12", late)
    with scene.at(time(11, 40), "the office is free; the next appointment has still time"):
        scene.finish("office-12")
        scene.refused(CallNext(place="office-12"), RefusalCode.NOBODY_WAITING)
    with scene.at(time(11, 45), "its time has come"):
        scene.call("office-12", early)
        scene.finish("office-12")
        scene.shows("nobody is wanted any more", summonses=())


def _taken(board: Board, reason: SummonsReason) -> list[bool]:
    """Return of each summons for that reason whether it is taken."""
    return [each.taken for each in board.summonses if each.reason is reason]
