"""What can be found: diseases, phenotypes, genes and modes of inheritance, each with its names and its ids.

All of it is in the facts that stream past to the loader; to read it out of the finished store would take twice as long.
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

# How good a synonym is by its scope; one whose scope is not stated may be as good as an exact one, or not.
SCOPES: Mapping[str | None, Naming] = MappingProxyType(
    {"exact": "exact", None: "other", "narrow": "related", "broad": "related", "related": "related"}
)
# The branches of HPO; what is in none of them (frequencies, modifiers, ages of onset …) is a term.
BRANCHES: Mapping[str, Kind] = MappingProxyType({"HP:0000118": "phenotype", "HP:0000005": "inheritance"})
# The two things that a fact ties by an association.
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
    """One thing that can be found.

    ``weight`` is how many associations it is part of; ``names`` maps each name to how good it is;
    ``codes`` are its own id, ids that mean the same elsewhere, and ids that were merged into it.
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
    """What the facts observed so far say of things, by CURIE."""

    _kinds: dict[str, Kind] = field(default_factory=dict)
    # Most things have one label, and many no other name; a dict of one name takes four times what the name does.
    _labels: dict[str, str] = field(default_factory=dict)
    _names: dict[str, dict[str, Naming]] = field(default_factory=lambda: defaultdict(dict))
    _definitions: dict[str, str] = field(default_factory=dict)
    _same: Pointers = field(default_factory=dict)
    _children: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _successors: dict[str, str] = field(default_factory=dict)
    _weights: Counter[str] = field(default_factory=Counter)

    def observe(self, fact: Fact) -> None:
        """Remember what ``fact`` says of a thing: what it is, what it is called, which other ids mean it."""
        if ends := ENDS.get(type(fact)):  # as almost all facts are
            for end in ends(fact):
                if end is not None:
                    self._weights[end] += 1
        elif isinstance(fact, Term):
            self._term(fact)
        elif isinstance(fact, Disease):
            self._disease(fact)
        elif isinstance(fact, Gene):
            self._gene(fact)
        elif isinstance(fact, Match) and fact.predicate in SAME:
            point(self._same, fact.subject, fact.object)

    def things(self) -> Iterator[Thing]:
        """Yield what can be found, by IRI; what has no CURIE or no label is left out."""
        kinds, codes = self._placed(), self._codes()
        for iri, curie in sorted((expand(curie), curie) for curie in kinds if not is_local(curie)):
            names = self._named_so(curie)
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
        for gone in fact.alt_ids:
            self._successors[gone] = fact.id
        if fact.obsolete:
            if fact.replaced_by:
                self._successors[fact.id] = fact.replaced_by
        elif fact.id.startswith(("HP:", "MONDO:")):
            self._kinds.setdefault(fact.id, "disease" if fact.id.startswith("MONDO:") else "term")
            self._named(fact.id, fact.label, "label")
            self._synonyms(fact.id, fact.synonyms)
            point(self._same, fact.id, *fact.xrefs)
            for parent in fact.parents:
                self._children[parent].append(fact.id)
            self._defined(fact.id, fact.definition)

    def _disease(self, fact: Disease) -> None:
        self._kinds[fact.id] = "disease"
        if fact.label is not None:
            self._named(fact.id, fact.label, "exact" if fact.resolved else "label")
        self._synonyms(fact.id, fact.names)
        self._defined(fact.id, fact.definition)

    def _gene(self, fact: Gene) -> None:
        self._kinds[fact.id] = "gene"
        self._named(fact.id, fact.symbol, "label")
        if fact.name:
            self._named(fact.id, fact.name, "exact")
        for synonym in fact.synonyms:
            self._named(fact.id, synonym, "other")
        point(self._same, fact.id, *fact.exact_matches)

    def _synonyms(self, curie: str, synonyms: tuple[Synonym, ...]) -> None:
        for synonym in synonyms:
            # A lay name of wider or narrower sense is what people call the thing all the same.
            lay = synonym.kind == "layperson" and synonym.scope != "exact"
            self._named(curie, synonym.text, "other" if lay else SCOPES[synonym.scope])

    def _named(self, curie: str, name: str, naming: Naming) -> None:
        if naming == "label" and self._labels.setdefault(curie, name) == name:
            return
        known = self._names[curie].setdefault(name, naming)
        if NAMINGS.index(naming) < NAMINGS.index(known):
            self._names[curie][name] = naming

    def _named_so(self, curie: str) -> dict[str, Naming]:
        label = self._labels.get(curie)
        return self._names.get(curie, {}) | ({} if label is None else {label: "label"})

    def _defined(self, curie: str, definition: str | None) -> None:
        if definition:
            self._definitions[curie] = min(definition, self._definitions.get(curie, definition))

    def _placed(self) -> dict[str, Kind]:
        """Return each thing with its kind, terms of HPO with that of their branch."""
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
        """Return by CURIE the ids that lead to it: those of other registries, and those that it has replaced."""
        found: defaultdict[str, set[Code]] = defaultdict(set)
        for curie, others in self._same.items():
            for other in others:
                try:
                    found[curie].add(code(standardize(other)))
                except ValueError:
                    continue  # of a registry that the prefix table does not know; nobody can ask for it by a CURIE
        for gone in self._successors:
            target, seen = self._successors[gone], {gone}
            while target in self._successors and target not in seen:
                seen.add(target)
                target = self._successors[target]
            found[target].add(code(gone))
        return found


def _first(names: Mapping[str, Naming], naming: Naming) -> str | None:
    return min((name for name, found in names.items() if found == naming), default=None)
