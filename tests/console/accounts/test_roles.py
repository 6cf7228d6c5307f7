"""What a role may do, and that the page for administrators says the same."""

import re
from pathlib import Path

import pytest
from staff_room import CENTRE, place

from console.accounts.account import Profile, may_hold, may_hold_kind
from console.accounts.roles import RIGHTS, Right, StaffRole, rights_of
from console.accounts.settings import AccountsSettings
from firmware.words import PlaceKind

DOCUMENT = (Path(__file__).resolve().parents[3] / "docs" / "accounts.md").read_text(encoding="utf-8")


def table_after(mark: str) -> dict[str, str]:
    rows = DOCUMENT.split(f"<!-- {mark}:")[1].split("|\n\n")[0] + "|"
    return dict(re.findall(r"^\| `([^`]+)` \| ([^|]*?) \|", rows, re.MULTILINE))


def working_as(*roles: StaffRole, places: tuple[str, ...] = ()) -> Profile:
    return Profile(login="x1", name="X", roles=roles, places=places)


def test_the_page_for_administrators_shows_the_table_of_roles() -> None:
    said = {role.value: ", ".join(f"`{right.value}`" for right in Right if right in RIGHTS[role]) for role in StaffRole}

    assert table_after("roles") == said


def test_the_page_for_administrators_shows_all_settings() -> None:
    said = {name: getattr(AccountsSettings(), name) for name in AccountsSettings.__struct_fields__}

    assert {name: text.strip("`") for name, text in table_after("settings").items()} == {
        name: str(value).removesuffix(".0") for name, value in said.items()
    }


def test_every_right_is_somebodys_and_every_right_is_explained() -> None:
    assert rights_of(StaffRole) == set(Right)
    for right in Right:
        assert re.search(rf"^\| .*`{right.value}`.* \| ", DOCUMENT.split("| right | opens |")[1], re.MULTILINE)


def test_names_of_visitors_are_seen_by_few() -> None:
    assert {role for role in StaffRole if Right.APPOINTMENTS in RIGHTS[role]} == {StaffRole.RECEPTION}
    assert {role for role in StaffRole if Right.PEOPLE in RIGHTS[role]} == {StaffRole.MANAGER}


def test_several_roles_open_what_each_of_them_opens() -> None:
    both = rights_of((StaffRole.CONSULTANT, StaffRole.HELPER))

    assert both == RIGHTS[StaffRole.CONSULTANT] | RIGHTS[StaffRole.HELPER]
    assert rights_of(()) == frozenset()


@pytest.mark.parametrize("kind", PlaceKind)
def test_each_kind_of_place_is_held_by_one_role_alone(kind: PlaceKind) -> None:
    holds = [role for role in StaffRole if may_hold_kind(working_as(role), "somewhere", kind)]

    assert holds == [StaffRole.OFFICE if kind is PlaceKind.OFFICE else StaffRole.CONSULTANT]


def test_an_account_that_is_narrowed_to_places_holds_no_others() -> None:
    narrowed = working_as(StaffRole.CONSULTANT, places=("window-1", "office-12"))

    assert [place.name for place in CENTRE.places if may_hold(narrowed, place)] == ["window-1"]
    assert may_hold(working_as(StaffRole.CONSULTANT), place("window-2"))
