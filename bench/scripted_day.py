"""One scripted day of a real hall, from before the opening until after the closing, in less than a minute.

The dispatcher, the stations and the board have a clock of their own, which jumps from one scene to the next; staff ask
over MQTT. It prints what was done, what board and voice told of it and which events followed, and ends with 1 when
anything was not as expected.
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from figures import parser
from scripted.afternoon import afternoon
from scripted.clocked_hall import ClockedHall
from scripted.morning import morning
from scripted.scene import Scene
from scripted.staff import Staff
from scripted.table import table

from simulator.clocks import NoClocksError


def main(argv: Sequence[str] | None = None) -> int:
    """Play the day, and tell."""
    arguments = parser(__doc__)
    arguments.add_argument("--bank", type=Path, default=Path("run/voice"), help="the voice's clips")
    arguments.add_argument(
        "--folder", type=Path, help="where the hall's logs and journal stay; thrown away unless told"
    )
    options = arguments.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="kezek-day-") as scratch:
        try:
            scene = play(options.folder or Path(scratch), options.bank.absolute())
        except NoClocksError as error:
            sys.stderr.write(f"day: {error}\n")
            return 1
    print("\n".join(table(scene.rows)))
    wrong = sum(len(row.complaints) for row in scene.rows)
    print(f"{len(scene.rows)} scenes, {wrong} things not as expected")
    return 1 if wrong else 0


def play(folder: Path, bank: Path) -> Scene:
    """Play the whole day in a hall of its own."""
    with ClockedHall(folder, bank) as hall:
        hall.hall.until_well()
        staff = Staff(hall.broker_port, hall.centre.site)
        try:
            scene = Scene(hall, staff)
            morning(scene)
            afternoon(scene)
            scene.end()
        finally:
            staff.close()
    return scene


if __name__ == "__main__":
    sys.exit(main())
