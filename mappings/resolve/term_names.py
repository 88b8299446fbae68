"""The names of terms, and the terms that a name stands for.

Names are compared normalized: without case, accents and punctuation. Labels and exact synonyms identify a term; other
synonyms, and the names that a term had before a merger, only tell that a name is one of it.
"""

import re
import unicodedata
from collections.abc import Iterable
from csv import DictReader
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from rarekg.mappings.resolve.pointers import Pointers, point
from rarekg.ontology.terms import Synonym, Term

_WORD = re.compile(r"\w+")
# Before the label of an obsolete term, in the releases of HPO and MONDO.
_OBSOLETE = "obsolete "


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMatch:
    """The result of resolving names or ids: ``id`` if it is unique, and all ``candidates`` (possibly none)."""

    id: str | None
    candidates: tuple[str, ...]


@dataclass(slots=True)
class TermNames:
    """The names of the diseases (MONDO) and phenotypes (HP) read so far, each with the terms that have it."""

    _by_label: Pointers = field(default_factory=dict)
    _by_synonym: Pointers = field(default_factory=dict)
    _by_exact_name: Pointers = field(default_factory=dict)
    _by_phenotype_name: Pointers = field(default_factory=dict)
    _by_other_name: Pointers = field(default_factory=dict)
    _spelt: set[int] = field(default_factory=set)

    def learn(self, term: Term) -> None:
        """Add the names of a current ``term``."""
        if term.id.startswith("MONDO:"):
            point(self._by_label, normalize(term.label), term.id)
            self._spelt.add(hash((term.id, term.label)))
            self.learn_synonyms(term.id, term.synonyms)
        elif term.id.startswith("HP:"):
            point(self._by_phenotype_name, normalize(term.label), term.id)
            for synonym in term.synonyms:
                index = self._by_phenotype_name if synonym.scope == "exact" else self._by_other_name
                point(index, normalize(synonym.text), term.id)

    def learn_synonyms(self, disease: str, synonyms: Iterable[Synonym]) -> None:
        """Add ``synonyms`` as names of a MONDO term; only the exact and unscoped ones may identify it."""
        for synonym in synonyms:
            self._spelt.add(hash((disease, synonym.text)))
            name = normalize(synonym.text)
            point(self._by_synonym if synonym.scope in (None, "exact") else self._by_other_name, name, disease)
            if synonym.scope == "exact":
                point(self._by_exact_name, name, disease)

    def learn_former(self, term: Term) -> None:
        """Add the names of an obsolete ``term``, which are former names of its successor."""
        if term.id.startswith(("MONDO:", "HP:")):
            for name in (term.label.removeprefix(_OBSOLETE), *(synonym.text for synonym in term.synonyms)):
                point(self._by_other_name, normalize(name), term.id)

    def exactly(self, names: Iterable[str]) -> set[str]:
        """Return the MONDO terms that have one of ``names``, normalized, as label or exact synonym."""
        normalized = [normalize(name) for name in names]
        return {
            term
            for index in (self._by_label, self._by_exact_name)
            for name in normalized
            for term in index.get(name, ())
        }

    def with_name(self, name: str, ontology: str) -> set[str]:
        """Return the current terms of ``ontology``, HP or MONDO, with this label or exact synonym, normalized."""
        if ontology == "MONDO":
            return self.exactly((name,))
        return set(self._by_phenotype_name.get(normalize(name), ())) if ontology == "HP" else set()

    def bearing(self, name: str) -> set[str]:
        """Return the terms, obsolete ones included, with ``name``, normalized, as label or synonym of any scope."""
        normalized = normalize(name.removeprefix(_OBSOLETE))
        indexes = (self._by_label, self._by_synonym, self._by_phenotype_name, self._by_other_name)
        return {term for index in indexes for term in index.get(normalized, ())}

    def has_label(self, term: str, names: Iterable[str]) -> bool:
        """Return whether one of ``names``, normalized, is the label of ``term``."""
        return any(term in self._by_label.get(normalize(name), ()) for name in names)

    def has_name(self, disease: str, name: str) -> bool:
        """Return whether ``name``, normalized, is the label or an exact or unscoped synonym of a MONDO term."""
        normalized = normalize(name)
        return any(disease in index.get(normalized, ()) for index in (self._by_label, self._by_synonym))

    def spells(self, disease: str, name: str) -> bool:
        """Return whether ``name``, letter by letter, is the label or a synonym of a MONDO term."""
        return hash((disease, name)) in self._spelt

    def disease_named(self, names: Iterable[str]) -> NameMatch:
        """Return the disease that ``names`` point to.

        MONDO labels decide; if none matches, the curated ``lookups/diseases.tsv``; then exact synonyms; then
        those that an older release has without a scope.
        The names that have exactly one match there must agree on it.
        """
        normalized = [normalize(name) for name in names]
        curated = {disease for name in normalized if (disease := curated_diseases().get(name))}
        for matches in (
            [self._by_label.get(name, ()) for name in normalized],
            [tuple(curated)],
            [self._by_exact_name.get(name, ()) for name in normalized],
            [self._by_synonym.get(name, ()) for name in normalized],
        ):
            single = {next(iter(diseases)) for diseases in matches if len(diseases) == 1}
            every = {disease for diseases in matches for disease in diseases}
            if len(single) == 1:
                return NameMatch(id=single.pop(), candidates=tuple(sorted(every)))
            if every:
                return NameMatch(id=None, candidates=tuple(sorted(every)))
        return NameMatch(id=None, candidates=())


def normalize(name: str) -> str:
    """Return ``name`` without case, accents, punctuation and extra spaces, which do not distinguish diseases.

    >>> normalize("Ménière's Disease")
    'meniere s disease'
    """
    plain = name.casefold()
    if not plain.isascii():  # few names have an accent, and removing accents is slow
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return " ".join(_WORD.findall(plain))


@cache
def curated_diseases() -> dict[str, str]:
    """Return the MONDO ids in ``lookups/diseases.tsv`` by normalized name, for names that no label matches."""
    table = files("rarekg.mappings").joinpath("lookups/diseases.tsv").read_text(encoding="utf-8")
    rows = DictReader((line for line in table.splitlines() if not line.startswith("#")), delimiter="\t")
    return {normalize(row["name"]): row["disease"] for row in rows}
