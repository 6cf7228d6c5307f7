"""Reads QR codes as a phone would, with a library of its own: for tests alone."""

import zxingcpp
from PIL import Image, ImageOps

from printer.picture import as_paper


def read_qr(picture: Image.Image) -> list[str]:
    """Return what the QR codes on a picture of the paper say. The paper lies on something dark."""
    paper = ImageOps.expand(as_paper(picture).convert("L"), 20, fill=96)
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in zxingcpp.read_barcodes(paper, formats=formats)]
