"""What makes the sound: a Protocol, SDL's mixer on a Pi, and a player that only takes its time."""

import contextlib
import os
import threading
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

from audio.errors import NoCardError, PlayerError
from audio.pcm import RATE_HZ, duration_s

ALSA_CARDS = Path("/dev/snd")

_SLACK_S = 2.0
"""A device that has not finished so long after the sound's end has hung."""


class Player(Protocol):
    """A loudspeaker. All but `stop` are for one thread, the player's own."""

    def open(self) -> None:
        """Get the sound device; nothing when it is there already. Raises PlayerError, NoCardError among them."""

    def play(self, pcm: bytes, started: Callable[[], None], volume: float = 1.0) -> bool:
        """Play 48 kHz PCM and block until it has sounded to its end: True, or until `stop`: False.

        *volume* goes from 0 to 1. Calls *started* when the device has the first sample. Raises PlayerError when it is
        gone, or does not finish.
        """

    def stop(self) -> None:
        """Cut off what sounds, for good: the daemon ends. From any thread."""

    def close(self) -> None:
        """Give the device back. Twice is once."""


class MixerPlayer:
    """SDL's mixer (pygame-ce) on ALSA. Only the mixer: `pygame.init()` would take the screen as well."""

    def __init__(self, device: str = "", cards: Path | None = None) -> None:
        """Look for the sound cards in the folder *cards*, as ALSA keeps them; not at all when it is None."""
        self._device = device or None
        self._cards = cards
        self._found: frozenset[tuple[str, int]] = frozenset()
        self._stop = threading.Event()
        self._pygame: ModuleType | None = None

    def open(self) -> None:
        """See `Player`."""
        if self._pygame is not None:
            return
        self._found = self._look()
        if self._cards is not None and not self._found:
            # Asked for a card that is not there, libasound writes a page to standard error, each time.
            raise NoCardError(f"sound device {self._device or 'default'}: the machine has no sound card")
        os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
        import pygame

        try:
            pygame.mixer.init(RATE_HZ, -16, 1, buffer=512, devicename=self._device, allowedchanges=0)
        except pygame.error as error:
            raise PlayerError(f"sound device {self._device or 'default'}: {error}") from error
        self._pygame = pygame

    def play(self, pcm: bytes, started: Callable[[], None], volume: float = 1.0) -> bool:
        """See `Player`."""
        self.open()
        assert self._pygame is not None  # noqa: S101 - open() raises or sets it
        try:
            sound = self._pygame.mixer.Sound(buffer=pcm)
            sound.set_volume(volume)  # SDL's own, so that no sample need be touched here
            channel = sound.play()
        except self._pygame.error as error:
            self.close()
            raise PlayerError(f"sound device {self._device or 'default'}: {error}") from error
        started()
        self._stop.wait(duration_s(pcm))
        for _ in range(round(_SLACK_S / 0.02)):
            if self._stop.is_set():
                channel.stop()
                return False
            if self._found - self._look():
                # SDL goes on as if nothing were: it plays to a card that has been pulled out.
                self.close()
                raise PlayerError(f"sound device {self._device or 'default'}: was taken away")
            if not channel.get_busy():
                return True
            self._stop.wait(0.02)
        self.close()
        raise PlayerError(f"sound device {self._device or 'default'}: did not finish")

    def stop(self) -> None:
        """See `Player`."""
        self._stop.set()

    def close(self) -> None:
        """See `Player`."""
        if self._pygame is not None:
            self._pygame.mixer.quit()
            self._pygame = None

    def _look(self) -> frozenset[tuple[str, int]]:
        """Return what there is to play on; a card that was out and is in again is another one."""
        if self._cards is None:
            return frozenset()
        with contextlib.suppress(FileNotFoundError):  # pulled out just now
            return frozenset((node.name, node.stat().st_ino) for node in self._cards.glob("pcm*p"))
        return frozenset()


class SoundFault(Enum):
    """What can be wrong with a fake loudspeaker."""

    NONE = "none"
    MISSING = "missing"
    """There is no device; one that was there is gone."""
    BUSY = "busy"
    """Another program has it."""
    HANGING = "hanging"
    """The device takes the sound and never finishes it."""
    STUCK = "stuck"
    """The call into the driver does not come back, not even for a stop."""


def set_fault(player: "FakePlayer", question: dict[str, Any]) -> dict[str, Any]:
    """Give *player* the fault that a question at its door names; return the answer."""
    try:
        player.fault = SoundFault(question.get("fault"))
    except ValueError:
        return {"error": f"fault is one of {', '.join(fault.value for fault in SoundFault)}"}
    return {"fault": player.fault.value}


class FakePlayer:
    """A loudspeaker that makes no sound and takes its time, *speed* times as fast. *fault* may be set at any time."""

    def __init__(self, speed: float = 1.0, fault: SoundFault = SoundFault.NONE) -> None:
        self.fault = fault
        self.opened = 0
        """How often somebody looked for it."""
        self.volume = 1.0
        """Of what it played last."""
        self._speed = speed
        self._stop = threading.Event()
        self._never = threading.Event()

    def open(self) -> None:
        """See `Player`."""
        self.opened += 1
        if self.fault is SoundFault.MISSING:
            raise NoCardError("sound device default: there is none")
        if self.fault is SoundFault.BUSY:
            raise PlayerError("sound device default: device or resource busy")

    def play(self, pcm: bytes, started: Callable[[], None], volume: float = 1.0) -> bool:
        """See `Player`."""
        self.open()
        self.volume = volume
        started()
        while self.fault is SoundFault.STUCK:
            self._never.wait(0.02)
        sounds_s = duration_s(pcm) / self._speed
        if self._stop.wait(sounds_s):
            return False
        if self.fault is SoundFault.HANGING:
            self._stop.wait(_SLACK_S / self._speed)
            raise PlayerError("sound device default: did not finish")
        self.open()
        return True

    def stop(self) -> None:
        """See `Player`."""
        self._stop.set()

    def close(self) -> None:
        """See `Player`."""
