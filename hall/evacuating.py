"""Rules about an evacuation: nobody gets a ticket or is called; all are told to leave, and later that it is over."""

from collections.abc import Iterator

from hall.asked import Asked, Decision, refuse
from hall.rule_id import rule_id
from hall.state import Hall
from mqtt_bridge.hall_commands import BeginEvacuation, EndEvacuation
from mqtt_bridge.hall_events import AnnouncementKind, AnnouncementMade, EvacuationBegan, EvacuationEnded
from mqtt_bridge.replies import RefusalCode

SAID_OFTEN = 90
"""So often it is said without a longer pause: half an hour, unless told. By then nobody should be there."""
RARELY_S = 300.0


def decide_evacuation(hall: Hall, asked: Asked[BeginEvacuation]) -> Decision:
    """Begin it. A second alarm is no second evacuation."""
    if hall.evacuating:
        return []
    return [_announcement(hall, AnnouncementKind.EVACUATION), EvacuationBegan(staff=asked.staff)]


def decide_evacuation_over(hall: Hall, asked: Asked[EndEvacuation]) -> Decision:
    """Have the hall go on where it stood."""
    if not hall.evacuating:
        return refuse(RefusalCode.NOT_NOW, "no evacuation goes on")
    return [_announcement(hall, AnnouncementKind.EVACUATION_OVER), EvacuationEnded(staff=asked.staff)]


def announced_again(hall: Hall, at: float) -> Iterator[AnnouncementMade]:
    """Yield the words of an evacuation that are due to be said again."""
    said_at = next((said.at for said in hall.announcements if said.kind is AnnouncementKind.EVACUATION), float("-inf"))
    is_new = hall.evacuation_said < SAID_OFTEN
    pause_s = hall.centre.queue.evacuation_repeat_s if is_new else max(hall.centre.queue.evacuation_repeat_s, RARELY_S)
    if hall.evacuating and at - said_at >= pause_s:
        yield _announcement(hall, AnnouncementKind.EVACUATION)


def _announcement(hall: Hall, kind: AnnouncementKind) -> AnnouncementMade:
    return AnnouncementMade(announcement_id=rule_id(hall, kind.value), kind=kind)
