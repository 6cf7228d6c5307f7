"""Codes against their words: each code that the program can say is in the tables, and each in the tables is said."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mqtt_bridge.fault_page import fault_page
from mqtt_bridge.faults import FAULTS
from mqtt_bridge.meanings import Meaning
from mqtt_bridge.refusals import CODES, REFUSALS
from mqtt_bridge.replies import RefusalCode

CHECKOUT = Path(__file__).resolve().parents[2]
ROOMS = ("firmware", "mqtt_bridge", "centre", "printer", "audio", "kiosk", "display", "hall", "dispatcher", "console")
TABLES = {"faults.py", "refusals.py", "meanings.py", "fault_page.py"}
LIKE_A_CODE = re.compile(r"[a-z]+(-[a-z]+)+")
NO_CODES = {"no-words", "not-yet"}
"""What looks like a code in a module that makes codes, and is none."""


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for room in ROOMS:
        for path in sorted((CHECKOUT / room).rglob("*.py")):
            if path.name not in TABLES:
                yield path, ast.parse(path.read_text(encoding="utf-8"))


TREES = list(trees())


def constants() -> dict[str, str]:
    """Return what the modules' constants are, by name: `NO_LINK = "no-link"`, `CLOSED = RefusalCode.CLOSED.value`."""
    found: dict[str, str] = {}
    for _path, tree in TREES:
        for node in tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                match node.value:
                    case ast.Constant(value=str() as text):
                        found[node.targets[0].id] = text
                    case ast.Attribute(attr="value", value=ast.Attribute(value=ast.Name(id="RefusalCode"), attr=name)):
                        found[node.targets[0].id] = RefusalCode[name].value
    return found


CONSTANTS = constants()


def codes_of(tree: ast.Module) -> set[str]:
    """Return the codes that are said in a module as far as they can be read off it."""
    said: set[str] = set()
    makes_codes = False
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="Fault"), keywords=keywords):
                values = [keyword.value for keyword in keywords if keyword.arg == "code"]
            case ast.Call(func=ast.Name(id="PrinterError"), args=args) if args:
                values = args[:1]
            case ast.Call(func=ast.Name(id="Refuse"), args=[_press, reason, *_rest]):
                values = [reason]
            case ast.Call(func=ast.Attribute(attr="_refuse"), args=[_press, reason, *_rest]):
                values = [reason]
            case _:
                continue
        makes_codes = True
        for value in values:
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                said.add(value.value)
            elif isinstance(value, ast.Name) and value.id in CONSTANTS:
                said.add(CONSTANTS[value.id])
    if makes_codes:  # others come out of tables, sums and variables: whatever looks like a code there is one
        said |= {text for text in strings(tree) if LIKE_A_CODE.fullmatch(text)}
    return said - NO_CODES


def strings(tree: ast.Module) -> set[str]:
    named = {CONSTANTS[node.id] for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in CONSTANTS}
    plain = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return named | plain


SAID = {code for _path, tree in TREES for code in codes_of(tree)} | {code.value for code in RefusalCode}


def test_every_code_that_can_be_said_has_words() -> None:
    assert SAID - CODES.keys() == set()
    assert {"paper-out", "no-link", "journal-full", "thread-hung", "no-printer", "printer-forbidden"} <= SAID


def test_a_module_that_says_a_new_code_would_be_found_out() -> None:
    plain = 'Fault(code="disk-on-fire")'
    tabled = 'codes.append("roll-upside-down")\nFault(code=codes[0])'
    raised = 'raise PrinterError("printer-stolen", "gone")'

    assert codes_of(ast.parse(plain)) == {"disk-on-fire"}
    assert codes_of(ast.parse(tabled)) == {"roll-upside-down"}
    assert codes_of(ast.parse(raised)) == {"printer-stolen"}


def test_every_code_with_words_can_be_said() -> None:
    everything = {text for _path, tree in TREES for text in strings(tree)}

    assert CODES.keys() - everything == set()


def test_no_code_is_a_fault_and_a_refusal_at_once_but_what_is_both_says_the_same() -> None:
    assert FAULTS.keys() & REFUSALS.keys() == set()
    assert len(CODES) == len(FAULTS) + len(REFUSALS)


@pytest.mark.parametrize(("code", "meaning"), CODES.items(), ids=CODES)
def test_words_are_short_and_advice_is_a_sentence(code: str, meaning: Meaning) -> None:
    for what, do in ((meaning.what.kk, meaning.do.kk), (meaning.what.ru, meaning.do.ru)):
        assert len(what) <= 50, code
        assert not what.endswith(".")
        assert do.endswith((".", ")."))
        assert "|" not in what + do  # it would cut the page's table


def test_no_code_is_left_out_of_the_page() -> None:
    assert [code for code in CODES if f"| `{code}` |" not in fault_page()] == []


def test_the_page_is_what_the_tables_say() -> None:
    assert (CHECKOUT / "docs" / "faults.md").read_text(encoding="utf-8") == fault_page(), "run make contract"


def test_a_technician_is_led_to_the_page() -> None:
    assert "(faults.md)" in (CHECKOUT / "docs" / "install.md").read_text(encoding="utf-8")
