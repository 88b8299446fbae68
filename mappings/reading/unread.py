"""The fields of a source that its reader does not use and its description does not list as ignored."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from rarekg.mappings.catalog import SourceInfo
from rarekg.mappings.facts import Issue


@dataclass(slots=True, kw_only=True)
class Unread:
    """Count such fields of ``file``, so that a release with something new in it is noticed."""

    info: SourceInfo
    file: str
    _seen: dict[str, tuple[int, int | None]] = field(default_factory=dict)

    def note(self, name: str, line: int | None = None) -> None:
        """Take note of one field called ``name``, on ``line`` where the source has lines."""
        if name not in self.info.ignored:
            count, first = self._seen.get(name, (0, line))
            self._seen[name] = (count + 1, first)

    def issues(self) -> Iterator[Issue]:
        """Yield one issue for each name, with its count and first line."""
        for name, (count, line) in sorted(self._seen.items()):
            yield Issue(
                source=self.info.key,
                file=self.file,
                line=line,
                kind="unread-field",
                message=f"{count:,} {name!r} that nothing reads; use it, or say under [ignored] in the toml why not",
                action="skipped",
                value=name,
            )
