"""What the pages of final lists show, on the screen and on paper."""

import msgspec

from firmware.words import Bilingual


class ListTaking(msgspec.Struct, frozen=True, kw_only=True):
    """A list left the centre."""

    who: str
    when: str
    version: int
    format: str


class ListOfDay(msgspec.Struct, frozen=True, kw_only=True):
    """One list to choose: of one day and one body."""

    day: str
    iso_day: str
    body: str
    body_name: str
    """For the address."""
    rows: int
    version: int = 0
    """0: it is not final yet."""
    final_at: str = ""
    """When it became final, or will."""
    takings: tuple[ListTaking, ...] = ()
    has_changed: bool = False
    """There is a newer version than the one that was taken last."""
    added: int = 0
    removed: int = 0
    changed: int = 0
    """Against the version that was taken last."""


class Lists(msgspec.Struct, frozen=True, kw_only=True):
    """All lists, the next days first."""

    lists: tuple[ListOfDay, ...]


class FinalRow(msgspec.Struct, frozen=True, kw_only=True):
    """One visitor on the paper."""

    time: str
    official: str
    office: str
    name: str
    subject: str = ""
    organisation: str = ""
    language: str = ""
    needs_assistance: bool = False
    change: str = ""
    """What has become of it since the version that was handed over before."""


class FinalList(msgspec.Struct, frozen=True, kw_only=True):
    """A final list as it is printed. Its head stands in both languages."""

    day: Bilingual
    body: Bilingual
    version: int
    final_at: str
    taken_by: str
    compared_with: int = 0
    """The version that changes are told against; 0 when nobody was handed another one."""
    rows: tuple[FinalRow, ...] = ()
