from collections.abc import Iterator
from pathlib import Path

import pytest
from deadline import DEADLINE_S
from speaker_hall import WINDOW_1, needs

from audio.builder import AGAIN_S, BankBuilt, Builder
from audio.building import Built
from audio.engines import Voices
from firmware.inbox import Inbox

NEVER = float("inf")


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def blocked(tmp_path: Path, tones: Voices, inbox: Inbox) -> Iterator[Builder]:
    """Start a builder whose folder cannot be made."""
    (tmp_path / "file").write_text("in the way")
    builder = Builder(tmp_path / "file" / "bank", tones, inbox)
    builder.worker.start()
    yield builder
    builder.stop()


def next_built(inbox: Inbox) -> BankBuilt:
    (message,) = inbox.take(DEADLINE_S, most=1)
    assert isinstance(message, BankBuilt)
    return message


def test_a_whole_bank_needs_no_build(whole_bank: Path, tones: Voices, inbox: Inbox) -> None:
    builder = Builder(whole_bank, tones, inbox)

    builder.need(needs(WINDOW_1), now=10.0)

    assert builder.is_settled
    assert builder.tick(now=10.0) == NEVER
    assert builder.faults() == ()


def test_a_folder_that_cannot_be_written_is_a_fault_and_tried_again_later(blocked: Builder, inbox: Inbox) -> None:
    blocked.need(needs(WINDOW_1), now=10.0)
    assert not blocked.is_settled
    blocked.tick(now=10.0)

    blocked.built(next_built(inbox), now=11.0)

    assert blocked.is_settled
    assert [fault.code for fault in blocked.faults()] == ["missing-clips"]
    assert blocked.tick(now=12.0) == 11.0 + AGAIN_S
    assert inbox.take(0.05) == []
    blocked.tick(now=11.0 + AGAIN_S)
    assert next_built(inbox).why


def test_a_clip_that_was_missed_is_a_fault_until_it_is_built(whole_bank: Path, tones: Voices) -> None:
    builder = Builder(whole_bank, tones, Inbox())
    builder.need(needs(WINDOW_1), now=10.0)

    builder.missed("kk/5", "is not what the manifest says", now=20.0)
    assert "kk/5" in builder.faults()[0].detail
    assert builder.tick(now=20.0) == NEVER

    builder.built(BankBuilt(Built(rendered=1)), now=21.0)
    assert builder.faults() == ()


def test_calls_that_miss_the_same_clip_do_not_build_without_end(whole_bank: Path, tones: Voices) -> None:
    builder = Builder(whole_bank, tones, Inbox())
    builder.need(needs(WINDOW_1), now=10.0)
    builder.built(BankBuilt(Built(failed={"kk/5": "no voice for it"})), now=20.0)

    builder.missed("kk/5", "is not in the bank", now=21.0)

    assert builder.tick(now=22.0) == 20.0 + AGAIN_S
