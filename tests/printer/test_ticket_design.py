"""ticket.toml: what is accepted, and how a mistake is told."""

from pathlib import Path

import pytest
from PIL import Image

from firmware.settings import SettingsError
from firmware.words import Language
from kiosk.__main__ import main as kiosk
from printer.__main__ import main as printer
from printer.drawing import draw_ticket
from printer.parts import Part
from printer.sample import sample_centre, sample_paper
from printer.ticket_check import load_checked
from printer.ticket_design import SHIPPED, load_design

TEXT = SHIPPED.read_text(encoding="utf-8")


OWN = "longest_mm = 130\n[texts]\n"
FIRST = '[[blocks]]\nblock = "name"'
NUMBER = TEXT[TEXT.index('[[blocks]]\nblock = "number"') : TEXT.index('[[blocks]]\nblock = "alone"')]


def changed(tmp_path: Path, old: str, new: str) -> Path:
    """Write the shipped layout with one change in it."""
    assert old in TEXT
    file = tmp_path / "ticket.toml"
    file.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    return file


def refusal(file: Path, width_px: int = 576) -> str:
    with pytest.raises(SettingsError) as refused:
        load_checked(file, width_px)
    assert "\n" not in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize("width_px", [384, 576])
def test_the_shipped_layout_is_in_order_and_has_every_part(width_px: int) -> None:
    design = load_checked(SHIPPED, width_px)

    optional = {Part.LOGO, Part.TEXT}
    assert {block.block for block in design.settings.blocks} | optional == set(Part)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('block = "zone"', 'block = "zones"', "blocks[3].block: 'zones' is wrong; right would be"),
        ('face = "narrow-bold"', 'face = "comic"', "blocks[0].face: 'comic' is wrong; right would be"),
        ("\nabove_px = 0\nwhen", "\nabove_pix = 0\nwhen", "above_pix: there is no such key; right would be above_px"),
        ("size_px = [33, 27]", "size_px = [330, 27]", "size_px: right would be two sizes from 14 to 80 dots"),
        ("size_px = [33, 27]", "size_px = [33]", "blocks[3].size_px"),
        ("size_px = [33, 27]\n", "", "size_px: right would be two sizes from 14 to 80 dots"),
        ("size_px = [208, 208]", "size_px = [208, 30]", "size_px: right would be two sizes from 60 to 300 dots"),
        ("size_px = [176, 176]", "size_px = [176, 40]", "size_px: right would be two sizes from 84 to 320 dots"),
        ('look = "bars"', 'look = "dots"', "look: 'dots' is not for zone; right would be plain or bars"),
        ('when_long = "smaller"', 'when_long = "one-line"', "when_long: 'one-line' is not for qr; right"),
        (NUMBER, "", "blocks: no ticket goes without its number"),
        ('block = "purpose"', 'block = "zone"', "blocks[4].block: zone stands in blocks[3] already"),
        ('block = "purpose"', 'block = "text"', 'text: belongs to block = "text", which needs one'),
        ('block = "purpose"', 'block = "logo"', "size_px: a logo is printed as large as its file"),
        ("longest_mm = 130", "longest_mm = 100", "blocks: a ticket could become 1"),
        ("longest_mm = 130", "longest_mm = 1000", "longest_mm: 1000 is wrong; right would be"),
        ("longest_mm = 130", OWN + 'ahead = { kk = "x", ru = "x" }', "ahead.kk: right would be a text"),
        ("longest_mm = 130", OWN + 'missed = { kk = "{x}", ru = "x" }', "right would be a text with no"),
        ("longest_mm = 130", OWN + 'missed = { kk = "{", ru = "x" }', "right would be a text with no"),
        ("longest_mm = 130", OWN + 'ahead = { kk = "{ahead:.2}", ru = "{ahead}" }', "be a text with {ahead}"),
        ("longest_mm = 130", OWN + 'ahead = { kk = "{ahead!x}", ru = "{ahead}" }', "be a text with {ahead}"),
        ("longest_mm = 130", OWN + 'ahead = { kk = "{ahead}", ru = "{ahead:999999}" }', "ahead.ru: right would be"),
        ("longest_mm = 130", OWN + 'missed = { kk = "x" }', "texts.missed.ru: is missing"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_file_key_and_what_would_be_right(tmp_path: Path, old: str, new: str, told: str) -> None:
    file = changed(tmp_path, old, new)

    assert refusal(file).startswith(f"{file}: ")
    assert told in refusal(file)


def with_logo(tmp_path: Path, logo: Image.Image | None, name: str = "crest.png") -> Path:
    if logo is not None:
        logo.save(tmp_path / name, "PNG" if name.endswith("png") else "BMP")
    return changed(
        tmp_path, "[[blocks]]\nblock = ", f'[[blocks]]\nblock = "logo"\nfile = "{name}"\n\n[[blocks]]\nblock = '
    )


@pytest.mark.parametrize(
    ("logo", "name", "told"),
    [
        (Image.new("L", (100, 100), 255), "crest.png", "has mode L; right would be a PNG of 1 bit a dot"),
        (Image.new("1", (400, 100), 1), "crest.png", "has 400 × 100 dots; right would be up to 384 × 240"),
        (Image.new("1", (100, 241), 1), "crest.png", "has 100 × 241 dots; right would be up to 384 × 240"),
        (Image.new("1", (100, 100), 1), "crest.bmp", "cannot be read as a PNG: it is none"),
        (None, "crest.png", "cannot be read as a PNG: No such file or directory"),
    ],
)
def test_a_logo_that_cannot_be_printed_is_told(tmp_path: Path, logo: Image.Image | None, name: str, told: str) -> None:
    file = with_logo(tmp_path, logo, name)

    assert refusal(file, 384).startswith(f"{file}: blocks[0].file: {tmp_path / name} ")
    assert told in refusal(file, 384)


def test_a_logo_stands_above_all_black_where_it_is_black(tmp_path: Path) -> None:
    logo = Image.new("1", (101, 80), 1)
    logo.paste(0, (0, 0, 101, 40))
    picture = draw_ticket(
        sample_paper(), sample_centre(), 384, load_design(with_logo(tmp_path, logo), 384)
    ).layout.picture()

    assert picture.crop((0, 0, 384, 80)).getbbox() == (141, 0, 242, 40)


def test_the_centres_own_words_stand_in_place_of_the_usual_ones(tmp_path: Path) -> None:
    missed = "Шақыруды естімесеңіз, «Ресепшн» аймағына барып, талоныңызды көрсетіңіз: қызметкер сізді қайта шақырады"
    file = changed(tmp_path, "longest_mm = 130\n", f'{OWN}missed = {{ kk = "{missed}", ru = "Справка: 1414" }}\n')
    usual = draw_ticket(sample_paper(), sample_centre(), 576).layout
    own = draw_ticket(sample_paper(), sample_centre(), 576, load_checked(file, 576)).layout

    assert own.height_px == usual.height_px + 52, "two lines more"


def test_blocks_stand_in_the_order_of_the_file(tmp_path: Path) -> None:
    last = tmp_path / "last.toml"
    last.write_text(TEXT.replace(NUMBER, "") + "\n" + NUMBER, encoding="utf-8")
    layout = draw_ticket(sample_paper(), sample_centre(), 576, load_checked(last, 576)).layout

    assert max(layout.blocks, key=lambda placed: placed[1].picture.height) == layout.blocks[-1]


def test_a_text_of_the_centres_own_is_printed_in_the_language_that_is_wanted(tmp_path: Path) -> None:
    own = '[[blocks]]\nblock = "text"\nsize_px = [24, 20]\ntext = { kk = "Байланыс орталығы 1414", ru = "1414" }\n\n'
    design = load_checked(changed(tmp_path, FIRST, own + FIRST), 576)
    widths = []
    for language in Language:
        _, first = draw_ticket(sample_paper(language=language), sample_centre(), 576, design).layout.blocks[0]
        left, _, right, _ = first.picture.getbbox() or (0, 0, 0, 0)
        widths.append(right - left)

    assert widths[0] > 3 * widths[1]


def kiosk_toml(tmp_path: Path, layout: Path) -> Path:
    config = tmp_path / "kiosk.toml"
    config.write_text(
        'site = "borodulikha"\ndevice = "entrance"\nstation = "entrance"\nbroker = { host = "127.0.0.1" }\n'
        f'[printer]\ntransport = "usb"\nwidth_px = 576\nlayout = "{layout}"\n'
        '[[buttons]]\nname = "ticket"\npin = 5\naction = "take-ticket"\nzone = "consultation"\nlanguage = "kk"\n'
    )
    return config


def test_the_station_refuses_a_wrong_layout_at_its_start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    layout = changed(tmp_path, "longest_mm = 130", "longest_mm = 100")

    assert kiosk(["--config", str(kiosk_toml(tmp_path, layout)), "--check"]) == 78
    assert capsys.readouterr().err.startswith(f"kezek-kiosk: {layout}: blocks: a ticket could become")
    assert kiosk(["--config", str(kiosk_toml(tmp_path, SHIPPED)), "--check"]) == 0


def test_the_preview_refuses_it_too_and_shows_a_right_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, layout = tmp_path / "ticket.png", changed(tmp_path, "longest_mm = 130", "longest_mm = 100")

    assert printer(["preview", "--layout", str(layout), str(out)]) == 78
    assert "longest_mm is 100" in capsys.readouterr().err
    assert not out.exists()
    assert printer(["preview", "--layout", str(SHIPPED), str(out)]) == 0
    assert out.exists()


def test_the_shipped_layout_can_be_had_to_begin_with(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert printer(["layout"]) == 0
    file = tmp_path / "ticket.toml"
    file.write_text(capsys.readouterr().out, encoding="utf-8")

    assert load_design(file, 384).settings == load_design(SHIPPED, 384).settings
