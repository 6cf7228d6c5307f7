"""The calls that a speaker has begun to say, over its lives."""

import logging
from pathlib import Path

import pytest

from audio.begun import FILE, BegunCalls

IDS = [f"{n:016x}" for n in range(150)]


def test_a_call_that_was_begun_is_known_in_the_next_life(tmp_path: Path) -> None:
    calls = BegunCalls(tmp_path / "state")
    calls.begin(IDS[1])
    calls.begin(IDS[2])

    assert BegunCalls(tmp_path / "state").ids == (IDS[1], IDS[2])


def test_a_call_that_nobody_has_heard_is_not(tmp_path: Path) -> None:
    calls = BegunCalls(tmp_path)
    calls.begin(IDS[1])
    calls.begin(IDS[2])
    calls.take_back(IDS[2])

    assert BegunCalls(tmp_path).ids == (IDS[1],)


def test_more_than_a_board_has_are_kept_and_not_all_of_a_year(tmp_path: Path) -> None:
    calls = BegunCalls(tmp_path)
    for call_id in IDS:
        calls.begin(call_id)

    assert BegunCalls(tmp_path).ids == tuple(IDS[-100:])


@pytest.mark.parametrize("spoilt", [b"\xff\xfe\x00", b"", b"\n\n"])
def test_a_spoilt_file_is_none(spoilt: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(spoilt)

    assert BegunCalls(tmp_path).ids == ()


def test_a_folder_that_cannot_be_written_is_told_once_and_keeps_no_call_from_being_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "state"
    folder.write_text("no folder")
    calls = BegunCalls(folder)
    with caplog.at_level(logging.INFO):
        calls.begin(IDS[1])
        calls.begin(IDS[2])
        folder.unlink()
        calls.begin(IDS[3])

    changes = [record.getMessage().split(" path=")[0] for record in caplog.records if "changed" in record.getMessage()]
    assert changes == ["begun calls changed from=kept to=lost", "begun calls changed from=lost to=kept"]
    assert BegunCalls(folder).ids == tuple(IDS[1:4])
