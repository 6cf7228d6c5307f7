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

    async def keep_looking(self) -> None:
        """Look again and again, and let time pass for accounts and sessions."""
        while True:
            self.names = await self._records.run(self._look)
            await asyncio.sleep(_LOOK_S)

    def _look(self) -> Mapping[str, str]:
        self._accounts().pass_time(self._clock.wall())
        return {account.account_id: account.name for account in self._accounts().register.all()}
