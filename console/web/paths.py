"""Every path for who is signed in, page by page."""

from console.web import desk_pages, entering, hall_pages, summons_pages, survey_pages
from console.web.gate import Endpoint

ENDPOINTS: tuple[Endpoint, ...] = (
    *entering.ENDPOINTS,
    *desk_pages.ENDPOINTS,
    *hall_pages.ENDPOINTS,
    *summons_pages.ENDPOINTS,
    *survey_pages.ENDPOINTS,
)
