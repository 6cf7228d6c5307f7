"""Where speech comes from: a Protocol, and an engine per source. Banks are built with them, calls hardly ever.

Engines that are no part of Kezek, or need a network, are in `audio.remote_engines`.
"""

import math
import shutil
import subprocess
import zlib
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from audio.clips import Clip
from audio.errors import EngineError
from audio.pcm import to_pcm, wav_bytes
from firmware.words import Language

RENDER_TIMEOUT_S = 20.0


class Engine(Protocol):
    """A source of speech. Methods may be called from several threads or processes at once."""

    @property
    def name(self) -> str:
        """Which engine, and what its sound depends on: clips of another name are rendered anew."""

    @property
    def licence(self) -> str:
        """Under which its sound may be used, for the bank's manifest."""

    def lacks(self, clip: Clip) -> str:
        """Return why it cannot say *clip*, and what to do about it; empty when it can, as far as a quick look tells."""

    def stamp(self, clip: Clip) -> str:
        """Return what else the clip's sound depends on: another one is another recording."""

    def render(self, clip: Clip, path: Path) -> None:
        """Write *clip* to *path* as WAV, 16 bit, any rate. Blocks; raises EngineError, within two minutes at most."""


Voices = Mapping[Language, Sequence[Engine]]
"""Each language's engines, the best first. The last one is quick and local: a call may wait for it."""


@dataclass(frozen=True)
class EspeakEngine:
    """The program espeak-ng: robotic, small, quick, and has both languages."""

    words_per_minute: int = 140
    program: str = "espeak-ng"
    licence: str = "free: made by a program under GPL-3.0, which does not reach its sound"

    @property
    def name(self) -> str:
        """See `Engine`."""
        return f"espeak-ng-{self.words_per_minute}"

    def lacks(self, _clip: Clip) -> str:
        """See `Engine`."""
        if shutil.which(self.program):
            return ""
        return f"{self.program}: is not installed; right would be: sudo apt install espeak-ng"

    def stamp(self, _clip: Clip) -> str:
        """See `Engine`."""
        return ""

    def render(self, clip: Clip, path: Path) -> None:
        """See `Engine`."""
        # At its usual amplitude of 100 it clips some words itself.
        options = ["-v", clip.language.value, "-s", str(self.words_per_minute), "-a", "80", "-w", str(path)]
        run([self.program, *options, "--", clip.written()], path, RENDER_TIMEOUT_S)


@dataclass(frozen=True)
class RecordedEngine:
    """A person's voice: a folder with one WAV file per clip, such as `kk/45.wav` or `ru/to-window-3.wav`."""

    folder: Path
    licence: str = "unknown: say it in recordings_licence"

    @property
    def name(self) -> str:
        """See `Engine`."""
        return "recorded"

    def lacks(self, clip: Clip) -> str:
        """See `Engine`."""
        source = self._source(clip)
        return "" if source.is_file() else f"{source}: is missing; say: {clip.written()}"

    def stamp(self, clip: Clip) -> str:
        """See `Engine`."""
        try:
            known = self._source(clip).stat()
        except OSError:
            return ""
        return f"{known.st_size} bytes of {known.st_mtime_ns}"

    def render(self, clip: Clip, path: Path) -> None:
        """See `Engine`."""
        source = self._source(clip)
        try:
            shutil.copyfile(source, path)
        except OSError as error:
            raise EngineError(f"{source}: {error.strerror}; say: {clip.written()}") from error

    def _source(self, clip: Clip) -> Path:
        return self.folder / f"{clip.key}.wav"


@dataclass(frozen=True)
class FakeEngine:
    """Says every clip as a tone of its own, as long as the text; has no voice for the keys in *mute*."""

    mute: frozenset[str] = frozenset()
    name: str = "tone"
    licence: str = "free"

    def lacks(self, _clip: Clip) -> str:
        """See `Engine`."""
        return ""

    def stamp(self, _clip: Clip) -> str:
        """See `Engine`."""
        return ""

    def render(self, clip: Clip, path: Path) -> None:
        """See `Engine`."""
        if clip.key in self.mute:
            raise EngineError(f"{self.name}: has no voice for {clip.key}")
        rate_hz, quiet = 8_000, [0] * 800
        tone_hz = 300 + zlib.crc32(clip.text.encode()) % 1200
        length = rate_hz * (40 + 4 * len(clip.text)) // 1000
        tone = [round(9_000 * math.sin(math.tau * tone_hz * n / rate_hz)) for n in range(length)]
        path.write_bytes(wav_bytes(to_pcm(array("h", [*quiet, *tone, *quiet])), rate_hz))


def run(command: Sequence[str], path: Path, timeout_s: float, text: str = "") -> None:
    """Have a program write *path*, with *text* on its standard input. Raises EngineError with what it says itself."""
    program = command[0]
    try:
        done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=timeout_s, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise EngineError(f"{program}: {error}") from error
    if done.returncode or not path.exists():
        said = " ".join(done.stderr.decode(errors="replace").split())[-200:]
        raise EngineError(f"{program}: {said or f'ended with {done.returncode} and wrote nothing'}")
