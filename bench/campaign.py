"""Faults at random against a whole hall: kills, freezes, cuts, printers, disks and clocks. See docs/campaign.md.

It prints a table, and ends with 1 when anything happened that must not. The same seed gives the same faults.
"""

import json
import logging
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from figures import parser
from storm.checker import check
from storm.grounds import may_mount
from storm.run import HISTORY, Wish, run_campaign
from storm.table import figures, table, told_of

OWN_MOUNTS = "KEZEK_CAMPAIGN_OWN_MOUNTS"
"""Set in a process that has a mount namespace of its own: what it mounts is gone with it, however it ends."""
MOST_TOLD = 20


def main(argv: Sequence[str] | None = None) -> int:
    """Run a campaign, check it, and tell."""
    arguments = parser(__doc__)
    arguments.add_argument("--minutes", type=float, default=10.0, help="how long the storm lasts")
    arguments.add_argument("--seed", type=int, default=None, help="what draws the faults; a new one unless told")
    arguments.add_argument("--folder", type=Path, help="where history, logs and journal stay; a new one unless told")
    arguments.add_argument("--bank", type=Path, default=Path("run/voice"), help="the voice's clips")
    wish = arguments.parse_args(argv)
    if OWN_MOUNTS not in os.environ:
        _with_own_mounts()
    logging.getLogger("mqtt").setLevel(logging.ERROR)  # that the broker goes away is what a campaign is about
    seed = random.SystemRandom().randrange(10**6) if wish.seed is None else wish.seed
    folder = wish.folder or Path(tempfile.mkdtemp(prefix="kezek-campaign-"))
    sys.stderr.write(f"campaign: seed {seed}, {wish.minutes:g} minutes, in {folder}\n")
    ran = run_campaign(
        Wish(folder.absolute(), wish.bank.absolute(), seed, wish.minutes * 60, may_mount(folder / "mount-trial"))
    )
    verdict = check(ran.lines, ran.rows, ran.copied, ran.centre)
    told = {"seed": seed, "minutes": wish.minutes, **figures(ran, verdict)}
    for kind, why in ran.not_tried.items():
        sys.stderr.write(f"campaign: NOT TRIED: {kind.value}: {why}\n")
    print(json.dumps(told, ensure_ascii=False) if wish.json else "\n".join(table(told)))
    for violation in verdict.violations[:MOST_TOLD]:
        sys.stderr.write("\n".join(told_of(violation, ran.lines)) + "\n")
    if not verdict.violations and not ran.unsettled:
        return 0
    for left in ran.unsettled:
        sys.stderr.write(f"UNSETTLED {left}\n")
    again = f"bench/campaign.py --seed {seed} --minutes {wish.minutes:g}"
    sys.stderr.write(f"campaign: FAILED; history: {folder / HISTORY}; the same faults: {again}\n")
    return 1


def _with_own_mounts() -> None:
    """Become the same command in a mount namespace of its own, as root of a user namespace if not root; else stay."""
    unshare = shutil.which("unshare")
    as_root = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    if unshare is None or subprocess.run([unshare, *as_root, "--mount", "true"], check=False).returncode != 0:
        return
    os.environ[OWN_MOUNTS] = "1"
    os.execv(unshare, [unshare, *as_root, "--mount", "--", sys.executable, *sys.argv])  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    sys.exit(main())
