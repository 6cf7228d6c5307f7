"""Every path for who is signed in, page by page."""

from console.web import desk_pages, entering, reception_pages, summoning
from console.web.gate import Endpoint

ENDPOINTS: tuple[Endpoint, ...] = (
    *entering.ENDPOINTS,
    *reception_pages.ENDPOINTS,
    *desk_pages.ENDPOINTS,
    *summoning.ENDPOINTS,
)
