"""Building a bank: what is missing is rendered, shaped and put in its place, one whole file after the other.

It resumes where it was killed, and a second run does nothing. Each clip is said by the best engine that has it.
"""

import fcntl
import hashlib
import logging
import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from audio.bank import MANIFEST, Entry, Manifest, Voice, file_of, read_manifest, voice_of
from audio.clips import ALARM, CHIME, NOTICE, Clip
from audio.engines import Engine, Voices
from audio.errors import EngineError
from audio.pcm import to_pcm, wav_bytes
from audio.rendering import measured, render
from audio.tones import FALLING, alarm, chime_named, chime_stamp, notice

_SAVE_EVERY = 10
_OWN_ENGINE = "kezek"

_log = logging.getLogger("bank")


class Lesser(NamedTuple):
    """Which engine said a clip instead of the first one, and why."""

    engine: str
    why: str


@dataclass
class Built:
    """What a run of `build_bank` did."""

    rendered: int = 0
    kept: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    """Why, per clip that no engine could say."""
    lesser: dict[str, Lesser] = field(default_factory=dict)
    """Per clip that was not said by its first engine."""


@dataclass(frozen=True)
class Order:
    """What a bank is to have."""

    clips: Sequence[Clip]
    voices: Voices
    chime: str = FALLING
    processes: int = 1
    go_on: Callable[[], bool] = lambda: True
    """Asked before each clip: False ends the run early, and nothing is lost by it."""
    tell: Callable[[int, int], None] = lambda _done, _of: None
    """Told how many clips of those that were missing are made."""


