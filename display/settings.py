"""The display's settings: the screen and the hall it hangs in, how long a call stands out, how the board looks."""

from typing import Annotated

from msgspec import Meta, field

from display.legibility import DISTANCE_M, INCHES, complaint
from display.scene import Direction
from firmware.settings import SettingsError
from firmware.words import Slug
from mqtt_bridge.settings import DeviceSettings

Width = Annotated[int, Meta(ge=640, le=7680)]
Height = Annotated[int, Meta(ge=480, le=7680)]


class DisplaySettings(DeviceSettings, frozen=True, kw_only=True):
    """One display."""

    size: tuple[Width, Height] | None = None
    """Width and height in pixels; the screen's own when not given."""
    screen_inches: Annotated[float, Meta(ge=5, le=200)] = INCHES
    """From corner to corner."""
    distance_m: Annotated[float, Meta(ge=1, le=50)] = DISTANCE_M
    """From where the board must be readable."""
    theme: Annotated[str, Meta(min_length=1, max_length=255)] = "dark"
    """A shipped theme, or the path of a file with another."""
    news_s: Annotated[float, Meta(ge=3, le=120)] = 12.0
    """A call stands out for so long, and may take the stage that came in this time."""
    stage_s: Annotated[float, Meta(ge=3, le=30)] = 8.0
    """A call has the whole width for so long; less while others wait for it, but at least 3 s."""
    zones_per_page: Annotated[int, Meta(ge=1, le=12)] = 6
    """More zones than this are shown in turn, and fewer where fewer have room."""
    directions: dict[Slug, Direction] = field(default_factory=dict)
    """Which way each place is from in front of this screen."""
    blank_when_closed_min: Annotated[int, Meta(ge=0, le=720)] | None = None
    """So long after closing the screen is black; never unless told."""


def check_legibility(settings: DisplaySettings) -> None:
    """Refuse a screen too small for its hall. Raises SettingsError with one line."""
    wrong = complaint(settings.size, settings.screen_inches, settings.distance_m)
    if wrong is not None:
        raise SettingsError(wrong)
