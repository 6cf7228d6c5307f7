import pytest
from hypothesis import given
from hypothesis import strategies as st

from printer.status import READY, Paper, Status, faults, parse_status, parse_usblp, status_byte

WELL = b"\x12"


def codes(status: Status) -> list[str]:
    return [fault.code for fault in faults(status)]


@given(st.binary(max_size=4))
def test_a_status_is_exactly_one_byte_of_the_right_form(answer: bytes) -> None:
    is_right = len(answer) == 1 and f"{answer[0]:08b}"[0] == "0" and f"{answer[0]:08b}"[3] == "1"
    is_right = is_right and f"{answer[0]:08b}"[6:] == "10"

    assert (status_byte(answer) is not None) == is_right


def test_a_printer_that_is_well_is_ready() -> None:
    assert parse_status({1: WELL, 4: WELL}) == READY
    assert READY.is_ready
    assert codes(READY) == []


@pytest.mark.parametrize("answers", [{}, {1: b""}, {1: b"\xff", 4: WELL}, {1: WELL + WELL, 4: WELL}, {4: WELL}])
def test_silence_and_nonsense_are_unknown(answers: dict[int, bytes]) -> None:
    status = parse_status(answers)

    assert status == Status()
    assert not status.is_ready
    assert codes(status) == ["printer-silent"]


def test_no_word_of_the_paper_is_not_paper() -> None:
    status = parse_status({1: WELL, 4: b""})

    assert status.paper is Paper.UNKNOWN
    assert not status.is_ready
    assert codes(status) == ["printer-silent"]


def test_paper_near_its_end_prints_and_warns() -> None:
    status = parse_status({1: WELL, 4: b"\x1e"})

    assert status.is_ready
    assert codes(status) == ["paper-low"]


def test_paper_out_is_told_and_not_as_low() -> None:
    status = parse_status({1: b"\x1a", 2: b"\x32", 3: WELL, 4: b"\x7e"})

    assert not status.is_ready
    assert codes(status) == ["paper-out"]


def test_an_open_cover_is_told() -> None:
    assert codes(parse_status({1: b"\x1a", 2: b"\x16", 3: WELL, 4: WELL})) == ["cover-open"]


@pytest.mark.parametrize("answers", [{2: b"\x52", 3: WELL}, {2: b"\x52"}, {2: WELL, 3: b"\x52"}, {2: WELL, 3: b"\x32"}])
def test_errors_are_told(answers: dict[int, bytes]) -> None:
    assert codes(parse_status({1: b"\x1a", 4: WELL, **answers})) == ["printer-error"]


def test_a_jammed_cutter_is_told_as_such_and_not_as_any_error() -> None:
    assert codes(parse_status({1: b"\x1a", 2: b"\x52", 3: b"\x1a", 4: WELL})) == ["cutter-jammed"]
    assert codes(parse_status({1: b"\x1a", 2: b"\x52", 3: b"\x3a", 4: WELL})) == ["cutter-jammed", "printer-error"]


def test_offline_for_no_reason_is_still_a_fault() -> None:
    assert codes(parse_status({1: b"\x1a", 2: WELL, 3: WELL, 4: WELL})) == ["printer-offline"]


@pytest.mark.parametrize(
    ("bits", "is_ready", "said"),
    [
        (0x18, True, []),
        (0x38, False, ["paper-out"]),
        (0x10, False, ["printer-error"]),
        (0x08, False, ["printer-offline"]),
    ],
)
def test_the_usb_drivers_word_is_understood(bits: int, is_ready: bool, said: list[str]) -> None:  # noqa: FBT001 - a parameter of the test
    assert parse_usblp(bits).is_ready is is_ready
    assert codes(parse_usblp(bits)) == said
