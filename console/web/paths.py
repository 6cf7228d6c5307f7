"""Every path for who is signed in, page by page."""

from console.accounts.roles import Right
from console.web import (
    appointment_pages,
    booking_pages,
    check_in_pages,
    desk_pages,
    entering,
    hall_pages,
    lists_pages,
    locking,
    office_pages,
    personal_pages,
    reception_pages,
    schedule_page,
    secrets_pages,
    summoning,
    summons_pages,
    survey_pages,
    typing_pages,
)
from console.web.gate import Endpoint

ENDPOINTS: tuple[Endpoint, ...] = (
    *entering.ENDPOINTS,
    *locking.ENDPOINTS,
    *secrets_pages.ENDPOINTS,
    *reception_pages.ENDPOINTS,
    *booking_pages.ENDPOINTS,
    *check_in_pages.ENDPOINTS,
    *appointment_pages.ENDPOINTS,
    *schedule_page.ENDPOINTS,
    *desk_pages.ENDPOINTS,
    *summoning.ENDPOINTS,
    *hall_pages.ENDPOINTS,
    *summons_pages.ENDPOINTS,
    *survey_pages.ENDPOINTS,
    *office_pages.ENDPOINTS,
    *lists_pages.ENDPOINTS,
    *personal_pages.ENDPOINTS,
    *typing_pages.ENDPOINTS,
)
PAGES: tuple[tuple[str, Right | None], ...] = tuple(
    (endpoint.path, endpoint.right) for endpoint in ENDPOINTS if endpoint.method == "GET" and not endpoint.is_watched
)
"""What a browser can load as a page, and its right."""
