"""The fields of a request that are known while it is answered, for the access log and the metrics."""

from dataclasses import dataclass

from starlette.types import Scope

KEY = "rarekg.note"


@dataclass(slots=True, kw_only=True)
class Note:
    """``query`` is the hash of the query, ``cache`` hit or miss, ``kind`` that of a problem; - if there is none."""

    query: str = "-"
    cache: str = "-"
    kind: str = "-"


def note(scope: Scope) -> Note:
    """Return the fields of the request of ``scope``."""
    fields: Note = scope.setdefault(KEY, Note())
    return fields
