"""Records: what is read is passed on in them and never changed, which the type checker sees to.

A dataclass that is frozen at run time sets each of its fields by a call, and those calls are most of what it costs to
make one. Of facts and terms a build makes a million; for what it makes few of, a frozen dataclass does as well.
"""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

_Kind = TypeVar("_Kind")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(kind: type[_Kind]) -> type[_Kind]:
    """Make ``kind`` a dataclass with slots whose fields are given by name; equal records have one hash."""
    return dataclass(slots=True, kw_only=True, unsafe_hash=True)(kind)
