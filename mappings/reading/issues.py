"""The rows and cells of one file that could not be used as they stand, collected while it is read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from rarekg.mappings.facts import Issue


@dataclass(slots=True, kw_only=True)
class Issues:
    """What has been noted of ``file`` of ``source`` and not been handed on yet."""

    source: str
    file: str
    _noted: list[Issue] = field(default_factory=list)
    _once: set[tuple[str, str]] = field(default_factory=set)

    def note(
        self,
        kind: str,
        line: int | None,
        message: str,
        *,
        action: Literal["skipped", "replaced", "kept"] = "skipped",
        value: str | None = None,
    ) -> None:
        """Note one finding; the parameters are the fields of :class:`rarekg.mappings.facts.Issue`."""
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
        """Note one finding the first time that its ``kind`` is met with this ``value``."""
        if (kind, value) not in self._once:
            self._once.add((kind, value))
            self.note(kind, line, message, action=action, value=value)

    def handed_on(self) -> Iterator[Issue]:
        """Yield what was noted since the last time."""
        yield from self._noted
        self._noted.clear()
