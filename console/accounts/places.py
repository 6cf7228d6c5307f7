"""Who works where: one place, one session at a time; a session may hold several places."""

from collections.abc import Mapping, Sequence

import msgspec

from centre.settings import PlaceSettings
from console.accounts.account import may_hold
from console.accounts.acts import Act, Acts
from console.accounts.refusals import Refusal, RefusalCode, refused
from console.accounts.sessions import Sessions
from console.accounts.staff_file import StaffFile


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """The place is the session's own now, or was already."""

    place: str
    since: float


class HeldBy(msgspec.Struct, frozen=True, kw_only=True):
    """Another session has it, perhaps of the same person at another computer."""

    place: str
    account_id: str
    name: str
    since: float


class Lost(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody has taken a place over."""

    place: str
    account_id: str
    name: str
    at: float


class Places:
    """Places end with their session. *token* is that of the session which asks."""

    def __init__(self, file: StaffFile, sessions: Sessions, acts: Acts) -> None:
        self._file = file
        self._sessions = sessions
        self._acts = acts

    def hold(self, token: str, place: PlaceSettings, at: float, *, take_over: bool = False) -> Held | HeldBy | Refusal:
        """Hold *place*. Where another session has it, nothing changes until *take_over* is said."""
        with self._file.writing():
            view = self._sessions.session(token, at)
            if view is None:
                return refused(RefusalCode.NO_SESSION)
            if view.locked or view.account.must_change:
                return refused(RefusalCode.LOCKED if view.locked else RefusalCode.MUST_CHANGE)
            account_id = view.account.account_id
            if not may_hold(view.account, place):
                self._acts.record(account_id, Act.REFUSED, at, place.name, "not-yours")
                return refused(RefusalCode.NOT_YOURS)
            self._sessions.write_down(at)  # who has the place may have been gone for long
            holder = self._holder(place.name)
            if holder is not None:
                session_id, held_by = holder
                if session_id == view.session_id:
                    return Held(place=place.name, since=held_by.since)
                if not take_over:
                    return held_by
                self._file.execute("DELETE FROM held WHERE place = ?", (place.name,))
                self._file.execute(
                    "INSERT INTO lost (session_id, place, by_account, at) VALUES (?, ?, ?, ?)",
                    (session_id, place.name, account_id, at),
                )
                self._acts.record(account_id, Act.TAKE_OVER, at, place.name, held_by.account_id)
            self._file.execute(
                "INSERT INTO held VALUES (?, ?, ?, ?)", (place.name, place.kind.value, view.session_id, at)
            )
            return Held(place=place.name, since=at)

    def let_go(self, token: str, place: str, at: float) -> bool:
        """Let go of a place; whether the session had it."""
        with self._file.writing():
            view = self._sessions.session(token, at)
            if view is None or place not in view.places:
                return False
            self._file.execute("DELETE FROM held WHERE place = ?", (place,))
            return True

    def holders(self) -> Mapping[str, HeldBy]:
        """Return who works at each place that somebody holds."""
        rows = self._file.execute(
            "SELECT place, account_id, json_extract(CAST(profile AS TEXT), '$.name'), since "
            "FROM held JOIN sessions USING (session_id) JOIN accounts USING (account_id)"
        )
        return {row[0]: HeldBy(place=row[0], account_id=row[1], name=row[2], since=row[3]) for row in rows}

    def lost(self, token: str, at: float) -> Sequence[Lost]:
        """Return which places the session has lost since it was last asked: each is told once."""
        view = self._sessions.session(token, at, active=False)
        if view is None or view.locked:
            return ()
        statement = "SELECT 1 FROM lost WHERE session_id = ? LIMIT 1"
        if not self._file.execute(statement, (view.session_id,)):
            return ()
        with self._file.writing():
            rows = self._file.execute(
                "SELECT place, account_id, json_extract(CAST(profile AS TEXT), '$.name'), at "
                "FROM lost JOIN accounts ON account_id = by_account WHERE session_id = ? ORDER BY seq",
                (view.session_id,),
            )
            self._file.execute("DELETE FROM lost WHERE session_id = ?", (view.session_id,))
        return [Lost(place=row[0], account_id=row[1], name=row[2], at=row[3]) for row in rows]

    def _holder(self, place: str) -> tuple[str, HeldBy] | None:
        rows = self._file.execute("SELECT session_id FROM held WHERE place = ?", (place,))
        return (rows[0][0], self.holders()[place]) if rows else None
