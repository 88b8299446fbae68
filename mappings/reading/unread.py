"""Fields of a source that its reader does not use and its description does not list as ignored."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rarekg.mappings.catalog import SourceInfo
from rarekg.mappings.facts import Issue
from rarekg.ontology.terms import Term

# The types of synonyms that the graph states.
STATED_TYPES = frozenset({"layperson", "abbreviation"})


@dataclass(slots=True, kw_only=True)
class UnreadFields:
    """Counts of such fields in ``file``, so that a new field in a release is reported."""

    info: SourceInfo
    file: str
    _counts: dict[str, tuple[int, int | None]] = field(default_factory=dict)

    def note(self, name: str, line: int | None = None) -> None:
        """Count a field called ``name``, on ``line`` if the source has lines."""
        if name not in self.info.ignored:
            count, first = self._counts.get(name, (0, line))
            self._counts[name] = (count + 1, first)

    def noted(self, terms: Iterable[Term]) -> Iterator[Term]:
        """Yield ``terms``, and count the types of their synonyms that the graph does not state."""
        for term in terms:
            for synonym in term.synonyms:
                if synonym.kind is not None and synonym.kind not in STATED_TYPES:
                    self.note(f"synonym type {synonym.kind}")
            yield term

    def issues(self) -> Iterator[Issue]:
        """Yield an issue for each field, with its count and first line."""
        for name, (count, line) in sorted(self._counts.items()):
            yield Issue(
                source=self.info.key,
                file=self.file,
                line=line,
                kind="unread-field",
                message=f"{count:,} {name!r} not read; use it, or give the reason under [ignored] in the toml",
                action="skipped",
                value=name,
            )
