"""Who may ask what: by the peer's role, its station and its places in the centre's settings."""

from centre.settings import PeerSettings
from firmware.words import Role
from hall.asked import Asked, refuse
from hall.state import Hall
from mqtt_bridge.commands import (
    AnyCommand,
    CallNext,
    Finish,
    IssueTicket,
    JoinHall,
    NoShow,
    Recall,
    ReportAlone,
    ReportAnnounced,
    ReportNotAnnounced,
    ReportPaper,
    StartServing,
    Undo,
)
from mqtt_bridge.hall_commands import BeginEvacuation, EndEvacuation, GiveFeedback, RaiseSummons
from mqtt_bridge.place_commands import CallTicket, ClosePlace, OpenPlace, Park, PausePlace, Transfer
from mqtt_bridge.replies import Refusal, RefusalCode

OF_A_PLACE = (
    CallNext,
    CallTicket,
    Recall,
    StartServing,
    Finish,
    NoShow,
    Undo,
    OpenPlace,
    PausePlace,
    ClosePlace,
    Transfer,
    Park,
    GiveFeedback,
)
"""Commands that act for one place."""


def refuse_stranger(hall: Hall, asked: Asked[AnyCommand]) -> Refusal | None:
    """Return why the peer may not ask this, or None when it may."""
    peer = hall.centre.peer(asked.peer)
    if peer is None:
        return refuse(RefusalCode.NOT_ALLOWED, f"{asked.peer} is no peer of this centre")
    if not _may(hall, peer, asked.command):
        return refuse(RefusalCode.NOT_ALLOWED, f"{peer.role.value} {peer.name} may not ask this")
    return None


def _may(hall: Hall, peer: PeerSettings, command: AnyCommand) -> bool:
    match peer.role:
        case Role.CONSOLE:
            return not isinstance(command, ReportPaper | ReportAnnounced | ReportNotAnnounced | JoinHall | ReportAlone)
        case Role.AUDIO:
            return isinstance(command, ReportAnnounced | ReportNotAnnounced)
        case Role.KIOSK:
            return _may_kiosk(hall, peer, command)
        case _:
            return False


def _may_kiosk(hall: Hall, peer: PeerSettings, command: AnyCommand) -> bool:
    if isinstance(command, IssueTicket) and command.due_at is not None:
        return False  # an appointment is checked in by the reception
    if isinstance(command, IssueTicket | JoinHall | ReportAlone):
        return peer.station is not None and command.station == peer.station
    if isinstance(command, ReportPaper):
        ticket = hall.tickets.get(command.ticket_id)
        if ticket is None:
            return peer.station is not None
        return peer.station is not None and peer.station == hall.copies.get(command.job_id, ticket.station)
    if isinstance(command, OF_A_PLACE):
        return command.place in peer.places
    if isinstance(command, RaiseSummons):
        return command.kind in peer.summonses and (command.place is None or command.place in peer.places)
    if isinstance(command, BeginEvacuation | EndEvacuation):
        return peer.evacuation
    return False
