"""Fixtures of the console's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from reception_days import BookUnderTest
from reception_store import store_in

from console.receptions.store import Store


@pytest.fixture
def days() -> BookUnderTest:
    """Give an empty book, on Monday 11 January 2027 at nine; the akim receives on Thursday the 21st."""
    return BookUnderTest()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give an empty store on a file."""
    with store_in(tmp_path) as store:
        yield store
