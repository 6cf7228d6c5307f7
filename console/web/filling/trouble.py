"""What needs a hand: devices, stations that were alone, and tickets that stand aside."""

from collections.abc import Iterable, Iterator

from console.seeing.ailing import Ailing, ailing
from console.seeing.waiting import aside
from console.web.filling.looking import Looking
from console.web.filling.tickets import ticket_seen
from console.web.texts import texts
from console.web.views.hall import Aside, AsideTicket, Device, Trouble
from console.web.views.parts import Timer
from firmware.words import Role
from hall.ticket import Stage, Ticket
from mqtt_bridge.devices import Condition
from mqtt_bridge.public import AloneStation

MOST_ASIDE = 12
_ICONS = {Role.DISPLAY: "screen", Role.AUDIO: "speaker", Role.KIOSK: "printer"}
_DOWN = frozenset({Condition.LOST, Condition.FAULT})
_WHY = {Stage.UNSURE: "unsure", Stage.PARKED: "parked", Stage.NO_SHOW: "missed"}


def trouble(looking: Looking, alone: Iterable[AloneStation]) -> Trouble:
    """Return the devices that need a hand, what does not work first; *alone* is what the board tells."""
    devices = [_device(looking, one) for one in ailing(looking.devices)]
    say = texts()[looking.language].say
    return Trouble(
        devices=tuple(sorted(devices, key=lambda device: not device.is_down)),
        alone=tuple(say("hall.alone", station=looking.station(one.station), n=one.tickets) for one in alone),
    )


def tickets_aside(looking: Looking, *, may_move: bool) -> Aside:
    """Return the tickets that somebody must do something about, or whose visitors may come back."""
    found = [ticket for ticket in aside(looking.hall) if not _has_gone(looking, ticket)]
    return Aside(tickets=tuple(_aside(looking, found[:MOST_ASIDE])), more=len(found[MOST_ASIDE:]), may_move=may_move)


def _device(looking: Looking, one: Ailing) -> Device:
    words = texts()[looking.language]
    state = looking.devices[one.device]
    role = "pad" if one.role is Role.KIOSK and state.station is None else one.role.value
    return Device(
        name=one.device,
        label=words.say(f"hall.roles.{role}", device=looking.device_label(one.device)),
        icon=_ICONS.get(one.role, "warn") if role != "pad" else "warn",
        what=one.what.get(looking.language),
        do=one.do.get(looking.language),
        is_down=state.condition in _DOWN,
    )


def _has_gone(looking: Looking, ticket: Ticket) -> bool:
    """Whether who was missed cannot be let back into the line any more: too late, or the number is somebody else's."""
    is_late = looking.at - ticket.ended_at > looking.centre.queue.late_tolerance_s
    return ticket.stage is Stage.NO_SHOW and (is_late or ticket.number in looking.hall.in_use)


def _aside(looking: Looking, tickets: Iterable[Ticket]) -> Iterator[AsideTicket]:
    say = texts()[looking.language].say
    for ticket in tickets:
        match ticket.stage:
            case Stage.PARKED:
                where = looking.place(ticket.parked_by) if ticket.parked_by is not None else ""
            case Stage.NO_SHOW:
                where = looking.place(ticket.ended_place)
            case _:
                where = say("hall.station", station=looking.station(ticket.station))
        yield AsideTicket(
            ticket=ticket_seen(looking, ticket),
            why=_WHY[ticket.stage],
            where=where,
            since=Timer(since=ticket.moved_at),
        )
