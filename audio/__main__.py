"""Says the calls of the hall on a loudspeaker, in the language of each ticket."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from audio.begun import BegunCalls
from audio.builder import Builder
from audio.mouth import Mouth
from audio.player import ALSA_CARDS, FakePlayer, MixerPlayer, set_fault
from audio.said import SaidBook
from audio.sentence import Sentence
from audio.settings import AudioSettings, voices_of
from audio.speaking import AudioDaemon, subscriptions
from centre.words import words
from firmware.command_line import run_daemon
from firmware.door import Door
from firmware.inbox import Inbox
from firmware.service import serve
from firmware.words import Role
from mqtt_bridge.client import Bridge
from mqtt_bridge.devices import Condition
from mqtt_bridge.presence import Presence
from mqtt_bridge.public import Announcement, Call


class SimulatedSpeaker:
    """The speaker as the simulator sees it: a fake player, what it said, and a door in *folder* to ask for that."""

    def __init__(self, settings: AudioSettings, folder: Path) -> None:
        self.player = FakePlayer(settings.simulated_speed)
        self._book = SaidBook(folder / f"{settings.device}-said")
        self._door = Door(folder, settings.device, self._answer)

    def show(self, said: Call | Announcement, sentence: Sentence, pcm: bytes, at: float) -> None:
        """Note what begins to sound, and tell all who watch."""
        self._door.tell("said", self._book.add(said, sentence, pcm, at))

    def close(self) -> None:
        """Close the door."""
        self._door.close()

    def _answer(self, question: dict[str, Any]) -> dict[str, Any]:
        if question.get("do") == "fault":
            return set_fault(self.player, question)
        return self._book.answer(question)


def main(argv: Sequence[str] | None = None) -> int:
    """Parse, check, run."""
    return run_daemon(argv, "kezek-audio", __doc__, AudioSettings, run, lambda _settings: words())


def run(settings: AudioSettings, simulate: Path | None) -> int:
    """Run the speaker until it is told to stop."""
    voices = voices_of(settings.kk, settings.ru)
    simulated = SimulatedSpeaker(settings, simulate) if simulate else None
    inbox = Inbox()
    presence = Presence(settings, Role.AUDIO)
    bridge = Bridge(settings, inbox, subscriptions(settings.device), presence.will)
    cards = ALSA_CARDS if os.environ.get("SDL_AUDIODRIVER") == "alsa" else None
    player = simulated.player if simulated else MixerPlayer(settings.sound_device, cards)
    mouth = Mouth(player, Path(settings.bank), voices, inbox, BegunCalls(Path(settings.state_dir)))
    builder = Builder(Path(settings.bank), voices, inbox, settings.chime)
    show = simulated.show if simulated else None
    daemon = AudioDaemon(settings, bridge, presence, mouth, builder, show)
    bridge.start()
    mouth.start()
    builder.worker.start()
    try:
        serve(inbox, daemon, tell_hung=presence.threads_hang)
    finally:
        presence.say(bridge, Condition.OFFLINE)
        mouth.stop()
        builder.stop()
        bridge.stop()
        if simulated:
            simulated.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
