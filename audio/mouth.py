"""The player's own thread: a sentence becomes sound here, one at a time, and its fate is told to the owner."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from audio.bank import KEPT_CLIPS, Bank, open_bank
from audio.begun import BegunCalls
from audio.click import CLICK, click
from audio.clips import Clip
from audio.engines import Voices
from audio.errors import AudioError, MissingClipError, NoCardError, PlayerError
from audio.joining import Gaps, joined
from audio.pcm import duration_s
from audio.player import Player
from audio.rendering import render
from audio.sentence import Sentence
from firmware.clock import Clock, SystemClock
from firmware.inbox import Inbox
from firmware.words import Id
from firmware.worker import Worker

RETRY_S = 2.0
"""How often a missing sound device is looked for."""
LONGEST_RETRY_S = 60.0
"""A device that is there and does not open is tried ever less often: libasound writes a page about each try."""
LIMIT_S = 30.0
"""A mouth that says nothing of a call for so long beyond its length hangs in a library."""


@dataclass(frozen=True)
class Manner:
    """How a sentence is spoken."""

    gaps: Gaps = field(default_factory=Gaps)
    times: int = 1
    volume: float = 1.0
    """As a part of full."""


@dataclass(frozen=True)
class Say:
    """Speak *sentence*. `call_id` is the call's or the announcement's."""

    call_id: Id
    sentence: Sentence
    manner: Manner = field(default_factory=Manner)


class ReopenBank:
    """The bank has other clips now."""


class LookAgain:
    """Somebody waits for the sound device: it is worth a look at once."""


@dataclass(frozen=True)
class SayingStarted:
    """The device has the first sample."""

    call_id: Id
    pcm: bytes
    at: float
    """Unix seconds."""


@dataclass(frozen=True)
class SayingEnded:
    """The saying is over, heard to its end or cut off by a stop."""

    call_id: Id
    is_whole: bool


@dataclass(frozen=True)
class SayingFailed:
    """The call was not heard, or not to its end."""

    call_id: Id
    why: str
    is_device: bool
    """The device was the cause, so that it is worth another try; otherwise there were no words to speak."""


@dataclass(frozen=True)
class SoundChanged:
    """The sound device was found, or is missing."""

    why: str
    """What is wrong; empty when it is there."""


@dataclass(frozen=True)
class ClipMissed:
    """A clip had to be rendered while a call waited, or could not even be that."""

    key: str
    why: str


class Mouth:
    """Speaks with *player* what the bank in *folder* has, and renders what it lacks at once. Answers into *inbox*.

    Without *begun* nothing is remembered over a restart: whoever says nothing twice anyway does without. A mouth that
    is not vital may hang, and the daemon goes on.
    """

    def __init__(  # noqa: PLR0913 - the parts of one speaker
        self,
        player: Player,
        folder: Path,
        voices: Voices,
        inbox: Inbox,
        begun: BegunCalls | None = None,
        retry_s: float = RETRY_S,
        *,
        is_vital: bool = True,
        kept_clips: int = KEPT_CLIPS,
    ) -> None:
        self._player = player
        self._folder = folder
        self._voices = voices
        self._inbox = inbox
        self._begun = begun
        self._clock: Clock = SystemClock()
        self._bank: Bank = open_bank(folder, kept_clips)
        self._wrong: str | None = None
        self._kept_clips = kept_clips
        self._first_retry_s = self._retry_s = retry_s
        self._retry_at = float("-inf")
        self.worker = Worker("mouth", self._work, idle_s=retry_s, limit_s=LIMIT_S, is_vital=is_vital)

    @property
    def begun(self) -> tuple[Id, ...]:
        """Return the calls that were begun before this start, while the thread has not started."""
        return self._begun.ids if self._begun is not None else ()

    def start(self) -> None:
        """Start the thread; it looks for the sound device at once."""
        self.worker.start()
        self.worker.put(None)

    def stop(self, patience_s: float = 10.0) -> bool:
        """Cut off what is being said, end the thread and give the device back; False if it did not end in time."""
        self._player.stop()
        if not self.worker.stop(patience_s):
            return False
        self._player.close()
        return True

    # What follows runs on the mouth's own thread.

    def _work(self, job: object | None) -> None:
        if isinstance(job, ReopenBank):
            self._bank = open_bank(self._folder, self._kept_clips)
        elif isinstance(job, Say):
            self._say(job)
        elif self._wrong != "" and (isinstance(job, LookAgain) or self._clock.monotonic() >= self._retry_at):
            self._look_for_device()

    def _look_for_device(self) -> None:
        try:
            self._player.open()
        except PlayerError as error:
            if not isinstance(error, NoCardError):
                self._retry_at = self._clock.monotonic() + self._retry_s
                self._retry_s = min(self._retry_s * 2, LONGEST_RETRY_S)
            self._tell(str(error))
        else:
            self._retry_s = self._first_retry_s
            self._tell("")

    def _tell(self, wrong: str) -> None:
        if wrong != self._wrong:
            self._wrong = wrong
            self._inbox.put(SoundChanged(wrong))

    def _say(self, job: Say) -> None:
        words = {spoken.clip.key: spoken.clip for spoken in job.sentence.spoken}
        try:
            tone = self._tone(job.sentence.tone)
            pcm = joined(job.sentence, lambda key: self._sound(words[key]), tone, job.manner.gaps, job.manner.times)
        except AudioError as error:
            self._inbox.put(SayingFailed(job.call_id, str(error), is_device=False))
            return

        if not pcm:
            self._inbox.put(SayingFailed(job.call_id, "there is nothing to say", is_device=False))
            return

        def started() -> None:
            self._inbox.put(SayingStarted(job.call_id, pcm, self._clock.wall()))

        self.worker.thread.takes_up(duration_s(pcm) + LIMIT_S)
        if self._begun is not None:
            self._begun.begin(job.call_id)
        try:
            is_whole = self._player.play(pcm, started, job.manner.volume)
        except PlayerError as error:
            if self._begun is not None:
                self._begun.take_back(job.call_id)
            self._tell(str(error))
            self._inbox.put(SayingFailed(job.call_id, str(error), is_device=True))
        else:
            self._tell("")
            self._inbox.put(SayingEnded(job.call_id, is_whole))

    def _tone(self, key: str) -> bytes:
        if key in {"", CLICK}:
            return click() if key else b""
        try:
            return self._from_bank(lambda bank: bank.sound(key))
        except MissingClipError as error:
            self._inbox.put(ClipMissed(key, str(error)))
            return b""  # words without a tone are better than none

    def _from_bank(self, wanted: Callable[[Bank], bytes]) -> bytes:
        """Return a clip's PCM; a bank that lacks it may have been built by somebody else. Raises MissingClipError."""
        try:
            return wanted(self._bank)
        except MissingClipError:
            if not self._bank.is_outdated:
                raise
        self._bank = open_bank(self._folder, self._kept_clips)
        return wanted(self._bank)

    def _sound(self, clip: Clip) -> bytes:
        try:
            return self._from_bank(lambda bank: bank.spoken(clip))
        except MissingClipError as error:
            self._inbox.put(ClipMissed(clip.key, str(error)))
            engine = self._voices[clip.language][-1]
            self.worker.goes_on()
            return render(clip, engine, self._bank.voice(engine, clip.language))
