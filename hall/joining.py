"""Rules about stations that are there: what they may hold, what they printed, and whom a restored journal waits for."""

from hall.adopting import adopt_printed, confirm_printed, is_of_the_past
from hall.asked import Asked, Decision
from hall.lease_book import LeaseBook
from hall.leases import Decided, top_up
from hall.state import Hall
from mqtt_bridge.commands import JoinHall, PrintedPaper
from mqtt_bridge.events import AnyEvent
from mqtt_bridge.lease import Lease
from mqtt_bridge.lease_events import CollectingEnded, KnownStation, LeaseRetired, StationJoined

SKIPPED = 100
"""So many numbers of each zone are left out when a station has not told in time what it printed. A minute is lost with
a backup; no station prints a hundred tickets in it."""


def decide_join(hall: Hall, asked: Asked[JoinHall]) -> Decision:
    """Take note of a station: which disk it has, what it holds, what it printed. Give it what it may number alone."""
    command, book = asked.command, hall.book
    is_awaited = command.station in book.awaited | book.unheard
    if is_awaited and command.epoch != hall.epoch and not command.printed:
        return []  # it has not heard yet that the journal was restored, and will join again
    decided = Decided(hall, asked.request_id)
    for lease, why in _lost(hall, command, is_awaited=is_awaited).items():
        decided.add(LeaseRetired(station=command.station, lease=lease, why=why))
    station = KnownStation(station=command.station, store=command.store, zones=tuple(dict.fromkeys(command.zones)))
    if is_awaited or book.stations.get(command.station) != station:
        decided.add(StationJoined(station=station.station, store=station.store, zones=station.zones))
    for paper in {paper.ticket_id: paper for paper in command.printed}.values():
        _take_paper(decided, asked, paper, is_awaited=is_awaited)
    was_last = not book.is_complete and decided.book.is_complete
    told = {held.lease.lease_id: held.next for held in command.held}
    top_up(decided, list(decided.book.stations.values()) if was_last else [station], told)
    return decided.events


def decide_collecting_over(hall: Hall) -> list[AnyEvent]:
    """Go on numbering without the stations that have not joined since the journal was restored."""
    if not hall.awaited:
        return []
    return [CollectingEnded(absent=tuple(sorted(hall.awaited)), skipped=SKIPPED)]


def _lost(hall: Hall, command: JoinHall, *, is_awaited: bool) -> dict[Lease, str]:
    """Return the leases that the station must not use any more, each with the reason."""
    book = hall.book
    told = {held.lease.lease_id: held.lease for held in command.held}
    lost: dict[Lease, str] = {}
    for held in book.held_by(command.station):
        if command.store is not None and held.lease.store != command.store:
            lost[held.lease] = "other-disk"
        elif not _fits(hall, held.lease, command):
            lost[held.lease] = "not-given-here"
        elif is_awaited and told.get(held.lease.lease_id) != held.lease:
            lost[held.lease] = "not-held"  # the station had it taken away by what the backup lacks
    for lease in told.values():
        if not _is_known(book, lease, command.station) and lease not in book.retired and lease.first <= lease.last:
            lost[lease] = "unknown"
            if (clash := book.leases.get(lease.lease_id)) is not None and clash.station == command.station:
                lost[clash.lease] = "unknown"
    return lost


def _fits(hall: Hall, lease: Lease, command: JoinHall) -> bool:
    zone = hall.centre.zone(lease.zone)
    if zone is None or zone.by_appointment or lease.zone not in command.zones:
        return False
    return zone.first <= lease.first <= lease.last <= zone.last


def _is_known(book: LeaseBook, lease: Lease, station: str) -> bool:
    held = book.leases.get(lease.lease_id)
    return held is not None and held.station == station and held.lease == lease


def _take_paper(decided: Decided, asked: Asked[JoinHall], paper: PrintedPaper, *, is_awaited: bool) -> None:
    hall = decided.hall
    known = hall.tickets.get(paper.ticket_id)
    if known is not None and known.station != asked.command.station:
        return
    if known is not None and (known.alone or not paper.alone):
        if not known.has_paper and (known.cycle, known.number) == (paper.cycle, paper.number):
            confirm_printed(decided, paper)
        return
    issued_at = asked.at - paper.age_s
    is_in_the_journal = not is_awaited or issued_at <= hall.book.whole_until
    if hall.centre.zone(paper.zone) is None or (is_of_the_past(hall, issued_at) and is_in_the_journal):
        return
    adopt_printed(decided, paper, asked.command.station, issued_at)
