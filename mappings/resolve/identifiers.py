"""Read the ids of a source as CURIEs, and report those that cannot be read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from msgspec.structs import replace

from rarekg.mappings.facts import Issue
from rarekg.ontology.prefixes import compress, converter, standardize
from rarekg.ontology.terms import Synonym, Term

Action = Literal["skipped", "kept"]


@dataclass(slots=True, kw_only=True)
class Identifiers:
    """The ids in ``file`` of ``source``.

    Each malformed id is an issue. Ids whose prefix is not in ``prefixes.ttl`` are one issue per prefix, with their
    count and the first of them, because a source may have hundreds.
    """

    source: str
    file: str
    _malformed: dict[tuple[str, str], None] = field(default_factory=dict)
    _unknown: dict[tuple[str, Action], tuple[int, str, str]] = field(default_factory=dict)

    def curie(self, raw: str, about: str) -> str | None:
        """Return ``raw``, a CURIE or an IRI, as a CURIE of ``prefixes.ttl``, or None.

        ``about`` is the term that has the id, for the issue.

        >>> Identifiers(source="mondo", file="mondo.json").curie("Orphanet:37042", "MONDO:0010580")
        'ORPHA:37042'
        """
        return self._read(raw, about, "skipped")

    def curies(self, raw: Iterable[str], about: str) -> tuple[str, ...]:
        """Return those of ``raw`` that can be read as CURIEs, without duplicates, in their order."""
        return _distinct(self._read(item, about, "skipped") for item in raw)

    def citations(self, raw: Iterable[str], about: str) -> tuple[str, ...]:
        """Return ``raw`` as :meth:`curies` does, but keep ids with an unknown prefix: people can still look them up."""
        return _distinct(self._read(item, about, "kept") for item in raw)

    def term(self, term: Term) -> Term | None:
        """Return ``term`` with all its ids as CURIEs of ``prefixes.ttl``, or None if its own id is invalid.

        Texts lose the spaces around them, and a synonym of nothing but spaces is left out.
        """
        if (own := self.curie(term.id, term.label)) is None:
            return None
        return replace(
            term,
            id=own,
            label=term.label.strip(),
            definition=(term.definition or "").strip() or None,
            comment=(term.comment or "").strip() or None,
            synonyms=tuple(_stripped(synonym) for synonym in term.synonyms if synonym.text.strip()),
            definition_sources=self.citations(term.definition_sources, own),
            parents=self.curies(term.parents, own),
            alt_ids=self.curies(term.alt_ids, own),
            xrefs=self.citations(term.xrefs, own),
            equivalents=self.citations(term.equivalents, own),
            replaced_by=term.replaced_by and self.curie(term.replaced_by, own),
            consider=self.curies(term.consider, own),
        )

    def issues(self) -> Iterator[Issue]:
        """Yield an issue for each id or prefix that could not be read so far."""
        for raw, about in self._malformed:
            yield self._issue(
                "malformed-id", "skipped", f"{about} has {raw!r}, which does not have the form of such an id", raw
            )
        for (prefix, action), (count, raw, about) in sorted(self._unknown.items()):
            message = f"{count:,} ids have the prefix {prefix!r}, not in prefixes.ttl; the first is {raw!r} of {about}"
            yield self._issue("unknown-prefix", action, message, prefix)

    def _read(self, raw: str, about: str, unknown: Action) -> str | None:
        try:
            return standardize(_unhyphenated(raw) if raw.startswith("ISBN") else raw)
        except ValueError:
            return compress(raw) or self._note(raw, about, unknown)

    def _note(self, raw: str, about: str, unknown: Action) -> str | None:
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
    """Return an ISBN's CURIE without the hyphens, which are only for readability (ISO 2108)."""
    prefix, colon, number = isbn.partition(":")
    return prefix + colon + number.replace("-", "")


def _stripped(synonym: Synonym) -> Synonym:
    text = synonym.text.strip()
    return synonym if text == synonym.text else replace(synonym, text=text)


def _distinct(curies: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(curie for curie in curies if curie is not None))
