"""What became of a click, in the person's language."""

from console.web.texts import texts
from console.web.turned_away import STATUS, Why
from console.web.views.page import Message, Tone
from firmware.words import Bilingual, Language
from mqtt_bridge.refusals import REFUSALS
from mqtt_bridge.replies import Refusal, Result

DONE, REFUSED, INVALID, NO_ANSWER = 200, 409, 422, 503


def message_of(tone: Tone, what: Bilingual, language: Language, do: Bilingual | None = None) -> Message:
    """Return a message whose words stand elsewhere."""
    return Message(tone=tone, what=what.get(language), do=do.get(language) if do is not None else "")


def said_of(result: Result | None, language: Language) -> tuple[int, tuple[Message, ...]]:
    """Return the answer's status and what is said of it: nothing of what went well, since the page shows that."""
    if result is None:
        say = texts()[language].say
        return NO_ANSWER, (Message(tone=Tone.BAD, what=say("wrong.titles.503"), do=say("wrong.do.503")),)
    if isinstance(result, Refusal):
        meaning = REFUSALS[result.code.value]
        return REFUSED, (message_of(Tone.WARN, meaning.what, language, meaning.do),)
    return DONE, ()


def away_message(why: Why, language: Language) -> Message:
    """Return why a request was turned away."""
    say, status = texts()[language].say, STATUS[why]
    return Message(tone=Tone.BAD, what=say(f"wrong.titles.{status}"), do=say(f"wrong.do.{status}"))
