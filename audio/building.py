"""Building a bank: what is missing is rendered, shaped and put in its place, one whole file after the other.

It resumes where it was killed, and a second run does nothing.
"""

import fcntl
import hashlib
import logging
import os
import tempfile
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from audio.bank import MANIFEST, Entry, Manifest, file_of, is_current, read_manifest, voice_of
from audio.clips import ALARM, CHIME, NOTICE, Clip
from audio.engines import Engine
from audio.errors import EngineError
from audio.pcm import Recording, read_recording, to_pcm, wav_bytes
from audio.shaping import alarm, chime, gain_for, notice, shaped, trimmed
from firmware.words import Language

_SAMPLES = 12
"""So many clips of a voice, joined, are measured for its gain."""
_SAVE_EVERY = 10
_OWN_ENGINE = "kezek"

_log = logging.getLogger("bank")


@dataclass
class Built:
    """What a run of `build_bank` did."""

    rendered: int = 0
    kept: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    """Why, per clip that could not be made."""


@dataclass(frozen=True)
class _Job:
    clip: Clip
    engine: Engine
    gain: float


def build_bank(
    folder: Path,
    wanted: Iterable[Clip],
    engines: Mapping[Language, Engine],
    *,
    processes: int = 1,
    go_on: Callable[[], bool] = lambda: True,
) -> Built:
    """Make what is missing of *wanted*, and the tones. Blocks; two builders of one folder wait for each other.

    Ends early when *go_on* says so, and loses nothing by it. Raises OSError when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    clips = list(wanted)
    with _alone(folder):
        manifest = _whole(folder)
        missing = [clip for clip in clips if not is_current(manifest, clip, engines)]
        built = Built(kept=len(clips) - len(missing))
        jobs = list(_jobs(missing, clips, engines, manifest, built))
        try:
            for key, make in ((CHIME, chime), (NOTICE, notice), (ALARM, alarm)):
                if key not in manifest.clips:
                    manifest.clips[key] = _stored(folder, key, wav_bytes(to_pcm(make())), _OWN_ENGINE, "")
            _save(folder, manifest)  # a kill costs ten clips at most, and no second measuring
            for job, wav in _rendered(jobs, built, processes):
                clip = job.clip
                manifest.clips[clip.key] = _stored(folder, clip.key, wav, job.engine.name, clip.written())
                built.rendered += 1
                if built.rendered % _SAVE_EVERY == 0:
                    _save(folder, manifest)
                if not go_on():
                    break
        finally:
            _save(folder, manifest)
    _log.info("bank built rendered=%d kept=%d failed=%d", built.rendered, built.kept, len(built.failed))
    return built


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


def _jobs(
    missing: Sequence[Clip], clips: Sequence[Clip], engines: Mapping[Language, Engine], manifest: Manifest, built: Built
) -> Iterator[_Job]:
    for language, engine in engines.items():
        wanted = [clip for clip in missing if clip.language is language]
        voice = voice_of(engine, language)
        if wanted and voice not in manifest.gains:
            try:
                manifest.gains[voice] = _measured(engine, [clip for clip in clips if clip.language is language])
            except EngineError as error:
                built.failed.update((clip.key, str(error)) for clip in wanted)
                continue
        yield from (_Job(clip, engine, manifest.gains[voice]) for clip in wanted)


def _measured(engine: Engine, clips: Sequence[Clip]) -> float:
    """Return the voice's one gain. Single words are too short to measure; a dozen of its clips joined are not.

    Raises EngineError when the engine gave none of them.
    """
    joined = array("h")
    why = "has nothing to say"
    for clip in clips[:: max(len(clips) // _SAMPLES, 1)]:
        try:
            joined.extend(_recorded(engine, clip).samples)
        except EngineError as error:
            why = str(error)
    if not joined:
        raise EngineError(why)
    return gain_for(joined)


def _recorded(engine: Engine, clip: Clip) -> Recording:
    with tempfile.TemporaryDirectory(prefix="kezek-voice-") as scratch:
        path = Path(scratch) / "clip.wav"
        engine.render(clip, path)
        try:
            recording = trimmed(read_recording(path))
        except (OSError, ValueError) as error:
            raise EngineError(str(error)) from error
    if not recording.samples:
        raise EngineError(f"{engine.name} gave nothing but silence for {clip.key}")
    return recording


def render(clip: Clip, engine: Engine, gain: float) -> bytes:
    """Return the clip's PCM as it would stand in a bank. Blocks; raises EngineError."""
    return to_pcm(shaped(_recorded(engine, clip), gain))


def _rendered(jobs: Sequence[_Job], built: Built, processes: int) -> Iterator[tuple[_Job, bytes]]:
    if processes > 1 and len(jobs) > processes:
        with ProcessPoolExecutor(processes) as pool:
            yield from _sorted_out(jobs, pool.map(_wav_or_why, jobs, chunksize=4), built)
    else:
        yield from _sorted_out(jobs, map(_wav_or_why, jobs), built)


def _wav_or_why(job: _Job) -> bytes | str:
    try:
        return wav_bytes(render(job.clip, job.engine, job.gain))
    except EngineError as error:
        return str(error)


def _sorted_out(jobs: Sequence[_Job], made: Iterable[bytes | str], built: Built) -> Iterator[tuple[_Job, bytes]]:
    for job, result in zip(jobs, made, strict=True):
        if isinstance(result, str):
            built.failed[job.clip.key] = result
        else:
            yield job, result


def _stored(folder: Path, key: str, wav: bytes, engine: str, text: str) -> Entry:
    # Not synced: a file that a power cut left empty does not have the manifest's sum, and is made anew.
    path = file_of(folder, key)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(wav)
    part.replace(path)
    return Entry(sha256=hashlib.sha256(wav).hexdigest(), engine=engine, text=text)


def _save(folder: Path, manifest: Manifest) -> None:
    in_order = msgspec.structs.replace(manifest, clips=dict(sorted(manifest.clips.items())))
    part = folder / f"{MANIFEST}.part"
    with part.open("wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(in_order), indent=1))
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / MANIFEST)
