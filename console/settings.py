"""The console's settings: the centre, what is kept of receptions, of the hall and of who works here."""

from typing import Annotated

from msgspec import Meta

from console.accounts.settings import AccountsSettings
from console.following.settings import HallSettings
from console.receptions.opening import StoreSettings
from console.survey.opening import SurveySettings
from console.web.settings import WebSettings
from mqtt_bridge.settings import DeviceSettings


class ConsoleSettings(DeviceSettings, frozen=True, kw_only=True):
    """The console, on the centre's machine."""

    centre: Annotated[str, Meta(min_length=1, max_length=500)] = "/etc/kezek/centre.toml"
    """The centre's own document, as the dispatcher reads it."""
    store: StoreSettings = StoreSettings()
    survey: SurveySettings = SurveySettings()
    staff: AccountsSettings = AccountsSettings()
    hall: HallSettings = HallSettings()
    web: WebSettings = WebSettings()
