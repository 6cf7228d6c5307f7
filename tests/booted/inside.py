"""The checks inside a machine that was booted: `inside.py before` and, after its reboot, `inside.py after`.

`make booted` boots the machine and runs this there, with the programs that were installed, not those of the checkout.
"""

import logging
import sys
from pathlib import Path

from backup_checks import check_backups
from checklist import Checklist
from hall_checks import (
    check_broker_kill,
    check_devices,
    check_log_limit,
    check_reboot,
    check_visit,
    leave_waiting,
)
from hall_heard import HallHeard
from hall_units import DAEMONS
from restart_checks import check_first_call, check_kill, check_stop, check_watchdog, check_wrong_settings, leave_deaf
from sandbox_checks import check_limits, check_sandbox, check_start
from unit import systemctl

SYSTEMD = Path(__file__).resolve().parents[2] / "systemd"


def before_the_reboot(checks: Checklist) -> None:
    """Make all checks of one life of the machine, and leave people and a daemon that will not stop for the next."""
    check_start(checks)
    check_sandbox(checks)
    check_log_limit(checks, SYSTEMD / "journald.conf.d" / "kezek.conf")
    hall = HallHeard()
    try:
        check_devices(checks, hall)
        check_visit(checks, hall)
        check_kill(checks, hall)
        check_first_call(checks, hall)
        check_watchdog(checks, hall)
        check_broker_kill(checks, hall)
        check_wrong_settings(checks)
        check_backups(checks, SYSTEMD / "examples" / "backup-folder.conf")
        check_stop(checks, hall)
        systemctl("start", *(unit.name for unit in DAEMONS.values()))
        check_devices(checks, hall)
        check_limits(checks)
        leave_waiting(checks, hall)
        leave_deaf(checks)
    finally:
        hall.close()


def after_the_reboot(checks: Checklist) -> None:
    """Make the checks of the next life."""
    hall = HallHeard()
    try:
        check_reboot(checks, hall)
    finally:
        hall.close()


def main() -> int:
    """Make the checks; return 1 when one has failed."""
    logging.disable()  # the checks kill the broker that they listen to
    checks = Checklist()
    life = {"before": before_the_reboot, "after": after_the_reboot}[sys.argv[1]]
    life(checks)
    return checks.verdict()


if __name__ == "__main__":
    sys.exit(main())
