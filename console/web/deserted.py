"""Places that the hall has open, but nobody's session holds any more: they are closed, however the session ended.

Signing out closes its own at once. A session also ends by its age, by a wrong PIN, by another password, and by
what `kezek-console user` does in a process of its own.
"""

import asyncio
import logging
from collections.abc import Collection

from console.web.house import House
from firmware.words import new_id
from hall.state import Hall
from mqtt_bridge.place_commands import ClosePlace
from mqtt_bridge.replies import PlaceStatus, Refusal

LOOK_S = 2.0

_log = logging.getLogger("web")


def deserted(hall: Hall, staff: Collection[str], held: Collection[str]) -> list[str]:
    """Return the places without a visitor that somebody of *staff* has opened, and that are none of *held*.

    A call pad says no staff, and who works by it alone has no session that could end.
    """
    return [
        name
        for name, place in hall.places.items()
        if place.status is not PlaceStatus.CLOSED and place.ticket_id is None
        if place.staff in staff and name not in held and hall.centre.place(name) is not None
    ]


class Deserted:
    """For the event loop's thread."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._refused: dict[str, str] = {}
        """Why the dispatcher would not, by place: said once."""

    async def keep_closing(self) -> None:
        """Look again and again."""
        while True:
            await self._close()
            await asyncio.sleep(LOOK_S)

    async def _close(self) -> None:
        for name in await self._found():
            # Looked at anew for each: an answer may take its time, and somebody may have taken the next one meanwhile.
            if name in await self._found():
                await self._close_one(name)

    async def _found(self) -> list[str]:
        house = self._house
        hall = house.copy.hall
        if hall is None or house.is_dispatcher_away():
            return []
        # The hall as it is now, and who holds what a moment later: whoever opens a place holds it already.
        opened = deserted(hall, house.people.names, ())
        held = await house.records.run(lambda: set(house.accounts().places.holders())) if opened else ()
        return [name for name in opened if name not in held]

    async def _close_one(self, name: str) -> None:
        answer = await self._house.asker.ask(ClosePlace(place=name), "", new_id())
        if isinstance(answer, Refusal):
            if self._refused.get(name) != answer.code.value:
                self._refused[name] = answer.code.value
                _log.warning("deserted place not closed place=%s why=%s", name, answer.code.value)
        elif answer is not None:
            self._refused.pop(name, None)
            _log.info("deserted place closed place=%s", name)
