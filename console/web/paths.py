"""Every path for who is signed in, page by page."""

from console.web import (
    appointment_pages,
    booking_pages,
    check_in_pages,
    desk_pages,
    entering,
    reception_pages,
    schedule_page,
    summoning,
)
from console.web.gate import Endpoint

ENDPOINTS: tuple[Endpoint, ...] = (
    *entering.ENDPOINTS,
    *reception_pages.ENDPOINTS,
    *booking_pages.ENDPOINTS,
    *check_in_pages.ENDPOINTS,
    *appointment_pages.ENDPOINTS,
    *schedule_page.ENDPOINTS,
    *desk_pages.ENDPOINTS,
    *summoning.ENDPOINTS,
)
