"""The console's settings: the centre, and where what it knows of receptions is kept."""

from typing import Annotated

from msgspec import Meta

from console.receptions.opening import StoreSettings
from console.survey.opening import SurveySettings
from mqtt_bridge.settings import DeviceSettings


class ConsoleSettings(DeviceSettings, frozen=True, kw_only=True):
    """The console, on the centre's machine."""

    centre: Annotated[str, Meta(min_length=1, max_length=500)] = "/etc/kezek/centre.toml"
    """The centre's own document, as the dispatcher reads it."""
    store: StoreSettings = StoreSettings()
    survey: SurveySettings = SurveySettings()
