"""The station's roll: what it says, and what outlives a restart."""

import msgspec
import pytest

from kiosk.kept import Noted
from kiosk.roll import NOTE, Roll
from mqtt_bridge.devices import Fault
from printer.settings import UsbSettings
from printer.status import READY, Paper, Status

LOW = Fault(code="paper-low", detail="about 4 m left by count")
OUT = Status(Paper.OUT, online=False, cover_open=False)


def settings(roll_m: float | None = 80) -> UsbSettings:
    return UsbSettings(width_px=576, roll_m=roll_m)


def roll_after(used_mm: int, notes: dict[str, str] | None = None) -> tuple[Roll, dict[str, str]]:
    """Return a roll that was read and used, and what stands on the disk then."""
    roll, disk = Roll(settings()), dict(notes or {})
    write(disk, roll.read(disk))
    write(disk, roll.used(used_mm))
    return roll, disk


def write(disk: dict[str, str], noted: Noted | None) -> None:
    if noted is not None:
        disk[noted.key] = noted.value


def test_a_count_goes_on_where_an_earlier_life_ended() -> None:
    _, disk = roll_after(76_000)
    again, disk = roll_after(0, disk)

    assert again.faults(()) == (LOW,)
    third, _ = roll_after(1_500, disk)
    assert third.faults(()) == (Fault(code="paper-low", detail="about 2 m left by count"),)


def test_what_was_used_before_the_disk_was_read_counts_once() -> None:
    _, disk = roll_after(70_000)
    roll = Roll(settings())
    roll.used(6_000)
    assert roll.faults(()) == ()
    write(disk, roll.read(disk))
    assert roll.faults(()) == (LOW,)
    assert roll.read(disk) is None, "the file was opened once more"
    assert roll.faults(()) == (LOW,)


def test_a_roll_changed_before_the_disk_was_read_is_new() -> None:
    _, disk = roll_after(79_000)
    roll = Roll(settings())
    write(disk, roll.changed())
    write(disk, roll.read(disk))

    assert roll.faults(()) == ()
    assert roll_after(0, disk)[0].faults(()) == ()


def test_a_roll_changed_by_hand_or_after_its_end_is_new_in_later_lives_too() -> None:
    roll, disk = roll_after(79_000)
    write(disk, roll.saw(OUT))
    later, disk = roll_after(0, disk)
    write(disk, later.saw(READY))
    assert later.faults(()) == ()
    assert roll_after(0, disk)[0].faults(()) == ()

    roll, disk = roll_after(79_000)
    write(disk, roll.changed())
    assert roll_after(0, disk)[0].faults(()) == ()


def test_what_the_printer_says_itself_is_not_said_twice() -> None:
    roll, _ = roll_after(76_000)

    assert roll.faults((Fault(code="paper-out"),)) == ()
    assert roll.faults((Fault(code="paper-low"),)) == ()
    assert roll.faults((Fault(code="cover-open"),)) == (LOW,)


@pytest.mark.parametrize("value", ["", "{", '{"used_mm": -1}', '"roll"'])
def test_a_note_that_makes_no_sense_is_no_reason_to_stop(value: str) -> None:
    roll, disk = roll_after(76_000, {NOTE: value})

    assert roll.faults(()) == (LOW,)
    assert msgspec.json.decode(disk[NOTE])["used_mm"] == 76_000


def test_a_roll_of_unknown_length_is_not_counted_and_nothing_is_written() -> None:
    roll = Roll(settings(None))

    assert [roll.read({}), roll.used(10**6), roll.saw(OUT), roll.saw(READY), roll.changed()] == [None] * 5
    assert roll.faults(()) == ()
