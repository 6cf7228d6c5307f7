import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest
from deadline import DEADLINE_S

from audio.errors import NoCardError, PlayerError
from audio.pcm import silence
from audio.player import FakePlayer, MixerPlayer, Player, SoundFault


@pytest.fixture
def mixer(monkeypatch: pytest.MonkeyPatch) -> Iterator[MixerPlayer]:
    """SDL's mixer on SDL's own silent device, which takes its time like a real one."""
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    player = MixerPlayer()
    yield player
    player.close()


def plays(player: Player, pcm: bytes) -> tuple[bool, int, float]:
    """Play; return the result, how often it started, and how long it took."""
    begun = time.monotonic()
    started: list[None] = []
    whole = player.play(pcm, lambda: started.append(None))
    return whole, len(started), time.monotonic() - begun


def test_the_mixer_plays_to_the_end(mixer: MixerPlayer) -> None:
    mixer.open()

    whole, started, took_s = plays(mixer, silence(200))

    assert whole
    assert started == 1
    assert took_s > 0.19


def test_the_mixer_plays_one_after_the_other(mixer: MixerPlayer) -> None:
    assert plays(mixer, silence(50))[0]
    assert plays(mixer, silence(50))[0]


def test_the_mixer_tells_of_the_first_sample_while_it_sounds_and_stop_cuts_off_the_rest(mixer: MixerPlayer) -> None:
    sounded: list[bool] = []

    def started() -> None:
        sounded.append(pygame.mixer.get_busy())
        mixer.stop()

    whole = mixer.play(silence(20_000), started)

    assert sounded == [True]
    assert not whole


def test_no_sound_device_is_an_error_and_it_may_come_later(mixer: MixerPlayer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "no-such-driver")
    with pytest.raises(PlayerError, match="default"):
        mixer.open()
    with pytest.raises(PlayerError, match="default"):
        mixer.play(silence(10), lambda: None)

    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    assert plays(mixer, silence(10))[0]


def test_the_fake_takes_as_long_as_the_sound_or_as_much_less_as_it_is_faster() -> None:
    assert plays(FakePlayer(), silence(100))[2] >= 0.1
    assert 0.1 <= plays(FakePlayer(speed=400), silence(40_000))[2] < DEADLINE_S


def test_the_fake_is_missing_when_it_is_and_comes_back() -> None:
    player = FakePlayer(fault=SoundFault.MISSING)
    started = threading.Event()
    with pytest.raises(PlayerError, match="there is none"):
        player.play(silence(10), started.set)
    assert not started.is_set()

    player.fault = SoundFault.NONE
    assert player.play(silence(10), started.set)


def test_the_fake_hangs_for_a_while_and_no_longer() -> None:
    player = FakePlayer(speed=100, fault=SoundFault.HANGING)

    with pytest.raises(PlayerError, match="did not finish"):
        player.play(silence(10), lambda: None)


def test_a_device_that_goes_away_in_the_middle_is_noticed() -> None:
    player = FakePlayer()

    def pull_out() -> None:
        player.fault = SoundFault.MISSING

    with pytest.raises(PlayerError):
        player.play(silence(20), pull_out)


def test_a_machine_without_a_sound_card_is_not_even_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")  # which would open
    player = MixerPlayer(cards=tmp_path / "snd")

    with pytest.raises(NoCardError, match="no sound card"):
        player.open()

    (tmp_path / "snd").mkdir()
    (tmp_path / "snd" / "pcmC0D0c").touch()  # a microphone
    with pytest.raises(NoCardError):
        player.open()


def test_a_card_that_is_pulled_out_in_the_middle_is_noticed_although_sdl_plays_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    card = tmp_path / "pcmC1D0p"
    card.touch()
    player = MixerPlayer(cards=tmp_path)
    assert player.play(silence(10), lambda: None)

    with pytest.raises(PlayerError, match="was taken away"):
        player.play(silence(50), card.unlink)
    with pytest.raises(NoCardError):
        player.play(silence(10), lambda: None)
    card.touch()

    assert player.play(silence(10), lambda: None)
    player.close()


def test_the_fake_that_is_stuck_does_not_even_stop() -> None:
    player = FakePlayer(speed=100, fault=SoundFault.STUCK)
    thread = threading.Thread(target=player.play, args=(silence(10), lambda: None))
    thread.start()
    player.stop()

    thread.join(0.1)
    assert thread.is_alive()
    player.fault = SoundFault.NONE
    thread.join(DEADLINE_S)
    assert not thread.is_alive()


def test_the_fake_that_another_program_has_is_there_but_does_not_open() -> None:
    with pytest.raises(PlayerError, match="busy"):
        FakePlayer(fault=SoundFault.BUSY).open()
