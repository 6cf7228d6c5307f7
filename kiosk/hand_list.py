"""Who waits, as well as a station alone can tell: the last board, and the tickets that it printed itself. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from firmware.words import Number, Slug
from mqtt_bridge.public import Board, BoardZone, Centre
from printer.waiting_list import ListedZone, WaitingList

BOARD_LAG_S = 30.0
"""A ticket is on the board only once its paper has been reported, and some seconds may pass until then."""
OWN_WITHIN_S = 12 * 3600.0
"""Older tickets of its own are yesterday's."""


@dataclass(frozen=True)
class OwnTicket:
    """A ticket that came out of this station."""

    zone: Slug
    number: Number
    told: bool
    """The dispatcher knows of it. Not so of a ticket numbered alone, until its report has been answered."""
    at: float | None
    """When it was issued, in Unix seconds; None when nobody knew the time."""


@dataclass(frozen=True)
class HallSeen:
    """What a station knows of the hall just now."""

    centre: Centre
    board: Board | None
    """The last one, however old; none since the start."""
    own: tuple[OwnTicket, ...]
    """In order of issue."""
    at: float | None
    """Unix seconds; none when nobody knows the time."""


def hand_list(seen: HallSeen) -> WaitingList:
    """Compose the list."""
    board = seen.board
    on_board = {} if board is None else {zone.zone: zone for zone in board.zones}
    names = [sign.zone for sign in seen.centre.zones]
    names += [zone for zone in on_board if zone not in names]
    zones = []
    for name in names:
        mine = [ticket for ticket in seen.own if ticket.zone == name]
        if board is None or name not in on_board:
            zones.append(ListedZone(name, (), _each_once([ticket.number for ticket in mine])))
        else:
            zones.append(_zone(on_board[name], _called(board, on_board[name]), mine, board.at))
    return WaitingList(tuple(zones), None if board is None else board.at, seen.at)


def _zone(shown: BoardZone, called: set[Number], mine: Sequence[OwnTicket], board_at: float) -> ListedZone:
    """List one zone: what the board shows first, then what it has no room for, then what it cannot know."""
    beyond = max(shown.waiting - len(shown.next), 0)
    last = max((index for index, ticket in enumerate(mine) if ticket.number in shown.next), default=-1)
    missing = [ticket for ticket in mine if ticket.number not in shown.next and ticket.number not in called]
    unknown = [ticket for ticket in missing if _is_unknown(ticket, board_at)]
    # Of those that the board knew, the ones behind the last of ours that it shows may be among those it has no room
    # for, the newest most likely. A number too many is called in vain; one too few waits for ever.
    behind = [ticket for ticket in mine[last + 1 :] if ticket in missing and ticket not in unknown]
    behind = behind[-beyond:] if beyond else []
    late = [ticket.number for ticket in missing if ticket in behind or ticket in unknown]
    return ListedZone(
        shown.zone, shown.now, _each_once([*shown.next, *late]), more=max(beyond - len({t.number for t in behind}), 0)
    )


def _called(board: Board, shown: BoardZone) -> set[Number]:
    """Return the numbers that have been called, and do not wait again since."""
    numbers = {call.number for call in board.calls if call.zone == shown.zone}
    return (numbers | {called.number for called in shown.now}) - set(shown.next)


def _is_unknown(ticket: OwnTicket, board_at: float) -> bool:
    return not ticket.told or (ticket.at is not None and ticket.at > board_at - BOARD_LAG_S)


def _each_once(numbers: Sequence[Number]) -> tuple[Number, ...]:
    return tuple(dict.fromkeys(numbers))
