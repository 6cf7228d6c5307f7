"""docs/faults.md, made from the tables of codes, so that the page cannot say anything else than the code."""

from collections.abc import Iterable, Mapping

from firmware.words import Language, Role
from mqtt_bridge.faults import FAULTS
from mqtt_bridge.meanings import Meaning
from mqtt_bridge.refusals import REFUSALS

_HEAD = """\
# Faults and refusals

What a device says when something is wrong, and what to do. This page is made from `mqtt_bridge/faults.py` and
`mqtt_bridge/refusals.py` by `make contract`, and a test holds the two together.

**No native speaker has approved the Kazakh or the Russian yet, and no fault was brought about on a Raspberry Pi or with
a real printer, screen or loudspeaker.**

A *fault* stands in the device's state (`kezek/1/…/device/…/state`, and `state changed … faults=…` in its log) from when
it comes until it goes; its `detail` says more, such as which button or which file. Codes are for logs and programs;
people are shown the words.
"""
_ROLES = {
    Role.KIOSK: "A ticket station or call pad",
    Role.DISPLAY: "A display",
    Role.AUDIO: "A speaker",
    Role.DISPATCHER: "The dispatcher",
    Role.CONSOLE: "The console",
}
_REFUSALS = """\

## Why a press came to nothing

Every press ends in one ticket or one visible refusal (`press refused … reason=…` in the station's log). What keeps a
printer from printing, above, is a reason as well. Commands of call pads and of the console are refused with the same
codes, and a paper that did not come out, or of which nobody knows, is reported with them.
"""


def fault_page() -> str:
    """Return the page as Markdown."""
    parts = [_HEAD]
    for role, title in _ROLES.items():
        parts += [f"\n## {title}\n", *_table({c: m for c, m in FAULTS.items() if role in m.where and not _is_any(m)})]
    parts += ["\n## Any device\n", *_table({c: m for c, m in FAULTS.items() if _is_any(m)})]
    return "".join([*parts, _REFUSALS, *_table(REFUSALS)])


def _is_any(meaning: Meaning) -> bool:
    return set(meaning.where) == set(_ROLES)


def _table(meanings: Mapping[str, Meaning]) -> Iterable[str]:
    yield "\n| code | қазақша | по-русски | visitors notice |\n|---|---|---|---|\n"
    for code, meaning in meanings.items():
        kk, ru = (_cell(meaning, language) for language in Language)
        yield f"| `{code}` | {kk} | {ru} | {meaning.visitors.value} |\n"


def _cell(meaning: Meaning, language: Language) -> str:
    return f"**{meaning.what.get(language)}.** {meaning.do.get(language)}"
