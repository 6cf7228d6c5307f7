"""From a command to what will have happened: rights first, then the rule of its subject."""

from collections.abc import Callable
from typing import Any

from dispatcher.hall.adopting import decide_alone
from dispatcher.hall.asked import Asked, Decision, refuse
from dispatcher.hall.calling import (
    decide_announced,
    decide_call_next,
    decide_finish,
    decide_no_show,
    decide_recall,
    decide_start,
    decide_undo,
)
from dispatcher.hall.issuing import decide_admit, decide_issue, decide_report, decide_reprint, decide_void
from dispatcher.hall.joining import decide_join
from dispatcher.hall.leases import Decided, decide_leases
from dispatcher.hall.opening import day_opened, hall_of_day
from dispatcher.hall.rights import OF_A_PLACE, refuse_stranger
from dispatcher.hall.state import OPEN_STAGES, Hall
from mqtt_bridge.commands import (
    Admit,
    AnyCommand,
    CallNext,
    Command,
    Finish,
    IssueTicket,
    JoinHall,
    NoShow,
    Recall,
    ReportAlone,
    ReportAnnounced,
    ReportPaper,
    Reprint,
    StartServing,
    Undo,
    VoidTicket,
)
from mqtt_bridge.events import AnyEvent, LeaseRetired, TicketUnserved
from mqtt_bridge.replies import RefusalCode


def decide(hall: Hall, asked: Asked[AnyCommand]) -> Decision:
    """Return the events that carry the command out, or why it is refused. Reads only."""
    command = asked.command
    if isinstance(command, OF_A_PLACE) and hall.centre.place(command.place) is None:
        return refuse(RefusalCode.UNKNOWN_PLACE, command.place)
    return refuse_stranger(hall, asked) or _RULES[type(command)](hall, asked)


def decide_day(hall: Hall, day: str, settings: str) -> list[AnyEvent]:
    """End one business day and open the next. Every ticket still open ends as unserved, in an event of its own."""
    unserved = [
        TicketUnserved(ticket_id=ticket.ticket_id) for ticket in hall.tickets.values() if ticket.stage in OPEN_STAGES
    ]
    opened = day_opened(hall, day, settings)
    decided = Decided(hall_of_day(opened, hall.seq, hall.at), day)
    if hall.awaited:  # then no station has been told yet which leases it has lost
        for lease, station in hall.book.retired.items():
            decided.add(LeaseRetired(station=station, lease=lease, why="not-told"))
    decide_leases(decided)
    return [*unserved, opened, *decided.events]


_RULES: dict[type[Command], Callable[[Hall, Asked[Any]], Decision]] = {
    IssueTicket: decide_issue,
    ReportPaper: decide_report,
    Reprint: decide_reprint,
    Admit: decide_admit,
    VoidTicket: decide_void,
    CallNext: decide_call_next,
    Recall: decide_recall,
    StartServing: decide_start,
    Finish: decide_finish,
    NoShow: decide_no_show,
    Undo: decide_undo,
    ReportAnnounced: decide_announced,
    JoinHall: decide_join,
    ReportAlone: decide_alone,
}
