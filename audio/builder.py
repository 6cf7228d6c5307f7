"""Keeps the bank complete: what the centre needs and the bank lacks is built in a thread, while calls are spoken."""

import logging
import threading
from dataclasses import dataclass
from pathlib import Path

from audio.bank import open_bank
from audio.building import Built, Order, build_bank
from audio.clips import Clip, Needs, inventory
from audio.engines import Voices
from audio.tones import FALLING, chime_stamp
from firmware.inbox import Inbox
from firmware.worker import Worker
from mqtt_bridge.devices import Fault

LIMIT_S = 300.0
"""More than measuring a new voice takes, which renders a dozen clips; from then on each clip counts."""
AGAIN_S = 60.0
"""After a build that left clips out, or a clip that was missed: the next try."""

_NEVER = float("inf")
_log = logging.getLogger("builder")


@dataclass(frozen=True)
class BankBuilt:
    """A run of the builder is over."""

    built: Built
    why: str = ""
    """Why there was no run at all; empty when there was one."""


class Builder:
    """Builds the bank in *folder*. All methods are for the owner, whose *inbox* gets `BankBuilt`."""

    def __init__(self, folder: Path, voices: Voices, inbox: Inbox, chime: str = FALLING) -> None:
        self._folder = folder
        self._voices = voices
        self._chime = chime
        self._inbox = inbox
        self._needs: Needs | None = None
        self._lacking: dict[str, str] = {}
        self._is_building = False
        self._again_at = _NEVER
        self._stopping = threading.Event()
        self.worker = Worker("builder", self._work, limit_s=LIMIT_S)
        self.is_settled = False
        """Whether it is known what the bank has: nothing is missing, or a first build is over."""

    def need(self, needs: Needs, now: float) -> None:
        """Make sure of a centre that needs this. Builds only what a look at the manifest says is missing."""
        if needs == self._needs:
            return
        self._needs = needs
        bank = open_bank(self._folder)
        if not bank.lacks_tone(chime_stamp(self._chime)) and not bank.missing(inventory(needs), self._voices):
            self.is_settled = True
        else:
            self._build_at(now)

    def missed(self, key: str, why: str, now: float) -> None:
        """Note that a call wanted a clip that the bank does not have: it is built, and is a fault until then."""
        if key not in self._lacking:
            _log.warning("clip missing key=%s why=%s", key, why)
        self._lacking[key] = why
        self._build_at(now if self._again_at == _NEVER else self._again_at)

    def built(self, message: BankBuilt, now: float) -> None:
        """Take note of a run's end."""
        self._is_building = False
        self.is_settled = True
        self._lacking = {"bank": message.why} if message.why else dict(message.built.failed)
        if self._lacking:
            key, why = next(iter(self._lacking.items()))
            _log.warning("bank incomplete missing=%d first=%s why=%s", len(self._lacking), key, why)
            self._build_at(now + AGAIN_S)

    def tick(self, now: float) -> float:
        """Begin a build that is due; return when the next one is."""
        if now >= self._again_at and not self._is_building and self._needs is not None:
            self._is_building = True
            self._again_at = _NEVER
            self.worker.put(tuple(inventory(self._needs)))
        return _NEVER if self._is_building else self._again_at

    def faults(self) -> tuple[Fault, ...]:
        """Return what the bank lacks, as a fault of the device."""
        if not self._lacking:
            return ()
        key, why = next(iter(self._lacking.items()))
        return (Fault(code="missing-clips", detail=f"{len(self._lacking)}: {key}: {why}"[:200]),)

    def stop(self) -> None:
        """End the thread after the clip that it is at."""
        self._stopping.set()
        self.worker.stop()

    def _build_at(self, at: float) -> None:
        self._again_at = min(self._again_at, at)

    # What follows runs on the builder's own thread.

    def _work(self, job: object | None) -> None:
        if not isinstance(job, tuple) or self._stopping.is_set():
            return
        clips: tuple[Clip, ...] = job
        try:
            built = build_bank(self._folder, Order(clips, self._voices, self._chime, go_on=self._go_on))
        except OSError as error:
            self._inbox.put(BankBuilt(Built(), why=f"{self._folder}: {error.strerror}"))
        else:
            self._inbox.put(BankBuilt(built))

    def _go_on(self) -> bool:
        self.worker.goes_on()
        return not self._stopping.is_set()
