"""The test slip: what a technician can see on it, read by machines."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from golden import assert_golden
from qr_reading import read_qr
from reading import likeness, read_png

from printer.__main__ import main
from printer.encoding import encode
from printer.picture import as_paper
from printer.preview import Piece, Preview
from printer.simulated import PrinterFault, SimulatedPrinter
from printer.slip import KAZAKH, QR_WORDS, Slip
from printer.status import READY, Status


def slip(status: Status | None = READY) -> Slip:
    return Slip(
        device="entrance",
        attached="usb /dev/usb/lp0",
        dots_per_inch=203,
        status=status,
        printed_at="03.02.2026 11:26 +05",
    )


@pytest.mark.parametrize("width_px", [384, 576])
def test_the_slip_looks_as_it_did(width_px: int, renew: bool) -> None:  # noqa: FBT001 - a fixture
    (piece,) = Preview(width_px).feed(encode(slip().draw(width_px)))

    assert_golden(f"slip-{width_px}", piece.picture, renew=renew)


@pytest.mark.parametrize("width_px", [384, 576])
def test_the_slip_reaches_from_the_first_dot_of_the_head_to_the_last(width_px: int) -> None:
    picture = slip().draw(width_px).picture()

    assert picture.getbbox() == (0, 0, width_px, picture.height - 12 - 24)  # the last: white that a QR code needs


def test_a_stranger_reads_all_letters_and_the_state_on_the_slip() -> None:
    drawn = slip(Status()).draw(576).picture()
    png = io.BytesIO()
    as_paper(drawn).save(png, "PNG")

    text = read_png(png.getvalue())

    assert likeness(text, KAZAKH.replace("Һ", "")) >= 0.85, text
    assert likeness(text, "Принтер жауап бермейді") >= 0.9, text
    assert read_qr(drawn) == [QR_WORDS]


@pytest.mark.parametrize("width_px", [384, 576])
def test_the_ruler_is_true(width_px: int) -> None:
    (ruler,) = (block.picture for _, block in slip().draw(width_px).blocks if block.picture.height == 46)
    ticks = [x for x in range(width_px) if ruler.getpixel((x, 20)) == 255 and ruler.getpixel((x, 2)) == 255]

    assert ticks[:-1] == [round(mm * 203 / 25.4) for mm in range(0, 10 * len(ticks) - 10, 10)]


def station(tmp_path: Path, port: int) -> Path:
    config = tmp_path / "kiosk.toml"
    config.write_text(
        'site = "borodulikha"\ndevice = "entrance"\nstation = "entrance"\nbroker = { host = "127.0.0.1" }\n'
        f'[printer]\ntransport = "network"\nhost = "127.0.0.1"\nport = {port}\nwidth_px = 576\n'
        '[[buttons]]\nname = "ticket"\npin = 5\naction = "take-ticket"\nzone = "consultation"\nlanguage = "kk"\n'
    )
    return config


@pytest.fixture
def tray() -> list[Piece]:
    return []


@pytest.fixture
def printer(tray: list[Piece]) -> Iterator[SimulatedPrinter]:
    simulated = SimulatedPrinter(tray.append)
    simulated.start()
    yield simulated
    simulated.stop()


def test_the_slip_comes_out_of_the_stations_printer(
    tmp_path: Path, printer: SimulatedPrinter, tray: list[Piece], capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["test", "--config", str(station(tmp_path, printer.port))])

    assert (code, capsys.readouterr().out) == (0, "confirmed\n")
    assert [piece.picture.width for piece in tray] == [576]
    assert read_qr(tray[0].picture) == [QR_WORDS]


def test_a_printer_without_paper_is_told_and_prints_no_slip(
    tmp_path: Path, printer: SimulatedPrinter, tray: list[Piece], capsys: pytest.CaptureFixture[str]
) -> None:
    printer.set_fault(PrinterFault.PAPER_OUT)
    code = main(["test", "--config", str(station(tmp_path, printer.port))])

    assert code == 1
    assert "paper-out" in capsys.readouterr().out
    assert tray == []


def test_without_a_device_the_slip_is_a_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "slip.png"

    assert main(["test", "--simulate", "--width", "384", "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"\x89PNG")
    assert "mm" in capsys.readouterr().out


def test_a_station_without_settings_is_told_where_they_are_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", "--config", "/nowhere/kiosk.toml"]) == 78
    assert capsys.readouterr().err.startswith("kezek-printer: /nowhere/kiosk.toml: cannot be read")
