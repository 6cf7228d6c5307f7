"""Devices that need a hand, and what to do about them in words."""

from collections.abc import Iterator, Mapping

import msgspec

from firmware.words import Bilingual, Role
from mqtt_bridge.devices import Condition, DeviceState
from mqtt_bridge.refusals import CODES

_GONE = Bilingual(kk="Құрылғы байланыста жоқ", ru="Устройство не на связи")
_LOOK = Bilingual(
    kk="Қуаты мен желі кабелін тексеріңіз; көмектеспесе, техникке айтыңыз.",
    ru="Проверьте питание и сетевой кабель; если не помогло, скажите технику.",
)
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
                what=known.what if known is not None else _UNKNOWN,
                do=known.do if known is not None else _TELL,
            )
