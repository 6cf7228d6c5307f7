"""Clips into one sound: a tone, then the sentence, with a gap where one word ends and the next begins. Pure.

Joins bytes and never touches a sample: a call must sound within 50 ms.
"""

from collections.abc import Callable
from dataclasses import dataclass

from audio.pcm import silence
from audio.sentence import Sentence

WORD_GAP_MS = 60
"""Between words. With what is left on the ends of trimmed clips it is heard as some 80 ms."""
BREATH_MS = 120
"""Where the text has a sign, and after the tone."""
STOP_MS = 320
"""Where a sentence ends and another begins: the next may be in the other language, or the same once more."""


@dataclass(frozen=True)
class Gaps:
    """How long the silences are."""

    word_ms: int = WORD_GAP_MS
    breath_ms: int = BREATH_MS
    stop_ms: int = STOP_MS

    def after(self, sign: str) -> bytes:
        """Return the silence after a clip with that sign."""
        return silence({"": self.word_ms, ".": self.stop_ms}.get(sign, self.breath_ms))


def joined(sentence: Sentence, clip: Callable[[str], bytes], tone: bytes, gaps: Gaps, times: int = 1) -> bytes:
    """Return the sound of *sentence*, so many times, after *tone*, which may be empty. What *clip* raises goes through.

    Ends with the last word, without a gap.
    """
    words: list[bytes] = []
    for spoken in sentence.spoken:
        words += [clip(spoken.clip.key), gaps.after(spoken.sign)]
    once = b"".join(words[:-1])
    return (tone + gaps.after(",") if tone else b"") + gaps.after(".").join([once] * times)
