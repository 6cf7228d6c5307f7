"""A console's owner loop that follows a hall, with a copy as the pages have one: for tests and benchmarks alone."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from deadline import DEADLINE_S

from console.daemon import subscriptions
from console.following.copy_keeping import KeptCopy
from console.following.following import HallFollowing
from console.following.hall_copy import HallCopy
from console.following.news import CopyBroken, News, Standing
from console.following.questions import Question, Questions
from firmware.clock import SystemClock
from firmware.inbox import Inbox, Stop
from hall.state import Hall
from mqtt_bridge.client import Arrived, Bridge, LinkChanged
from mqtt_bridge.commands import AnyCommand
from mqtt_bridge.replies import Result
from mqtt_bridge.settings import BrokerSettings, DeviceSettings
from mqtt_bridge.topics import BOARD, DEVICE_STATE, EVENT, REPLY, REQUEST


class FollowingConsole:
    """The room `console.following` in a thread of its own, on a real broker. It is its own pages."""

    def __init__(self, file: Path, site: str, port: int) -> None:
        self._inbox = Inbox()
        self._clock = SystemClock()
        settings = DeviceSettings(site=site, device="console", broker=BrokerSettings(port=port))
        self._bridge = Bridge(settings, self._inbox, subscriptions("console"))
        self._questions = Questions(lambda request: self._bridge.publish(REQUEST, request, peer="console"))
        self._changed = threading.Condition()
        self.copy = HallCopy(self._inbox.put)
        self.heard: list[tuple[float, News]] = []
        self._file = file
        self._thread = threading.Thread(target=self._run, name="console", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._bridge.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._inbox.put(Stop("the test ends"))
        self._thread.join(DEADLINE_S)
        self._bridge.stop()

    def hear(self, news: News) -> None:
        """Take news as the pages do, and let who waits look again."""
        with self._changed:
            self.heard.append((self._clock.monotonic(), news))
            self.copy.hear(news)
            self._changed.notify_all()

    def until(self, is_so: Callable[[], bool], deadline_s: float = DEADLINE_S) -> None:
        """Wait until *is_so* after some news; fail at the deadline."""
        with self._changed:
            assert self._changed.wait_for(is_so, deadline_s), (
                self.copy.standing,
                self.copy.hall and self.copy.hall.seq,
            )

    def until_live(self) -> Hall:
        """Wait until the copy is the hall, and return it."""
        self.until(lambda: self.copy.standing is Standing.LIVE and self.copy.hall is not None)
        assert self.copy.hall is not None
        return self.copy.hall

    def put(self, question: Question | CopyBroken) -> None:
        """Put something into the owner's inbox, as the pages do."""
        self._inbox.put(question)

    def ask(
        self, command: AnyCommand, request_id: str, patience_s: float = 15.0, times: int = 1
    ) -> list[Result | None]:
        """Ask as the pages do, as often as somebody clicks, and wait for all answers."""
        answers: list[Result | None] = []
        answered = threading.Semaphore(0)

        def take(result: Result | None) -> None:
            answers.append(result)
            answered.release()

        for _ in range(times):
            self.put(Question(command, "a7", request_id, patience_s, take))
        for _ in range(times):
            assert answered.acquire(timeout=patience_s + 5)
        return answers

    def _run(self) -> None:
        kept = KeptCopy(self._file, keep_days=400)  # SQLite wants to be used where it was opened
        self._following = HallFollowing(kept, self._questions, self._clock, [self])
        self._following.start()
        try:
            while True:
                due = min(self._following.tick(), self._questions.tick(self._clock.monotonic()))
                for message in self._inbox.take(min(due - self._clock.monotonic(), 1.0)):
                    if isinstance(message, Stop):
                        return
                    self._handle(message)
        finally:
            self._questions.give_up()
            self._following.close()

    def _handle(self, message: object) -> None:
        match message:
            case Arrived():
                received = self._bridge.read(message)
                if received is not None:
                    self._hear(received.topic, received.levels, received.message, message.at)
            case LinkChanged(up=up):
                self._following.link_changed(up=up)
                if up:
                    self._questions.link_came_up(self._clock.monotonic())
            case Question():
                self._questions.ask(message, self._clock.monotonic())
            case CopyBroken():
                self._following.hear_broken(message)

    def _hear(self, topic: object, levels: dict[str, str], message: Any, at: float) -> None:
        if topic is BOARD:
            self._following.hear_board(message, at)
        elif topic is EVENT:
            self._following.hear_events(message)
        elif topic is REPLY:
            self._questions.hear(message)
        elif topic is DEVICE_STATE:
            self._following.hear_device(levels["device"], message)
