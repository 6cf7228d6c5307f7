"""Which numbers the station may give alone: the leases of its own disk, and how far each is used. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from firmware.words import Id, Slug
from kiosk.kept import Contents, LeasesHeld
from mqtt_bridge.lease import HeldLease, Lease, Leases


@dataclass
class _Page:
    """A lease that the station holds."""

    lease: Lease
    next: int
    is_written: bool
    """Whether the disk knows of it. Not used before."""

    @property
    def left(self) -> int:
        return max(self.lease.last + 1 - self.next, 0) if self.is_written else 0


class LeaseBook:
    """What the newest word on leases allows. A number that was taken is never given again, whatever becomes of it."""

    def __init__(self) -> None:
        self.store: Id | None = None
        """The id of the disk; None until it was read."""
        self._pages: dict[Id, _Page] = {}
        self._retired: set[Id] = set()
        self._newest: Leases | None = None

    def open(self, contents: Contents) -> LeasesHeld | None:
        """Take what the disk holds; return what it is to hold from now on, if that is something else.

        A disk that was opened before is behind this book: nothing is taken from it.
        """
        if contents.store == self.store:
            return None
        self.store = contents.store
        self._retired = set(contents.retired)
        self._pages = {
            held.lease.lease_id: _Page(held.lease, held.next, is_written=True)
            for held in contents.held
            if held.lease.store == self.store
        }
        return self.hear(self._newest) if self._newest is not None else None

    def hear(self, message: Leases) -> LeasesHeld | None:
        """Take the dispatcher's newest word; return what is to be written, if anything."""
        self._newest = message
        if self.store is None:
            return None
        granted = {lease.lease_id: lease for lease in message.leases if lease.store == self.store}
        gone = self._pages.keys() - granted.keys()
        new = granted.keys() - self._pages.keys() - self._retired
        self._retired |= gone
        for lease_id in gone:
            del self._pages[lease_id]
        for lease_id, lease in granted.items():
            if lease_id in new:
                self._pages[lease_id] = _Page(lease, lease.first, is_written=False)
        if not gone and not new:
            return None
        return LeasesHeld(leases=tuple(page.lease for page in self._pages.values()))

    def written(self, leases: Iterable[Lease]) -> None:
        """Take note that the disk knows of *leases*."""
        for lease in leases:
            if lease.lease_id in self._pages:
                self._pages[lease.lease_id].is_written = True

    def take(self, zone: Slug) -> tuple[Lease, int]:
        """Return the zone's next number, and the lease that it is of. Raises LookupError when none is left."""
        for page in self._pages.values():
            if page.lease.zone == zone and page.left:
                page.next += 1
                return page.lease, page.next - 1
        raise LookupError(f"no number of {zone} is left")

    def left(self, zone: Slug) -> int:
        """Return how many numbers of *zone* can be given."""
        return sum(page.left for page in self._pages.values() if page.lease.zone == zone)

    def has_lease(self, zone: Slug) -> bool:
        """Tell whether there is a lease of *zone*, used up or not."""
        return any(page.lease.zone == zone for page in self._pages.values())

    def held(self) -> tuple[HeldLease, ...]:
        """Return all leases, for `JoinHall`."""
        return tuple(HeldLease(lease=page.lease, next=page.next) for page in self._pages.values())
