"""How long the fuzz tests run, and what is quick. For tests alone."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import HealthCheck, settings

EXAMPLES = int(os.environ.get("KEZEK_FUZZ_EXAMPLES", "60"))
"""Of each test. `make fuzz` asks for more."""
QUICK_S = 5.0
"""CPU seconds within which anything that a stranger sends must have been dealt with: milliseconds, on a quiet machine.
A virtual one is at times charged for what its host does."""

fuzz = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@contextmanager
def quickly() -> Iterator[None]:
    """Fail when what is done here takes long, on however busy a machine."""
    began = time.process_time()
    yield
    took_s = time.process_time() - began
    assert took_s < QUICK_S, f"took {took_s:.1f} s"
