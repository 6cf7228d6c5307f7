"""Clips into one sound: a tone, then the sentence, with a gap where one word ends and the next begins. Pure.

Joins bytes and never touches a sample: a call must sound within 50 ms.
"""

from collections.abc import Callable

from audio.pcm import silence
from audio.sentence import Sentence

WORD_GAP_MS = 60
"""Between words. With what is left on the ends of trimmed clips it is heard as some 80 ms."""
BREATH_MS = 120
"""Where the text has a sign, and after the tone."""
STOP_MS = 400
"""Where a sentence ends and another begins: the next may be in the other language."""


_GAPS_MS = {"": WORD_GAP_MS, ".": STOP_MS}


def joined(sentence: Sentence, clip: Callable[[str], bytes], tone: bytes) -> bytes:
    """Return the sound of *sentence* after *tone*, which may be empty. What *clip* raises goes through."""
    pieces = [tone, silence(BREATH_MS)] if tone else []
    for spoken in sentence.spoken:
        pieces += [clip(spoken.clip.key), silence(_GAPS_MS.get(spoken.sign, BREATH_MS))]
    return b"".join(pieces)
