"""Which calls this speaker has begun to say, in a file that outlives it: a restart says none of them again."""

import logging
from pathlib import Path

from firmware.words import Id

FILE = "begun-calls"
_KEPT = 100
"""A board shows the last twenty calls: an older one does not come again."""

_log = logging.getLogger("audio")


class BegunCalls:
    """The calls begun, in *folder*. For the mouth's thread, but for `ids`, which is read before that starts.

    A call is in the file before its first sample, and is taken out when the device did not take the sound. So a kill
    costs at most the rest of one sentence. Nothing waits for the disk: over a kill, the kernel keeps the file. A power
    cut may take the newest calls out of it, and a call that still has time left after the start is said then.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._is_kept = True
        self.ids: tuple[Id, ...] = self._read()
        """The oldest first."""

    def begin(self, call_id: Id) -> None:
        """Note that the call is about to sound."""
        self._keep((*self.ids[1 - _KEPT :], call_id))

    def take_back(self, call_id: Id) -> None:
        """Note that nobody has heard it to its end, and that it may be said anew."""
        self._keep(tuple(known for known in self.ids if known != call_id))

    def _read(self) -> tuple[Id, ...]:
        try:
            return tuple(self._path.read_text(encoding="ascii").split())[-_KEPT:]
        except FileNotFoundError:
            return ()
        except (OSError, ValueError) as error:
            _log.warning("begun calls ignored path=%s why=%s", self._path, error)
            return ()

    def _keep(self, ids: tuple[Id, ...]) -> None:
        self.ids = ids
        draft = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text("".join(f"{call_id}\n" for call_id in ids), encoding="ascii")
            draft.replace(self._path)  # whole or not at all
        except OSError as error:
            if self._is_kept:
                _log.warning("begun calls changed from=kept to=lost path=%s why=%s", self._path, error)
            self._is_kept = False
        else:
            if not self._is_kept:
                _log.info("begun calls changed from=lost to=kept path=%s", self._path)
            self._is_kept = True
