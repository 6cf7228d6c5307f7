"""A bank of clips that was spoilt gives clips, or says that it has none."""

import contextlib
import tempfile
from array import array
from pathlib import Path

import msgspec
from any_message import payloads, spoilt
from fuzzing import fuzz, quickly
from hypothesis import given
from hypothesis import strategies as st

from audio.bank import MANIFEST, Manifest, open_bank
from audio.errors import MissingClipError
from audio.pcm import pcm_of_wav, read_recording, wav_bytes

CHANGES = st.lists(st.tuples(st.integers(0, 60), st.binary(max_size=4)), max_size=4)
WAVS = st.tuples(st.binary(max_size=64).map(lambda data: wav_bytes(data[: len(data) // 2 * 2])), CHANGES).map(spoilt)


@given(wav=WAVS | st.binary(max_size=100))
@fuzz
def test_any_bytes_are_a_sound_or_no_wav_file(wav: bytes) -> None:
    with quickly(), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clip.wav"
        path.write_bytes(wav)
        for read in (lambda: pcm_of_wav(wav), lambda: read_recording(path).samples):
            try:
                assert isinstance(read(), (bytes, array))
            except ValueError as error:
                assert str(error)  # noqa: PT017 - it is also right not to raise


@given(manifest=payloads(Manifest), key=st.text(max_size=20))
@fuzz
def test_a_bank_with_any_manifest_can_be_asked_for_any_clip(manifest: bytes, key: str) -> None:
    with quickly(), tempfile.TemporaryDirectory() as folder:
        (Path(folder) / MANIFEST).write_bytes(manifest)
        bank = open_bank(Path(folder))
        keys = [key]
        with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            keys += msgspec.json.decode(manifest, type=Manifest).clips
        for each in keys:
            try:
                bank.sound(each)
            except MissingClipError as error:
                assert str(error)  # noqa: PT017 - there is no file, but it may not raise anything else
