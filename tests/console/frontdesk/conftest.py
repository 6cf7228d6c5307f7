"""One hall at work for all tests of a module, with a reception that gives tickets."""

from collections.abc import Iterator

import pytest
from console_at_work import ConsoleAtWork
from http_browser import Browser

from firmware.words import new_id
from mqtt_bridge.paper import PaperOutcome
from mqtt_bridge.private_broker import PrivateBroker


@pytest.fixture(scope="module")
def hall(shared_broker: PrivateBroker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ConsoleAtWork]:
    """Give a broker, a dispatcher, a station at the entrance and the console."""
    with ConsoleAtWork(tmp_path_factory.mktemp("hall"), f"test-{new_id()}", shared_broker.port) as at_work:
        yield at_work


@pytest.fixture
def reception(hall: ConsoleAtWork) -> Browser:
    """Give the browser of the reception; the station prints whatever it is sent."""
    hall.station.outcome = PaperOutcome.CONFIRMED
    browser = hall.browser("reception")
    browser.get("/reception")
    return browser
