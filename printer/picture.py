"""A picture is a Pillow image of mode "1" in which a set bit is ink, as on the wire; its PNG is black on white."""

from dataclasses import dataclass

from PIL import Image, ImageChops

INK = 255
"""What to draw with. Pillow stores 1 as 1, which inverts to 254 and is ink still."""

DOTS_PER_MM = 8
"""203 dots per inch, as good as all ticket printers have."""


def blank(width_px: int, height_px: int) -> Image.Image:
    """Return paper without ink."""
    return Image.new("1", (width_px, height_px), 0)


def as_paper(picture: Image.Image) -> Image.Image:
    """Return *picture* as eyes and PNG files want it: ink black, paper white."""
    return ImageChops.invert(picture)


@dataclass(frozen=True, eq=False)
class Block:
    """A part of a picture, as wide as the paper. What is made of it may be kept for as long as it lives."""

    picture: Image.Image
    half: Image.Image | None = None
    """The picture at half its size, where doubling every dot of this gives the picture again."""

    @classmethod
    def doubled(cls, half: Image.Image) -> "Block":
        """Make a block of twice the size of *half*."""
        return cls(half.resize((half.width * 2, half.height * 2), Image.Resampling.NEAREST), half)


@dataclass(frozen=True)
class Layout:
    """A picture in parts: blocks from top to bottom that do not overlap, each with the row where it begins."""

    width_px: int
    height_px: int
    blocks: tuple[tuple[int, Block], ...]

    @classmethod
    def of(cls, picture: Image.Image) -> "Layout":
        """Return *picture* as one block."""
        return cls(picture.width, picture.height, ((0, Block(picture)),))

    def picture(self) -> Image.Image:
        """Put the parts together."""
        whole = blank(self.width_px, self.height_px)
        for top, block in self.blocks:
            whole.paste(block.picture, (0, top))
        return whole
