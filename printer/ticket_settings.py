"""`ticket.toml` as structs: which blocks a ticket has, in which order, how large, and in which words."""

from collections.abc import Iterator
from string import Formatter
from typing import Annotated, Literal

from msgspec import Meta

from firmware.settings import Settings
from firmware.words import Bilingual, SetText
from printer import texts
from printer.fonts import Face
from printer.parts import IN_ONE_LANGUAGE, LETTERED, Part

Dots = Annotated[int, Meta(ge=1, le=400)]
Sizes = tuple[Dots, Dots]
Lines = Annotated[int, Meta(ge=1, le=6)]
Above = Annotated[int, Meta(ge=0, le=120)]

Look = Literal["plain", "bars", "short-bars", "badge", "band", "dots"]
WhenLong = Literal["keep", "one-line", "smaller", "leave-out"]
_WHEN_LONG = {
    **dict.fromkeys(Part, ("keep", "leave-out")),
    **dict.fromkeys(LETTERED, ("keep", "one-line", "leave-out")),
    Part.QR: ("keep", "smaller", "leave-out"),
    Part.NUMBER: ("keep",),
    Part.COPY: ("keep",),
    Part.ALONE: ("keep",),
}

_BOUNDS = {
    **dict.fromkeys(LETTERED, (14, 80)),
    Part.NUMBER: (60, 300),
    Part.RULE: (1, 12),
    Part.QR: (84, 320),
}
_LOOKS = {
    Part.RULE: ("plain", "dots"),
    **dict.fromkeys(IN_ONE_LANGUAGE - {Part.RULE}, ("plain",)),
    **dict.fromkeys(LETTERED, ("plain", "bars", "short-bars", "badge", "band")),
}


class OtherLettering(Settings, frozen=True, kw_only=True):
    """How the other language stands beneath."""

    face: Face = Face.NARROW
    size_px: Sizes
    most_lines: Lines = 1
    above_px: Above = 2


class BlockSettings(Settings, frozen=True, kw_only=True):
    """One block of the ticket."""

    block: Part
    face: Face = Face.NARROW
    size_px: Sizes | None = None
    """In dots, on paper of 576 and of 384: the letters' size, the number's at most, a rule's thickness, the QR code's
    side at most."""
    most_lines: Lines = 1
    """What does not fit into so many ends with an ellipsis."""
    above_px: Above = 8
    """White above it, in dots; 8 are a millimetre."""
    look: Look = "plain"
    """`badge` and `band` are white on black: as wide as the words, and as the paper. A rule may be of `dots`."""
    other: OtherLettering | None = None
    """The other language beneath; none leaves it out."""
    when_long: WhenLong = "keep"
    """What becomes of it when the whole would be too long."""
    text: SetText | None = None
    """For `text`: the words."""
    file: Annotated[str, Meta(min_length=1, max_length=255)] | None = None
    """For `logo`: a PNG of 1 bit a dot, black on white; beside `ticket.toml` unless it begins with a slash."""

    def __post_init__(self) -> None:
        """Refuse what does not go together, as ValueError: "key: what is wrong, what would be right"."""
        for complaint in _block_complaints(self):
            raise ValueError(complaint)

    def size_on(self, width_px: int) -> int:
        """Return its size on paper of *width_px*."""
        return size_on(self.size_px or (0, 0), width_px)


def _put_in(text: str) -> list[str]:
    """Return the names in the braces of *text*, in order of the alphabet."""
    try:
        fields = [field for field in Formatter().parse(text) if field[1] is not None]
        # «{ahead:9}» and «{ahead!r}» would be taken as well, and fail on paper, or make a line of a million letters.
        return sorted("?" if form or conversion else str(name) for _, name, form, conversion in fields)
    except ValueError:  # a brace without its other half
        return ["?"]


