"""All or nothing in a SQLite file, durably."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def transaction(file: sqlite3.Connection) -> Iterator[None]:
    """Let all that is done inside happen, or nothing; it is on the disk afterwards. Raises sqlite3.Error."""
    file.execute("BEGIN IMMEDIATE")
    try:
        yield
        file.execute("COMMIT")
    except BaseException:
        if file.in_transaction:
            file.execute("ROLLBACK")
        raise
