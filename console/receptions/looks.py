"""Who looked at whose data: for the visitor who asks, and for whoever watches over it."""

from dataclasses import dataclass

from console.receptions.rows import Why
from console.receptions.store import Store

PAGE = 50
"""So many looks on one page."""


@dataclass(frozen=True, slots=True)
class LookMade:
    """One act of looking."""

    seq: int
    at: float
    staff: str
    why: Why
    booking_ids: tuple[str, ...]
    """What was shown; nothing, for a search that found nobody."""


@dataclass(frozen=True, slots=True)
class LooksPage:
    """Looks, the newest first."""

    looks: tuple[LookMade, ...]
    older_than: int | None
    """To ask for the next page with; None when there is none."""


def looks_page(
    store: Store,
    *,
    older_than: int | None = None,
    booking_id: str | None = None,
    staff: str | None = None,
    limit: int = PAGE,
) -> LooksPage:
    """Return a page of all looks, or of those at one booking, or by one of the staff."""
    query = (
        "SELECT seq, at, staff, why FROM looks WHERE (:older IS NULL OR seq < :older)"
        " AND (:staff IS NULL OR staff = :staff)"
        " AND (:booking IS NULL OR seq IN (SELECT look FROM looked_at WHERE booking_id = :booking))"
        " ORDER BY seq DESC LIMIT :most"
    )
    values = {"older": older_than, "staff": staff, "booking": booking_id, "most": limit + 1}
    with store.told_as_store_errors():
        rows = store.file.execute(query, values).fetchall()
        looks = tuple(LookMade(seq, at, by, Why(why), _booking_ids(store, seq)) for seq, at, by, why in rows[:limit])
    return LooksPage(looks, looks[-1].seq if len(rows) > limit else None)


def looks_at(store: Store, booking_id: str) -> list[LookMade]:
    """Return who looked at one booking, the first one first: the visitor may ask."""
    looks: list[LookMade] = []
    page = looks_page(store, booking_id=booking_id)
    looks += page.looks
    while page.older_than is not None:
        page = looks_page(store, booking_id=booking_id, older_than=page.older_than)
        looks += page.looks
    return looks[::-1]


def _booking_ids(store: Store, look: int) -> tuple[str, ...]:
    query = "SELECT booking_id FROM looked_at WHERE look = ? ORDER BY booking_id"
    return tuple(booking_id for (booking_id,) in store.file.execute(query, (look,)))
