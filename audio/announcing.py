"""What is said to all, ahead of every call: each id once, none that is too old, and an evacuation before all. Pure."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from audio.seen import Seen
from firmware.words import Id
from mqtt_bridge.hall_events import AnnouncementKind
from mqtt_bridge.public import Announcement

_ALARMS = (AnnouncementKind.EVACUATION, AnnouncementKind.EVACUATION_OVER)

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
    """Whether everybody is to leave, and what is still to be said to all; *begun* was said in an earlier life."""

    def __init__(self, begun: Iterable[Id] = ()) -> None:
        self._seen = Seen(begun)
        self._waiting: list[Notice] = []
        self.is_evacuation = False
        """As the newest word has it. No call is spoken then."""

    def take_in(self, announcements: Iterable[Announcement], arrived: float) -> bool:
        """Note the *announcements*, oldest first; tell whether one of them shall be spoken.

        The newest word of an evacuation overtakes all that was not said yet: nobody is sent out any more once the
        danger is over. Others wait behind it, the newest of each kind.
        """
        is_news = False
        for one in announcements:
            if self._seen.is_new(one.announcement_id) and one.speak_left_s > 0:
                is_alarm = one.kind in _ALARMS
                self._drop("overtaken", [n for n in self._waiting if is_alarm or n.announcement.kind is one.kind])
                self._waiting.append(Notice(one, arrived + one.speak_left_s))
                if is_alarm:
                    self.is_evacuation = one.kind is AnnouncementKind.EVACUATION
                is_news = True
        self._drop("no-longer-so", [notice for notice in self._waiting if not self._fits(notice)])
        return is_news and bool(self._waiting)

    def board_says(self, *, evacuation: bool) -> None:
        """Take the board's word, which is newer than what came on it or before it."""
        self.is_evacuation = evacuation
        self._drop("no-longer-so", [notice for notice in self._waiting if not self._fits(notice)])

    def dropped(self, now: float) -> None:
        """Take out what is too old."""
        self._drop("too-late", [notice for notice in self._waiting if notice.until <= now])

    def next(self) -> Notice | None:
        """Take out what is to be said now."""
        return self._waiting.pop(0) if self._waiting else None

    def put_back(self, notice: Notice) -> None:
        """Have *notice* said anew, unless there is a newer word: the sound device did not take it."""
        newer = {waiting.announcement.kind for waiting in self._waiting}
        if self._fits(notice) and notice.announcement.kind not in newer and not newer.intersection(_ALARMS):
            self._waiting.insert(0, notice)

    def next_due(self) -> float:
        """Return the monotonic time at which what waits grows too old; infinity when nothing does."""
        return min((notice.until for notice in self._waiting), default=float("inf"))

    def _fits(self, notice: Notice) -> bool:
        """While everybody is to leave nothing else is said, and nobody is told to once that is over."""
        return (notice.announcement.kind is AnnouncementKind.EVACUATION) is self.is_evacuation

    def _drop(self, why: str, notices: Iterable[Notice]) -> None:
        for notice in notices:
            _log.warning("announcement dropped announcement_id=%s why=%s", notice.id, why)
            self._waiting.remove(notice)
