"""What speakers tell of calls: which were said, and which nobody heard, so that a place calls again."""

from hall.asked import Asked, Decision, refuse
from hall.state import AnnouncementSaid, CallMade, Hall
from mqtt_bridge.commands import ReportAnnounced, ReportNotAnnounced
from mqtt_bridge.events import CallAnnounced, CallNotAnnounced
from mqtt_bridge.replies import RefusalCode


def decide_announced(hall: Hall, asked: Asked[ReportAnnounced]) -> Decision:
    """Take note that a speaker has said a call. Old news brings nothing."""
    call_id = asked.command.call_id
    said: CallMade | AnnouncementSaid | None = _call(hall, call_id)
    if said is None:
        said = next((said for said in hall.announcements if said.announcement_id == call_id), None)
    if said is None:
        return refuse(RefusalCode.UNKNOWN_CALL, call_id)
    return [] if asked.peer in said.announced_by else [CallAnnounced(call_id=call_id, speaker=asked.peer)]


def decide_not_announced(hall: Hall, asked: Asked[ReportNotAnnounced]) -> Decision:
    """Take note that a speaker will not say a call. It is not announced as long as no other one has said it."""
    call_id = asked.command.call_id
    call = _call(hall, call_id)
    if call is None:
        return refuse(RefusalCode.UNKNOWN_CALL, call_id)
    if asked.peer in call.announced_by | call.not_announced_by:
        return []
    return [CallNotAnnounced(call_id=call_id, speaker=asked.peer)]


def _call(hall: Hall, call_id: str) -> CallMade | None:
    return next((call for call in hall.calls if call.call_id == call_id), None)
