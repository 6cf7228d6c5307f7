"""A file of accounts in a folder, cheap to hash for, with somebody who works here: for tests alone."""

from pathlib import Path

from centre.checks import load_centre
from centre.settings import PlaceSettings
from console.accounts.account import Account, Profile
from console.accounts.acts import Act
from console.accounts.door import SignedIn
from console.accounts.hashing import Cost
from console.accounts.refusals import Refusal, RefusalCode
from console.accounts.roles import StaffRole
from console.accounts.settings import AccountsSettings
from console.accounts.store import StaffStore

CHEAP = Cost(memory_kib=8, passes=1, lanes=1)
NOW = 1_800_000_000.0
PASSWORD = "қара мысық 7 ағашта"  # noqa: S105 - an example
OTHER = "три зелёных чайника"
CENTRE = load_centre(Path(__file__).parents[2] / "centre" / "borodulikha.toml")


def place(name: str) -> PlaceSettings:
    """Return a place of the shipped centre."""
    return next(place for place in CENTRE.places if place.name == name)


def opened(folder: Path, **settings: float) -> StaffStore:
    """Open the accounts of *folder*, as one more process may."""
    return StaffStore(AccountsSettings(file=str(folder / "staff.db"), **settings), CHEAP)  # type: ignore[arg-type]


def hired(
    store: StaffStore, login: str = "aliya", *roles: StaffRole, name: str = "Серікова Гүлмира", at: float = NOW
) -> Account:
    """Let somebody work here, whose password is PASSWORD already, and who is signed in nowhere."""
    profile = Profile(login=login, name=name, roles=roles or (StaffRole.CONSULTANT,))
    made = store.register.add(profile, at, None)
    assert not isinstance(made, Refusal)
    token = signed_in(store, login, made.password, at)
    changed = store.secrets.change_password(token, made.password, PASSWORD, at)
    assert isinstance(changed, SignedIn)
    store.door.sign_out(changed.token, at)
    return changed.account


def signed_in(store: StaffStore, login: str = "aliya", password: str = PASSWORD, at: float = NOW) -> str:
    """Sign somebody in and return the token."""
    answer = store.door.sign_in(login, password, at)
    assert isinstance(answer, SignedIn)
    return answer.token


def code(answer: object) -> RefusalCode:
    """Return why it was refused."""
    assert isinstance(answer, Refusal)
    return answer.code


def acts(store: StaffStore) -> list[tuple[Act, str, str]]:
    """Return what was recorded, the oldest first."""
    return [(line.what, line.about, line.outcome) for line in reversed(store.acts.latest())]
