"""Facts to write, and a disk that fails and hangs when it is told to: for tests alone."""

import sqlite3
import threading
from pathlib import Path

from deadline import DEADLINE_S
from station_under_test import lease

from firmware.words import Language, new_id
from kiosk.kept import AloneTicket, Moment, PaperOut
from kiosk.store import Store, open_file

THEN = Moment(boot="a", at=10.0)


class Disk:
    """What lies beneath a store."""

    def __init__(self) -> None:
        self.answers = threading.Event()
        self.answers.set()
        self.fails = False

    def open_store(self, path: Path) -> Store:
        return Store(path, self.connect)

    def connect(self, path: Path) -> sqlite3.Connection:
        connection = open_file(path)
        connection.set_progress_handler(self._go_on, 10)
        return connection

    def _go_on(self) -> int:
        assert self.answers.wait(DEADLINE_S)
        return int(self.fails)


def ticket(number: int = 801) -> AloneTicket:
    one = lease()
    return AloneTicket(
        ticket_id=new_id(),
        lease_id=one.lease_id,
        zone=one.zone,
        cycle=one.cycle,
        number=number,
        language=Language.KK,
        moment=THEN,
    )


def out(number: int) -> PaperOut:
    return PaperOut(ticket_id=new_id(), zone="consultation", cycle=0, number=number, language=Language.RU, moment=THEN)
