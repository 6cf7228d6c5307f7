"""Voices that are no part of Kezek: Piper, a program of its own with a model of its own, and Google's over the net."""

import contextlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from audio.clips import Clip
from audio.engines import RENDER_TIMEOUT_S, run
from audio.errors import EngineError
from audio.pcm import wav_bytes
from firmware.words import Language

PIPER_TIMEOUT_S = 120.0
"""A Pi takes several seconds to load a model, and five per second of speech."""
_DOCUMENTS = "see docs/voice.md, Piper"


@dataclass(frozen=True)
class PiperEngine:
    """The program Piper with a model for one language. GPL-3: it is run, and never imported."""

    model: Path
    program: str = "piper"
    licence: str = "unknown: it is on the model's card; say it in piper_licence"

    @property
    def name(self) -> str:
        """See `Engine`."""
        return f"piper-{self.model.stem}"

    def lacks(self, _clip: Clip) -> str:
        """See `Engine`."""
        if not shutil.which(self.program):
            return f"piper_program {self.program}: is not there; {_DOCUMENTS}"
        for path in (self.model, self.model.with_name(f"{self.model.name}.json")):
            if not path.is_file():
                return f"piper_model {path}: is not there; {_DOCUMENTS}"
        return ""

    def stamp(self, _clip: Clip) -> str:
        """See `Engine`."""
        return ""

    def render(self, clip: Clip, path: Path) -> None:
        """See `Engine`."""
        command = [self.program, "--model", str(self.model), "--output_file", str(path)]
        run(command, path, PIPER_TIMEOUT_S, f"{clip.written()}\n")


@dataclass(frozen=True)
class GttsEngine:
    """Google's voice over the Internet. It has no Kazakh, and it may refuse (429): for building a bank only."""

    name: str = "gtts"
    licence: str = "Google's terms of service: https://policies.google.com/terms"

    def lacks(self, clip: Clip) -> str:
        """See `Engine`."""
        return "" if clip.language is Language.RU else f"gtts: does not speak {clip.language.value}"

    def stamp(self, _clip: Clip) -> str:
        """See `Engine`."""
        return ""

    def render(self, clip: Clip, path: Path) -> None:
        """See `Engine`."""
        from gtts import gTTS, gTTSError

        if lacking := self.lacks(clip):
            raise EngineError(lacking)
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
