"""Which addresses a browser may be sent back to."""

import pytest

from console.accounts.account import Account
from console.accounts.live_session import SessionView
from console.accounts.roles import StaffRole
from console.web.pages import Pages
from console.web.paths import PAGES
from console.web.ways import lock_door, page_before, path_asked, path_before

HOST = "queue.local:8000"


def session(*roles: StaffRole, places: tuple[str, ...] = (), locked: bool = True) -> SessionView:
    account = Account(account_id="s-1", login="aliya", name="Aliya", roles=roles)
    return SessionView(session_id="own", account=account, begun_at=0.0, locked=locked, places=places)


OFFICE = session(StaffRole.OFFICE, places=("office-12",))


@pytest.fixture
def pages() -> Pages:
    return Pages(PAGES)


@pytest.mark.parametrize(
    "page", ["/", "/desk", "/appointments/day/2026-11-27", "/office/office-12", "/reception?ticket=1"]
)
def test_a_page_is_the_nearest_to_itself(pages: Pages, page: str) -> None:
    assert pages.nearest(page) == page


@pytest.mark.parametrize(
    ("answered", "page"),
    [
        ("/appointments/search", "/appointments"),
        ("/appointments/0123456789abcdef/look", "/appointments"),
        ("/appointments/day/2026-11-27/names", "/appointments/day/2026-11-27"),
        ("/office/office-12/finish-booked?x=1", "/office/office-12"),
        ("/desk/live", "/desk"),
        ("/personal/erase", "/personal"),
        ("/unlock", "/"),
        ("/nothing/at/all", "/"),
    ],
)
def test_what_is_no_page_leads_to_the_one_above_it(pages: Pages, answered: str, page: str) -> None:
    assert pages.nearest(answered) == page


@pytest.mark.parametrize(
    "elsewhere", ["//evil.test/desk", "https://evil.test", "/\\evil.test", "/\t/evil.test", "desk", "", "/desk\r\nX: y"]
)
def test_no_way_back_leads_elsewhere(pages: Pages, elsewhere: str) -> None:
    assert pages.nearest(elsewhere) == pages.back(elsewhere, OFFICE) == "/"


def test_a_way_back_leads_to_what_the_session_has(pages: Pages) -> None:
    assert pages.back("/office/office-12", OFFICE) == "/office/office-12"
    assert pages.back("/office/office-14", OFFICE) == "/"  # its place is gone
    assert pages.back("/desk", OFFICE) == "/"  # its right is gone
    assert pages.back("/password", OFFICE) == "/password"


def test_only_pages_of_ones_work_have_something_to_keep(pages: Pages) -> None:
    assert pages.is_worked_on("/office/office-12", OFFICE)
    for page in ("/office/office-14", "/desk", "/password", "/places", "/", "/lock", "/office/office-12/tell", "//x"):
        assert not pages.is_worked_on(page, OFFICE), page


def test_the_lock_leads_back_to_the_page_with_its_query() -> None:
    assert lock_door("/") == "/lock"
    assert lock_door("/reception?ticket=1") == "/lock?back=%2Freception%3Fticket%3D1"
    assert path_asked("/reception", "ticket=1") == page_before(f"http://{HOST}/reception?ticket=1", HOST)
    assert path_before(f"http://{HOST}/reception?ticket=1", HOST) == "/reception"
    assert page_before("http://evil.test/reception", HOST) == "/"
