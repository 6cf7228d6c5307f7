"""Rules about what a visitor comes for: in which zone, and for whose competence, the ticket waits."""

from collections.abc import Sequence
from typing import NamedTuple

from centre.settings import CentreSettings, ZoneSettings
from hall.asked import refuse
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
    for matter in command.matters:
        if centre.purpose(matter) is None:
            return refuse(RefusalCode.UNKNOWN_PURPOSE, matter)
    competence = command.competence or competence_of(centre, command.matters)
    if competence is not None and centre.competence(competence) is None:
        return refuse(RefusalCode.UNKNOWN_COMPETENCE, competence)
    return Wanted(zone, competence)


def competence_of(centre: CentreSettings, matters: Sequence[str]) -> str | None:
    """Return the competence of the first matter that has one."""
    purposes = (centre.purpose(matter) for matter in matters)
    return next((p.competence for p in purposes if p is not None and p.competence is not None), None)
