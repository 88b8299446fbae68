"""The context of the page being read: its ids, its file, its numbered references."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rarekg.mappings.facts import Issue, Origin

SOURCE = "gard"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContext:
    """The local id of a page, the id of its disease, its ``file``, and number → id of its references."""

    id: str
    disease: str
    file: str
    references: Mapping[int, str] = field(default_factory=dict)

    def section(self, kind: str) -> str:
        """Return the local id of a section."""
        return f"{self.id}#{kind}"

    def cited(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """Return the distinct ids of the references with these numbers."""
        return tuple(dict.fromkeys(self.references[number] for number in numbers))

    def origin(
        self,
        kind: str,
        *key: str,
        cited: Sequence[int] = (),
        words: str | None = None,
        object_: str | None = None,
    ) -> Origin:
        """Return the origin of a statement of this page.

        Args:
            kind: The section that makes the statement.
            *key: The raw fields that identify it within the section.
            cited: The numbers of its references.
            words: The page's words for its object.
            object_: The page's id of its object, if another id is used.
        """
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
        """Return an issue of this page; the parameters are fields of :class:`rarekg.mappings.facts.Issue`."""
        return Issue(source=SOURCE, file=self.file, line=line, kind=kind, message=message, action=action, value=value)
