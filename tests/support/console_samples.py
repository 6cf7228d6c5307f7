"""Every page of the console, filled as on a busy day, in either language."""

from collections.abc import Iterable
from itertools import chain

from sample_bookings import bookings
from sample_desks import desks
from sample_edges import edges
from sample_entering import entering
from sample_hall import halls, helpers
from sample_lists import lists
from sample_offices import offices
from sample_reception import receptions
from sample_words import In, Sample

from firmware.words import Language


def samples(language: Language) -> dict[str, Sample]:
    """Return all sample pages by name."""
    say = In(language)
    parts: Iterable[Iterable[tuple[str, Sample]]] = (
        entering(say),
        receptions(say),
        desks(say),
        halls(say),
        helpers(say),
        offices(say),
        bookings(say),
        lists(say),
        edges(say),
    )
    return dict(chain.from_iterable(parts))
