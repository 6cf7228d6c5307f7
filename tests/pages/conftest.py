"""Pages in a real browser."""

from deadline import DEADLINE_S
from playwright.sync_api import expect

expect.set_options(timeout=DEADLINE_S * 1000)
