"""What a technician is told of a wrong setting: the key, what stands there, and what would be right. Pure."""

import difflib
import re
from collections.abc import Sequence
from typing import Any

from msgspec import inspect

_LONGEST_SHOWN = 60
_LARGEST_SHOWN = 10**30
"""Python refuses to write out a number of 5,000 digits, and nobody would read it."""
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")
_NO_SUCH_FIELD = re.compile(r"Object contains unknown field `(.*)`", re.DOTALL)
_NO_FIELD = re.compile(r"Object missing required field `(.*)`", re.DOTALL)
_OWN_WORDS = re.compile(r"[a-z_]+(\[\d+\])?(\.[a-z_]+)*: ")
"""A check between keys, in a struct's `__post_init__`, names its key itself."""
_PLAIN = {
    inspect.StructType: "a table",
    inspect.BoolType: "true or false",
    inspect.DateType: "a date without quotes, like 2026-05-08",
}


def explain(complaint: str, kind: type, document: dict[str, Any]) -> str:
    """Turn what msgspec says of *document*, which was to be a *kind*, into "key: what is wrong; right would be …"."""
    what, _, where = complaint.rpartition(" - at `$")
    what, path = (what, where.removesuffix("`").removeprefix(".")) if what else (complaint, "")
    try:
        expected, found = _follow(inspect.type_info(kind), document, path)
        if field := _NO_SUCH_FIELD.fullmatch(what):
            return (
                f"{_join(path, field[1])}: there is no such key; right would be {_closest(field[1], expected, found)}"
            )
        if field := _NO_FIELD.fullmatch(what):
            lacking, _nothing = _step(expected, found, field[1])
            return f"{_join(path, field[1])}: is missing; right would be {_words(lacking)}"
    except LookupError:  # a key of the file that looks like a part of the complaint
        return complaint
    if not path or _OWN_WORDS.match(what):
        return _join(path, what)
    return f"{path}: {_shown(found)} is wrong; right would be {_words(expected)}"


def _follow(expected: inspect.Type, found: Any, path: str) -> tuple[inspect.Type, Any]:
    """Return what is expected at *path*, and what was found there. Raises LookupError."""
    for key, index in _STEP.findall(path and f".{path}"):
        expected, found = _step(expected, found, key or int(index))
    return expected, found


def _step(expected: inspect.Type, found: Any, key: str | int) -> tuple[inspect.Type, Any]:
    structs = _structs(expected)
    if any(struct.tag_field == key for struct in structs):
        return inspect.LiteralType(tuple(struct.tag for struct in structs)), _at(found, key)
    for field in _fields(structs, found):
        if field.encode_name == key:
            return field.type, _at(found, key)
    for kind in _alternatives(expected):
        if isinstance(kind, inspect.VarTupleType):
            return kind.item_type, _at(found, key)
        if isinstance(kind, inspect.TupleType) and isinstance(key, int):
            return kind.item_types[key], _at(found, key)
    raise LookupError(key)


def _alternatives(kind: inspect.Type) -> Sequence[inspect.Type]:
    """Return what *kind* can be. TOML has no null, so None is none of it."""
    if isinstance(kind, inspect.UnionType):
        return [part for part in kind.types if not isinstance(part, inspect.NoneType)]
    return [kind]


def _structs(kind: inspect.Type) -> list[inspect.StructType]:
    return [part for part in _alternatives(kind) if isinstance(part, inspect.StructType)]


def _fields(structs: list[inspect.StructType], found: Any) -> Sequence[inspect.Field]:
    """Return the fields of the one of *structs* that *found* says it is."""
    chosen = [s for s in structs if s.tag_field is not None and _at(found, s.tag_field) == s.tag] or structs
    return chosen[0].fields if chosen else ()


def _closest(key: str, expected: inspect.Type, found: Any) -> str:
    structs = _structs(expected)
    tag_fields = dict.fromkeys(struct.tag_field for struct in structs if struct.tag_field is not None)
    known = [*tag_fields, *(field.encode_name for field in _fields(structs, found))]
    return (difflib.get_close_matches(key, known, 1) or [_one_of(known)])[0]


def _at(found: Any, key: str | int) -> Any:
    try:
        return found[key]
    except (LookupError, TypeError):
        return None


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _shown(found: Any) -> str:
    """Show a value as it stands in the file, or say what it is."""
    match found:
        case bool():
            return "true" if found else "false"
        case dict():
            return "a table"
        case list():
            return "a list" if found else "an empty list"
        case str():
            return repr(found if len(found) <= _LONGEST_SHOWN else found[:_LONGEST_SHOWN] + "…")
        case int() if abs(found) > _LARGEST_SHOWN:
            return "a number that large"
    return str(found)


def _words(kind: inspect.Type) -> str:
    """Say what would be right."""
    match kind:
        case inspect.Metadata(type=plain, extra_json_schema=schema):
            return (schema or {}).get("description") or _words(plain)
        case inspect.IntType() | inspect.FloatType():
            number = "a whole number" if isinstance(kind, inspect.IntType) else "a number"
            return number + _range(kind.ge, kind.le)
        case inspect.StrType(min_length=least, max_length=most):
            return "text in quotes" + (f", {least or 0} to {most} letters" if most else "")
        case inspect.LiteralType(values=values):
            return _one_of(values)
        case inspect.EnumType(cls=enum):
            return _one_of([member.value for member in enum])
        case inspect.VarTupleType(min_length=least, max_length=most):
            return "a list" + _range(least, most)
        case inspect.TupleType(item_types=parts):
            return "a list of " + " and ".join(map(_words, parts))
        case inspect.UnionType():
            return " or ".join(dict.fromkeys(map(_words, _alternatives(kind))))
    return _PLAIN[type(kind)]


def _range(least: float | None, most: float | None) -> str:
    if least is None and most is None:
        return ""
    return (
        f", {least} to {most}"
        if None not in {least, most}
        else f", {most} at most"
        if least is None
        else f", {least} at least"
    )


def _one_of(values: Sequence[Any]) -> str:
    return f"one of {', '.join(map(str, values))}" if len(values) > 1 else str(values[0])
