"""An MP3 becomes a WAV file, without the speaker's own sound device being touched."""

import os
from pathlib import Path

import pygame
import pytest

from audio.errors import EngineError
from audio.pcm import wav_bytes
from audio.remote_engines import decode


def test_a_sound_is_decoded_while_the_mixer_of_this_process_stays_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    source, wav = tmp_path / "a.mp3", tmp_path / "a.wav"
    source.write_bytes(wav_bytes(b"\x10\x00" * 4800))
    pygame.mixer.init(48_000, -16, 1, allowedchanges=0)
    try:
        decode(source, wav)

        assert pygame.mixer.get_init() == (48_000, -16, 1)
        assert wav.read_bytes() == source.read_bytes()
    finally:
        pygame.mixer.quit()


def test_the_sound_driver_that_the_speaker_will_open_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SDL_AUDIODRIVER", raising=False)
    source = tmp_path / "a.mp3"
    source.write_bytes(wav_bytes(b"\x10\x00" * 4800))

    decode(source, tmp_path / "a.wav")

    assert "SDL_AUDIODRIVER" not in os.environ


def test_what_is_no_sound_is_told(tmp_path: Path) -> None:
    source = tmp_path / "a.mp3"
    source.write_text("<html>429</html>")

    with pytest.raises(EngineError, match="gtts: "):
        decode(source, tmp_path / "a.wav")
