"""The bank: a folder of clips that are ready to join, and a manifest of what is in them. Building one is elsewhere."""

import hashlib
import logging
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path

import msgspec

from audio.clips import TONES, Clip
from audio.engines import Engine, Voices
from audio.errors import MissingClipError
from audio.pcm import pcm_of_wav
from firmware.words import Language

MANIFEST = "manifest.json"
VERSION = 3
"""Of how clips are shaped: those of a bank of another version are made anew."""
KEPT_CLIPS = 96
"""How many clips stay in memory: a call needs six at most, and all of a centre's would be 15 MB."""

_log = logging.getLogger("bank")


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What the bank knows of one clip's file."""

    sha256: str
    engine: str
    text: str
    stamp: str = ""
    """Which recording it was made of, where an engine can have several for one text."""


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """An engine in a language: how loud it was, and what may be done with it."""

    gain: float
    """What its recordings were multiplied by."""
    lufs: float
    """How loud its joined sentences were before that."""
    clip_lufs: float
    """How loud its single clips are in the middle, before that: each is brought nearer to it."""
    licence: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What is in a bank. A clip that is not here is not in the bank, whatever files there are."""

    v: int = VERSION
    voices: dict[str, Voice] = {}
    """By engine and language, such as "espeak-ng-140/kk"."""
    clips: dict[str, Entry] = {}


def voice_of(engine: Engine, language: Language) -> str:
    """Return how the manifest calls an engine's voice in a language."""
    return f"{engine.name}/{language.value}"


def file_of(folder: Path, key: str) -> Path:
    """Return where the bank in *folder* keeps the clip."""
    return folder / f"{key}.wav"


def read_manifest(folder: Path) -> Manifest:
    """Read a bank's manifest; an empty one when there is none that can be read, or one of another version."""
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except FileNotFoundError:
        return Manifest()
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        _log.warning("manifest ignored folder=%s why=%s", folder, error)
        return Manifest()
    if manifest.v != VERSION:
        _log.warning("manifest ignored folder=%s why=it is of version %d", folder, manifest.v)
        return Manifest()
    return manifest


class Bank:
    """An opened bank. Clips are read when they are first wanted. One thread at a time."""

    def __init__(self, folder: Path, kept_clips: int = KEPT_CLIPS) -> None:
        self._folder = folder
        self._stamp = _stamp(folder)
        self._manifest = read_manifest(folder)
        self._kept_clips = kept_clips
        self._sounds: OrderedDict[str, bytes] = OrderedDict()

    @property
    def is_outdated(self) -> bool:
        """Whether somebody has built the bank since it was opened."""
        return _stamp(self._folder) != self._stamp

    def spoken(self, clip: Clip) -> bytes:
        """Return the PCM of what is said. Raises MissingClipError also when the bank has it with another text.

        A place may have got another number since the bank was built: yesterday's words would send people astray.
        """
        entry = self._manifest.clips.get(clip.key)
        if entry is not None and entry.text != clip.written():
            raise MissingClipError(f"clip {clip.key} of the bank {self._folder} says {entry.text!r}")
        return self.sound(clip.key)

    def sound(self, key: str) -> bytes:
        """Return the clip's PCM. Raises MissingClipError when it is not there or not what the manifest says."""
        if key in self._sounds:
            self._sounds.move_to_end(key)
            return self._sounds[key]
        sound = self._read(key)
        self._sounds[key] = sound
        if len(self._sounds) > self._kept_clips:
            self._sounds.popitem(last=False)
        return sound

    def missing(self, wanted: Iterable[Clip], voices: Voices) -> list[Clip]:
        """Return the clips that are not in the manifest, or with another text, or of none of their engines."""
        return [clip for clip in wanted if not self._has(clip, voices)]

    def voice(self, engine: Engine, language: Language) -> Voice | None:
        """Return how the engine speaks that language; None when the bank has none of it."""
        return self._manifest.voices.get(voice_of(engine, language))

    def lacks_tone(self, chime: str) -> bool:
        """Tell whether something is missing that no voice says, or the chime is another one."""
        tones = [self._manifest.clips.get(tone) for tone in TONES]
        return None in tones or tones[0].text != chime  # type: ignore[union-attr]  # looked at only when none is None

    def _has(self, clip: Clip, voices: Voices) -> bool:
        entry = self._manifest.clips.get(clip.key)
        names = {engine.name for engine in voices.get(clip.language, ())}
        return entry is not None and entry.text == clip.written() and entry.engine in names

    def _read(self, key: str) -> bytes:
        entry = self._manifest.clips.get(key)
        if entry is None:
            raise MissingClipError(f"clip {key} is not in the bank {self._folder}")
        try:
            wav = file_of(self._folder, key).read_bytes()
            if hashlib.sha256(wav).hexdigest() != entry.sha256:
                raise MissingClipError(f"clip {key} is not what the manifest of {self._folder} says")
            return pcm_of_wav(wav)
        except (OSError, ValueError) as error:
            raise MissingClipError(f"clip {key} of the bank {self._folder}: {error}") from error


def _stamp(folder: Path) -> tuple[int, int]:
    try:
        manifest = (folder / MANIFEST).stat()
    except OSError:
        return (0, 0)
    return (manifest.st_ino, manifest.st_mtime_ns)  # each is written anew, and put in the place of the one before


def open_bank(folder: Path, kept_clips: int = KEPT_CLIPS) -> Bank:
    """Open the bank in *folder*. One that is not there yet is a bank without clips."""
    return Bank(folder, kept_clips)
