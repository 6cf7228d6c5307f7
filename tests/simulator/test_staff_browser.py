"""Staff who are at the door before the console is."""

import json
import socket
import threading
from pathlib import Path
from typing import cast

from playwright.sync_api import Browser

from simulator.demonstration_staff import ACCOUNTS_FILE
from simulator.driving import DrivenHall
from simulator.staff_browser import Staff


class HallInFolder:
    """All that staff know of a driven hall."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        known = {"url": f"http://127.0.0.1:{port}/", "passwords": {}}
        (folder / ACCOUNTS_FILE).write_text(json.dumps(known), encoding="utf-8")


def test_staff_wait_until_pages_are_served(tmp_path: Path) -> None:
    with socket.socket() as pages:
        pages.bind(("127.0.0.1", 0))
        port = pages.getsockname()[1]
        begun = threading.Timer(0.2, pages.listen)
        begun.start()

        staff = Staff(cast("Browser", None), cast("DrivenHall", HallInFolder(tmp_path, port)))

        begun.join()
        socket.create_connection(("127.0.0.1", port)).close()
    assert staff.url.endswith(f":{port}/")