def build_bank(folder: Path, order: Order) -> Built:
    """Make what is missing, and the tones. Blocks; two builders of one folder wait for each other.

    Raises OSError when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        run = _Run(folder, order)
        try:
            run.make_tones()
            run.make_clips()
        finally:
            run.save()
    built = run.built
    _log.info("bank built rendered=%d kept=%d failed=%d", built.rendered, built.kept, len(built.failed))
    return built


@dataclass(frozen=True)
class _Job:
    clip: Clip
    engine: Engine
    voice: Voice


class _Run:
    def __init__(self, folder: Path, order: Order) -> None:
        self._folder = folder
        self._order = order
        self._manifest = _whole(folder)
        self._missing = [clip for clip in order.clips if not self._is_current(clip)]
        self._dead: dict[str, str] = {}
        """Why, per voice that cannot be had in this run."""
        self._why_not: dict[str, dict[str, str]] = {}
        """Per clip and engine."""
        self.built = Built(kept=len(order.clips) - len(self._missing))

    def make_tones(self) -> None:
        chime = chime_stamp(self._order.chime)
        tones: tuple[tuple[str, Callable[[], array[int]], str], ...] = (
            (CHIME, partial(chime_named, self._order.chime), chime),
            (NOTICE, notice, ""),
            (ALARM, alarm, ""),
        )
        for key, make, stamp in tones:
            entry = self._manifest.clips.get(key)
            if entry is None or entry.text != stamp:
                try:
                    self._store(key, wav_bytes(to_pcm(make())), Entry(sha256="", engine=_OWN_ENGINE, text=stamp))
                except EngineError as error:
                    self.built.failed[key] = str(error)

    def make_clips(self) -> None:
        left: Sequence[Clip] = self._missing
        for language, engines in self._order.voices.items():
            if engines and any(clip.language is language for clip in left):
                self._voice(engines[-1], Clip("", language, ""))  # what a clip that is missed is said by at once
        while left and self._order.go_on():
            left = self._round(list(self._jobs(left)))

    def save(self) -> None:
        in_order = msgspec.structs.replace(self._manifest, clips=dict(sorted(self._manifest.clips.items())))
        part = self._folder / f"{MANIFEST}.part"
        with part.open("wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(in_order), indent=1))
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._folder / MANIFEST)

    def _is_current(self, clip: Clip) -> bool:
        entry = self._manifest.clips.get(clip.key)
        best = next((engine for engine in self._order.voices[clip.language] if not engine.lacks(clip)), None)
        if entry is None or best is None or voice_of(best, clip.language) not in self._manifest.voices:
            return False
        return (entry.text, entry.engine, entry.stamp) == (clip.written(), best.name, best.stamp(clip))

    def _round(self, jobs: Sequence[_Job]) -> Sequence[Clip]:
        """Render the jobs; return the clips whose engine failed, for the next one to say them."""
        again = []
        self.save()  # a kill costs ten clips at most, and no second measuring
        for job, made in _rendered(jobs, self._order.processes):
            if isinstance(made, str):
                self._why_not.setdefault(job.clip.key, {})[job.engine.name] = made
                again.append(job.clip)
            else:
                self._take(job, made)
            if not self._order.go_on():
                return ()
        return again

    def _take(self, job: _Job, wav: bytes) -> None:
        clip, engine, built = job.clip, job.engine, self.built
        stamp = engine.stamp(clip)
        self._store(clip.key, wav, Entry(sha256="", engine=engine.name, text=clip.written(), stamp=stamp))
        if whys := self._why_not.get(clip.key):
            built.lesser[clip.key] = Lesser(engine.name, next(iter(whys.values())))
        built.rendered += 1
        self._order.tell(built.rendered, len(self._missing))
        if built.rendered % _SAVE_EVERY == 0:
            self.save()

    def _jobs(self, clips: Iterable[Clip]) -> Iterator[_Job]:
        for clip in clips:
            for engine in self._order.voices[clip.language]:
                whys = self._why_not.setdefault(clip.key, {})
                if engine.name in whys:
                    continue
                if why := engine.lacks(clip):
                    whys[engine.name] = why
                    continue
                voice = self._voice(engine, clip)
                if voice is not None:
                    yield _Job(clip, engine, voice)
                    break
                whys[engine.name] = self._dead[voice_of(engine, clip.language)]
            else:
                self.built.failed[clip.key] = "; ".join(self._why_not[clip.key].values())

    def _voice(self, engine: Engine, clip: Clip) -> Voice | None:
        """Return how *engine* speaks the clip's language, measured once; None when it does not in this run."""
        name = voice_of(engine, clip.language)
        if name in self._dead:
            return None
        if name not in self._manifest.voices:
            try:
                voice = measured(engine, clip.language, self._order.clips, self._order.go_on)
            except EngineError as error:
                self._dead[name] = str(error)
                return None
            self._manifest.voices[name] = voice
        return self._manifest.voices[name]

    def _store(self, key: str, wav: bytes, entry: Entry) -> None:
        # Not synced: a file that a power cut left empty does not have the manifest's sum, and is made anew.
        path = file_of(self._folder, key)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_bytes(wav)
        part.replace(path)
        self._manifest.clips[key] = msgspec.structs.replace(entry, sha256=hashlib.sha256(wav).hexdigest())


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _whole(folder: Path) -> Manifest:
    """Return the manifest without the clips whose files are not what it says, and clear away what a kill left."""
    for part in folder.rglob("*.part"):
        part.unlink()
    manifest = read_manifest(folder)
    for key, entry in list(manifest.clips.items()):
        path = file_of(folder, key)
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != entry.sha256:
            del manifest.clips[key]
    return manifest


def _rendered(jobs: Sequence[_Job], processes: int) -> Iterator[tuple[_Job, bytes | str]]:
    """Yield each job with its WAV file, or why there is none."""
    if processes > 1 and len(jobs) > processes:
        with ProcessPoolExecutor(processes) as pool:
            yield from zip(jobs, pool.map(_wav_or_why, jobs, chunksize=4), strict=True)
    else:
        yield from zip(jobs, map(_wav_or_why, jobs), strict=True)


def _wav_or_why(job: _Job) -> bytes | str:
    try:
        return wav_bytes(render(job.clip, job.engine, job.voice))
    except EngineError as error:
        return str(error)
