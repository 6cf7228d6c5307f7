"""What was announced, in the words of the board. An evacuation has a scene of its own. Pure."""

from display import wording
from display.dates import at_time_kk, lunch
from firmware.words import Bilingual
from mqtt_bridge.hall_events import AnnouncementKind
from mqtt_bridge.public import Announcement


def announced(said: Announcement) -> Bilingual | None:
    """Return what stands on the board while *said* is fresh; None for what it does not tell."""
    match said.kind:
        case AnnouncementKind.OPENING_SOON if said.begins is not None:
            return Bilingual(
                kk=f"Қабылдау сағат {at_time_kk(said.begins)} басталады", ru=f"Приём начнётся в {said.begins}"
            )
        case AnnouncementKind.LUNCH_SOON:
            return lunch(said.begins or "", said.ends or "")
        case AnnouncementKind.CLOSING_SOON if said.ends is not None:
            return Bilingual(
                kk=f"Қабылдау сағат {at_time_kk(said.ends)} аяқталады", ru=f"Приём закончится в {said.ends}"
            )
        case AnnouncementKind.CLOSED:
            return wording.RECEPTION_OVER
        case AnnouncementKind.EVACUATION_OVER:
            return wording.DANGER_OVER
        case _:
            return None
