"""The things that search finds: diseases, phenotypes, genes and modes of inheritance, with their names and ids.

They are recorded while the facts stream past to the loader, because reading them from the finished store takes twice
as long.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from types import MappingProxyType

from rarekg.graph.search.codes import Code, code
from rarekg.graph.search.history import History, old_names
from rarekg.graph.search.human import outside
from rarekg.graph.search.thing import NAMINGS, Kind, Naming, Thing
from rarekg.mappings.facts import (
    OWN,
    ClinicalCourse,
    ClinicalModifier,
    Definition,
    Differential,
    Disease,
    Fact,
    Gene,
    GeneDisease,
    Inheritance,
    Onset,
    PastHistory,
    Phenotype,
    RegistryEntry,
    SexAffected,
    TermSupplement,
    Treatment,
    WithdrawnGene,
)
from rarekg.mappings.facts import Mapping as Match
from rarekg.mappings.rdf.ntriples import is_local
from rarekg.mappings.resolve.pointers import Pointers, point
from rarekg.ontology.prefixes import expand, standardize
from rarekg.ontology.terms import Synonym, Term

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
EXACT = "skos:exactMatch"
SAME = (EXACT, "oboInOwl:hasDbXref")
DISEASES = ("MONDO:", "ORPHA:")
CLOSE = "skos:closeMatch"


@dataclass(slots=True)
class Things:
    """The kinds, names, ids and weights of things in the facts observed so far, by CURIE."""

    _kinds: dict[str, Kind] = field(default_factory=dict)
    # Most things have one label, and many no other name; a dict of one name needs four times as much memory.
    _labels: dict[str, str] = field(default_factory=dict)
    _names: dict[str, dict[str, Naming]] = field(default_factory=lambda: defaultdict(dict))
    _definitions: dict[str, str] = field(default_factory=dict)
    _registered: dict[str, str] = field(default_factory=dict)  # definitions of registries, for diseases without another
    _same: Pointers = field(default_factory=dict)
    _xrefs: Pointers = field(default_factory=dict)
    _children: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _history: History = field(default_factory=History)
    _diseases: dict[str, str] = field(default_factory=dict)  # of entries that have another id in the graph
    _described: set[str] = field(default_factory=set)
    _ties: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    # The phenotypes of each disease as numbers of four bytes, as in the ranking.
    _phenotypes: defaultdict[str, "array[int]"] = field(default_factory=lambda: defaultdict(lambda: array("I")))
    _numbers: dict[str, int] = field(default_factory=dict)
    _weights: Counter[str] = field(default_factory=Counter)

    def observe(self, fact: Fact) -> None:
        """Record the kind, names, ids and associations of things in ``fact``."""
        if ends := ENDS.get(type(fact)):  # almost all facts have them
            for end in ends(fact):
                if end is not None:
                    self._weights[end] += 1
            if isinstance(fact, Phenotype) and fact.affirmed:
                number = self._numbers.setdefault(fact.phenotype, len(self._numbers))
                self._phenotypes[fact.disease].append(number)
        elif isinstance(fact, Term):
            self._term(fact)
        elif isinstance(fact, TermSupplement):
            self._name_synonyms(fact.id, fact.synonyms)
            point(self._xrefs, fact.id, *fact.xrefs)
        elif isinstance(fact, Disease):
            self._disease(fact)
        elif isinstance(fact, Definition):
            self._registered[fact.disease] = min(fact.text, self._registered.get(fact.disease, fact.text))
        elif isinstance(fact, Gene):
            self._gene(fact)
        elif isinstance(fact, WithdrawnGene):
            self._history.replace(fact.id, fact.replaced_by)
        elif isinstance(fact, RegistryEntry):
            self._entry(fact)
        elif isinstance(fact, Match) and _identifies(fact):
            point(self._same if fact.predicate == EXACT else self._xrefs, fact.subject, fact.object)
        elif isinstance(fact, Match) and fact.predicate == CLOSE and fact.source == OWN:
            self._ties[fact.object].append(fact.subject)

    def things(self) -> Iterator[Thing]:
        """Yield the things that have a CURIE and a label, sorted by IRI."""
        kinds, former, withdrawn = self._kinds_by_branch(), self._former(), self._history.withdrawn()
        hidden = outside(self._children, self._described | self._weights.keys()) | (withdrawn.keys() - self._described)
        exact, loose = self._codes(self._same, former), self._codes(self._xrefs, former)
        tied = self._tied()
        for term, obsolete in withdrawn.items():
            self._name(term, obsolete, "exact" if term in self._labels else "label")
            for name in old_names(obsolete):
                self._name(term, name, "exact")
        for iri, curie in sorted((expand(curie), curie) for curie in kinds if not is_local(curie)):
            names = self._all_names(curie, former.get(curie, {}))
            label = _first(names, "label")
            if label is not None:
                together = (curie, *tied.get(curie, ()))
                sure = frozenset({code(curie), *exact[curie], *map(code, former.get(curie, ()))})
                yield Thing(
                    iri=iri,
                    curie=curie,
                    kind=kinds[curie],
                    label=label,
                    description=self._definitions.get(curie) or self._registered.get(curie) or _first(names, "exact"),
                    weight=sum(self._weights[node] for node in together),
                    phenotypes=len({number for node in together for number in self._phenotypes.get(node, ())}),
                    names=names,
                    codes=sure | loose[curie],
                    loose=frozenset(loose[curie] - sure),
                    former=former.get(curie, {}),
                    terms=tuple(sorted(self._ties.get(curie, ()))),
                    hidden=curie in hidden,
                )

    def _term(self, fact: Term) -> None:
        self._history.observe(fact)
        if not fact.obsolete and fact.id.startswith(("HP:", "MONDO:")):
            self._kinds.setdefault(fact.id, _kind(fact.id))
            self._name(fact.id, fact.label, "label")
            self._name_synonyms(fact.id, fact.synonyms)
            point(self._xrefs, fact.id, *fact.xrefs)
            for parent in fact.parents:
                self._children[parent].append(fact.id)
            self._define(fact.id, fact.definition)

    def _disease(self, fact: Disease) -> None:
        self._kinds[fact.id] = "disease"
        self._described.add(fact.id)
        if fact.label is not None:
            self._name(fact.id, fact.label, "exact" if fact.resolved else "label")
        self._name_synonyms(fact.id, fact.names)
        self._define(fact.id, fact.definition)

    def _entry(self, fact: RegistryEntry) -> None:
        """Let the id of an entry lead to its disease; that of a withdrawn entry leads to its successor's, if any."""
        if fact.disease is None:
            self._history.replace(fact.id, fact.replaced_by, fact.label)
        elif fact.disease != fact.id:
            self._diseases[fact.id] = fact.disease
            point(self._same, fact.disease, fact.id)

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

    def _all_names(self, curie: str, former: Mapping[str, str]) -> dict[str, Naming]:
        label = self._labels.get(curie)
        old: dict[str, Naming] = {name: "former" for label in former.values() for name in old_names(label)}
        return old | self._names.get(curie, {}) | ({} if label is None else {label: "label"})

    def _define(self, curie: str, definition: str | None) -> None:
        if definition:
            self._definitions[curie] = min(definition, self._definitions.get(curie, definition))

    def _kinds_by_branch(self) -> dict[str, Kind]:
        """Return the kind of each thing, withdrawn terms included; for terms of HPO, that of their branch."""
        kinds = {term: _kind(term) for term in self._history.withdrawn()} | self._kinds
        for root, kind in BRANCHES.items():
            todo = [root]
            while todo:
                term = todo.pop()
                if kinds.get(term) == "term":
                    kinds[term] = kind
                    todo += self._children[term]
        return kinds

    def _former(self) -> dict[str, dict[str, str]]:
        """Return the former ids of each thing with their labels; those of an entry are those of its disease."""
        former: dict[str, dict[str, str]] = {}
        for successor, ids in self._history.former().items():
            former.setdefault(self._diseases.get(successor, successor), {}).update(ids)
        return former

    def _codes(self, pointers: Pointers, former: Mapping[str, Mapping[str, str]]) -> defaultdict[str, set[Code]]:
        """Return by CURIE the ids that ``pointers`` has for it; those of its ``former`` ids are its own too."""
        last = {old: successor for successor, ids in former.items() for old in ids}
        codes: defaultdict[str, set[Code]] = defaultdict(set)
        for curie, others in pointers.items():
            current = last.get(curie, curie)
            for other in others:
                try:
                    codes[current].add(code(standardize(other)))
                except ValueError:
                    continue  # its prefix is not in prefixes.ttl, so it has no CURIE to search for
        return codes

    def _tied(self) -> defaultdict[str, list[str]]:
        """Return by MONDO term the diseases that are tied to it."""
        tied: defaultdict[str, list[str]] = defaultdict(list)
        for disease, terms in self._ties.items():
            for term in terms:
                tied[term].append(disease)
        return tied


def _identifies(match: Match) -> bool:
    """Tell whether a match, which says how two ids are related, makes them ids of one thing."""
    return match.predicate in SAME and not match.disputed and (match.resolves or match.predicate == EXACT)


def _kind(term: str) -> Kind:
    return "disease" if term.startswith(DISEASES) else "term"


def _first(names: Mapping[str, Naming], naming: Naming) -> str | None:
    return min((name for name, rank in names.items() if rank == naming), default=None)
