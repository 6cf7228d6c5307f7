"""What somebody does in the centre, and what pages and acts that opens."""

from collections.abc import Iterable
from enum import Enum

from firmware.words import PlaceKind


class StaffRole(Enum):
    """What an account's person works as; an account may have several."""

    RECEPTION = "reception"
    CONSULTANT = "consultant"
    """At a window, desk, table or seat."""
    OFFICE = "office"
    """In an official's office: the official, or who works there."""
    HALL = "hall"
    """Looks after everyone who waits."""
    HELPER = "helper"
    """Helps and accompanies visitors; volunteers too."""
    MANAGER = "manager"


class Right(Enum):
    """What a page or an act asks for."""

    ISSUE = "issue"
    """Give a ticket."""
    TICKETS = "tickets"
    """Reprint, admit, void and move tickets, whoever gave them."""
    APPOINTMENTS = "appointments"
    """See, book, move, cancel and check in: names are seen here."""
    SCHEDULE = "schedule"
    """See who receives when."""
    DESK = "desk"
    """Call and serve at a window, desk, table or seat."""
    OFFICE = "office"
    """Call and serve in an office, and see whom its appointments are of."""
    HALL = "hall"
    """See everyone who waits, and the devices."""
    SUMMONSES = "summonses"
    """See, take and finish calls for a worker."""
    EVACUATE = "evacuate"
    SURVEY = "survey"
    """Ask the visitors who were chosen."""
    LISTS = "lists"
    """Print the final list of a reception day."""
    PEOPLE = "people"
    """Export and erase one visitor's data, and see who looked."""
    ACCOUNTS = "accounts"
    """See and change who works here."""


RIGHTS: dict[StaffRole, frozenset[Right]] = {
    StaffRole.RECEPTION: frozenset({
        Right.ISSUE, Right.TICKETS, Right.APPOINTMENTS, Right.SCHEDULE, Right.SUMMONSES, Right.LISTS,
    }),
    StaffRole.CONSULTANT: frozenset({Right.DESK, Right.SCHEDULE}),
    StaffRole.OFFICE: frozenset({Right.OFFICE, Right.SCHEDULE, Right.LISTS}),
    StaffRole.HALL: frozenset({
        Right.HALL, Right.TICKETS, Right.SCHEDULE, Right.SUMMONSES, Right.EVACUATE, Right.SURVEY,
    }),
    StaffRole.HELPER: frozenset({Right.SUMMONSES, Right.SURVEY, Right.SCHEDULE}),
    StaffRole.MANAGER: frozenset({
        Right.HALL, Right.SCHEDULE, Right.SUMMONSES, Right.EVACUATE, Right.LISTS, Right.PEOPLE, Right.ACCOUNTS,
    }),
}  # fmt: skip
"""The whole table. docs/accounts.md shows it, and a test compares them."""


def rights_of(roles: Iterable[StaffRole]) -> frozenset[Right]:
    """Return what all of *roles* together open."""
    return frozenset[Right]().union(*(RIGHTS[role] for role in roles))


def role_for(kind: PlaceKind) -> StaffRole:
    """Return who works at places of this kind."""
    return StaffRole.OFFICE if kind is PlaceKind.OFFICE else StaffRole.CONSULTANT
