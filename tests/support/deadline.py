"""How long a test waits for what must come: for tests alone."""

DEADLINE_S = 20.0
"""Seconds, on however busy a machine. They pass only where a test fails."""
