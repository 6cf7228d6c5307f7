"""What somebody typed of an account, made into a profile, or told in one line what is wrong with it."""

import unicodedata
from collections.abc import Mapping

import msgspec

from centre.settings import CentreSettings
from console.accounts.account import Profile, may_hold, spelt_login
from console.accounts.roles import role_for
from firmware.complaints import explain


class ProfileError(ValueError):
    """What was typed is no profile, or none for this centre. The message is one line."""


def profile_of(said: Mapping[str, object], centre: CentreSettings) -> Profile:
    """Return the profile that *said* spells out, with a tidy name and login. Raises ProfileError."""
    document = dict(said)
    if isinstance(login := document.get("login"), str):
        document["login"] = spelt_login(login)
    if isinstance(name := document.get("name"), str):
        document["name"] = _tidy(name)
    try:
        profile = msgspec.convert(document, Profile)
    except msgspec.ValidationError as error:
        raise ProfileError(" ".join(explain(str(error), Profile, document).split())) from error
    profile = msgspec.structs.replace(
        profile, roles=tuple(dict.fromkeys(profile.roles)), places=tuple(dict.fromkeys(profile.places))
    )
    _check_places(profile, centre)
    return profile


def _tidy(name: str) -> str:
    """Spell a name one way, on one line. Raises ProfileError on what is no letter or sign."""
    tidy = unicodedata.normalize("NFC", " ".join(name.split()))
    if any(unicodedata.category(letter).startswith("C") for letter in tidy):
        raise ProfileError("name: has a character that cannot be seen; type it anew")
    return tidy


def _check_places(profile: Profile, centre: CentreSettings) -> None:
    places = {place.name: place for place in centre.places}
    for index, name in enumerate(profile.places):
        if name not in places:
            raise ProfileError(f"places[{index}]: the centre has no place {name!r}; it has {', '.join(places)}")
        place = places[name]
        if not may_hold(profile, place):
            raise ProfileError(
                f"places[{index}]: {name!r} is of kind {place.kind.value}, "
                f"which only the role {role_for(place.kind).value} holds"
            )
