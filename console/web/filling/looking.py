"""Who looks, in which language, at which hall and at what time: what every filling needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from centre.place_words import place_label
from centre.settings import CentreSettings
from console.seeing.day_tally import DayTally
from console.seeing.places import PutAside, put_aside
from console.seeing.possible import Trying
from firmware.words import Language
from hall.state import Hall
from mqtt_bridge.devices import Condition, DeviceState

_GONE = frozenset({Condition.LOST, Condition.OFFLINE})


@dataclass(frozen=True)
class Looking:
    """For the event loop's thread."""

    hall: Hall
    at: float
    """The hall's time, in Unix seconds."""
    language: Language
    device: str
    """The peer that asks the dispatcher."""
    tally: DayTally
    devices: Mapping[str, DeviceState]
    names: Mapping[str, str]
    """Of those who work here, by their opaque ids."""

    @property
    def centre(self) -> CentreSettings:
        """The settings in force."""
        return self.hall.centre

    @cached_property
    def trying(self) -> Trying:
        """What tells whether a command would be refused now."""
        online = frozenset(
            state.station
            for state in self.devices.values()
            if state.station is not None and state.condition not in _GONE
        )
        return Trying(self.hall, self.device, self.at, online)

    @cached_property
    def put_aside(self) -> PutAside:
        """Who may come back to which place."""
        return put_aside(self.hall, self.at)

    def zone(self, name: str) -> str:
        """Return what the zone is called."""
        zone = self.centre.zone(name)
        return zone.title.get(self.language) if zone is not None else name

    def place(self, name: str) -> str:
        """Return what the place is called."""
        place = self.centre.place(name)
        return place_label(place, self.language) if place is not None else name

    def station(self, name: str) -> str:
        """Return what the station is called."""
        return station_label(self.centre, name, self.language)

    def device_label(self, name: str) -> str:
        """Return what the device is called: a station by its title, one that stands at places by theirs."""
        peer = self.centre.peer(name)
        if peer is None:
            return name
        if peer.title is not None:
            return peer.title.get(self.language)
        return ", ".join(map(self.place, peer.places)) or name

    def purpose(self, name: str) -> str:
        """Return what the purpose is called."""
        purpose = self.centre.purpose(name)
        return purpose.title.get(self.language) if purpose is not None else name

    def competence(self, name: str | None) -> str:
        """Return what the competence is called; nothing for none."""
        competence = self.centre.competence(name) if name is not None else None
        return competence.title.get(self.language) if competence is not None else ""

    def summons(self, kind: str) -> str:
        """Return what the kind of summons is called."""
        summons = self.centre.summons(kind)
        return summons.title.get(self.language) if summons is not None else kind

    def person(self, staff: str) -> str:
        """Return who it is; nothing when that is not known."""
        return self.names.get(staff, "")


def station_label(centre: CentreSettings, name: str, language: Language) -> str:
    """Return what staff call the station."""
    peer = centre.station_peer(name)
    return peer.title.get(language) if peer is not None and peer.title is not None else name
