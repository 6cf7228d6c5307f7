"""What is said to all, ahead of every call: the newest word alone, each id once, and none that is too old. Pure."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from audio.seen import Seen
from firmware.words import Id
from mqtt_bridge.hall_events import AnnouncementKind
from mqtt_bridge.public import Announcement

_log = logging.getLogger("audio")


@dataclass(frozen=True)
class Notice:
    """An announcement that waits to be spoken."""

    announcement: Announcement
    until: float
    """Monotonic seconds: later it is of no use to anybody."""

    @property
    def id(self) -> Id:
        """The announcement's."""
        return self.announcement.announcement_id


class Announcing:
    """Whether everybody is to leave, and what is still to be said of it; *begun* was said in an earlier life."""

    def __init__(self, begun: Iterable[Id] = ()) -> None:
        self._seen = Seen(begun)
        self._waiting: Notice | None = None
        self.is_evacuation = False
        """As the newest word has it. No call is spoken then."""

    def take_in(self, announcements: Iterable[Announcement], arrived: float) -> bool:
        """Note the *announcements*, oldest first; tell whether one of them shall be spoken.

        What was not said yet is overtaken: nobody is sent out any more once the danger is over.
        """
        before = self._waiting
        for one in announcements:
            if self._seen.is_new(one.announcement_id) and one.speak_left_s > 0:
                self._drop("overtaken")
                self._waiting = Notice(one, arrived + one.speak_left_s)
                self.is_evacuation = one.kind is AnnouncementKind.EVACUATION
        return self._waiting is not before

    def board_says(self, *, evacuation: bool) -> None:
        """Take the board's word, which is newer than what came on it or before it."""
        self.is_evacuation = evacuation
        if self._waiting is not None and not self._fits(self._waiting):
            self._drop("no-longer-so")

    def dropped(self, now: float) -> None:
        """Take out what is too old."""
        if self._waiting is not None and self._waiting.until <= now:
            self._drop("too-late")

    def next(self) -> Notice | None:
        """Take out what is to be said now."""
        notice, self._waiting = self._waiting, None
        return notice

    def put_back(self, notice: Notice) -> None:
        """Have *notice* said anew, unless there is a newer word: the sound device did not take it."""
        if self._waiting is None and self._fits(notice):
            self._waiting = notice

    def next_due(self) -> float:
        """Return the monotonic time at which what waits grows too old; infinity when nothing does."""
        return float("inf") if self._waiting is None else self._waiting.until

    def _fits(self, notice: Notice) -> bool:
        return (notice.announcement.kind is AnnouncementKind.EVACUATION) is self.is_evacuation

    def _drop(self, why: str) -> None:
        if self._waiting is not None:
            _log.warning("announcement dropped announcement_id=%s why=%s", self._waiting.id, why)
            self._waiting = None