class TextSettings(Settings, frozen=True, kw_only=True):
    """The program's own words on a ticket, where a centre wants others. What is in braces is put in."""

    copy: SetText | None = None
    alone: SetText | None = None
    ahead: SetText | None = None
    nobody_ahead: SetText | None = None
    appointment: SetText | None = None
    official: SetText | None = None
    wait: SetText | None = None
    wait_at_most: SetText | None = None
    missed: SetText | None = None
    look_up: SetText | None = None

    def __post_init__(self) -> None:
        """Refuse a text in which something is put in that is not there, as ValueError."""
        for key in self.__struct_fields__:
            own, usual = getattr(self, key), texts.ON_TICKETS[key]
            for language in ("kk", "ru"):
                wanted = _put_in(getattr(usual, language))
                if own is not None and _put_in(getattr(own, language)) != wanted:
                    right = " and ".join(f"{{{name}}}" for name in wanted) or "no braces"
                    raise ValueError(f"{key}.{language}: right would be a text with {right}, each once")

    def get(self, key: str) -> Bilingual:
        """Return the words for *key*: the centre's own, or else the usual ones."""
        own: SetText | None = getattr(self, key)
        return own or texts.ON_TICKETS[key]


class TicketSettings(Settings, frozen=True, kw_only=True):
    """A whole ticket. Another layout is another file, never another program."""

    longest_mm: Annotated[int, Meta(ge=60, le=300)] = 130
    """What would be longer is drawn with less, as each block's `when_long` says."""
    blocks: Annotated[tuple[BlockSettings, ...], Meta(min_length=1, max_length=40)]
    """From top to bottom."""
    texts: TextSettings = TextSettings()

    def __post_init__(self) -> None:
        """Refuse a ticket that nobody could be called by, as ValueError."""
        for part in (Part.NUMBER, Part.COPY, Part.ALONE):
            if all(block.block is not part for block in self.blocks):
                raise ValueError(
                    f'blocks: no ticket goes without its {part.value}; add one with block = "{part.value}"'
                )
        for part in Part:
            if part not in {Part.RULE, Part.TEXT, Part.LOGO}:
                places = [index for index, block in enumerate(self.blocks) if block.block is part]
                if len(places) > 1:
                    raise ValueError(f"blocks[{places[1]}].block: {part.value} stands in blocks[{places[0]}] already")


def size_on(sizes: tuple[int, int], width_px: int) -> int:
    """Return which of two sizes is for paper of *width_px*."""
    return sizes[0] if width_px >= 576 else sizes[1]  # noqa: PLR2004 - the wide of the two papers


def _block_complaints(block: BlockSettings) -> Iterator[str]:
    part = block.block
    if part in _BOUNDS:
        yield from _size_complaints(block, *_BOUNDS[part])
    elif block.size_px is not None:
        yield f"size_px: a {part.value} is printed as large as its file; right would be no such key"
    if block.look not in _LOOKS[part]:
        yield f"look: {block.look!r} is not for {part.value}; right would be {' or '.join(_LOOKS[part])}"
    if block.when_long not in _WHEN_LONG[part]:
        yield f"when_long: {block.when_long!r} is not for {part.value}; right would be {' or '.join(_WHEN_LONG[part])}"
    if block.other is not None and part in IN_ONE_LANGUAGE:
        yield f"other: {part.value} is for both languages; right would be no such key"
    if block.other is not None and not all(14 <= size <= 80 for size in block.other.size_px):  # noqa: PLR2004 - as above
        yield "other.size_px: right would be two sizes from 14 to 80 dots, on 576 and on 384"
    if (block.text is not None) is not (part is Part.TEXT):
        yield 'text: belongs to block = "text", which needs one: { kk = "…", ru = "…" }'
    if (block.file is not None) is not (part is Part.LOGO):
        yield 'file: belongs to block = "logo", which needs one: a PNG of 1 bit a dot'


def _size_complaints(block: BlockSettings, least: int, most: int) -> Iterator[str]:
    if block.size_px is None or not all(least <= size <= most for size in block.size_px):
        like = f"[{most // 2}, {most // 3}]"
        yield f"size_px: right would be two sizes from {least} to {most} dots, on 576 and on 384, like {like}"
