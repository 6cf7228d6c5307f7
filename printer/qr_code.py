"""A ticket's address as a QR code, in whole dots, drawn at half its size for the printer to double."""

from functools import lru_cache

from PIL import Image

from printer.picture import Block, blank

QUIET_MODULES = 4
"""White that a reader needs around the code (ISO/IEC 18004)."""
LONGEST_ADDRESS = 100
_SMALL = 2
"""Half a millimetre, after doubling: phones read it from a hand's breadth."""
_MASK = 3
"""One of eight patterns, any of which is in order. Trying all for the prettiest takes eight times as long."""


@lru_cache(maxsize=4)
def qr_block(address: str, most_px: int, width_px: int, *, is_small: bool = False) -> Block:
    """Draw the code in the middle, *most_px* wide at most, with its quiet rows above and beneath, and level M.

    Raises ValueError for an address longer than `LONGEST_ADDRESS`; with any other a module is two dots at least,
    a quarter of a millimetre, and four where *most_px* is 164 or more.
    """
    if len(address) > LONGEST_ADDRESS:
        raise ValueError(f"an address of {len(address)} letters makes no QR code of {most_px} dots")
    code = _code(address)
    count = code.width
    dots = max(min(most_px // count // 2, _SMALL if is_small else most_px), 1)
    code = code.resize((count * dots, count * dots), Image.Resampling.NEAREST)
    quiet_px = QUIET_MODULES * dots
    half = blank(width_px // 2, code.height + 2 * quiet_px)
    half.paste(code, ((half.width - code.width) // 2, quiet_px))
    return Block.doubled(half)


@lru_cache(maxsize=8)
def _code(address: str) -> Image.Image:
    """Return the code with one dot for each module. It takes most of the time, and a tight ticket asks twice."""
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    code: QRCode = QRCode(error_correction=ERROR_CORRECT_M, mask_pattern=_MASK, border=0)
    code.add_data(address, optimize=0)
    code.make(fit=True)
    modules: list[list[bool]] = code.modules
    return Image.frombytes("1", (len(modules), len(modules)), b"".join(map(_row, modules)))


def _row(modules: list[bool]) -> bytes:
    """Return a row as a picture of mode "1" has it: whole bytes, the first module in the highest bit."""
    bits = "".join("1" if module else "0" for module in modules)
    whole = bits.ljust(-(-len(bits) // 8) * 8, "0")
    return int(whole, 2).to_bytes(len(whole) // 8, "big")
