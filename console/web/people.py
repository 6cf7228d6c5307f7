"""What those who work here are called, by their opaque ids: the journal knows nothing else of them."""

import asyncio
from collections.abc import Callable, Mapping

from console.accounts.store import StaffStore
from console.web.records import Records
from firmware.clock import Clock

_LOOK_S = 5.0


class People:
    """For the event loop's thread. Who was added a moment ago has a name in a moment."""

    def __init__(self, records: Records, accounts: Callable[[], StaffStore], clock: Clock) -> None:
        self._records = records
        self._accounts = accounts
        self._clock = clock
        self.names: Mapping[str, str] = {}
        """By account id."""
        self.holders: Mapping[str, str] = {}
        """By place: what they are called who hold it, as of some seconds ago."""

    async def keep_looking(self) -> None:
        """Look again and again, and let time pass for accounts and sessions."""
        while True:
            self.names, self.holders = await self._records.run(self._look)
            await asyncio.sleep(_LOOK_S)

    def _look(self) -> tuple[Mapping[str, str], Mapping[str, str]]:
        accounts = self._accounts()
        accounts.pass_time(self._clock.wall())
        names = {account.account_id: account.name for account in accounts.register.all()}
        return names, {place: held.name for place, held in accounts.places.holders().items()}
