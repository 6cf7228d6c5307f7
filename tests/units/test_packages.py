"""What is installed on a device: every package of the programs, and every file that they read."""

import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
SETUPTOOLS = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
ROOMS = [CHECKOUT / name for name in SETUPTOOLS["packages"] if "." not in name]


def package_of(folder: Path) -> str:
    return ".".join(folder.relative_to(CHECKOUT).parts)


def test_every_folder_with_modules_is_installed() -> None:
    found = {package_of(path.parent) for room in ROOMS for path in room.rglob("*.py")}

    assert found - set(SETUPTOOLS["packages"]) == set()
    assert {"display.parts", "hall"} <= found


def test_every_file_beside_the_modules_is_installed() -> None:
    missing = []
    for room in ROOMS:
        for path in room.rglob("*"):
            if path.is_dir() or path.suffix == ".py" or path.parent.name == "__pycache__":
                continue
            owner = next(
                package for folder in path.parents if (package := package_of(folder)) in SETUPTOOLS["packages"]
            )
            inside = path.relative_to(CHECKOUT / owner.replace(".", "/")).as_posix()
            if not any(fnmatch(inside, pattern) for pattern in SETUPTOOLS["package-data"].get(owner, ())):
                missing.append(f"{owner}: {inside}")

    assert missing == []


def test_every_package_is_copied_where_a_device_is_installed() -> None:
    script = (CHECKOUT / "setup" / "device.sh").read_text(encoding="utf-8")
    (copied,) = re.findall(r"^cp -r (.*?) \"\$copy\"$", script, re.MULTILINE | re.DOTALL)

    assert {room.name for room in ROOMS} <= set(copied.split())
