"""What the book of receptions says to a click, in the person's language."""

from starlette.responses import Response

from console.receptions.refusals import REFUSALS, Refusal, RefusalCode
from console.web.filling.appointments import BookWords
from console.web.said import REFUSED, message_of
from console.web.staff_request import StaffRequest
from console.web.texts import texts
from console.web.views.page import Message, Tone


async def book_words(request: StaffRequest) -> BookWords:
    """Return what officials and offices are called. Raises StoreError."""
    seen = await request.house.book.look()
    return BookWords(seen.schedule, request.house.centre_now(), request.language)


def refused_message(refusal: Refusal, words: BookWords) -> Message:
    """Return why not, what to do, and what would be possible instead."""
    said = message_of(Tone.WARN, REFUSALS[refusal.code].what, words.language, REFUSALS[refusal.code].do)
    if not refusal.offers:
        return said
    free = "; ".join(words.moment(slot) for slot in refusal.offers)
    offers = texts()[words.language].say("appointments.offers", free=free)
    return Message(tone=said.tone, what=said.what, do=f"{said.do} {offers}")


def say_decided(request: StaffRequest, decision: object, words: BookWords) -> Response:
    """Say what became of a button: nothing when it was done, since the page shows that; nor when it was done before."""
    if isinstance(decision, Refusal) and decision.code is not RefusalCode.KNOWN_ALREADY:
        return request.say(refused_message(decision, words), status=REFUSED)
    return request.say()


def say_refused(request: StaffRequest, refusal: Refusal) -> Response:
    """Say why the book has not noted something, and what to do."""
    words = REFUSALS[refusal.code]
    return request.say(message_of(Tone.WARN, words.what, request.language, words.do), status=REFUSED)


def words_of(request: StaffRequest, refusal: Refusal) -> str:
    """Return the same as one text, for beside a field."""
    words = REFUSALS[refusal.code]
    return f"{words.what.get(request.language)}. {words.do.get(request.language)}"
