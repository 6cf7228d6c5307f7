"""Several deeds at once, each in a thread, for as long as a block lasts. None of them ends unseen."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

Deed = Callable[[threading.Event], None]
"""Goes on until the event is set."""


@contextmanager
def going_on(deeds: Sequence[Deed]) -> Iterator[None]:
    """Do all *deeds* meanwhile; what one of them raises is raised at the end."""
    stop = threading.Event()
    with ThreadPoolExecutor(max(len(deeds), 1)) as pool:
        running = [pool.submit(deed, stop) for deed in deeds]
        try:
            yield
        finally:
            stop.set()
    for deed in running:
        deed.result()
