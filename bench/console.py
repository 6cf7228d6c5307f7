"""The command for `full_house`: what a click costs, alone and in a full house, and what the console costs."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.append(sys.path.pop(0))  # else the package of the same name would be looked for in this file

    from full_house import main

    sys.exit(main())

# Another benchmark has asked for the package, and its own folder was looked into first.
__path__ = [str(Path(__file__).parents[1] / "console")]
