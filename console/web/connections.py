"""One connection of a browser: it may neither take for ever to say what it wants, nor be one of too many."""

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_S = 5.0
"""So long a request may take until it has said what it is for; an honest one takes milliseconds."""
MOST_OF_ONE_ADDRESS = 400
"""A computer with five open pages has ten at most."""


class Connection(H11Protocol):
    """uvicorn itself waits for ever, and for any number: who sends half a request a second would have them all."""

    _giving_up: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        """See asyncio.Protocol."""
        super().connection_made(transport)
        if self.client is not None and self._count_of(self.client[0]) > MOST_OF_ONE_ADDRESS:
            transport.abort()
            return
        self._mind_the_head()

    def data_received(self, data: bytes) -> None:
        """See asyncio.Protocol."""
        super().data_received(data)
        self._mind_the_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """See asyncio.Protocol."""
        self._stop_minding()
        super().connection_lost(exc)

    def _should_upgrade(self) -> bool:
        """Nothing here speaks websocket; uvicorn would write two lines into the log whenever somebody tries."""
        return False

    def _mind_the_head(self) -> None:
        """Give up at the deadline unless the request has begun to be answered by then."""
        if self.conn.their_state is not h11.IDLE:
            self._stop_minding()
        elif self._giving_up is None:
            self._giving_up = self.loop.call_later(HEAD_S, self._give_up)

    def _stop_minding(self) -> None:
        if self._giving_up is not None:
            self._giving_up.cancel()
            self._giving_up = None

    def _give_up(self) -> None:
        self._giving_up = None
        self.transport.abort()

    def _count_of(self, address: str) -> int:
        return sum(
            1
            for other in self.connections
            if isinstance(other, Connection) and other.client is not None and other.client[0] == address
        )
