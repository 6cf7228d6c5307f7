"""What a simulated speaker has said, for the simulator: a list, and the sound of each as a WAV file."""

import base64
import json
from pathlib import Path
from typing import Any

from audio.pcm import wav_bytes
from audio.sentence import Sentence
from mqtt_bridge.public import Announcement, Call

_KEPT_WORDS, _KEPT_SOUNDS = 1000, 200


class SaidBook:
    """What was said, in *folder*, where it outlives a kill. `add` is for one thread, `answer` for any."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._list = folder / "said.json"
        self._said: tuple[dict[str, Any], ...] = ()
        if self._list.exists():
            self._said = tuple(json.loads(self._list.read_text(encoding="utf-8")))

    def add(self, said: Call | Announcement, sentence: Sentence, pcm: bytes, at: float) -> dict[str, Any]:
        """Note what has begun to sound at *at* (Unix seconds); return its record.

        An announcement has its own id for the call's, and neither number nor place nor one language.
        """
        about = {
            "call_id": said.call_id if isinstance(said, Call) else said.announcement_id,
            "number": said.number if isinstance(said, Call) else None,
            "place": said.place if isinstance(said, Call) else None,
            "language": said.language.value if isinstance(said, Call) else None,
        }
        return self.note({**about, "text": sentence.text, "at": at}, pcm)

    def note(self, saying: dict[str, Any], pcm: bytes) -> dict[str, Any]:
        """Note *saying* and its sound; return its record, which has a number of its own."""
        n = self._said[0]["n"] + 1 if self._said else 1
        record = {"n": n, **saying}
        self._file(n).write_bytes(wav_bytes(pcm))
        said = (record, *self._said[: _KEPT_WORDS - 1])
        part = self._list.with_suffix(".part")
        part.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
        part.replace(self._list)
        self._said = said  # what anybody was told of is in the file, whenever a kill comes
        self._file(n - _KEPT_SOUNDS).unlink(missing_ok=True)
        return record

    def answer(self, question: dict[str, Any]) -> dict[str, Any]:
        """Answer the door: `{"do": "said"}` gives the list, newest first, `{"do": "wav", "n": 3}` a sound in base64."""
        if question.get("do") == "said":
            return {"said": list(self._said)}
        if question.get("do") == "wav" and isinstance(question.get("n"), int):
            try:
                return {"wav": base64.b64encode(self._file(question["n"]).read_bytes()).decode()}
            except OSError:
                return {"error": f"nothing said has the number {question['n']}, or it was too long ago"}
        return {"error": f"not understood: {question}"}

    def _file(self, n: int) -> Path:
        return self._folder / f"{n}.wav"
