"""What the book of receptions says to a click, in the person's language."""

from starlette.responses import Response

from console.receptions.refusals import REFUSALS, Refusal
from console.web.said import REFUSED, message_of
from console.web.staff_request import StaffRequest
from console.web.views.page import Tone


def say_refused(request: StaffRequest, refusal: Refusal) -> Response:
    """Say why the book has not noted something, and what to do."""
    words = REFUSALS[refusal.code]
    return request.say(message_of(Tone.WARN, words.what, request.language, words.do), status=REFUSED)


def words_of(request: StaffRequest, refusal: Refusal) -> str:
    """Return the same as one text, for beside a field."""
    words = REFUSALS[refusal.code]
    return f"{words.what.get(request.language)}. {words.do.get(request.language)}"
