"""Messages of the contract as hypothesis strategies: valid in form, whatever they mean, and then spoilt. For tests."""

import json
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec
from hypothesis import strategies as st
from msgspec import inspect

ZONES = ("consultation", "self-service", "personal-reception")
PLACES = ("window-1", "window-2", "window-3", "reception-desk")
PEERS = ("entrance", "waiting-hall", "pad-window-1", "console", "hall-board", "hall-voice")
IDS = tuple(f"{n:016x}" for n in range(8))
"""So few that messages name one another."""
DAYS = ("", "2026-11-23", "2027-01-15", "2027-01-16", "9999-12-31", "0001-01-01", "no-day", "2027-02-30")
TIME_ZONES = ("Asia/Almaty", "UTC", "../../etc/passwd", "Asia", "", "a\0b", "x" * 300)

_WORDS = {
    "zone": ZONES,
    "zones": ZONES,
    "place": PLACES,
    "station": PEERS[:2],
    "day": DAYS,
    "timezone": TIME_ZONES,
}
_EDGES = (0, 1, -1, 2**31, 2**53, 2**63 - 1, 2**63, 2**64 - 1, 2**64, -(2**63), -(2**63) - 1, 10**30)
_TIMES = (0.0, 1.8e9, 1.8e9 + 60, 1.0e11, 2.6e11, -1.0, -1e12, 1e18, 1e300, 1.7e308, -1.7e308, 5e-324)

_SCALARS = st.none() | st.booleans() | st.integers() | st.sampled_from(_EDGES) | st.sampled_from(_TIMES) | st.text()
_JSON = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4), max_leaves=8
)
_CHANGES = st.lists(st.tuples(st.integers(0), st.binary(max_size=4)), max_size=4)
_NEWS = st.lists(st.tuples(st.integers(0, 40), _JSON), max_size=3)


def messages(kind: type[msgspec.Struct]) -> st.SearchStrategy[Any]:
    """Draw what a message of *kind* may be, as JSON values."""
    return _any_of(inspect.type_info(kind), "")


def payloads(kind: type[msgspec.Struct]) -> st.SearchStrategy[bytes]:
    """Draw payloads: mostly almost right, so that they reach far."""
    right = messages(kind)
    return st.one_of(
        st.binary(max_size=300),
        right.map(_bytes),
        st.tuples(right, _NEWS).map(_with_other_values),
        st.tuples(right.map(_bytes), _CHANGES).map(spoilt),
        st.tuples(st.sampled_from((b"[", b'{"a":', b'[{"v":')), st.integers(1, 30_000)).map(lambda n: n[0] * n[1]),
    )


def spoilt(drawn: tuple[bytes, list[tuple[int, bytes]]]) -> bytes:
    """Overwrite, cut off or repeat some of the bytes."""
    data, changes = bytearray(drawn[0]), drawn[1]
    for where, news in changes:
        at = where % (len(data) + 1)
        match where % 4:
            case 0:
                data[at : at + len(news)] = news
            case 1:
                data[at:at] = news
            case 2:
                del data[at : at + len(news)]
            case _:
                data[at:at] = data[at : at + 8 * len(news)]
    return bytes(data)


def _bytes(value: Any) -> bytes:
    return json.dumps(value).encode()


def _with_other_values(drawn: tuple[Any, list[tuple[int, Any]]]) -> bytes:
    """Put other values in the place of some, somewhere within."""
    value, changes = drawn
    for where, news in changes:
        slots = list(_slots(value))
        if slots:
            slots[where % len(slots)](news)
    return _bytes(value)


def _slots(value: Any) -> list[Callable[[Any], None]]:
    found: list[Callable[[Any], None]] = []
    keys = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    for key in keys:
        found.append(partial(value.__setitem__, key))
        found += _slots(value[key])
    return found


def _any_of(info: Any, name: str) -> st.SearchStrategy[Any]:
    return _STRATEGIES[type(info)](info, name)


def _list(info: Any, name: str) -> st.SearchStrategy[Any]:
    return st.lists(_any_of(info.item_type, name), max_size=min(info.max_length or 4, 4))


def _struct(info: Any, _name: str) -> st.SearchStrategy[Any]:
    fixed: dict[str, st.SearchStrategy[Any]] = {}
    if info.tag_field is not None:
        fixed[info.tag_field] = st.just(info.tag)
    for field in info.fields:
        if field.required:
            fixed[field.encode_name] = _any_of(field.type, field.encode_name)
    free = {f.encode_name: _any_of(f.type, f.encode_name) for f in info.fields if not f.required}
    return st.fixed_dictionaries(fixed, optional=free)


def _int(info: Any, _name: str) -> st.SearchStrategy[Any]:
    return _numbers(_EDGES, info, st.integers(info.ge or 0, info.le or 200))


def _float(info: Any, _name: str) -> st.SearchStrategy[Any]:
    return _numbers(_TIMES, info, st.floats(info.ge or 0, info.le or 1e6, allow_nan=False))


def _numbers(edges: tuple[Any, ...], info: Any, usual: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    allowed = [n for n in edges if (info.ge is None or n >= info.ge) and (info.le is None or n <= info.le)]
    return usual | st.sampled_from(allowed) if allowed else usual


def _text(info: Any, name: str) -> st.SearchStrategy[str]:
    if info.pattern is None:
        wild = st.text(min_size=info.min_length or 0, max_size=min(info.max_length or 40, 40))
        return st.sampled_from(_WORDS[name]) | wild if name in _WORDS else wild
    if "0-9a-f" in info.pattern:
        return st.sampled_from(IDS)
    known = [word for word in _WORDS.get(name, (*ZONES, *PLACES, *PEERS)) if re.search(info.pattern, word)]
    usual = st.from_regex(info.pattern, fullmatch=True)
    return st.sampled_from(known) | usual if known else usual


_STRATEGIES: dict[Any, Callable[[Any, str], st.SearchStrategy[Any]]] = {
    inspect.Metadata: lambda info, name: _any_of(info.type, name),
    inspect.StructType: _struct,
    inspect.UnionType: lambda info, name: st.one_of([_any_of(kind, name) for kind in info.types]),
    inspect.VarTupleType: _list,
    inspect.ListType: _list,
    inspect.DictType: lambda info, name: st.dictionaries(
        st.text(max_size=5), _any_of(info.value_type, name), max_size=3
    ),
    inspect.LiteralType: lambda info, _name: st.sampled_from(info.values),
    inspect.EnumType: lambda info, _name: st.sampled_from([member.value for member in info.cls]),
    inspect.NoneType: lambda _info, _name: st.none(),
    inspect.BoolType: lambda _info, _name: st.booleans(),
    inspect.IntType: _int,
    inspect.FloatType: _float,
    inspect.StrType: _text,
}
