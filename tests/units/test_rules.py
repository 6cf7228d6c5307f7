"""docs/rules.md against the code: what it names exists, and every demand on the queue has a rule."""

import ast
import re
from pathlib import Path
from typing import Any, get_args, get_origin

import msgspec
import pytest

from centre.settings import CentreSettings

CHECKOUT = Path(__file__).parents[2]
PAGE = (CHECKOUT / "docs" / "rules.md").read_text(encoding="utf-8")
DEMANDS = {f"R{number}" for number in (*range(2, 9), 10, 11, 13, 16, 17, 18, 20, 21, 22, 25, 26)}
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("|") and "`" in line
]


def setting_names(kind: Any) -> set[str]:
    """Return "table.key" for every setting of centre.toml, and the keys of no table."""
    names = set()
    for field in msgspec.structs.fields(kind):
        names.add(field.name)
        for part in (field.type, *get_args(field.type)):
            inner = get_args(part)[0] if get_origin(part) is tuple else part
            if isinstance(inner, type) and issubclass(inner, msgspec.Struct):
                names |= {f"{field.name}.{nested.name}" for nested in msgspec.structs.fields(inner)}
    return names


SETTINGS = setting_names(CentreSettings) | {"receptions.toml"}


def test_every_demand_on_the_queue_has_a_rule() -> None:
    assert {demand for row in ROWS for demand in row[1].split(", ")} >= DEMANDS
    listed = set(re.findall(r"\bR\d+\b", PAGE.partition("## The demands")[2]))
    assert listed == {demand for row in ROWS for demand in row[1].split(", ")}


@pytest.mark.parametrize("row", ROWS, ids=[row[0][:60] for row in ROWS])
def test_the_function_and_the_settings_of_a_rule_exist(row: list[str]) -> None:
    _rule, _demands, named, decided_by = row
    path, function = re.fullmatch(r"`(\S+): (\w+)`", decided_by).groups()  # type: ignore[union-attr]  # a row without one fails
    tree = ast.parse((CHECKOUT / path).read_text(encoding="utf-8"))

    assert function in {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    settings = re.findall(r"`([^`]+)`", named)
    assert settings
    assert set(settings) <= SETTINGS
