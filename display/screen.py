"""What the picture is shown on: a screen of the machine, or one in memory that can be looked at from outside."""

import os
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from display.box import Box

if TYPE_CHECKING:
    import pygame

Size = tuple[int, int]


class ScreenError(RuntimeError):
    """There is no screen, or it does not take a picture any more."""


class Screen(Protocol):
    """A screen. For the thread that opened it; closed and opened anew after a ScreenError."""

    @property
    def size(self) -> Size:
        """Width and height in pixels, once it is open."""

    def open(self) -> None:
        """Take the screen; black then. Raises ScreenError."""

    def present(self, picture: "pygame.Surface", changed: tuple[Box, ...]) -> int:
        """Show *picture*, of which only *changed* differs from the last one; return how many that makes.

        The picture is on its way to the glass when this returns. Raises ScreenError.
        """

    def close(self) -> None:
        """Let go of the screen. May be called twice."""


class KmsScreen:
    """The machine's own screen, by the kernel's mode setting: no window system, no sound, no mouse."""

    def __init__(self, size: Size | None, connectors: Path = Path("/sys/class/drm")) -> None:
        self._wanted = size
        self._connectors = connectors
        self._surface: pygame.Surface | None = None
        self._presented = 0

    @property
    def size(self) -> Size:
        """See `Screen`."""
        return self._surface.get_size() if self._surface is not None else self._wanted or (0, 0)

    def open(self) -> None:
        """See `Screen`."""
        import pygame

        self._be_plugged_in()
        os.environ["SDL_VIDEODRIVER"] = "kmsdrm"
        os.environ["SDL_NO_SIGNAL_HANDLERS"] = "1"  # SIGTERM is the service loop's
        try:
            pygame.display.init()
            self._surface = pygame.display.set_mode(self._wanted or (0, 0), pygame.FULLSCREEN)
            pygame.mouse.set_visible(False)
        except pygame.error as error:
            self.close()
            raise ScreenError(f"kmsdrm: {error}") from error

    def present(self, picture: "pygame.Surface", changed: tuple[Box, ...]) -> int:
        """See `Screen`."""
        import pygame

        if self._surface is None:
            raise ScreenError("not open")
        self._be_plugged_in()
        try:
            _copy(picture, self._surface, changed)
            pygame.display.flip()
            pygame.event.clear()  # nobody reads them, and the queue is bounded
        except pygame.error as error:
            raise ScreenError(f"kmsdrm: {error}") from error
        self._presented += 1
        return self._presented

    def close(self) -> None:
        """See `Screen`."""
        import pygame

        self._surface = None
        pygame.display.quit()

    def _be_plugged_in(self) -> None:
        """Raise ScreenError when the kernel says of every connector that nothing is in it.

        SDL draws on without a word when a cable is pulled out, and in the old mode when another screen is put in. With
        a mode that the kernel was told to force, a connector counts as connected whatever is in it.
        """
        told = [status.read_text(encoding="ascii").strip() for status in self._connectors.glob("card*-*/status")]
        if "connected" not in told and "disconnected" in told:
            raise ScreenError("kmsdrm: no screen is plugged in")


@dataclass(frozen=True)
class Snapshot:
    """What stands on a screen. Never changes, so any thread may look at it."""

    n: int
    size: Size
    pixels: bytes
    """Four bytes a pixel: blue, green, red, one of no meaning."""

    def png(self) -> bytes:
        """Encode it; takes some 50 ms at 1080p."""
        # Pillow, because it lets other threads run meanwhile: pygame's own encoder held up the owner for 100 ms.
        from PIL import Image

        encoded = BytesIO()
        Image.frombuffer("RGB", self.size, self.pixels, "raw", "BGRX", 0, 1).save(encoded, "PNG", compress_level=1)
        return encoded.getvalue()


class OffscreenScreen:
    """A screen in memory, drawn on by the same library in the same way. Its plug can be pulled."""

    def __init__(self, size: Size) -> None:
        self.mode = size
        """What a screen that is plugged in next will be driven with: another television, another mode."""
        self._size = size
        self._surface: pygame.Surface | None = None
        self.is_plugged = True
        """Any thread may set it; what is shown next then fails, as with a cable pulled out."""
        self.snapshot: Snapshot | None = None
        """What was presented last. Replaced, never changed: any thread may read it."""

    @property
    def size(self) -> Size:
        """See `Screen`."""
        return self._size

    def open(self) -> None:
        """See `Screen`."""
        import pygame

        if not self.is_plugged:
            raise ScreenError("offscreen: no screen is plugged in")
        self._size = self.mode
        os.environ["SDL_VIDEODRIVER"] = "offscreen"
        os.environ["SDL_NO_SIGNAL_HANDLERS"] = "1"
        # Otherwise SDL loads an LLVM renderer: 137 MB, and 9.5 ms a frame.
        os.environ["SDL_FRAMEBUFFER_ACCELERATION"] = "0"
        try:
            pygame.display.init()
            self._surface = pygame.display.set_mode(self._size)
        except pygame.error as error:
            self.close()
            raise ScreenError(f"offscreen: {error}") from error

    def present(self, picture: "pygame.Surface", changed: tuple[Box, ...]) -> int:
        """See `Screen`."""
        import pygame

        if self._surface is None or not self.is_plugged:
            raise ScreenError("offscreen: the screen was unplugged")
        _copy(picture, self._surface, changed)
        pygame.display.flip()
        n = self.snapshot.n + 1 if self.snapshot is not None else 1
        self.snapshot = Snapshot(n, self._size, self._surface.get_buffer().raw)
        return n

    def close(self) -> None:
        """See `Screen`."""
        import pygame

        self._surface = None
        pygame.display.quit()


def _copy(picture: "pygame.Surface", screen: "pygame.Surface", changed: tuple[Box, ...]) -> None:
    for box in changed:
        screen.blit(picture, (box.x, box.y), (box.x, box.y, box.w, box.h))
