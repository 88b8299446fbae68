"""The page being read, as the facts on it need it: its ids, its file, its numbered references."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rarekg.mappings.facts import Issue, Origin

SOURCE = "gard"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContext:
    """The local id of the page, the id of its disease, its ``file``, and number → id of its references."""

    id: str
    disease: str
    file: str
    references: Mapping[int, str] = field(default_factory=dict)

    def section(self, kind: str) -> str:
        """Return the local id of a section."""
        return f"{self.id}#{kind}"

    def cited(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """Return the ids of the references with these numbers, each once."""
        return tuple(dict.fromkeys(self.references[number] for number in numbers))

    def origin(
        self,
        kind: str,
        *key: str,
        cited: Sequence[int] = (),
        words: str | None = None,
        object_: str | None = None,
    ) -> Origin:
        """Say that the section ``kind`` states something; ``key`` are the raw fields that tell it from the others."""
        return Origin(
            source=SOURCE,
            key=(self.id, kind, *key),
            references=self.cited(cited),
            section=self.section(kind),
            words=words,
            object=object_,
        )

    def issue(
        self,
        line: int | None,
        kind: str,
        message: str,
        action: Literal["skipped", "replaced", "kept"],
        value: str | None = None,
    ) -> Issue:
        """Report a row or a statement of this page."""
        return Issue(source=SOURCE, file=self.file, line=line, kind=kind, message=message, action=action, value=value)
