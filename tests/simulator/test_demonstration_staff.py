"""Guests find an account for every kind of work: one for each place, and one that holds two places at once."""

from pathlib import Path

from centre.checks import load_centre
from console.accounts.account import may_hold
from console.accounts.roles import StaffRole
from simulator.demonstration_staff import profiles

CENTRE = load_centre(Path(__file__).parents[2] / "centre" / "borodulikha.toml")
STAFFED = [place for place in CENTRE.places if place.staffed]
WHO = {profile.login: profile for profile in profiles(CENTRE)}


def test_every_role_and_every_staffed_place_has_an_account() -> None:
    assert {role for profile in WHO.values() for role in profile.roles} == set(StaffRole)
    for place in STAFFED:
        held = [other.name for other in CENTRE.places if may_hold(WHO[place.name], other)]
        assert held == [place.name]


def test_one_consultant_may_hold_two_places_at_once_and_no_office() -> None:
    held = [place.kind.value for place in STAFFED if may_hold(WHO["consultant"], place)]

    assert len(held) > 1
    assert "office" not in held
