"""From a command to what will have happened: rights first, then the rule of its subject."""

from collections.abc import Callable
from typing import Any

from hall.adopting import decide_alone
from hall.announcing import decide_announced, decide_not_announced
from hall.appointments import decide_move_appointment
from hall.asked import Asked, Decision, refuse
from hall.calling import (
    decide_call_next,
    decide_call_ticket,
    decide_finish,
    decide_no_show,
    decide_recall,
    decide_start,
    decide_undo,
)
from hall.evacuating import decide_evacuation, decide_evacuation_over
from hall.issuing import decide_admit, decide_issue, decide_report, decide_reprint, decide_void
from hall.joining import decide_join
from hall.leases import Decided, decide_leases
from hall.meant import refuse_other_ticket
from hall.opening import day_opened, hall_of_day
from hall.places import decide_close_place, decide_open_place, decide_pause_place
from hall.rating import decide_feedback
from hall.rights import OF_A_PLACE, refuse_stranger
from hall.sending import decide_mark, decide_park, decide_readmit, decide_resume, decide_transfer
from hall.state import Hall
from hall.summoning import decide_end, decide_raise, decide_release, decide_take, ended_with_the_day, with_summonses
from hall.ticket import OPEN_STAGES
from mqtt_bridge.command import Command
from mqtt_bridge.commands import (
    Admit,
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
    Reprint,
    StartServing,
    Undo,
    VoidTicket,
)
from mqtt_bridge.events import AnyEvent, TicketUnserved
from mqtt_bridge.hall_commands import (
    BeginEvacuation,
    EndEvacuation,
    EndSummons,
    GiveFeedback,
    MarkTicket,
    MoveAppointment,
    RaiseSummons,
    Readmit,
    ReleaseSummons,
    ResumeTicket,
    TakeSummons,
)
from mqtt_bridge.lease_events import LeaseRetired
from mqtt_bridge.place_commands import CallTicket, ClosePlace, OpenPlace, Park, PausePlace, Transfer
from mqtt_bridge.replies import Refusal, RefusalCode


def decide(hall: Hall, asked: Asked[AnyCommand]) -> Decision:
    """Return the events that carry the command out, or why it is refused. Reads only."""
    command = asked.command
    if isinstance(command, OF_A_PLACE) and hall.centre.place(command.place) is None:
        return refuse(RefusalCode.UNKNOWN_PLACE, command.place)
    refusal = refuse_stranger(hall, asked) or refuse_other_ticket(hall, asked)
    decision = refusal or _RULES[type(command)](hall, asked)
    return decision if isinstance(decision, Refusal) else with_summonses(hall, decision)


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
    return [*ended_with_the_day(hall), *unserved, opened, *decided.events]


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
    ReportNotAnnounced: decide_not_announced,
    JoinHall: decide_join,
    ReportAlone: decide_alone,
    OpenPlace: decide_open_place,
    PausePlace: decide_pause_place,
    ClosePlace: decide_close_place,
    CallTicket: decide_call_ticket,
    Transfer: decide_transfer,
    Park: decide_park,
    ResumeTicket: decide_resume,
    Readmit: decide_readmit,
    MarkTicket: decide_mark,
    MoveAppointment: decide_move_appointment,
    RaiseSummons: decide_raise,
    TakeSummons: decide_take,
    ReleaseSummons: decide_release,
    EndSummons: decide_end,
    BeginEvacuation: decide_evacuation,
    EndEvacuation: decide_evacuation_over,
    GiveFeedback: decide_feedback,
}
