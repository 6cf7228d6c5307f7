"""A hall that goes on from a backup, with stations that have printed since: for tests alone."""

from hall_under_test import HallUnderTest
from lonely_station import LonelyStation

from hall.ticket import Ticket
from mqtt_bridge.paper import PaperOutcome


class RestoredHall:
    """Two stations, and a backup that was made before the last papers came out."""

    def __init__(self, hall: HallUnderTest) -> None:
        self.under_test = hall
        self.entrance, self.waiting_hall = LonelyStation(hall, "entrance"), LonelyStation(hall, "waiting-hall")
        for station in (self.entrance, self.waiting_hall):
            station.join()
        self.print(self.entrance)
        self.backup = len(hall.history)
        hall.pass_time(5)

    def print(self, station: LonelyStation) -> Ticket:
        """Have a ticket that the dispatcher numbers come out of *station*."""
        ticket = self.under_test.issue(station=station.name)
        self.under_test.report(ticket, PaperOutcome.CONFIRMED)
        station.note_paper(ticket.ticket_id, ticket.zone, ticket.cycle, ticket.number)
        self.under_test.pass_time(1)
        return ticket

    def restore(self) -> None:
        """Go on from the backup."""
        self.under_test.restore(self.backup)
