"""`kezek-console user`: who works here, from the machine's own command line. Also while the console runs."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec

from centre.checks import load_centre_of
from centre.settings import CentreSettings
from console.accounts.account import Account, Profile, spelt_login
from console.accounts.errors import StaffFileError
from console.accounts.profile_text import ProfileError, profile_of
from console.accounts.refusals import Refusal, RefusalCode
from console.accounts.register import OneTime
from console.accounts.roles import StaffRole
from console.accounts.store import StaffStore
from console.settings import ConsoleSettings
from firmware.clock import SystemClock
from firmware.words import Language

PURPOSE = "add, list and change the accounts of those who work here, and give them one-time passwords"
EXIT_FAILED = 1
EXIT_USAGE = 2

_LOGIN_TEXT = "Latin letters, digits, dots and hyphens; capitals make no difference"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command can be told."""
    does = parser.add_subparsers(title="what to do", dest="do", metavar="WHAT", required=True)
    add = does.add_parser("add", help="make an account, and print its one-time password once")
    _login(add)
    _profile(add, required=True)
    every = does.add_parser("list", help="print all accounts; never a password")
    every.add_argument("--json", action="store_true", help="one list of objects")
    change = does.add_parser("change", help="change what is told, and leave the rest as it is")
    _login(change)
    change.add_argument("--login", dest="new_login", metavar="NEW", help="another login")
    _profile(change, required=False)
    change.add_argument("--all-places", action="store_true", help="all places that the roles allow again")
    for name, purpose in (
        ("reset", "print another one-time password once; ends sessions and lock-outs, takes the PIN away"),
        ("disable", "close an account and end its sessions, within seconds; what it did stays on record"),
        ("enable", "open an account again, or end its lock-out"),
    ):
        _login(does.add_parser(name, help=purpose))


def run(settings: ConsoleSettings, options: argparse.Namespace) -> int:
    """Do it. A mistake is one line, and exit code 2; a file that cannot be used is one, and exit code 1."""
    try:
        _check_owner(Path(settings.staff.file))
        with StaffStore(settings.staff) as store:
            return _DO[options.do](store, settings, options)
    except StaffFileError as error:
        return _say(str(error), EXIT_FAILED)
    except ProfileError as error:
        return _say(str(error), EXIT_USAGE)


def _add(store: StaffStore, settings: ConsoleSettings, options: argparse.Namespace) -> int:
    said = _said(options)
    profile = profile_of({"login": options.login, **said}, _centre(settings))
    return _one_time(store.register.add(profile, SystemClock().wall(), None), profile.login)


def _list(store: StaffStore, _settings: ConsoleSettings, options: argparse.Namespace) -> int:
    accounts = store.register.all()
    if options.json:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(accounts), indent=2).decode() + "\n")
        return 0
    for account in accounts:
        _print(_line(account))
    if not accounts:
        _print("nobody yet; right would be: kezek-console user add LOGIN --name NAME --role ROLE")
    return 0


def _change(store: StaffStore, settings: ConsoleSettings, options: argparse.Namespace) -> int:
    account = _named(store, options.login)
    said = {name: getattr(account, name) for name in Profile.__struct_fields__} | _said(options)
    if options.all_places:
        said["places"] = ()
    if options.new_login is not None:
        said["login"] = options.new_login
    profile = profile_of(msgspec.to_builtins(said), _centre(settings))
    changed = store.register.change(account.account_id, profile, SystemClock().wall(), None)
    if isinstance(changed, Refusal):
        return _refuse(changed, profile.login)
    _print(_line(changed))
    return 0


def _reset(store: StaffStore, _settings: ConsoleSettings, options: argparse.Namespace) -> int:
    account = _named(store, options.login)
    return _one_time(store.register.reset(account.account_id, SystemClock().wall(), None), account.login)


def _switch(store: StaffStore, _settings: ConsoleSettings, options: argparse.Namespace) -> int:
    account, disabled = _named(store, options.login), options.do == "disable"
    switched = store.register.set_disabled(account.account_id, disabled=disabled, at=SystemClock().wall(), by=None)
    if isinstance(switched, Refusal):
        return _refuse(switched, account.login)
    _print(_line(switched))
    return 0


_DO: dict[str, Callable[[StaffStore, ConsoleSettings, argparse.Namespace], int]] = {
    "add": _add, "list": _list, "change": _change, "reset": _reset, "disable": _switch, "enable": _switch,
}  # fmt: skip


def _login(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("login", metavar="LOGIN", help=_LOGIN_TEXT)


def _profile(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument("--name", required=required, help="the full name, as colleagues see it")
    parser.add_argument(
        "--role", action="append", dest="roles", required=required, metavar="ROLE",
        help=f"may be told several times: {', '.join(role.value for role in StaffRole)}",
    )  # fmt: skip
    parser.add_argument(
        "--language", choices=[language.value for language in Language], help="of the pages; kk unless told"
    )
    parser.add_argument(
        "--place", action="append", dest="places", metavar="PLACE",
        help="only this of the places that the roles allow; may be told several times",
    )  # fmt: skip


def _said(options: argparse.Namespace) -> dict[str, object]:
    keys = ("name", "roles", "language", "places")
    return {key: getattr(options, key) for key in keys if getattr(options, key) is not None}


def _named(store: StaffStore, login: str) -> Account:
    account = store.register.by_login(login)
    if account is None:
        logins = ", ".join(account.login for account in store.register.all()) or "none yet"
        raise ProfileError(f"there is no account {spelt_login(login)!r}; there are {logins}")
    return account


def _one_time(made: OneTime | Refusal, login: str) -> int:
    if isinstance(made, Refusal):
        return _refuse(made, login)
    _print(_line(made.account))
    _print(f"one-time password, shown only now: {made.password}")
    return 0


def _refuse(refusal: Refusal, login: str) -> int:
    if refusal.code is RefusalCode.LOGIN_TAKEN:
        return _say(
            f"the login {login!r} is taken; take another one, or: kezek-console user change {login}", EXIT_USAGE
        )
    return _say(f"{login}: {refusal.code.value}", EXIT_USAGE)


def _line(account: Account) -> str:
    roles = ", ".join(role.value for role in account.roles)
    places = f" at {', '.join(account.places)}" if account.places else ""
    state = "  (disabled)" if account.disabled else "  (one-time password)" if account.must_change else ""
    return f"{account.login}  {account.account_id}  {account.name}: {roles}{places}{state}"


def _centre(settings: ConsoleSettings) -> CentreSettings:
    return load_centre_of(Path(settings.centre), settings.site, "the console's")


def _check_owner(file: Path) -> None:
    """Refuse to make a file that the console could not open. Raises ProfileError."""
    folder = next(path for path in (file, *file.absolute().parents) if path.exists())
    if os.geteuid() == 0 and (owner := folder.stat().st_uid) != 0:
        raise ProfileError(f"{file}: belongs to the console; right would be: sudo -u '#{owner}' kezek-console user …")


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _say(complaint: str, code: int) -> int:
    sys.stderr.write(f"kezek-console: user: {complaint}\n")
    return code
