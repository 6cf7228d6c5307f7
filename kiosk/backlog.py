"""What a station still has to write: all of it in order, and of what only the newest counts for no older one."""

from kiosk.kept import PAPERS_KEPT, CentreHeard, Fact, LeasesHeld, Noted, PaperOut


class Backlog:
    """Facts that wait for the disk, which may be broken for a day. It stays small."""

    def __init__(self) -> None:
        self._facts: list[Fact] = []

    def __len__(self) -> int:
        return len(self._facts)

    def facts(self) -> tuple[Fact, ...]:
        """Return what waits, in the order in which it came."""
        return tuple(self._facts)

    def add(self, fact: Fact) -> None:
        """Note *fact*; an older one that it replaces waits no longer, nor does more paper than a file keeps."""
        if isinstance(fact, (LeasesHeld, CentreHeard)):
            self._facts = [waiting for waiting in self._facts if type(waiting) is not type(fact)]
        elif isinstance(fact, Noted):
            self._facts = [w for w in self._facts if not (isinstance(w, Noted) and w.key == fact.key)]
        elif isinstance(fact, PaperOut):
            papers = [waiting for waiting in self._facts if isinstance(waiting, PaperOut)]
            if len(papers) >= PAPERS_KEPT:
                self._facts.remove(papers[0])
        self._facts.append(fact)

    def clear(self) -> None:
        """All of it is on the disk."""
        self._facts = []
