"""A source's spellings of ids as CURIEs, and a list of the ones that could not be read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from rarekg.mappings.facts import Issue
from rarekg.ontology.prefixes import compress, converter, standardize

Action = Literal["skipped", "kept"]


@dataclass(slots=True, kw_only=True)
class Identifiers:
    """Read the ids in ``file`` of ``source`` and remember the ones to report.

    A malformed id is an issue of its own; ids with a prefix that ``prefixes.ttl`` does not know are one issue a prefix,
    with their count and the first of them, because a source has them by the hundred and each says the same.
    """

    source: str
    file: str
    _malformed: dict[tuple[str, str], None] = field(default_factory=dict)
    _unknown: dict[tuple[str, Action], tuple[int, str, str]] = field(default_factory=dict)

    def curie(self, raw: str, about: str) -> str | None:
        """Return ``raw``, a CURIE or an IRI, as a CURIE of the table, or None; ``about`` is the term that has it."""
        return self._read(raw, about, "skipped")

    def curies(self, raw: Iterable[str], about: str) -> tuple[str, ...]:
        """Return the readable ones of ``raw`` as CURIEs, each once, in their order."""
        return _distinct(self._read(one, about, "skipped") for one in raw)

    def citations(self, raw: Iterable[str], about: str) -> tuple[str, ...]:
        """Return ``raw`` as :meth:`curies` does, but an unknown prefix as it stands: it still says where to look."""
        return _distinct(self._read(one, about, "kept") for one in raw)

    def issues(self) -> Iterator[Issue]:
        """Yield what could not be read so far."""
        for raw, about in self._malformed:
            yield self._issue(
                "malformed-id", "skipped", f"{about} has {raw!r}, which has not the form of such an id", raw
            )
        for (prefix, action), (count, raw, about) in sorted(self._unknown.items()):
            found = f"{count:,} ids begin with {prefix!r}, which prefixes.ttl has not; the first is {raw!r} of {about}"
            yield self._issue("unknown-prefix", action, found, prefix)

    def _read(self, raw: str, about: str, unknown: Action) -> str | None:
        try:
            return standardize(_unhyphenated(raw) if raw.startswith("ISBN") else raw)
        except ValueError:
            return compress(raw) or self._noted(raw, about, unknown)

    def _noted(self, raw: str, about: str, unknown: Action) -> str | None:
        prefix, colon, _ = raw.partition(":")
        if colon and converter().standardize_prefix(prefix) is not None:
            self._malformed[raw, about] = None
            return None
        key = (prefix if colon else "", unknown)
        count, first, first_about = self._unknown.get(key, (0, raw, about))
        self._unknown[key] = (count + 1, first, first_about)
        return raw if unknown == "kept" else None

    def _issue(self, kind: str, action: Action, message: str, value: str) -> Issue:
        return Issue(
            source=self.source, file=self.file, line=None, kind=kind, message=message, action=action, value=value
        )


def _unhyphenated(isbn: str) -> str:
    """Return an ISBN's CURIE without the hyphens, which are only there for the eye (ISO 2108)."""
    prefix, colon, number = isbn.partition(":")
    return prefix + colon + number.replace("-", "")


def _distinct(found: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in found if one is not None))
