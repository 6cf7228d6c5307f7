import pytest
from msgspec import convert

from firmware.settings import SettingsError, parse_settings
from printer.settings import NetworkSettings, PrinterSettings, SerialSettings, UsbSettings, open_printer


def parse(text: str) -> PrinterSettings:
    settings: PrinterSettings = convert(parse_settings(text, dict[str, object], "kiosk.toml"), PrinterSettings)
    return settings


@pytest.mark.parametrize(
    ("text", "kind", "answers"),
    [
        ('transport = "usb"\nwidth_px = 576', UsbSettings, "status"),
        ('transport = "network"\nhost = "10.0.0.9"\nwidth_px = 384', NetworkSettings, "processed"),
        ('transport = "serial"\nbaud = 9600\nwidth_px = 384\nanswers = "nothing"', SerialSettings, "nothing"),
    ],
)
def test_the_transport_says_which_keys_there_are(text: str, kind: type[PrinterSettings], answers: str) -> None:
    settings = parse(text)

    assert type(settings) is kind
    assert settings.answers == answers
    open_printer(settings).close()


class Station(UsbSettings, frozen=True, kw_only=True, tag_field="transport", tag="usb"):
    """A root for errors with file and key."""


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('transport = "usb"', "width_px"),
        ('transport = "usb"\nwidth_px = 512', "width_px"),
        ('transport = "usb"\nwidth_px = 576\nbaud = 9600', "baud"),
        ('transport = "usb"\nwidth_px = 576\nanswers = "maybe"', "answers"),
        ('transport = "usb"\nwidth_px = 576\nroll_m = 0', "roll_m"),
        ('transport = "usb"\nwidth_px = 576\nroll_m = 10\nroll_low_m = 10', "roll_low_m: must be less than roll_m, 10"),
    ],
)
def test_a_wrong_key_is_named(text: str, complaint: str) -> None:
    with pytest.raises(SettingsError, match=f"kiosk.toml: .*{complaint}"):
        parse_settings(text, Station, "kiosk.toml")
