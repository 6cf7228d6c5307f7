"""What the hall is for: a press becomes a ticket, a ticket is called, and neither broker nor power cut loses it."""

import re
import signal
from pathlib import Path

from checklist import Checklist
from door_watcher import Watcher
from hall_heard import BUTTONS, DOORS, HallHeard, take_ticket
from hall_units import ALL, BROKER, DAEMONS
from unit import Unit

STATION, BOARD, VOICE = "entrance", "hall-board", "hall-voice"
BACK_S = 10.0
READY_S = 5.0
FIRST_CLIPS_S = 60.0
"""A speaker makes its clips at the first start."""


def check_devices(checks: Checklist, hall: HallHeard) -> None:
    """Wait until every device says on the broker that it works."""
    for device in DAEMONS:
        with checks.check(f"{device} says that it works") as say:
            state = hall.until_working(device, deadline_s=FIRST_CLIPS_S if device == VOICE else BACK_S)
            say(" ".join((state.condition.value, *(fault.code for fault in state.faults))))


def check_visit(checks: Checklist, hall: HallHeard) -> None:
    """Go the way from the button to the screen and the loudspeaker, all in the sandbox."""
    with checks.check("a press at the station gives a ticket") as say:
        say(f"{take_ticket(STATION)['bytes']} bytes")
    wall, voice = Watcher(DOORS / f"{BOARD}.sock"), Watcher(DOORS / f"{VOICE}.sock")
    try:
        call_id = ""
        with checks.check("a call is said by the loudspeaker") as say:
            (number,) = hall.until_waiting(1)
            assert hall.call().number == number, f"number {number} was not called"
            said = voice.until("said", number=number)
            call_id = said["call_id"]
            say(said["text"])
        with checks.check("a call is on the screen"):
            while call_id not in wall.until("frame")["call_ids"]:
                pass
    finally:
        wall.close()
        voice.close()


def check_broker_kill(checks: Checklist, hall: HallHeard) -> None:
    """Kill the broker, which keeps nothing: everybody comes back and says how they are."""
    with checks.check("the broker is back after kill -9") as say:
        hall.forget()
        restarts = BROKER.restarts
        BROKER.signal(signal.SIGKILL)
        say(f"active after {BROKER.until_back(restarts, BACK_S):.2f} s")
    with checks.check("every device is back on the broker"):
        for device in DAEMONS:
            hall.until_working(device)
    with checks.check("a press gives a ticket after that, and the ticket is called") as say:
        take_ticket(STATION)
        (number,) = hall.until_waiting(1)
        assert hall.call().number == number, f"number {number} was not called"
        say(f"number {number}")


def leave_waiting(checks: Checklist, hall: HallHeard) -> None:
    """Let people wait while the machine is rebooted."""
    with checks.check("people wait for the reboot") as say:
        for button in BUTTONS:
            take_ticket(STATION, button)
        say(f"numbers {' '.join(str(number) for number in hall.until_waiting(len(BUTTONS)))}")


def check_reboot(checks: Checklist, hall: HallHeard) -> None:
    """Look whether all units are up by themselves, and call who waited before."""
    for unit in ALL:
        with checks.check(f"{unit.name} is up after the reboot"):
            unit.until(READY_S * 4, ActiveState="active", SubState="running", NRestarts="0")
    check_devices(checks, hall)
    with checks.check("who waited before the reboot is called after it") as say:
        numbers = hall.until_waiting(len(BUTTONS))
        called = [hall.call().number for _ in numbers]
        assert called == list(numbers), f"{called} were called, {numbers} waited"
        say(f"numbers {' '.join(str(number) for number in called)}")
    with checks.check("a press gives a ticket after the reboot, too"):
        take_ticket(STATION)


def check_log_limit(checks: Checklist, drop_in: Path) -> None:
    """Look whether systemd's journal keeps to the size that Kezek sets."""
    with checks.check("systemd's journal keeps to the size that Kezek sets") as say:
        wanted = re.search(r"^SystemMaxUse=(\d+)M$", drop_in.read_text(encoding="utf-8"), re.MULTILINE)
        assert wanted is not None, f"{drop_in} sets no size"
        sizes = re.findall(r"System Journal \S+ is \S+, max (\S+),", Unit("systemd-journald.service").log())
        assert sizes, "systemd's journal says nothing of its size"
        assert sizes[-1] == f"{wanted[1]}.0M", f"it takes up to {sizes[-1]}"
        say(sizes[-1])
