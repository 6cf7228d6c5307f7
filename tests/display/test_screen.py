from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pygame
import pytest
from PIL import Image

from display.box import Box
from display.screen import KmsScreen, OffscreenScreen, ScreenError

SIZE = (640, 480)
WHOLE = (Box(0, 0, *SIZE),)


@pytest.fixture
def screen() -> Iterator[OffscreenScreen]:
    screen = OffscreenScreen(SIZE)
    yield screen
    screen.close()


def picture(colour: tuple[int, int, int]) -> pygame.Surface:
    surface = pygame.Surface(SIZE, 0, 32)
    surface.fill(colour)
    return surface


def test_a_snapshot_is_the_picture_and_stays_as_it_was(screen: OffscreenScreen) -> None:
    screen.open()
    assert screen.present(picture((200, 100, 50)), WHOLE) == 1
    first = screen.snapshot
    assert screen.present(picture((1, 2, 3)), (Box(0, 0, 320, 480),)) == 2

    assert first is not None
    assert screen.snapshot is not None
    before, after = (Image.open(BytesIO(snapshot.png())) for snapshot in (first, screen.snapshot))
    assert (before.size, before.mode) == (SIZE, "RGB")
    assert (before.getpixel((0, 0)), after.getpixel((0, 0)), after.getpixel((400, 0))) == (
        (200, 100, 50),
        (1, 2, 3),
        (200, 100, 50),
    )


def test_a_screen_whose_plug_is_pulled_fails_until_it_is_back(screen: OffscreenScreen) -> None:
    screen.open()
    screen.is_plugged = False
    with pytest.raises(ScreenError, match="unplugged"):
        screen.present(picture((0, 0, 0)), WHOLE)
    screen.close()
    with pytest.raises(ScreenError, match="no screen"):
        screen.open()

    screen.is_plugged = True
    screen.open()

    assert screen.present(picture((0, 0, 0)), WHOLE) == 1


def test_a_machine_without_a_screen_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_KMSDRM_DEVICE_INDEX", "99")  # on a Pi, too
    screen = KmsScreen(None)

    with pytest.raises(ScreenError, match="kmsdrm"):
        screen.open()

    screen.close()


@pytest.mark.parametrize(
    ("told", "is_plugged"),
    [
        ({}, True),
        ({"card0-HDMI-A-1": "connected"}, True),
        ({"card0-HDMI-A-1": "disconnected", "card0-HDMI-A-2": "connected"}, True),
        ({"card0-HDMI-A-1": "disconnected", "card0-Writeback-1": "unknown"}, False),
        ({"card0-HDMI-A-1": "disconnected", "card1-HDMI-A-2": "disconnected"}, False),
        ({"card0-VGA-1": "unknown"}, True),
    ],
)
def test_the_kernels_word_on_the_connectors_is_believed(
    told: dict[str, str], *, is_plugged: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SDL_KMSDRM_DEVICE_INDEX", "99")
    for connector, status in told.items():
        (tmp_path / connector).mkdir()
        (tmp_path / connector / "status").write_text(f"{status}\n")
    screen = KmsScreen(None, tmp_path)

    with pytest.raises(ScreenError) as refused:
        screen.open()

    assert ("no screen is plugged in" not in str(refused.value)) is is_plugged
    screen.close()


def test_neither_sound_nor_anything_else_is_opened(screen: OffscreenScreen) -> None:
    screen.open()

    assert pygame.display.get_init()
    assert pygame.mixer.get_init() is None
    assert not pygame.joystick.get_init()


def test_no_renderer_of_137_mb_is_loaded(screen: OffscreenScreen) -> None:
    screen.open()
    screen.present(picture((1, 2, 3)), WHOLE)

    assert "LLVM" not in Path("/proc/self/maps").read_text(encoding="utf-8")
