"""Fixtures of the accounts' tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from staff_room import hired, opened

from console.accounts.store import StaffStore


@pytest.fixture
def store(tmp_path: Path) -> Iterator[StaffStore]:
    """Give a file with one account, a consultant's."""
    with opened(tmp_path) as store:
        hired(store)
        yield store
