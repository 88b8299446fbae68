"""The entries of a registry about a disease: kind, flags, parents, and the codes of other classifications."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from rarekg.graph.endpoint.http.service import Service
from rarekg.graph.endpoint.pages.links import Link, document
from rarekg.graph.endpoint.pages.sources import Source, source_of
from rarekg.graph.endpoint.pages.statements import Statements
from rarekg.ontology.prefixes import expand

ENTRY = expand("rkg:RegistryEntry")
EXACT = "skos:exactMatch"
# What the disease is to the object of a mapping.
RELATIONS: Mapping[str, str] = MappingProxyType(
    {
        expand(EXACT): "same as",
        expand("skos:broadMatch"): "narrower than",
        expand("skos:narrowMatch"): "broader than",
        expand("oboInOwl:hasDbXref"): "related to",
    }
)
# How ICD lists a disease.
LISTED: Mapping[str, str] = MappingProxyType(
    {
        expand("rkg:IcdSpecificCode"): "a code of its own",
        expand("rkg:IcdInclusionTerm"): "an inclusion term",
        expand("rkg:IcdIndexTerm"): "a term of the index",
        expand("rkg:IcdAttributedCode"): "attributed by Orphanet",
    }
)
ICD = ("ICD10", "ICD11")  # what the prefixes of their codes begin with
ICD11 = "https://id.who.int/icd/release/11/"


class Entry(NamedTuple):
    """An entry: its id and name, what it is, what became of it, and the entries above it, the main one first.

    ``main`` is the parent of the classification in which the registry counts the entry, None if it is not stated.
    """

    link: Link
    label: str
    kind: str
    flags: Sequence[Link]
    parents: Sequence[Link]
    main: Link | None


class Claim(NamedTuple):
    """A mapping that a source states of a disease, by its node.

    ``relation`` is what the disease is to the ``target``, ``listed`` how ICD has it, ``written`` the code as the source
    writes it, where that differs. ``validated`` is None if the source does not say. It is ``disputed`` if the graph has
    no plain match: ``others`` are the things that have the id.
    """

    target: Link
    relation: str
    listed: str
    written: str
    validated: bool | None
    foundation: Link | None
    source: Source
    original: str
    href: str
    disputed: bool
    others: Sequence[Link]

    @property
    def system(self) -> str:
        """The classification of ICD that the code is of, '' for another id."""
        if self.target.iri.startswith(ICD11):
            return "ICD-11"
        prefix = next((prefix for prefix in ICD if self.target.id.startswith(prefix)), "")
        return prefix.replace("ICD", "ICD-")


def registry_entries(graph: Statements, nodes: Iterable[str]) -> list[Entry]:
    """Return the entries among ``nodes`` and their exact matches."""
    ids = [iri for node in nodes for iri in (node, *graph.iris(node, EXACT))]
    found = [iri for iri in dict.fromkeys(ids) if ENTRY in graph.iris(iri, "rdf:type")]
    return [_entry(graph, iri) for iri in sorted(found)]


def _entry(graph: Statements, iri: str) -> Entry:
    kinds = [graph.labels.get(graph.text(iri, name), "") for name in ("rkg:entryGroup", "dcterms:type")]
    main = graph.iris(iri, "rkg:preferentialParent")
    parents = [parent for parent in graph.iris(iri, "rkg:classifiedUnder") if parent not in main]
    return Entry(
        link=graph.id_link(iri),
        label=graph.labels.get(iri, ""),
        kind=": ".join(filter(None, kinds)),
        flags=graph.links(graph.iris(iri, "rkg:entryFlag")),
        parents=[*graph.links(main), *graph.links(parents)],
        main=graph.link(main[0]) if main else None,
    )


def claims(service: Service, graph: Statements, nodes: Sequence[str]) -> list[Claim]:
    """Return the mappings of ``nodes`` that have a node in ``graph``, by the id that they lead to."""
    found = [(axiom, node) for node in nodes for axiom in graph.subjects("owl:annotatedSource", node)]
    return sorted((_claim(service, graph, axiom, node, nodes) for axiom, node in found), key=lambda one: one.target.id)


def _claim(service: Service, graph: Statements, axiom: str, node: str, nodes: Sequence[str]) -> Claim:
    relation, target = graph.text(axiom, "owl:annotatedProperty"), graph.text(axiom, "owl:annotatedTarget")
    validated, foundation = graph.text(axiom, "rkg:isValidated"), graph.iris(axiom, "rkg:foundationEntity")
    disputed = graph.text(axiom, "rkg:isDisputed") == "true" or (relation, target) not in _plain(graph, node)
    others = [thing for thing in graph.subjects(EXACT, target) if thing not in nodes] if disputed else []
    return Claim(
        target=graph.id_link(target),
        relation=RELATIONS.get(relation, "mapped to"),
        listed=LISTED.get(graph.text(axiom, "rkg:icdRelation"), ""),
        written=graph.text(axiom, "biolink:original_object"),
        validated=validated == "true" if validated else None,
        foundation=graph.id_link(foundation[0]) if foundation else None,
        source=source_of(service, graph, axiom),
        original=graph.text(axiom, "biolink:original_subject"),
        href=document(axiom, graph.base),
        disputed=disputed,
        others=graph.links(others),
    )


def _plain(graph: Statements, node: str) -> set[tuple[str, str]]:
    return {(name, value.text) for name, values in graph.properties(node) for value in values if name in RELATIONS}
