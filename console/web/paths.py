"""Every path for who is signed in, page by page."""

from console.web import desk_pages, entering, lists_pages, office_pages, personal_pages
from console.web.gate import Endpoint

ENDPOINTS: tuple[Endpoint, ...] = (
    *entering.ENDPOINTS,
    *desk_pages.ENDPOINTS,
    *office_pages.ENDPOINTS,
    *lists_pages.ENDPOINTS,
    *personal_pages.ENDPOINTS,
)
