"""What the station's speaker answers: which of its words belong to which end of a press. For the owner thread."""

from collections.abc import Mapping

from firmware.words import Language, new_id
from kiosk.buttons import FOR_VISITORS, Action, ButtonSettings
from kiosk.deeds import Answer, Refuse
from kiosk.papers import Job
from kiosk.speaking import Saying, Speaking
from kiosk.speech import answer_words, languages_of, refusal_words, served_words, ticket_words
from kiosk.station import Station
from kiosk.station_time import at_the_centre
from mqtt_bridge.paper import PaperOutcome

_ANSWERS = {Action.SUMMON: "help-comes", Action.FEEDBACK: "thanks-for-rating"}


class Answering:
    """Has *speaking* say how presses of *buttons* ended. Only what visitors press is answered."""

    def __init__(self, buttons: Mapping[str, ButtonSettings], station: Station, speaking: Speaking) -> None:
        self._buttons = buttons
        self._station = station
        self._speaking = speaking

    def accepted(self) -> None:
        """Let a finger know that its press was felt."""
        self._speaking.click()

    def ended(self, end: Refuse | Answer, now: float) -> None:
        """Answer a press that brought no ticket."""
        if isinstance(end, Refuse):
            self._refused(end, now)
        else:
            self._answered(end, now)

    def _answered(self, answer: Answer, now: float) -> None:
        button = self._buttons[answer.button]
        if button.action in _ANSWERS:
            sentence = answer_words(_ANSWERS[button.action], languages_of(button.language))
            self._say(Saying(new_id(), button.action.value, button.language, sentence), now)
        elif button.action is Action.NOW_SERVING and button.language is not None:
            self._tell_who(button.language, now)

    def _refused(self, refusal: Refuse, now: float) -> None:
        button = self._buttons.get(refusal.button)
        if button is None or button.action not in FOR_VISITORS:
            return
        centre, languages = self._station.centre, languages_of(button.language)
        until = None if centre is None else at_the_centre(centre, refusal.until)
        local = None if centre is None else at_the_centre(centre, self._station.time.known(now))
        sentence = refusal_words(refusal.reason, button.action, languages, until, local)
        self._say(Saying(refusal.press, refusal.reason, button.language, sentence), now)

    def printed(self, job: Job, outcome: PaperOutcome, now: float) -> None:
        """Say a ticket's number once it is out; what to do when nobody knows whether it is."""
        button, centre = self._buttons.get(job.button), self._station.centre
        if button is None or centre is None or outcome is PaperOutcome.FAILED:
            return  # nobody pressed for it here, or it is refused
        paper = job.paper
        if outcome is PaperOutcome.UNCONFIRMED:
            sentence = answer_words("unsure", (paper.language,))
        else:
            sentence = ticket_words(paper, centre, assistance=button.assistance is True)
        self._say(Saying(paper.ticket_id, "ticket", paper.language, sentence), now)

    def _tell_who(self, language: Language, now: float) -> None:
        board, centre = self._station.board, self._station.centre
        if board is not None and centre is not None:
            sentence = served_words(board, centre, language, at_the_centre(centre, self._station.time.known(now)))
            self._say(Saying(new_id(), Action.NOW_SERVING.value, language, sentence), now)

    def _say(self, saying: Saying, now: float) -> None:
        self._speaking.say(saying, now)
