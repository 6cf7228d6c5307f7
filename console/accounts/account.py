"""One who works here, as colleagues and pages see it. How a password is kept is no part of it."""

from enum import Enum
from typing import Annotated

import msgspec
from msgspec import Meta

from centre.settings import PlaceSettings
from console.accounts.roles import Right, StaffRole, rights_of, role_for
from firmware.words import Language, PlaceKind, Slug

LOGIN_PATTERN = r"^[a-z0-9][a-z0-9.-]{1,30}\Z"
Login = Annotated[
    str,
    Meta(
        pattern=LOGIN_PATTERN,
        description="a login like 'aliya' or 'a.sadykova': Latin letters, digits, dots and hyphens, 2 to 31",
    ),
]
"""Kept in small letters: capitals make no difference to who types it."""

FullName = Annotated[str, Meta(min_length=1, max_length=100)]


class Theme(Enum):
    """How pages look to somebody."""

    AUTO = "auto"
    """As the computer is set."""
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of somebody, and can be changed at any time."""

    login: Login
    name: FullName
    """Shown to colleagues, and never sent anywhere."""
    roles: Annotated[tuple[StaffRole, ...], Meta(min_length=1)]
    language: Language = Language.KK
    theme: Theme = Theme.AUTO
    places: tuple[Slug, ...] = ()
    """Only these of all that the roles allow. Empty: all of them."""


class Account(Profile, frozen=True, kw_only=True):
    """Somebody who works here, or did."""

    account_id: str
    """Opaque: what the dispatcher and its journal know of a person."""
    disabled: bool = False
    must_change: bool = False
    """The password is a one-time one: nothing but another password can be had with it."""
    has_pin: bool = False

    @property
    def rights(self) -> frozenset[Right]:
        """What the roles open."""
        return rights_of(self.roles)


def may_hold(account: Profile, place: PlaceSettings) -> bool:
    """Whether somebody may work at *place*."""
    return may_hold_kind(account, place.name, place.kind)


def may_hold_kind(account: Profile, name: str, kind: PlaceKind) -> bool:
    """See `may_hold`."""
    return role_for(kind) in account.roles and (not account.places or name in account.places)


def spelt_login(typed: str) -> str:
    """Return a login as it is kept."""
    return typed.strip().lower()
