"""Documents against the code: the contract's page, links, commands, and whose machine a path is of."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mqtt_bridge.reference import contract_page

CHECKOUT = Path(__file__).resolve().parents[2]
MADE_HERE = {".git", "node_modules", ".venv", "run", "build", ".hypothesis", "__pycache__", "kezek.egg-info"}
TEXT = {".cfg", ".conf", ".css", ".html", ".in", ".js", ".lock", ".md", ".py", ".rules", ".service", ".sh", ".toml"}


def files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in MADE_HERE or (path.name.startswith(".") and path.name.endswith("_cache")):
            continue
        if path.is_dir():
            yield from files(path)
        else:
            yield path


PAGES = [path for path in files(CHECKOUT) if path.suffix == ".md"]


def test_the_contracts_page_is_what_the_code_says() -> None:
    assert (CHECKOUT / "docs" / "mqtt.md").read_text(encoding="utf-8") == contract_page(), "run make contract"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    headings = {re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-") for line in _headings(text)}
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith(("http://", "https://")):
            continue
        path, _, heading = target.partition("#")
        assert (page.parent / path).exists(), f"{target} is not there"
        assert path or heading in headings, f"{target} is no heading of this page"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_every_make_command_in_a_page_is_one_that_make_knows(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (CHECKOUT / "Makefile").read_text(), re.MULTILINE))
    named = re.findall(r"(?:`|^)make ([a-z]+)(?:`|$)", page.read_text(encoding="utf-8"), re.MULTILINE)

    assert set(named) <= targets


def test_no_file_names_a_place_on_somebodys_own_machine() -> None:
    # Put together here, so that this file does not name one itself.
    own = re.compile("|".join("/" + folder + "/" for folder in ("home", "Users", "root", "work")))
    found = [
        f"{path.relative_to(CHECKOUT)}: {line.strip()[:80]}"
        for path in files(CHECKOUT)
        if path.suffix in TEXT or path.name == "Makefile"
        for line in path.read_text(encoding="utf-8").splitlines()
        if own.search(line)
    ]

    assert found == []


def _headings(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("#")]
