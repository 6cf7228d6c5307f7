"""Rules about what a visitor comes for: in which zone, and for whose competence, the ticket waits."""

from typing import NamedTuple

from centre.settings import CentreSettings, ZoneSettings
from dispatcher.hall.asked import refuse
from mqtt_bridge.commands import IssueTicket
from mqtt_bridge.replies import Refusal, RefusalCode


class Wanted(NamedTuple):
    """Where a ticket belongs."""

    zone: ZoneSettings
    competence: str | None


def wanted_of(centre: CentreSettings, command: IssueTicket) -> Wanted | Refusal:
    """Return the zone and the competence of a ticket: the latter as asked for, else the first matter's that has one."""
    zone = centre.zone(command.zone)
    if zone is None:
        return refuse(RefusalCode.UNKNOWN_ZONE, command.zone)
    competence = command.competence
    for matter in command.matters:
        purpose = centre.purpose(matter)
        if purpose is None:
            return refuse(RefusalCode.UNKNOWN_PURPOSE, matter)
        competence = competence or purpose.competence
    if competence is not None and centre.competence(competence) is None:
        return refuse(RefusalCode.UNKNOWN_COMPETENCE, competence)
    return Wanted(zone, competence)
