"""The issues of a file, collected while it is read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from rarekg.mappings.facts import Issue


@dataclass(slots=True, kw_only=True)
class Issues:
    """The issues of ``file`` of ``source`` that have not been yielded yet."""

    source: str
    file: str
    _noted: list[Issue] = field(default_factory=list)
    _values: set[tuple[str, str]] = field(default_factory=set)

    def note(
        self,
        kind: str,
        line: int | None,
        message: str,
        *,
        action: Literal["skipped", "replaced", "kept"] = "skipped",
        value: str | None = None,
    ) -> None:
        """Add an issue; the parameters are the fields of :class:`rarekg.mappings.facts.Issue`."""
        self._noted.append(
            Issue(source=self.source, file=self.file, line=line, kind=kind, message=message, action=action, value=value)
        )

    def note_once(
        self,
        kind: str,
        line: int | None,
        message: str,
        *,
        value: str,
        action: Literal["skipped", "replaced", "kept"] = "skipped",
    ) -> None:
        """Add an issue unless there was one of the same ``kind`` with the same ``value``."""
        if (kind, value) not in self._values:
            self._values.add((kind, value))
            self.note(kind, line, message, action=action, value=value)

    def drain(self) -> Iterator[Issue]:
        """Yield the issues added since the last call, and forget them."""
        yield from self._noted
        self._noted.clear()
