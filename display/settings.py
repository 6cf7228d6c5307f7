"""The display's settings: how large the picture is, how long a call is news, how many zones a page holds."""

from typing import Annotated

from msgspec import Meta

from mqtt_bridge.settings import DeviceSettings

Width = Annotated[int, Meta(ge=640, le=7680)]
Height = Annotated[int, Meta(ge=480, le=7680)]


class DisplaySettings(DeviceSettings, frozen=True, kw_only=True):
    """One display."""

    size: tuple[Width, Height] | None = None
    """Width and height in pixels; the screen's own when not given."""
    news_s: Annotated[float, Meta(ge=3, le=120)] = 12.0
    """A call stands out for so long."""
    zones_per_page: Annotated[int, Meta(ge=1, le=12)] = 6
    """More zones than this are shown in turn."""
