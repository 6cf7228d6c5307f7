"""docs/mqtt.md, made from the contract itself, so that the page cannot say anything else than the code."""

import inspect
from collections.abc import Iterator
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec

from mqtt_bridge.topics import ALL_TOPICS, PAYLOAD_LIMIT, ROOT, Topic

_HEAD = f"""\
# The contract on MQTT

This page is made from the code by `make contract`, and a test holds the two together.

Root `{ROOT}/{{site}}/`. MQTT 5, JSON in UTF-8, {PAYLOAD_LIMIT} bytes at most. Fields that a reader does not know are a
newer neighbour's, and ignored; a payload that cannot be read is dropped, counted and logged, and the next one works.
Retained commands are ignored. No personal data, ever.

| topic | from → to | carries | QoS | retained | expires |
|---|---|---|---|---|---|
"""


def contract_page() -> str:
    """Return the page as Markdown."""
    rows = "".join(_row(topic) for topic in ALL_TOPICS)
    seen: dict[type, None] = {}
    for topic in ALL_TOPICS:
        for struct in _structs_in(topic.kind, set()):
            seen.setdefault(struct)
    return _HEAD + rows + "\n" + "\n".join(_section(struct) for struct in seen)


def _row(topic: Topic[Any]) -> str:
    expires = f"{topic.expiry_s} s" if topic.expiry_s else "never"
    retained = "yes" if topic.retain else "no"
    kinds = get_args(topic.kind) or (topic.kind,)
    carries = " or ".join(f"[{kind.__name__}](#{kind.__name__.lower()})" for kind in kinds)
    return f"| `{topic.name}` | {topic.route} | {carries} | {topic.qos} | {retained} | {expires} |\n"


def _structs_in(kind: Any, seen: set[Any]) -> Iterator[type]:
    """Yield the structs and enums that *kind* is made of, outermost first."""
    if get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) in {Union, UnionType, tuple, list}:
        for part in get_args(kind):
            yield from _structs_in(part, seen)
    elif isinstance(kind, type) and kind not in seen and issubclass(kind, msgspec.Struct | Enum):
        seen.add(kind)
        yield kind
        if issubclass(kind, msgspec.Struct):
            for field in msgspec.structs.fields(kind):
                yield from _structs_in(field.type, seen)


def _section(kind: type) -> str:
    lines = [f"## {kind.__name__}", "", " ".join(inspect.cleandoc(kind.__doc__ or "").split()), ""]
    if issubclass(kind, Enum):
        lines += ["One of " + ", ".join(f"`{member.value}`" for member in kind) + "."]
    elif issubclass(kind, msgspec.Struct):
        config = kind.__struct_config__
        if config.tag:
            lines += [f"`{config.tag_field}` is `{config.tag}`.", ""]
        fields = msgspec.structs.fields(kind)
        if fields:
            lines += ["| field | type | when missing |", "|---|---|---|"]
            lines += [f"| `{field.encode_name}` | {_words(field.type)} | {_default(field)} |" for field in fields]
    return "\n".join(lines) + "\n"


def _words(kind: Any) -> str:
    """Say a field's type as a technician would."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _words(arguments[0]) + "".join(_bounds(meta) for meta in arguments[1:])
    if origin is Literal:
        return " or ".join(f"`{value}`" for value in arguments)
    if origin in {Union, UnionType}:
        return " or ".join(_words(part) for part in arguments)
    if origin in {tuple, list}:
        return f"list of {_words(arguments[0])}"
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct | Enum):
        return f"[{kind.__name__}](#{kind.__name__.lower()})"
    return {str: "string", int: "whole number", float: "number", bool: "true or false", type(None): "null"}[kind]


def _bounds(meta: msgspec.Meta) -> str:
    said = []
    if meta.ge is not None or meta.le is not None:
        said.append(f"{'' if meta.ge is None else meta.ge}…{'' if meta.le is None else meta.le}")
    if meta.pattern is not None:
        said.append(f"`{meta.pattern}`")
    if meta.min_length or meta.max_length:
        said.append(f"{meta.min_length or 0}…{meta.max_length or ''} characters")
    return f" ({', '.join(said)})" if said else ""


def _default(field: msgspec.structs.FieldInfo) -> str:
    if field.required:
        return "refused"
    default = field.default
    shown = default.value if isinstance(default, Enum) else default
    return f"`{msgspec.json.encode(shown).decode()}`"
