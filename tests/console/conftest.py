"""Fixtures of the console's tests."""

import pytest
from reception_days import BookUnderTest


@pytest.fixture
def days() -> BookUnderTest:
    """Give an empty book, on Monday 11 January 2027 at nine; the akim receives on Thursday the 21st."""
    return BookUnderTest()
