"""How many numbers of a zone its stations may give alone: a share of the range's top third. Pure."""

from centre.settings import ZoneSettings


def pool_of(zone: ZoneSettings) -> range:
    """Return the numbers that leases come from: the top third of the zone's range."""
    size = (zone.last - zone.first + 1) // 3
    return range(zone.last - size + 1, zone.last + 1)


def lease_size(zone: ZoneSettings, stations: int) -> int:
    """Return how many numbers each of *stations* is to hold. A third of the pool is left to refill and replace."""
    return len(pool_of(zone)) * 2 // (3 * stations) if stations else 0
