"""What the build knows so far: which terms exist, what they are called, what became of the others, which ids they have.

Readers that come after the ontologies ask it to turn a source's id or name into the id that the graph uses.
"""

import re
import unicodedata
from collections.abc import Iterable
from csv import DictReader
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal

from rarekg.mappings.facts import Mapping
from rarekg.mappings.resolve.genes import Genes
from rarekg.mappings.resolve.pointers import Pointers, point
from rarekg.ontology.terms import Term

_WORD = re.compile(r"\w+")

Status = Literal["current", "alternative", "replaced", "obsolete", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an id stands today: ``id`` is the one to use, None if there is none; ``status`` says how it was found."""

    id: str | None
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMatch:
    """What names or ids point to: ``id`` where exactly one thing is meant, else all ``candidates`` (maybe none)."""

    id: str | None
    candidates: tuple[str, ...]


@dataclass(slots=True)
class Known:
    """The terms, names and mappings read so far.

    ``disease_override`` is the disease the user says a page is about; ``pages`` maps the local id of each page read
    to its file, so that two pages for one disease are noticed. ``genes`` are the symbols and ids of HGNC,
    ``described`` the ids of diseases outside MONDO that a source of this build has labelled.
    """

    disease_override: str | None = None
    pages: dict[str, str] = field(default_factory=dict)
    genes: Genes = field(default_factory=Genes)
    described: set[str] = field(default_factory=set)
    _labels: dict[str, str] = field(default_factory=dict)
    _parents: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _moved: dict[str, Standing] = field(default_factory=dict)
    _by_label: Pointers = field(default_factory=dict)
    _by_synonym: Pointers = field(default_factory=dict)
    _mapped: Pointers = field(default_factory=dict)
    _exact: Pointers = field(default_factory=dict)
    _given: Pointers = field(default_factory=dict)
    _ancestors: dict[str, frozenset[str]] = field(default_factory=dict)

    def learn(self, term: Term) -> None:
        """Remember ``term``; diseases (MONDO) also by their label and their exact or unscoped synonyms."""
        if term.obsolete:
            status: Status = "replaced" if term.replaced_by else "obsolete"
            self._move(term.id, Standing(id=term.replaced_by, status=status))
            return
        self._labels[term.id] = term.label
        self._parents[term.id] = term.parents
        for alternative in term.alt_ids:
            self._move(alternative, Standing(id=term.id, status="alternative"))
        if term.id.startswith("MONDO:"):
            point(self._by_label, normalize(term.label), term.id)
            for synonym in term.synonyms:
                if synonym.scope in (None, "exact"):
                    point(self._by_synonym, normalize(synonym.text), term.id)

    def learn_mapping(self, mapping: Mapping, *, given: bool = False) -> None:
        """Remember which ids a term is cross-referenced to, in both directions.

        ``given`` says that the mapping is from a file that the user named, which outweighs what the sources say.
        """
        point(self._mapped, mapping.subject, mapping.object)
        point(self._mapped, mapping.object, mapping.subject)
        if mapping.predicate == "skos:exactMatch":
            exact = self._given if given else self._exact
            for one, other in ((mapping.subject, mapping.object), (mapping.object, mapping.subject)):
                if one.startswith("MONDO:"):
                    point(exact, other, one)

    def standing(self, curie: str) -> Standing:
        """Return where ``curie`` stands today, following merged and replaced ids to a current one."""
        if curie in self._labels:
            return Standing(id=curie, status="current")
        first = self._moved.get(curie)
        if first is None:
            return Standing(id=None, status="unknown")
        target, seen = first.id, {curie}
        while target is not None and target not in self._labels and target not in seen:
            seen.add(target)
            following = self._moved.get(target)
            target = following.id if following else None
        return first if target in self._labels and target == first.id else self._settled(first, target)

    def label(self, curie: str) -> str | None:
        """Return the label of a current term."""
        return self._labels.get(curie)

    def is_a(self, curie: str, ancestor: str) -> bool:
        """Tell whether ``curie`` is ``ancestor`` or below it."""
        return ancestor in self.ancestors(curie)

    def ancestors(self, curie: str) -> frozenset[str]:
        """Return ``curie`` and every term above it."""
        known = self._ancestors.get(curie)
        if known is None:
            found, todo = {curie}, [curie]
            while todo:
                for parent in self._parents.get(todo.pop(), ()):
                    if parent not in found:
                        found.add(parent)
                        todo.append(parent)
            known = self._ancestors[curie] = frozenset(found)
        return known

    def mapped(self, curie: str, prefix: str) -> tuple[str, ...]:
        """Return the ids with ``prefix`` that ``curie`` is cross-referenced to, sorted."""
        return tuple(sorted(other for other in self._mapped.get(curie, ()) if other.startswith(prefix + ":")))

    def disease(self, curie: str) -> NameMatch:
        """Find the MONDO term that ``curie``, the id of a disease in any registry, exactly matches.

        Mappings that the user gave decide where they have a current term for it, otherwise those of the sources. A term
        that was merged or replaced counts as its successor.
        """
        if curie.startswith("MONDO:"):
            today = self.standing(curie).id
            return NameMatch(id=today, candidates=(today,) if today else ())
        for exact in (self._given, self._exact):
            standings = (self.standing(term).id for term in exact.get(curie, ()))
            if found := {term for term in standings if term is not None}:
                return NameMatch(id=next(iter(found)) if len(found) == 1 else None, candidates=tuple(sorted(found)))
        return NameMatch(id=None, candidates=())

    def is_called(self, disease: str, name: str) -> bool:
        """Tell whether ``name`` is the label or an exact or unscoped synonym of a MONDO term, up to spelling."""
        wanted = normalize(name)
        return any(disease in by.get(wanted, ()) for by in (self._by_label, self._by_synonym))

    def gene(self, symbol: str) -> NameMatch:
        """Find the gene that ``symbol`` means: by approved symbols first, then by previous ones, then by aliases."""
        found = self.genes.named(symbol)
        return NameMatch(id=found[0] if len(found) == 1 else None, candidates=found)

    def disease_named(self, names: Iterable[str]) -> NameMatch:
        """Find the one disease that ``names``, most telling first, point to.

        A name counts by MONDO labels first, then by synonyms, then by the curated ``lookups/diseases.tsv``. The first
        name that points to exactly one disease decides, unless a later one that is as good points elsewhere: labels
        outweigh synonyms, and a disagreement between equals is left open.
        """
        wanted = [normalize(name) for name in names]
        curated = {disease for name in wanted if (disease := curated_diseases().get(name))}
        for votes in (
            [self._by_label.get(name, ()) for name in wanted],
            [tuple(curated)],
            [self._by_synonym.get(name, ()) for name in wanted],
        ):
            single = {next(iter(found)) for found in votes if len(found) == 1}
            every = {disease for found in votes for disease in found}
            if len(single) == 1:
                return NameMatch(id=single.pop(), candidates=tuple(sorted(every)))
            if every:
                return NameMatch(id=None, candidates=tuple(sorted(every)))
        return NameMatch(id=None, candidates=())

    def _move(self, curie: str, standing: Standing) -> None:
        # A release may say twice what became of an id: the first statement that names a successor counts.
        if (said := self._moved.get(curie)) is None or said.id is None:
            self._moved[curie] = standing

    @staticmethod
    def _settled(first: Standing, target: str | None) -> Standing:
        return Standing(id=target, status=first.status if target else "obsolete")


def normalize(name: str) -> str:
    """Fold a name for comparison: case, accents, punctuation and spacing do not tell diseases apart."""
    plain = name.casefold()
    if not plain.isascii():  # few names have an accent to lose, and to look for one letter by letter takes time
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return " ".join(_WORD.findall(plain))


@cache
def curated_diseases() -> dict[str, str]:
    """Return normalised name → MONDO id for the names that no label matches, from ``lookups/diseases.tsv``."""
    table = files("rarekg.mappings").joinpath("lookups/diseases.tsv").read_text(encoding="utf-8")
    rows = DictReader((line for line in table.splitlines() if not line.startswith("#")), delimiter="\t")
    return {normalize(row["name"]): row["disease"] for row in rows}
