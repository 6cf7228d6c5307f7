"""`kezek-printer preview`: a ticket as a picture of what the bytes say, without a printer and without a hall."""

import argparse
import sys
from pathlib import Path

import msgspec

from centre.checks import load_centre
from centre.settings import CentreSettings
from firmware.words import Bilingual, Language
from mqtt_bridge.paper import TicketPaper
from mqtt_bridge.public import Centre, PlaceSign, PurposeSign, ZoneSign
from printer.arguments import png_file, ticket_number
from printer.drawing import draw_ticket
from printer.encoding import encode, plain_raster_bytes
from printer.picture import DOTS_PER_MM, as_paper
from printer.preview import Preview
from printer.sample import sample_centre, sample_paper, with_address, with_appointment, with_purpose, with_wait
from printer.ticket_check import load_checked
from printer.ticket_design import SHIPPED

_EXAMPLE = "https://kezek.example/t"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked for."""
    what = parser.add_argument_group("what stands on the ticket")
    languages = [language.value for language in Language]
    what.add_argument("--language", choices=languages, default="kk", help="the visitor's own; kk unless told")
    what.add_argument("--centre", type=Path, metavar="FILE", help="a centre.toml; an example without it")
    what.add_argument("--zone", metavar="ZONE", help="the name of a zone in centre.toml; for the example any title")
    what.add_argument("--purpose", metavar="PURPOSE", help="what the visitor comes for; likewise")
    what.add_argument("--number", type=ticket_number, metavar="1..9999", default=105, help="else 105")
    what.add_argument("--ahead", type=int, default=7, metavar="N", help="how many wait before it; 7 unless told")
    what.add_argument("--wait", action="store_true", help="about how long it will wait is known")
    what.add_argument("--appointment", action="store_true", help="an appointment with an official, in an office")
    what.add_argument("--qr", action="store_true", help=f"a QR code, of {_EXAMPLE} if the centre has no address")
    what.add_argument("--copy", action="store_true", help="a reprint")
    what.add_argument("--alone", action="store_true", help="numbered by the station alone, at an unknown time")
    how = parser.add_argument_group("how it is printed")
    how.add_argument("--width", type=int, choices=(384, 576), default=576, help="dots of the head; 576 unless told")
    how.add_argument("--layout", type=Path, default=SHIPPED, metavar="FILE", help="a ticket.toml; else the shipped one")
    parser.add_argument("out", type=png_file, metavar="PNG", help="the picture to write")


def preview(wish: argparse.Namespace) -> int:
    """Draw, encode, decode, save, and tell. Raises SettingsError for a centre or layout that is wrong."""
    centre = _example(wish) if wish.centre is None else _centre(load_centre(wish.centre), wish)
    paper = _paper(wish, centre)
    drawn = draw_ticket(paper, centre, wish.width, load_checked(wish.layout, wish.width))
    job = encode(drawn.layout)
    (piece,) = Preview(wish.width).feed(job)
    as_paper(piece.picture).save(wish.out)
    share = len(job) / plain_raster_bytes(drawn.layout)
    millimetres = piece.picture.height / DOTS_PER_MM
    sys.stdout.write(f"{wish.out}: {millimetres:.0f} mm, {len(job)} bytes, {share:.0%} of a plain raster\n")
    for complaint in drawn.complaints:
        sys.stdout.write(f"{complaint}\n")
    return 0


def _paper(wish: argparse.Namespace, centre: Centre) -> TicketPaper:
    language = Language(wish.language)
    paper = sample_paper(wish.number, language, ahead=max(wish.ahead, 0), copy=wish.copy, alone=wish.alone)
    paper = with_wait(paper) if wish.wait else paper
    paper = with_appointment(paper) if wish.appointment else paper
    paper = with_purpose(paper) if wish.purpose is not None else paper
    if wish.centre is None:
        return paper
    office = next((sign.place for sign in centre.places if sign.zones and wish.zone in sign.zones), None)
    zone = wish.zone or centre.zones[0].zone
    paper = msgspec.structs.replace(paper, zone=zone, place=office if wish.appointment else None)
    return paper if wish.purpose is None else msgspec.structs.replace(paper, purposes=(wish.purpose,))


def _example(wish: argparse.Namespace) -> Centre:
    title = Bilingual(kk=wish.zone, ru=wish.zone) if wish.zone else None
    centre = sample_centre(title)
    if wish.purpose is not None:
        purpose = Bilingual(kk=wish.purpose, ru=wish.purpose)
        centre = msgspec.structs.replace(
            centre, purposes=(PurposeSign(purpose="land", title=purpose, zone="sample", summons=None),)
        )
    return with_address(centre, _EXAMPLE) if wish.qr else centre


def _centre(settings: CentreSettings, wish: argparse.Namespace) -> Centre:
    """Return what the dispatcher would tell of the centre, as far as paper needs it."""
    address = settings.public_address or (_EXAMPLE if wish.qr else "")
    return Centre(
        name=settings.name,
        address=settings.address,
        timezone=settings.timezone,
        day="",
        public_address=address,
        zones=tuple(ZoneSign(zone=zone.name, title=zone.title, wait_at=zone.wait_at) for zone in settings.zones),
        places=tuple(
            PlaceSign(
                place=place.name,
                kind=place.kind,
                number=place.number,
                letter=place.letter,
                title=place.title,
                zones=place.zones,
            )
            for place in settings.places
        ),
        purposes=tuple(
            PurposeSign(purpose=purpose.name, title=purpose.title, zone=purpose.zone, summons=purpose.summons)
            for purpose in settings.purposes
        ),
    )
