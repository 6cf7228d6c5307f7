"""The owner's side of the copy: what comes by MQTT is kept and told to the pages, what is missing is asked for."""

import logging
from collections.abc import Sequence
from functools import partial

from console.following.copy_keeping import KeptCopy
from console.following.follower import Follower, Forgot, Outcome
from console.following.news import (
    BoardSeen,
    CopyBroken,
    DeviceChanged,
    HallAnew,
    HallGrew,
    News,
    Pages,
    Standing,
    StandingChanged,
)
from console.following.questions import Question, Questions
from firmware.clock import Clock
from firmware.words import new_id
from mqtt_bridge.commands import EventsSince
from mqtt_bridge.devices import DeviceState, Fault, supersedes
from mqtt_bridge.events import Events
from mqtt_bridge.public import Board
from mqtt_bridge.replies import EventsPage, Result

PAGE_PATIENCE_S = 2.0
BROKEN_AGAIN_S = 60.0
"""A day that the pages cannot digest is asked for anew so often: the same events may well break the copy again."""

_log = logging.getLogger("following")


class HallFollowing:
    """For the owner thread."""

    def __init__(self, copy: KeptCopy, questions: Questions, clock: Clock, pages: Sequence[Pages] = ()) -> None:
        self._copy = copy
        self._questions = questions
        self._now = clock.monotonic
        self._pages = tuple(pages)
        self._follower = Follower(copy)
        self._are_told_all = True
        """Whether the pages know what the copy has, up to its newest event."""
        self._standing: Standing | None = None
        self._devices: dict[str, DeviceState] = {}
        self._is_broken = False
        self._mend_at = 0.0

    @property
    def fault(self) -> Fault | None:
        """What keeps the copy from the disk."""
        return self._copy.fault

    def start(self) -> None:
        """Tell the pages what the file has."""
        self._say_standing()
        today = self._copy.today()
        _log.info("hall copy opened seq=%d day=%s events=%d", self._follower.seq, self._copy.day, len(today))
        self._tell(HallAnew(today))

    def link_changed(self, *, up: bool) -> None:
        """Find out what was missed while the link was away."""
        self._follower.link_changed(self._now(), up=up)

    def hear_board(self, board: Board, at: float) -> None:
        """Note how far the hall is. *at* is when the board came."""
        self._follower.hear_board(board, self._now())
        self._tell(BoardSeen(board, at))

    def hear_events(self, events: Events) -> None:
        """Take what one transaction of the dispatcher wrote."""
        self._follow(self._follower.hear_events(events.events, self._now()))

    def hear_device(self, device: str, state: DeviceState) -> None:
        """Tell the pages how a device is, unless it is the will of an earlier life."""
        known = self._devices.get(device)
        if known is None or supersedes(state, known):
            self._devices[device] = state
            self._tell(DeviceChanged(device, state))

    def hear_broken(self, broken: CopyBroken) -> None:
        """Ask for the day anew, though not again and again."""
        _log.error("hall copy broken seq=%d why=%s", self._follower.seq, broken.why)
        self._is_broken = True

    def tick(self) -> float:
        """Ask for what is missing, look after the file; return when there is more to do."""
        now = self._now()
        due = self._copy.tick(now)
        if self._is_broken and now >= self._mend_at:
            self._is_broken, self._mend_at = False, now + BROKEN_AGAIN_S
            self._copy.forget_today()
            self._begin(now)
        if self._copy.is_another:
            self._begin(now)
        question = self._follower.question(now)
        if question is not None:
            answered = partial(self._hear_page, question)
            self._questions.ask(Question(question, "", new_id(), PAGE_PATIENCE_S, answered), now)
        self._say_standing()
        return min(due, self._follower.next_due(now), self._mend_at if self._is_broken else float("inf"))

    def close(self) -> None:
        """Let go of the file."""
        self._copy.close()

    def _begin(self, now: float) -> None:
        self._copy.is_another = self._are_told_all = False
        self._follower.begin(self._copy, now)

    def _hear_page(self, question: EventsSince, result: Result | None) -> None:
        page = result if isinstance(result, EventsPage) else None
        self._follow(self._follower.answer(question, page, self._now()))

    def _follow(self, outcomes: Sequence[Outcome]) -> None:
        for outcome in outcomes:
            if isinstance(outcome, Forgot):
                _log.warning("events forgotten after=%d why=the journal has others there", outcome.after)
                self._are_told_all = False
                self._copy.forget_after(outcome.after)
                continue
            self._are_told_all = self._are_told_all and not outcome.after_a_hole
            if self._are_told_all:
                self._tell(HallGrew(outcome.recorded))  # before the disk: what it loses can be asked for
            self._copy.append(outcome.recorded)
        if self._follower.has_caught_up and not self._are_told_all and not self._copy.is_another:
            self._are_told_all = True
            self._tell(HallAnew(self._copy.today()))

    def _say_standing(self) -> None:
        standing = self._follower.standing(self._now())
        if standing is not self._standing:
            _log.info("standing changed to=%s seq=%d", standing.value, self._follower.seq)
            self._standing = standing
            self._tell(StandingChanged(standing))

    def _tell(self, news: News) -> None:
        for each in self._pages:
            each.hear(news)
