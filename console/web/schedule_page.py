"""Who receives when, this week and the next: for all who work here."""

from functools import partial

from starlette.responses import Response

from console.accounts.roles import Right
from console.web.filling.appointments import BookWords
from console.web.filling.schedule import schedule, schedule_seen
from console.web.gate import Endpoint
from console.web.staff_request import StaffRequest


async def show(request: StaffRequest) -> Response:
    """Show it as it is now. Raises StoreError."""
    house = request.house
    settings, rows = await house.receptions.look(partial(schedule_seen, at=house.book.at()))
    words = BookWords(settings, house.centre_now(), request.language)
    return request.page("schedule.html", schedule(words, rows))


ENDPOINTS = (Endpoint("/schedule", show, Right.SCHEDULE),)
