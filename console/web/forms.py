"""From what a browser sends to a struct, or to what is wrong with each field. Pure."""

import unicodedata
from dataclasses import dataclass, field
from enum import Enum
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints
from urllib.parse import parse_qsl

import msgspec
from msgspec import Meta

MOST_FIELDS = 200
_TICKED = "on"
"""What browsers send of a box that is ticked; of another one they send nothing."""


class BadBodyError(ValueError):
    """The body is no form."""


class Form(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The root of all forms: a field that nobody asked for is no honest browser's."""


class FieldFault(Enum):
    """What is wrong with a field."""

    MISSING = "missing"
    TOO_LONG = "too-long"
    TOO_SHORT = "too-short"
    NOT_UNDERSTOOD = "not-understood"


@dataclass(frozen=True)
class Typed:
    """A form that cannot be taken as it is: all that was typed, to be shown again, and what is wrong by field."""

    values: dict[str, tuple[str, ...]]
    faults: dict[str, FieldFault] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """Return what was typed in the field *name*."""
        return next(iter(self.values.get(name, ())), "")


F = TypeVar("F", bound=Form)


def read_body(body: bytes) -> dict[str, tuple[str, ...]]:
    """Read a urlencoded body. Raises BadBodyError."""
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict", separator="&"
        )
    except ValueError as error:  # UnicodeError is one
        raise BadBodyError("the body is no urlencoded form of UTF-8 text") from error
    sent: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        sent[name] = (*sent.get(name, ()), _clean(value))
    return sent


def parse_form(sent: dict[str, tuple[str, ...]], kind: type[F]) -> F | Typed:
    """Return *sent* as a form, or what is wrong with it. Raises BadBodyError for fields that the form does not have."""
    known = {known.encode_name: known for known in msgspec.structs.fields(kind)}
    hints = get_type_hints(kind, include_extras=True)
    groups = {name for name in known if get_origin(_plain(hints[name])) is dict}
    if unknown := {name for name in sent if name not in known and name.partition(":")[0] not in groups}:
        raise BadBodyError(f"the form has no field {min(unknown)!r}")
    values: dict[str, Any] = {}
    faults: dict[str, FieldFault] = {}
    for name, asked in known.items():
        given = sent.get(name, ())
        wanted = hints[name]
        try:
            if name in groups:
                values[name] = _group(sent, name, wanted, faults)
            elif _is_many(wanted):
                values[name] = msgspec.convert(tuple(one for one in given if one), wanted, strict=False)
            elif _plain(wanted) is bool:
                values[name] = given[:1] == (_TICKED,)
            elif given and (given[0] or _takes_nothing(wanted)):
                values[name] = msgspec.convert(given[0] or _nothing(wanted), wanted, strict=False)
            elif asked.required:
                faults[name] = FieldFault.MISSING
        except msgspec.ValidationError as error:
            faults[name] = _fault(str(error))
    if faults:
        return Typed(sent, faults)
    return kind(**values)


def _clean(value: str) -> str:
    """Return *value* composed and without what nobody sees; line ends are those of Unix."""
    composed = unicodedata.normalize("NFC", value.replace("\r\n", "\n")).strip()
    return "".join(letter for letter in composed if letter == "\n" or unicodedata.category(letter)[0] != "C")


def _group(sent: dict[str, tuple[str, ...]], name: str, wanted: Any, faults: dict[str, FieldFault]) -> dict[str, str]:
    """Return what was typed into the fields `name:…`, by what follows. Each is judged by itself."""
    (key, value), found = get_args(_plain(wanted)), {}
    for field_name, given in sent.items():
        before, colon, about = field_name.partition(":")
        if before != name or not (given[0] and colon):
            continue
        try:
            found[msgspec.convert(about, key)] = msgspec.convert(given[0], value)
        except msgspec.ValidationError as error:
            faults[field_name] = _fault(str(error))
    return found


def _plain(wanted: Any) -> Any:
    return get_args(wanted)[0] if get_origin(wanted) is Annotated else wanted


def _is_many(wanted: Any) -> bool:
    return get_origin(_plain(wanted)) is tuple


def _takes_nothing(wanted: Any) -> bool:
    plain = _plain(wanted)
    if plain is str:
        least = [meta.min_length or 0 for meta in get_args(wanted)[1:] if isinstance(meta, Meta)]
        return not any(least)
    return get_origin(plain) in {Union, UnionType} and type(None) in get_args(plain)


def _nothing(wanted: Any) -> str | None:
    return "" if _plain(wanted) is str else None


def _fault(complaint: str) -> FieldFault:
    if "length <=" in complaint:
        return FieldFault.TOO_LONG
    return FieldFault.TOO_SHORT if "length >=" in complaint else FieldFault.NOT_UNDERSTOOD
