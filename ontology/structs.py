"""Immutable records: decoded TOML, YAML or JSON as a msgspec struct, with an error that names the key.

A frozen struct refuses a new value for a field, but not a new item in a dict that a field holds; so a struct with
mappings calls :func:`read_only` when it is made.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar, cast

import msgspec
from msgspec.structs import force_setattr

_Kind = TypeVar("_Kind", bound=msgspec.Struct)
_PLACE = re.compile(r"(?:Object )?(?P<what>.+?)(?: - at (?:`key` in )?`\$\.?(?P<path>.*)`)?", re.DOTALL)


def convert(table: Mapping[str, Any], kind: type[_Kind]) -> _Kind:
    """Return ``table``, what a parser made of a file, as a ``kind``.

    Raises:
        ValueError: A key is missing, unknown or of another type. The message is one line that begins with the key.

    >>> class Floors(msgspec.Struct, frozen=True):
    ...     floors: Mapping[str, int]
    >>> convert({"floors": {"Term": 19000}}, Floors)
    Floors(floors={'Term': 19000})
    >>> convert({"floors": {"Gene": 1, "Term": "many"}}, Floors)
    Traceback (most recent call last):
    ...
    ValueError: floors.Term: expected `int`, got `str`
    """
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        raise ValueError(_located(str(error), table, kind)) from error


def to_json(value: object) -> bytes:
    """Return a record, or another value that JSON has, on one line; read-only mappings become objects."""
    return msgspec.json.encode(value, enc_hook=_mapping)


def read_only(record: msgspec.Struct) -> None:
    """Replace each mapping in ``record``, at any depth, by a read-only copy; for ``__post_init__``.

    >>> class Floors(msgspec.Struct, frozen=True):
    ...     floors: Mapping[str, int]
    ...     def __post_init__(self) -> None:
    ...         read_only(self)
    >>> Floors({"Term": 19000}).floors["Term"] = 0
    Traceback (most recent call last):
    ...
    TypeError: 'mappingproxy' object does not support item assignment
    """
    for name in record.__struct_fields__:
        if isinstance(value := getattr(record, name), Mapping):
            force_setattr(record, name, _read_only(value))


def _read_only(value: object) -> object:
    if isinstance(value, Mapping):
        return MappingProxyType({key: _read_only(item) for key, item in value.items()})
    return value


def _mapping(value: object) -> dict[Any, Any]:
    if isinstance(value, MappingProxyType):
        return dict(value)
    # The exception by which msgspec learns that a hook does not know a type.
    raise NotImplementedError(f"a record holds no {type(value).__name__}")


def _located(message: str, table: Mapping[str, Any], kind: type[msgspec.Struct]) -> str:
    """Return msgspec's ``message`` with the place first, and with the key of a mapping where msgspec has ``[...]``."""
    match = cast(re.Match[str], _PLACE.fullmatch(message))
    what, path = match["what"][0].lower() + match["what"][1:], match["path"] or ""
    field, unnamed, rest = path.partition("[...]")
    if unnamed and field in table:
        wrong = (key for key, item in table[field].items() if not _fits({**table, field: {key: item}}, kind))
        path = f"{field}.{next(wrong)}{rest}"
    return f"{path}: {what}" if path else what


def _fits(table: Mapping[str, Any], kind: type[msgspec.Struct]) -> bool:
    try:
        msgspec.convert(table, kind)
    except msgspec.ValidationError:
        return False
    return True
