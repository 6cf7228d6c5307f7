"""Clips into one sound: the chime, then the sentence, with a gap where one word ends and the next begins. Pure.

Joins bytes and never touches a sample: a call must sound within 50 ms.
"""

from collections.abc import Callable

from audio.pcm import silence
from audio.sentence import Sentence

WORD_GAP_MS = 60
"""Between words. With what is left on the ends of trimmed clips it is heard as some 80 ms."""
BREATH_MS = 120
"""Where the text has a sign, and after the chime."""


def joined(sentence: Sentence, clip: Callable[[str], bytes], chime: bytes) -> bytes:
    """Return the sound of *sentence* after *chime*, which may be empty. What *clip* raises goes through."""
    pieces = [chime, silence(BREATH_MS)] if chime else []
    for spoken in sentence.spoken:
        pieces += [clip(spoken.clip.key), silence(BREATH_MS if spoken.sign else WORD_GAP_MS)]
    return b"".join(pieces)
