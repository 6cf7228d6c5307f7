"""Staff for guests: an account for every kind of work and every place, with passwords that are made afresh."""

import json
import secrets
from collections.abc import Iterator
from pathlib import Path

from centre.place_words import place_label
from centre.settings import CentreSettings
from console.accounts.account import Profile
from console.accounts.refusals import Refusal, sure
from console.accounts.register import OneTime
from console.accounts.roles import StaffRole, role_for
from console.accounts.settings import AccountsSettings
from console.accounts.store import StaffStore
from firmware.words import Language

ACCOUNTS_FILE = "accounts.json"
"""In the run directory: where the pages are, and the demonstration's passwords by login, for who runs it."""
_PASSWORD_BYTES = 9
_OF_THE_CENTRE = (
    ("reception", (StaffRole.RECEPTION,), "Ресепшн", Language.KK),
    ("hall", (StaffRole.HALL,), "Күту залы", Language.KK),
    ("helper", (StaffRole.HELPER,), "Көмекші", Language.KK),
    ("volunteer", (StaffRole.HELPER,), "Волонтёр", Language.RU),
    ("consultant", (StaffRole.CONSULTANT,), "Екі орынның кеңесшісі", Language.KK),
    ("manager", (StaffRole.MANAGER,), "Руководитель центра", Language.RU),
)


def profiles(centre: CentreSettings) -> Iterator[Profile]:
    """Yield who works in a demonstration: each is called after what they do, for none of them exists."""
    for login, roles, name, language in _OF_THE_CENTRE:  # the consultant among them may hold any two places
        yield Profile(login=login, name=name, roles=roles, language=language)
    languages = (Language.KK, Language.RU)
    for count, place in enumerate(place for place in centre.places if place.staffed):
        language = languages[count % 2]
        yield Profile(
            login=place.name,
            name=place_label(place, language),
            roles=(role_for(place.kind),),
            language=language,
            places=(place.name,),
        )


def make_staff(file: Path, centre: CentreSettings, at: float) -> dict[str, str]:
    """Make the accounts that are missing in *file*, and return fresh passwords by login."""
    passwords: dict[str, str] = {}
    with StaffStore(AccountsSettings(file=str(file))) as store:
        for profile in profiles(centre):
            known = store.register.by_login(profile.login)
            added = (
                store.register.add(profile, at, None)
                if known is None
                else store.register.reset(known.account_id, at, None)
            )
            passwords[profile.login] = _settle(store, profile.login, added, at)
    return passwords


def write_accounts(folder: Path, port: int, passwords: dict[str, str]) -> None:
    """Leave the passwords in *folder* for who runs the demonstration, and for nobody else."""
    path = folder / ACCOUNTS_FILE
    path.touch(mode=0o600)
    path.write_text(
        json.dumps({"url": f"http://127.0.0.1:{port}", "passwords": passwords}, indent=2) + "\n", encoding="utf-8"
    )


def _settle(store: StaffStore, login: str, added: OneTime | Refusal, at: float) -> str:
    """Sign in for the guest with the one-time password and set one that stays."""
    one_time = sure(added)
    signed_in = sure(store.door.sign_in(login, one_time.password, at))
    password = secrets.token_urlsafe(_PASSWORD_BYTES)
    changed = sure(store.secrets.change_password(signed_in.token, one_time.password, password, at))
    store.door.sign_out(changed.token, at)
    return password
