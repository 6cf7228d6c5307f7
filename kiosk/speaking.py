"""The station's small speaker: says one thing after the other to whoever has pressed, and is never in the way.

What is sounding is said to its end. Of what waits only the newest press's words are said, and none that is too old: who
pressed has gone. What is said, in which words, is `kiosk.speech`'s.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from audio.click import CLICK
from audio.mouth import (
    ClipMissed,
    LookAgain,
    Manner,
    Mouth,
    Say,
    SayingEnded,
    SayingFailed,
    SayingStarted,
    SoundChanged,
)
from audio.player import Player
from audio.sentence import Sentence
from audio.settings import voices_of
from firmware.inbox import Inbox
from firmware.words import Id, Language, new_id
from kiosk.speaker_settings import SpeakerSettings
from mqtt_bridge.devices import Fault

PATIENCE_S = 10.0
"""Words that have not begun by then are of no use."""
AGAIN_S = 60.0
"""For so long a clip counts as missing from the bank, unless it is missed again."""
STOP_WITHIN_S = 2.0
KEPT_CLIPS = 16
"""In memory: nobody waits for the few milliseconds that a clip takes from the card."""

_log = logging.getLogger("speaker")


@dataclass(frozen=True)
class Saying:
    """Words for one press."""

    press: Id
    about: str
    """`ticket`, `now-serving`, `summon`, `feedback`, or the code of a refusal."""
    language: Language | None
    """None for words in both."""
    sentence: Sentence


Show = Callable[[Saying | None, bytes, float], None]
"""Shows the simulator what begins to sound: the words, or None for a click; their PCM, and when (Unix seconds)."""


def show_nobody(_saying: Saying | None, _pcm: bytes, _at: float) -> None:
    """Show nothing: outside a simulation nobody watches."""


def open_mouth(speaker: SpeakerSettings, player: Player, inbox: Inbox) -> Mouth:
    """Return a mouth of which nobody waits for anything: no ticket is late, and no process ends, because it hangs."""
    voices = voices_of(speaker.kk, speaker.ru)
    return Mouth(player, Path(speaker.bank), voices, inbox, is_vital=False, kept_clips=KEPT_CLIPS)


class Speaking:
    """Gives the *mouth* one thing at a time, at a *volume* of 1 at most. For the owner thread; nothing blocks."""

    def __init__(self, mouth: Mouth, show: Show, volume: float = 1.0) -> None:
        self._mouth = mouth
        self._manner = Manner(volume=volume)
        self._show = show
        self._sounding: Id | None = None
        """What the mouth was given last and has not ended."""
        self._saying: Saying | None = None
        self._waiting: Saying | None = None
        self._until = float("-inf")
        self._wrong = ""
        self._lacking: dict[str, str] = {}
        self._look_at = float("inf")

    @property
    def thread(self) -> threading.Thread:
        """Return the thread that must live. It may hang in its driver."""
        return self._mouth.worker.thread

    def start(self) -> None:
        """Start the thread; it looks for the sound device at once."""
        self._mouth.start()

    def stop(self) -> bool:
        """Cut off what is being said; False if the device did not let it end in time."""
        return self._mouth.stop(STOP_WITHIN_S)

    def click(self) -> None:
        """Have a press be heard at once, unless something sounds already."""
        if self._sounding is None and not self._wrong:
            self._give(None, new_id(), Sentence((), CLICK))

    def say(self, saying: Saying, now: float) -> None:
        """Have *saying* said after what sounds now, in place of what waits. Nothing is kept for a missing device."""
        if self._wrong:
            _log.info("words dropped press=%s about=%s why=no-sound", saying.press, saying.about)
            self._mouth.worker.put(LookAgain())
            return
        self._drop("overtaken")
        self._waiting, self._until = saying, now + PATIENCE_S
        self._next()

    def handle(self, message: object, now: float) -> None:
        """Take one value from the inbox."""
        match message:
            case SayingStarted(call_id=said, pcm=pcm, at=at) if said == self._sounding:
                if self._saying is not None:
                    _log.info("words speaking press=%s about=%s", self._saying.press, self._saying.about)
                self._show(self._saying, pcm, at)
            case SayingEnded(call_id=said) | SayingFailed(call_id=said) if said == self._sounding:
                if isinstance(message, SayingFailed):
                    _log.warning("words not spoken why=%s", message.why)
                self._sounding = self._saying = None
                self._next()
            case SoundChanged(why=why):
                self._sound_changed(why)
            case ClipMissed(key=key, why=why):
                if key not in self._lacking:
                    _log.warning("clip missing key=%s why=%s", key, why)
                self._lacking[key] = why
                self._look_at = min(self._look_at, now + AGAIN_S)

    def tick(self, now: float) -> float:
        """Drop what is too old, and forget clips that were missing once; return when there is something to do."""
        if self._waiting is not None and now >= self._until:
            self._drop("too-late")
        if now >= self._look_at:
            self._look_at = float("inf")
            self._lacking.clear()  # what the bank still lacks then is missed again
        return min(self._look_at, self._until if self._waiting is not None else float("inf"))

    def faults(self) -> tuple[Fault, ...]:
        """Return what ails the speaker."""
        no_sound = (Fault(code="no-sound", detail=self._wrong[:200]),) if self._wrong else ()
        if not self._lacking:
            return no_sound
        key, why = next(iter(self._lacking.items()))
        return (*no_sound, Fault(code="missing-clips", detail=f"{len(self._lacking)}: {key}: {why}"[:200]))

    def _sound_changed(self, why: str) -> None:
        _log.log(logging.WARNING if why else logging.INFO, "sound changed to=%s", why or "ok")
        self._wrong = why
        if why:
            self._drop("no-sound")

    def _next(self) -> None:
        if self._sounding is None and self._waiting is not None:
            saying, self._waiting = self._waiting, None
            self._give(saying, saying.press, saying.sentence)

    def _give(self, saying: Saying | None, name: Id, sentence: Sentence) -> None:
        self._saying, self._sounding = saying, name
        self._mouth.worker.put(Say(name, sentence, self._manner))

    def _drop(self, why: str) -> None:
        if self._waiting is not None:
            _log.info("words dropped press=%s about=%s why=%s", self._waiting.press, self._waiting.about, why)
            self._waiting = None
