"""Where speech comes from: a Protocol, and an engine per source. Banks are built with them, calls hardly ever."""

import contextlib
import math
import os
import shutil
import subprocess
import zlib
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from audio.clips import Clip
from audio.errors import EngineError
from audio.pcm import to_pcm, wav_bytes
from firmware.words import Language

RENDER_TIMEOUT_S = 20.0


class Engine(Protocol):
    """A source of speech. Methods block, and may be called from several threads or processes at once."""

    @property
    def name(self) -> str:
        """Which engine, and what its sound depends on: clips of another name are rendered anew."""

    @property
    def languages(self) -> frozenset[Language]:
        """What it speaks."""

    @property
    def is_local(self) -> bool:
        """Whether it needs no network, so that a call may be rendered when a clip is missing."""

    def render(self, clip: Clip, path: Path) -> None:
        """Write *clip* to *path* as WAV, 16 bit, any rate. Raises EngineError, within 20 s at most."""


@dataclass(frozen=True)
class EspeakEngine:
    """The program espeak-ng: robotic, small, quick, and has both languages."""

    words_per_minute: int = 140
    program: str = "espeak-ng"
    languages: frozenset[Language] = frozenset(Language)
    is_local: bool = True

    @property
    def name(self) -> str:
        """See `Engine`."""
        return f"espeak-ng-{self.words_per_minute}"

    def render(self, clip: Clip, path: Path) -> None:
        """See `Engine`."""
        command = [self.program, "-v", clip.language.value, "-s", str(self.words_per_minute), "-w", str(path)]
        try:
            done = subprocess.run(
                [*command, "--", clip.written()], capture_output=True, timeout=RENDER_TIMEOUT_S, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise EngineError(f"{self.program}: {error}") from error
        if done.returncode or not path.exists():
            raise EngineError(f"{self.program}: {done.stderr.decode(errors='replace').strip()[:200]}")


@dataclass(frozen=True)
class RecordedEngine:
    """A person's voice: a folder with one WAV file per clip, such as `kk/45.wav` or `ru/window-3.wav`."""

    folder: Path
    languages: frozenset[Language] = frozenset(Language)
    is_local: bool = True

    @property
    def name(self) -> str:
        """See `Engine`."""
        return "recorded"

    def render(self, clip: Clip, path: Path) -> None:
        """See `Engine`."""
        source = self.folder / f"{clip.key}.wav"
        try:
            shutil.copyfile(source, path)
        except OSError as error:
            raise EngineError(f"{source}: {error.strerror}; say: {clip.text}") from error


@dataclass(frozen=True)
class GttsEngine:
    """Google's voice over the Internet. It has no Kazakh, and it may refuse (429): for building a bank only."""

    languages: frozenset[Language] = frozenset({Language.RU})
    is_local: bool = False

    @property
    def name(self) -> str:
        """See `Engine`."""
        return "gtts"

    def render(self, clip: Clip, path: Path) -> None:
        """See `Engine`."""
        from gtts import gTTS, gTTSError

        if clip.language not in self.languages:
            raise EngineError(f"gtts has no {clip.language.value}")
        mp3 = path.with_suffix(".mp3")
        try:
            gTTS(clip.written(), lang=clip.language.value, timeout=RENDER_TIMEOUT_S / 2).save(str(mp3))
            path.write_bytes(wav_bytes(_decoded(mp3)))
        except (gTTSError, OSError) as error:
            raise EngineError(f"gtts: {error}") from error
        finally:
            mp3.unlink(missing_ok=True)


def _decoded(mp3: Path) -> bytes:
    """Return an MP3 file as PCM. SDL decodes it, with a sound device that is none."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    import pygame

    os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
    try:
        pygame.mixer.init(48_000, -16, 1, allowedchanges=0)
        with contextlib.closing(mp3.open("rb")) as file:
            return bytes(pygame.mixer.Sound(file=file).get_raw())
    except pygame.error as error:
        raise EngineError(f"gtts: {error}") from error
    finally:
        pygame.mixer.quit()


@dataclass(frozen=True)
class FakeEngine:
    """Says every clip as a tone of its own, as long as the text; has no voice for the keys in *mute*."""

    mute: frozenset[str] = frozenset()
    languages: frozenset[Language] = frozenset(Language)
    is_local: bool = True

    @property
    def name(self) -> str:
        """See `Engine`."""
        return "tone"

    def render(self, clip: Clip, path: Path) -> None:
        """See `Engine`."""
        if clip.key in self.mute:
            raise EngineError(f"tone: has no voice for {clip.key}")
        rate_hz, quiet = 8_000, [0] * 800
        tone_hz = 300 + zlib.crc32(clip.text.encode()) % 1200
        length = rate_hz * (40 + 4 * len(clip.text)) // 1000
        tone = [round(9_000 * math.sin(math.tau * tone_hz * n / rate_hz)) for n in range(length)]
        path.write_bytes(wav_bytes(to_pcm(array("h", [*quiet, *tone, *quiet])), rate_hz))
