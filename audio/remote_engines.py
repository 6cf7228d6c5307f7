"""Voices that are no part of Kezek: Piper, a program of its own with a model of its own, and Google's over the net."""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from audio.clips import Clip
from audio.engines import RENDER_TIMEOUT_S, run
from audio.errors import EngineError
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
            decode(mp3, path)
        except (gTTSError, OSError) as error:
            raise EngineError(f"gtts: {error}") from error
        finally:
            mp3.unlink(missing_ok=True)


def decode(mp3: Path, wav: Path) -> None:
    """Write an MP3 file as WAV, by a process of its own: in this one a speaker has its sound device open."""
    try:
        run([sys.executable, "-m", "audio.mp3", str(mp3), str(wav)], wav, RENDER_TIMEOUT_S)
    except EngineError as error:
        raise EngineError(f"gtts: {error}") from error
