"""The things that search finds: diseases, phenotypes, genes and modes of inheritance, with their names and ids.

They are recorded while the facts stream past to the loader, because reading them from the finished store takes twice
as long.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from rarekg.graph.search.codes import Code, code
from rarekg.mappings.facts import (
    ClinicalCourse,
    ClinicalModifier,
    Differential,
    Disease,
    Fact,
    Gene,
    GeneDisease,
    Inheritance,
    Onset,
    PastHistory,
    Phenotype,
    SexAffected,
    TermSupplement,
    Treatment,
)
from rarekg.mappings.facts import Mapping as Match
from rarekg.mappings.rdf.ntriples import is_local
from rarekg.mappings.resolve.pointers import Pointers, point
from rarekg.ontology.prefixes import expand, standardize
from rarekg.ontology.structs import read_only
from rarekg.ontology.terms import Synonym, Term

Kind = Literal["disease", "phenotype", "gene", "inheritance", "term"]
Naming = Literal["label", "exact", "other", "related"]
KINDS: tuple[Kind, ...] = ("disease", "phenotype", "gene", "inheritance", "term")
NAMINGS: tuple[Naming, ...] = ("label", "exact", "other", "related")

# The rank of a synonym by its scope; one without a scope ranks below an exact one.
SCOPES: Mapping[str | None, Naming] = MappingProxyType(
    {"exact": "exact", None: "other", "narrow": "related", "broad": "related", "related": "related"}
)
# The branches of HPO; a term in none of them (frequencies, modifiers, ages of onset …) is of the kind "term".
BRANCHES: Mapping[str, Kind] = MappingProxyType({"HP:0000118": "phenotype", "HP:0000005": "inheritance"})
# The subject and the object of the association that a fact makes.
ENDS: Mapping[type, Callable[[Fact], tuple[str | None, str | None]]] = MappingProxyType(
    {
        Phenotype: attrgetter("disease", "phenotype"),
        Inheritance: attrgetter("disease", "mode"),
        Onset: attrgetter("disease", "onset"),
        ClinicalCourse: attrgetter("disease", "course"),
        ClinicalModifier: attrgetter("disease", "modifier"),
        PastHistory: attrgetter("disease", "history"),
        SexAffected: attrgetter("disease", "sex"),
        GeneDisease: attrgetter("disease", "gene"),
        Treatment: attrgetter("disease", "treatment"),
        Differential: attrgetter("disease", "other"),
    }
)
SAME = ("skos:exactMatch", "oboInOwl:hasDbXref")


class Thing(Struct, frozen=True, kw_only=True):
    """A thing in the search index.

    ``weight`` is the number of its associations; ``names`` maps each name to its rank; ``codes`` are its own id, ids
    for the same thing elsewhere, and ids that were merged into it.
    """

    iri: str
    curie: str
    kind: Kind
    label: str
    description: str | None
    weight: int
    names: Mapping[str, Naming]
    codes: frozenset[Code]

    def __post_init__(self) -> None:
        """Make the names read-only."""
        read_only(self)


@dataclass(slots=True)
class Things:
    """The kinds, names, ids and weights of things in the facts observed so far, by CURIE."""

    _kinds: dict[str, Kind] = field(default_factory=dict)
    # Most things have one label, and many no other name; a dict of one name needs four times as much memory.
    _labels: dict[str, str] = field(default_factory=dict)
    _names: dict[str, dict[str, Naming]] = field(default_factory=lambda: defaultdict(dict))
    _definitions: dict[str, str] = field(default_factory=dict)
    _same: Pointers = field(default_factory=dict)
    _children: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _successors: dict[str, str] = field(default_factory=dict)
    _weights: Counter[str] = field(default_factory=Counter)

    def observe(self, fact: Fact) -> None:
        """Record the kind, names, ids and associations of things in ``fact``."""
        if ends := ENDS.get(type(fact)):  # almost all facts have them
            for end in ends(fact):
                if end is not None:
                    self._weights[end] += 1
        elif isinstance(fact, Term):
            self._term(fact)
        elif isinstance(fact, TermSupplement):
            self._name_synonyms(fact.id, fact.synonyms)
            point(self._same, fact.id, *fact.xrefs)
        elif isinstance(fact, Disease):
            self._disease(fact)
        elif isinstance(fact, Gene):
            self._gene(fact)
        elif isinstance(fact, Match) and fact.predicate in SAME:
            point(self._same, fact.subject, fact.object)

    def things(self) -> Iterator[Thing]:
        """Yield the things that have a CURIE and a label, sorted by IRI."""
        kinds, codes = self._kinds_by_branch(), self._codes()
        for iri, curie in sorted((expand(curie), curie) for curie in kinds if not is_local(curie)):
            names = self._all_names(curie)
            label = _first(names, "label")
            if label is not None:
                yield Thing(
                    iri=iri,
                    curie=curie,
                    kind=kinds[curie],
                    label=label,
                    description=self._definitions.get(curie) or _first(names, "exact"),
                    weight=self._weights[curie],
                    names=names,
                    codes=frozenset({code(curie), *codes[curie]}),
                )

    def _term(self, fact: Term) -> None:
        for merged in fact.alt_ids:
            self._successors[merged] = fact.id
        if fact.obsolete:
            if fact.replaced_by:
                self._successors[fact.id] = fact.replaced_by
        elif fact.id.startswith(("HP:", "MONDO:")):
            self._kinds.setdefault(fact.id, "disease" if fact.id.startswith("MONDO:") else "term")
            self._name(fact.id, fact.label, "label")
            self._name_synonyms(fact.id, fact.synonyms)
            point(self._same, fact.id, *fact.xrefs)
            for parent in fact.parents:
                self._children[parent].append(fact.id)
            self._define(fact.id, fact.definition)

    def _disease(self, fact: Disease) -> None:
        self._kinds[fact.id] = "disease"
        if fact.label is not None:
            self._name(fact.id, fact.label, "exact" if fact.resolved else "label")
        self._name_synonyms(fact.id, fact.names)
        self._define(fact.id, fact.definition)

    def _gene(self, fact: Gene) -> None:
        self._kinds[fact.id] = "gene"
        self._name(fact.id, fact.symbol, "label")
        if fact.name:
            self._name(fact.id, fact.name, "exact")
        for synonym in fact.synonyms:
            self._name(fact.id, synonym, "other")
        point(self._same, fact.id, *fact.exact_matches)

    def _name_synonyms(self, curie: str, synonyms: tuple[Synonym, ...]) -> None:
        for synonym in synonyms:
            # People use a lay name even if its sense is wider or narrower.
            lay = synonym.kind == "layperson" and synonym.scope != "exact"
            self._name(curie, synonym.text, "other" if lay else SCOPES[synonym.scope])

    def _name(self, curie: str, name: str, naming: Naming) -> None:
        if naming == "label" and self._labels.setdefault(curie, name) == name:
            return
        known = self._names[curie].setdefault(name, naming)
        if NAMINGS.index(naming) < NAMINGS.index(known):
            self._names[curie][name] = naming

    def _all_names(self, curie: str) -> dict[str, Naming]:
        label = self._labels.get(curie)
        return self._names.get(curie, {}) | ({} if label is None else {label: "label"})

    def _define(self, curie: str, definition: str | None) -> None:
        if definition:
            self._definitions[curie] = min(definition, self._definitions.get(curie, definition))

    def _kinds_by_branch(self) -> dict[str, Kind]:
        """Return the kind of each thing; for terms of HPO, that of their branch."""
        kinds = dict(self._kinds)
        for root, kind in BRANCHES.items():
            todo = [root]
            while todo:
                term = todo.pop()
                if kinds.get(term) == "term":
                    kinds[term] = kind
                    todo += self._children[term]
        return kinds

    def _codes(self) -> defaultdict[str, set[Code]]:
        """Return by CURIE the ids of the same thing in other registries, and the ids that were merged into it."""
        codes: defaultdict[str, set[Code]] = defaultdict(set)
        for curie, others in self._same.items():
            for other in others:
                try:
                    codes[curie].add(code(standardize(other)))
                except ValueError:
                    continue  # its prefix is not in prefixes.ttl, so it has no CURIE to search for
        for merged in self._successors:
            target, seen = self._successors[merged], {merged}
            while target in self._successors and target not in seen:
                seen.add(target)
                target = self._successors[target]
            codes[target].add(code(merged))
        return codes


def _first(names: Mapping[str, Naming], naming: Naming) -> str | None:
    return min((name for name, rank in names.items() if rank == naming), default=None)
