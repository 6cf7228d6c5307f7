"""The list of attacks against the tests that try them."""

import re
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
ATTACKS = CHECKOUT / "tests" / "attacks"
NO_ATTACKS = {"test_at_work"}
"""What the attacks stand on."""


def tried() -> dict[str, set[str]]:
    return {
        path.stem: set(re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE))
        for path in ATTACKS.glob("test_*.py")
        if path.stem not in NO_ATTACKS
    }


def listed() -> dict[str, set[str]]:
    page = (CHECKOUT / "docs" / "console-security.md").read_text(encoding="utf-8")
    parts = page.split("`tests/attacks/")[2:]  # the first one is the folder
    return {part.split(".py", 1)[0]: set(re.findall(r"\| `(test_\w+)` \|", part)) for part in parts}


def test_every_attack_is_on_the_list_and_every_line_of_it_is_tried() -> None:
    assert listed() == tried()


def test_there_are_thirty_at_least() -> None:
    assert sum(len(tests) for tests in tried().values()) >= 30
