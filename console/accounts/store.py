"""All of accounts on one SQLite file. What it can do stands in the modules of its parts."""

from pathlib import Path
from types import TracebackType
from typing import Self

from console.accounts.acts import Act, Acts
from console.accounts.door import Door
from console.accounts.hashing import Cost, Hashing
from console.accounts.live_session import SessionView
from console.accounts.places import Places
from console.accounts.register import Register
from console.accounts.roles import Right
from console.accounts.secrets_changing import SecretsChanging
from console.accounts.sessions import Sessions
from console.accounts.settings import AccountsSettings
from console.accounts.staff_file import StaffFile
from console.accounts.tries import TriesKept

WRITE_EVERY_S = 30.0
"""So often at most it is written when sessions were last seen: a restart knows it so exactly."""
_FORGET_EVERY_S = 3600.0


class StaffStore:
    """Opens or makes the file. For the thread that makes it alone; other processes have stores of their own.

    `at` is Unix seconds by the caller's clock, everywhere. Raises StaffFileError, here and everywhere.
    """

    def __init__(self, settings: AccountsSettings, cost: Cost | None = None) -> None:
        self.settings = settings
        hashing = Hashing(cost)
        self.file = StaffFile(Path(settings.file))
        try:
            self.acts = Acts(self.file)
            self._tries = TriesKept(self.file, settings)
            self.register = Register(self.file, self.acts, hashing, self._tries)
            self.sessions = Sessions(self.file, self.register, settings)
            self.door = Door(
                self.file, self.register, self.sessions, self.acts, hashing, settings=settings, tries=self._tries
            )
            self.secrets = SecretsChanging(self.file, self.register, self.sessions, self.acts, hashing, self.door)
            self.places = Places(self.file, self.sessions, self.acts)
        except BaseException:
            self.file.close()
            raise
        self._written_at = self._forgotten_at = float("-inf")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. What was accepted is on the disk already."""
        self.file.close()

    def refuse(self, view: SessionView, right: Right, at: float) -> None:
        """Record that somebody asked for what they have no right to."""
        self.acts.record(view.account.account_id, Act.REFUSED, at, right.value, "no-right")

    def pass_time(self, at: float) -> None:
        """Write down and forget what time asks for. To be called every second or so: most calls do nothing."""
        if abs(at - self._written_at) >= WRITE_EVERY_S:
            self._written_at = at
            if not self.sessions.is_empty():
                with self.file.writing():
                    self.sessions.write_down(at)
        if abs(at - self._forgotten_at) >= _FORGET_EVERY_S:
            self._forgotten_at = at
            with self.file.writing():
                self.acts.forget(at, self.settings.keep_acts_days)
                self._tries.forget(at)
