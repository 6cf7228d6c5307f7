"""Reports on what was said to its end, or will not be: repeated until answered, or until nobody needs them. Pure."""

import logging

from firmware.words import Id
from mqtt_bridge.asking import Asking
from mqtt_bridge.commands import ReportAnnounced, ReportNotAnnounced, Request
from mqtt_bridge.replies import Refusal, Reply

PATIENCE_S = 10.0

_log = logging.getLogger("audio")


class Reporting:
    """The reports that are under way."""

    def __init__(self) -> None:
        self._asking = Asking()

    def said(self, said_id: Id, now: float) -> Request:
        """Return the report on a call or an announcement, to publish at once."""
        return self._asking.ask(ReportAnnounced(call_id=said_id), now, patience_s=PATIENCE_S, context=said_id)

    def not_said(self, call_id: Id, now: float) -> Request:
        """Return the report on a call that this speaker will not say, to publish at once."""
        return self._asking.ask(ReportNotAnnounced(call_id=call_id), now, patience_s=PATIENCE_S, context=call_id)

    def link_came_up(self, now: float) -> list[Request]:
        """Return what is to be published again at once."""
        return self._asking.repeat_all(now)

    def due(self, now: float) -> list[Request]:
        """Return what is to be published again."""
        again, given_up = self._asking.due(now)
        for waiting in given_up:
            _log.warning("report given up call_id=%s", waiting.context)
        return again

    def answered(self, reply: Reply) -> None:
        """Take an answer."""
        waiting = self._asking.answered(reply)
        if waiting is not None and isinstance(reply.result, Refusal):
            _log.warning("report refused call_id=%s code=%s", waiting.context, reply.result.code.value)

    def next_due(self) -> float:
        """Return when `due` has something to say."""
        return self._asking.next_due()
