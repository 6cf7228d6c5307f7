"""Devices that need a hand, and what to do about them in words."""

from collections.abc import Iterator, Mapping

import msgspec

from centre.settings import CentreSettings
from firmware.words import Bilingual, Role
from mqtt_bridge.devices import Condition, DeviceState
from mqtt_bridge.refusals import CODES, REFUSALS

_GONE = Bilingual(kk="Құрылғы байланыста жоқ", ru="Устройство не на связи")
_LOOK = Bilingual(
    kk="Қуаты мен желі кабелін тексеріңіз; көмектеспесе, техникке айтыңыз.",
    ru="Проверьте питание и сетевой кабель; если не помогло, скажите технику.",
)
_PRINTS = frozenset({Condition.READY, Condition.DEGRADED})
_UNKNOWN = Bilingual(kk="Ақау бар", ru="Есть неисправность")
_TELL = Bilingual(kk="Техникке айтыңыз.", ru="Скажите технику.")


class Ailing(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that ails one device."""

    device: str
    role: Role
    station: str | None
    code: str
    what: Bilingual
    do: Bilingual


def ailing(devices: Mapping[str, DeviceState]) -> Iterator[Ailing]:
    """Yield what ails the centre's devices, device by device. One that was stopped on purpose ails nothing."""
    for device, state in sorted(devices.items()):
        if state.condition is Condition.LOST:
            yield Ailing(device=device, role=state.role, station=state.station, code="lost", what=_GONE, do=_LOOK)
            continue
        for fault in state.faults:
            known = CODES.get(fault.code)
            yield Ailing(
                device=device,
                role=state.role,
                station=state.station,
                code=fault.code,
                what=_what(fault.code),
                do=known.do if known is not None else _TELL,
            )


def silent_stations(centre: CentreSettings, devices: Mapping[str, DeviceState]) -> Iterator[str]:
    """Yield the stations where no ticket comes out, but for those that were stopped on purpose or never there."""
    for peer in centre.peers:
        state = devices.get(peer.name)
        if peer.station is not None and state is not None and state.condition in {Condition.FAULT, Condition.LOST}:
            yield peer.station


def why_silent(centre: CentreSettings, devices: Mapping[str, DeviceState], station: str) -> Bilingual | None:
    """Return why no ticket comes out at *station*; None while tickets do."""
    peer = centre.station_peer(station)
    state = devices.get(peer.name) if peer is not None else None
    if state is not None and state.condition in _PRINTS:
        return None
    if state is None or state.condition is not Condition.FAULT or not state.faults:
        return REFUSALS["station-offline"].what
    return _what(state.faults[0].code)


def _what(code: str) -> Bilingual:
    known = CODES.get(code)
    return known.what if known is not None else _UNKNOWN
