"""The station's speaker: one thing after the other, the newest first, and nothing for a device that is not there."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from deadline import DEADLINE_S

from audio.building import Order, build_bank
from audio.click import CLICK, LENGTH_S, click
from audio.clips import phrase_clip
from audio.engines import FakeEngine
from audio.mouth import Mouth
from audio.pcm import RATE_HZ, duration_s, to_samples
from audio.player import FakePlayer, SoundFault
from audio.sentence import Sentence, Spoken
from firmware.inbox import Inbox
from firmware.words import Language, new_id
from kiosk.speaking import AGAIN_S, PATIENCE_S, Saying, Speaking

TONES = dict.fromkeys(Language, (FakeEngine(),))


@pytest.fixture(autouse=True)
def _patient_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.speaking.STOP_WITHIN_S", DEADLINE_S)


class Speaker:
    """A speaker whose inbox the test's own thread empties; its clock stands where the test puts it."""

    def __init__(self, bank: Path) -> None:
        self.inbox = Inbox()
        self.player = FakePlayer(100.0)
        self.mouth = Mouth(self.player, bank, TONES, self.inbox, retry_s=0.05, is_vital=False)
        self.shown: list[str] = []
        self.clicks = 0
        self.speaking = Speaking(self.mouth, self._show)
        self.now = 100.0
        self.speaking.start()

    def _show(self, saying: Saying | None, pcm: bytes, _at: float) -> None:
        if saying is not None:
            self.shown.append(saying.about)
        else:
            self.clicks += pcm.startswith(click())

    def say(self, about: str) -> None:
        self.speaking.say(saying(about), self.now)

    def until_shown(self, *abouts: str) -> None:
        self.until(lambda: self.shown == list(abouts))

    def until(self, wanted: object) -> None:
        assert callable(wanted)
        end = time.monotonic() + DEADLINE_S
        while not wanted():
            assert time.monotonic() < end, f"it did not come; {self.shown} was said"
            for message in self.inbox.take(0.05):
                self.speaking.handle(message, self.now)
            self.speaking.tick(self.now)

    def fault(self) -> list[str]:
        return [fault.code for fault in self.speaking.faults()]


def saying(about: str, name: str = "help-comes") -> Saying:
    sentence = Sentence((Spoken(phrase_clip(name, Language.KK), "."),), tone="")
    return Saying(new_id(), about, Language.KK, sentence)


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a bank with one phrase. To be read only."""
    folder = tmp_path_factory.mktemp("bank")
    build_bank(folder, Order([phrase_clip("help-comes", Language.KK)], TONES))
    return folder


@pytest.fixture
def held(bank: Path) -> Iterator[Speaker]:
    """Make a speaker whose first words go on until the test lets them end."""
    made = Speaker(bank)
    made.until(lambda: made.player.opened)
    made.player.fault = SoundFault.STUCK
    yield made
    made.player.fault = SoundFault.NONE
    made.speaking.stop()


@pytest.fixture
def speaker(bank: Path) -> Iterator[Speaker]:
    made = Speaker(bank)
    made.until(lambda: made.player.opened)
    yield made
    made.speaking.stop()


def test_what_waits_is_overtaken_by_the_newest_press_and_what_sounds_is_not(held: Speaker) -> None:
    held.say("sounding")
    held.until_shown("sounding")
    held.say("overtaken")
    held.say("newest")
    assert held.shown == ["sounding"]

    held.player.fault = SoundFault.NONE

    held.until_shown("sounding", "newest")


def test_words_that_could_not_begin_in_time_are_not_said(held: Speaker) -> None:
    held.say("sounding")
    held.until_shown("sounding")
    held.say("too-late")
    assert held.speaking.tick(held.now) == held.now + PATIENCE_S
    held.now += PATIENCE_S
    assert held.speaking.tick(held.now) == float("inf")
    held.player.fault = SoundFault.NONE
    held.say("later")

    held.until_shown("sounding", "later")


def test_a_press_clicks_at_once_and_the_words_follow(speaker: Speaker) -> None:
    speaker.speaking.click()
    speaker.say("ticket")

    speaker.until_shown("ticket")
    assert speaker.clicks == 1


def test_no_click_lies_over_what_sounds(held: Speaker) -> None:
    held.say("sounding")
    held.until_shown("sounding")
    held.speaking.click()
    held.player.fault = SoundFault.NONE
    held.say("next")

    held.until_shown("sounding", "next")
    assert held.clicks == 0


def test_the_click_is_short_and_heard_and_cannot_be_missing_from_a_bank() -> None:
    samples = to_samples(click())

    assert duration_s(click()) == pytest.approx(LENGTH_S, abs=1 / RATE_HZ)
    assert 0.15 < max(map(abs, samples)) / 32_767 < 0.3
    assert samples[0] == 0
    assert abs(samples[-1]) < 50
    assert CLICK not in {"chime", "alarm"}


def test_without_a_sound_card_nothing_is_kept_and_the_fault_goes_when_the_card_comes(speaker: Speaker) -> None:
    speaker.player.fault = SoundFault.MISSING
    speaker.say("lost")
    speaker.until(lambda: speaker.fault() == ["no-sound"])
    speaker.say("unheard")
    speaker.speaking.click()
    speaker.player.fault = SoundFault.NONE
    speaker.until(lambda: speaker.fault() == [])
    speaker.say("heard")

    speaker.until(lambda: speaker.shown[-1:] == ["heard"])
    assert "unheard" not in speaker.shown


def test_a_clip_that_the_bank_lacks_is_said_all_the_same_and_told_until_the_bank_has_it(speaker: Speaker) -> None:
    speaker.speaking.say(saying("ticket", "no-paper"), speaker.now)
    speaker.until_shown("ticket")
    speaker.until(lambda: speaker.fault() == ["missing-clips"])
    assert "kk/no-paper" in speaker.speaking.faults()[0].detail
    speaker.now += AGAIN_S
    speaker.speaking.tick(speaker.now)

    assert speaker.fault() == []
    speaker.speaking.say(saying("again", "no-paper"), speaker.now)
    speaker.until(lambda: speaker.fault() == ["missing-clips"])


def test_a_clip_that_somebody_has_built_meanwhile_is_said_at_once(tmp_path: Path) -> None:
    made = Speaker(tmp_path)
    build_bank(tmp_path, Order([phrase_clip("no-paper", Language.KK)], TONES))
    made.speaking.say(saying("ticket", "no-paper"), made.now)
    made.until_shown("ticket")

    assert made.fault() == []
    assert made.speaking.stop()


def test_a_driver_that_does_not_come_back_holds_up_no_more_than_the_speaker_itself(bank: Path) -> None:
    made = Speaker(bank)
    made.player.fault = SoundFault.STUCK
    made.say("stuck")
    made.until_shown("stuck")
    for n in range(1000):
        made.say(f"press-{n}")
        made.speaking.click()

    assert made.shown == ["stuck"], "the driver holds it still"
    assert not made.mouth.worker.thread.is_vital
    made.player.fault = SoundFault.NONE
    assert made.speaking.stop()
