"""What staff ask of the running station itself, over a socket that only root and the group of Kezek may use."""

import json
import logging
import os
import queue
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from firmware.door import Door
from firmware.inbox import Inbox
from kiosk.settings import KioskSettings

NAME = "control"
RUNTIME_FOLDER = Path("/run/kezek-kiosk")
"""Where systemd's RuntimeDirectory of the unit is."""
ANSWER_WITHIN_S = 60.0
"""A list of many papers, or one that waits for the tickets before it, takes its time."""

_log = logging.getLogger("control")


class Order(Enum):
    """What can be asked."""

    WAITING_LIST = "waiting-list"
    ROLL_CHANGED = "roll-changed"


@dataclass(frozen=True)
class Told:
    """What came of an order, in one line for whoever asked."""

    text: str
    is_done: bool = True


Tell = Callable[[Told], None]
"""Takes what came of one order, once, in any thread."""


@dataclass(frozen=True)
class Asked:
    """An order for the owner."""

    order: Order
    tell: Tell


class Control:
    """Listens in *folder*. Raises OSError where it cannot. Tells *inbox*."""

    def __init__(self, folder: Path, inbox: Inbox) -> None:
        self._inbox = inbox
        self._door = Door(folder, NAME, self._answer)
        self.thread = self._door.thread
        # A connection needs the right to write. The unit's UMask has kept everybody else out up to here.
        self._door.path.chmod(0o660)

    def close(self) -> None:
        """Hang up. Whoever still waits for an answer gets none."""
        self._door.close()

    def _answer(self, question: dict[str, Any]) -> dict[str, Any]:
        """Hand an order to the owner and wait for its word; in a thread of the client's own."""
        try:
            order = Order(question.get("do"))
        except ValueError:
            return {"error": f"do is one of {', '.join(order.value for order in Order)}"}
        answers: queue.SimpleQueue[Told] = queue.SimpleQueue()
        self._inbox.put(Asked(order, answers.put))
        try:
            told = answers.get(timeout=ANSWER_WITHIN_S)
        except queue.Empty:
            return {"error": f"no answer within {ANSWER_WITHIN_S:.0f} s"}
        return {"ok" if told.is_done else "error": told.text}


def open_control(settings: KioskSettings, inbox: Inbox, *, simulated: bool = False) -> Control | None:
    """Listen in the unit's runtime directory, or else where the state is; None, with a word in the log, if neither."""
    runtime = os.environ.get("RUNTIME_DIRECTORY", "").partition(":")[0]
    folder = Path(settings.state_dir) if simulated or not runtime else Path(runtime)
    try:
        return Control(folder, inbox)
    except OSError as error:
        _log.error("control closed folder=%s why=%s", folder, error.strerror)
        return None


def give_order(settings: KioskSettings, order: Order) -> int:
    """Ask the running daemon, print its answer, and return the exit code."""
    told = _ask([Path(settings.state_dir), RUNTIME_FOLDER], order)
    (sys.stdout if told.is_done else sys.stderr).write(told.text + "\n")
    return 0 if told.is_done else 1


def _ask(folders: list[Path], order: Order) -> Told:
    why = ""
    for folder in folders:
        try:
            answer = _exchange(folder, {"do": order.value})
        except (FileNotFoundError, ConnectionRefusedError):
            continue
        except PermissionError:
            why = "only root and members of the group kezek may ask it; try sudo"
        except (OSError, ValueError, TypeError) as error:
            return Told(f"kezek-kiosk: it did not answer: {error}", is_done=False)
        else:
            return Told(answer["ok"]) if "ok" in answer else Told(f"kezek-kiosk: {answer.get('error')}", is_done=False)
    return Told(f"kezek-kiosk: {why or 'it does not run; see systemctl status kezek-kiosk'}", is_done=False)


def _exchange(folder: Path, question: dict[str, str]) -> dict[str, Any]:
    # Through a descriptor, so that a folder deep in the tree does not exceed a socket's 107 bytes.
    descriptor = os.open(folder, os.O_PATH)
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(ANSWER_WITHIN_S + 5)
            connection.connect(f"/proc/self/fd/{descriptor}/{NAME}.sock")
            connection.sendall(json.dumps(question).encode() + b"\n")
            answer = json.loads(connection.makefile("rb").readline())
    finally:
        os.close(descriptor)
    if not isinstance(answer, dict):
        raise TypeError(f"it said {answer!r}")
    return answer
