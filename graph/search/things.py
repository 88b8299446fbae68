"""What can be found: diseases, phenotypes, genes and modes of inheritance, each with its names and its ids.

Each predicate is read once for all things: what a build has of these is a few hundred thousand statements.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from pyoxigraph import Store

from rarekg.graph.search.codes import Code, bare, code
from rarekg.graph.search.columns import counts, instances, links, texts
from rarekg.ontology.prefixes import compress, expand, prefix_map

Kind = Literal["disease", "phenotype", "gene", "inheritance", "term"]
Naming = Literal["label", "exact", "other", "related"]
KINDS: tuple[Kind, ...] = ("disease", "phenotype", "gene", "inheritance", "term")

# How good a name is, by the predicate that gives it.
NAMINGS: Mapping[str, Naming] = MappingProxyType(
    {
        "rdfs:label": "label",
        "oboInOwl:hasExactSynonym": "exact",
        "dcterms:title": "exact",
        "skos:altLabel": "other",
        "rkg:layName": "other",
        "oboInOwl:hasNarrowSynonym": "related",
        "oboInOwl:hasBroadSynonym": "related",
        "oboInOwl:hasRelatedSynonym": "related",
    }
)
# The branches of HPO; what is in none of them (frequencies, modifiers, ages of onset …) is a term.
BRANCHES: Mapping[str, Kind] = MappingProxyType({"HP:0000118": "phenotype", "HP:0000005": "inheritance"})
_SAME = ("skos:exactMatch", "oboInOwl:hasDbXref")
_ENDS = ("oban:association_has_subject", "oban:association_has_object")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
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


def things(store: Store) -> Iterator[Thing]:
    """Yield what can be found in ``store``, by IRI; things that have no CURIE or no label are left out."""
    kinds, names, codes = _kinds(store), _names(store), _codes(store)
    described, weights = dict(sorted(texts(store, "IAO:0000115"), reverse=True)), _weights(store)
    for iri, kind in kinds.items():
        found = names.get(iri, {})
        label = _first(found, "label")
        curie = compress(iri)
        if label is not None and curie is not None:
            yield Thing(
                iri=iri,
                curie=curie,
                kind=kind,
                label=label,
                description=described.get(iri) or _first(found, "exact"),
                weight=weights[iri],
                names=found,
                codes=frozenset({code(curie), *codes.get(iri, ())}),
            )


def _first(names: Mapping[str, Naming], naming: Naming) -> str | None:
    return min((name for name, found in names.items() if found == naming), default=None)


def _kinds(store: Store) -> dict[str, Kind]:
    """Return the IRI of each thing with its kind, by IRI."""
    hpo, mondo = (prefix_map()[prefix] for prefix in ("HP", "MONDO"))
    found: dict[str, Kind] = dict.fromkeys(instances(store, "biolink:Gene"), "gene")
    for iri in instances(store, "owl:Class"):
        if iri.startswith((hpo, mondo)):
            found[iri] = "disease" if iri.startswith(mondo) else "term"
    found |= dict.fromkeys(instances(store, "biolink:Disease"), "disease")
    children = defaultdict(list)
    for child, parent in links(store, "rdfs:subClassOf"):
        children[parent].append(child)
    for root, kind in BRANCHES.items():
        todo = [expand(root)]
        while todo:
            iri = todo.pop()
            if found.get(iri) == "term":
                found[iri] = kind
                todo += children[iri]
    gone = {iri for flag in ("owl:deprecated", "rkg:unresolved") for iri, _ in texts(store, flag)}
    return {iri: found[iri] for iri in sorted(found.keys() - gone)}


def _names(store: Store) -> dict[str, dict[str, Naming]]:
    found: dict[str, dict[str, Naming]] = defaultdict(dict)
    for predicate, naming in NAMINGS.items():
        for iri, name in texts(store, predicate):
            found[iri].setdefault(name, naming)
    return found


def _codes(store: Store) -> dict[str, set[Code]]:
    """Return by IRI the ids that lead to it: those of other registries, and those that it has replaced."""
    found: dict[str, set[Code]] = defaultdict(set)
    for predicate in _SAME:
        for one, other in links(store, predicate):
            if other_code := _code(other):
                found[one].add(other_code)
    successors = dict(links(store, "IAO:0100001"))
    for gone in successors:
        target, seen = successors[gone], {gone}
        while target in successors and target not in seen:
            seen.add(target)
            target = successors[target]
        if gone_code := _code(gone):
            found[target].add(gone_code)
    return found


def _code(iri: str) -> Code | None:
    """Return the code of an IRI that the graph has.

    Most namespaces end where the local id begins; for these it is told ten times as fast as in general.
    """
    at = max(map(iri.rfind, "/_#")) + 1
    prefix = _prefixes().get(iri[:at])
    if prefix is not None:
        return Code(prefix, bare(iri[at:]))
    curie = compress(iri)
    return code(curie) if curie else None


@cache
def _prefixes() -> dict[str, str]:
    return {namespace: prefix for prefix, namespace in prefix_map().items()}


def _weights(store: Store) -> Counter[str]:
    found: Counter[str] = Counter()
    for predicate in _ENDS:
        found.update(dict(counts(store, predicate)))
    return found
