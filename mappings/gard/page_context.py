"""The context of the page being read: whose page it is, its ids, its file, its numbered references."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from msgspec.structs import replace

from rarekg.mappings.facts import Issue, Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContext:
    """Whose page it is, its local id, the id of its disease, its ``file``, and number → id of its references.

    ``source`` is the key of the source; ``restates`` the information resource (``gard``) whose page it restates, None
    if it is that page itself.
    """

    source: str
    id: str
    disease: str
    file: str
    references: Mapping[int, str] = field(default_factory=dict)
    restates: str | None = None

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
            source=self.source,
            supporting=self.restates,
            key=(self.id, kind, *key),
            references=self.cited(cited),
            section=self.section(kind),
            words=words,
            object=object_,
        )

    def origin_in_prose(self, kind: str, *key: str, cited: Sequence[int] = (), words: str | None = None) -> Origin:
        """Return the origin of a statement that a pattern found in the page's sentences.

        The parameters are those of :meth:`origin`; the agent is Biolink's for text mining
        (https://biolink.github.io/biolink-model/AgentTypeEnum/).
        """
        return replace(self.origin(kind, *key, cited=cited, words=words), agent="text_mining_agent")

    def issue(
        self,
        line: int | None,
        kind: str,
        message: str,
        action: Literal["skipped", "replaced", "kept"],
        value: str | None = None,
    ) -> Issue:
        """Return an issue of this page; the parameters are fields of :class:`rarekg.mappings.facts.Issue`."""
        return Issue(
            source=self.source, file=self.file, line=line, kind=kind, message=message, action=action, value=value
        )
