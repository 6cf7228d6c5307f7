"""The kiosk as the simulator sees it: fake buttons and lamps, and a door in a folder to press and to look.

The door takes `{"do": "press" | "jam" | "free", "button": name}`, and what a speaker's door takes (`audio.said`). To
those who watch it tells `buttons`, `lamps` (with the monotonic time), `printer`, `refusals` (the newest one, until when
that lasts, and how many), `paper` (what is given to the printer), `printed` (monotonic times of a ticket), `presses`
(counts), `said` (what the speaker has begun to say) and `clicked` (when, in Unix seconds).
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from audio.player import FakePlayer, set_fault
from audio.said import SaidBook
from firmware.buttons import HELD_S, Buttons, FakeButtons
from firmware.clock import Clock, SystemClock
from firmware.door import Door
from firmware.inbox import Inbox
from firmware.lamps import FakeLamps, Lamps, LampState
from kiosk.lamp_pictures import sorted_out
from kiosk.settings import KioskSettings, lamp_pins
from kiosk.speaker_settings import SpeakerSettings
from kiosk.speaking import Saying


class SimulatedSpeaker:
    """The station's speaker as the simulator sees it: a fake player, and a book of what it said."""

    def __init__(self, speaker: SpeakerSettings, folder: Path, tell: Callable[[str, dict[str, Any]], None]) -> None:
        self.player = FakePlayer(speaker.simulated_speed)
        self.book = SaidBook(folder)
        self._tell = tell

    def show(self, saying: Saying | None, pcm: bytes, at: float) -> None:
        """Note what begins to sound, and tell all who watch. Neither a call's number nor a place is in it."""
        if saying is None:
            self._tell("clicked", {"at": at})
            return
        language = None if saying.language is None else saying.language.value
        about = {"call_id": saying.press, "number": None, "place": None, "language": language, "about": saying.about}
        self._tell("said", self.book.note({**about, "text": saying.sentence.text, "at": at}, pcm))


class SimulatedPanel:
    """The devices of one kiosk and the door to them. The printer is no part of it: that is real TCP."""

    def __init__(self, settings: KioskSettings, folder: Path, inbox: Inbox) -> None:
        self._lamp_names = tuple(lamp_pins(settings))
        self._held_s = {button.name: button.held_s or 0.0 for button in settings.buttons}
        self._clock: Clock = SystemClock()
        self._buttons = FakeButtons([button.name for button in settings.buttons], inbox)
        self.speaker: SimulatedSpeaker | None = None
        self._door = Door(folder, settings.device, self._answer)
        if settings.speaker is not None:
            self.speaker = SimulatedSpeaker(settings.speaker, folder / f"{settings.device}-said", self._door.tell)
        self._door.tell("buttons", {"buttons": [_shown(button) for button in settings.buttons]})

    def open_devices(self) -> tuple[Buttons, Lamps]:
        """Return the devices. Call once."""
        return self._buttons, FakeLamps(self._lamp_names, self._tell_lamps)

    def tell(self, subject: str, word: dict[str, Any]) -> None:
        """Tell whoever watches."""
        self._door.tell(subject, word)

    def close(self) -> None:
        """Close the door."""
        self._door.close()

    def _press(self, button: str) -> None:
        self._buttons.press(button, HELD_S + self._held_s.get(button, 0.0))

    def _tell_lamps(self, lamps: Mapping[str, LampState]) -> None:
        kinds = sorted_out((name, state.value) for name, state in lamps.items())
        word = {"lamps": kinds["lamp"], "indicators": kinds["indicator"], "buttons": kinds["button"]}
        self.tell("lamps", {**word, "at": self._clock.monotonic()})

    def _answer(self, question: dict[str, Any]) -> dict[str, Any]:
        """Press, jam or free a button; in a thread of the door's. One that is to be held is held for long enough."""
        match question.get("do"):
            case "said" | "wav" | "fault":
                return self._answer_for_speaker(question)
        do = {"press": self._press, "jam": self._buttons.jam, "free": self._buttons.free}
        act, button = do.get(str(question.get("do"))), question.get("button")
        if act is None or not isinstance(button, str):
            return {"error": "ask {do: press, jam or free, button: its name}"}
        try:
            act(button)
        except ValueError as error:
            return {"error": str(error)}
        return {"ok": True}

    def _answer_for_speaker(self, question: dict[str, Any]) -> dict[str, Any]:
        if self.speaker is None:
            return {"error": "this kiosk has no speaker"}
        if question["do"] == "fault":
            return set_fault(self.speaker.player, question)
        return self.speaker.book.answer(question)


def _shown(button: Any) -> dict[str, Any]:
    return {
        "name": button.name,
        "action": button.action.value,
        "zone": button.zone,
        "language": None if button.language is None else button.language.value,
        "place": button.place,
    }
