"""The header's pins, through gpiozero on lgpio and nothing else."""

import threading
from typing import Any


class DeviceMissingError(RuntimeError):
    """A device that the settings name is not there, or not ours. The message says which and why."""


def open_gpio() -> Any:
    """Return gpiozero's pin factory on lgpio. Raises DeviceMissingError.

    Left to itself gpiozero falls through four libraries, and would come up on one that sees no edges.
    """
    try:
        from gpiozero.pins.lgpio import LGPIOFactory

        return LGPIOFactory()
    except Exception as error:  # lgpio.error cannot be named where lgpio is missing
        raise DeviceMissingError(f"gpio: {type(error).__name__}: {error}") from error


def gpio_threads() -> tuple[threading.Thread, ...]:
    """Return the threads that lgpio has started: an exception in one of them would make all buttons deaf."""
    return tuple(thread for thread in threading.enumerate() if type(thread).__module__ == "lgpio")
