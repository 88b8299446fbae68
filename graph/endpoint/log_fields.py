"""What is noted of a request while it is answered, for the access log and the metrics."""

from dataclasses import dataclass

from starlette.types import Scope

KEY = "rarekg.note"


@dataclass(slots=True, kw_only=True)
class Note:
    """``query`` is the hash of the question, ``cache`` hit or miss, ``kind`` that of a problem; - stands for none."""

    query: str = "-"
    cache: str = "-"
    kind: str = "-"


def note(scope: Scope) -> Note:
    """Return the note of the request of ``scope``."""
    found: Note = scope.setdefault(KEY, Note())
    return found
