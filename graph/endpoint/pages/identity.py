"""The names of a term, its ids in other registries, its definition, and its place in the hierarchy."""

from collections.abc import Sequence
from typing import NamedTuple

from rarekg.graph.endpoint.pages.links import Link
from rarekg.graph.endpoint.pages.statements import Statements
from rarekg.graph.rdf.curies import short

EXACT = "oboInOwl:hasExactSynonym"
LAY, SYNONYMS = "Plain language", "Synonyms"
# Kinds of names, the preferred ones first. A lay name of another meaning stands with the names of that meaning.
NAMES = (
    (LAY, ("rkg:layName",)),
    (SYNONYMS, (EXACT, "skos:altLabel")),
    ("Abbreviations", ("rkg:abbreviation",)),
    ("Broader names", ("oboInOwl:hasBroadSynonym",)),
    ("Narrower names", ("oboInOwl:hasNarrowSynonym",)),
    ("Related names", ("oboInOwl:hasRelatedSynonym",)),
)
MATCHES = (
    ("same as", "skos:exactMatch"),
    ("close to", "skos:closeMatch"),
    ("narrower than", "skos:broadMatch"),
    ("broader than", "skos:narrowMatch"),
    ("refers to", "oboInOwl:hasDbXref"),
)
ONTOLOGIES = {"MONDO": "MONDO", "HP": "HPO", "HGNC": "HGNC", "ORPHA": "Orphanet"}


class Identity(NamedTuple):
    """A term's names by kind, its ids elsewhere by kind of match, its definition and status.

    ``replaced_by`` are its last successors, ``candidates`` what its ``ontology`` suggests where there is none;
    ``subsets`` are those that it is a member of.
    """

    id: str
    iri: str
    outside: str
    names: Sequence[tuple[str, Sequence[str]]]
    matches: Sequence[tuple[str, Sequence[Link]]]
    definition: str
    comment: str
    deprecated: bool
    replaced_by: Sequence[Link]
    candidates: Sequence[Link]
    ontology: str
    subsets: Sequence[Link]

    @property
    def synonyms(self) -> Sequence[str]:
        """The names that mean the same as the title, without those that differ from it in capitals only."""
        known = dict(self.names)
        return tuple(sorted((*known.get(LAY, ()), *known.get(SYNONYMS, ())), key=str.casefold))


def identity(graph: Statements, iri: str) -> Identity:
    """Return the identity of ``iri``; each name and each id occurs once."""
    own, steps = graph.id_link(iri), _successors(graph, iri)
    last = [step for step in steps[1:] if not graph.iris(step, "IAO:0100001")]
    candidates = {term for step in steps for term in graph.iris(step, "oboInOwl:consider")}
    return Identity(
        id=own.id,
        iri=iri,
        outside=own.outside,
        names=_names(graph, iri),
        matches=_matches(graph, iri),
        definition=graph.text(iri, "IAO:0000115"),
        comment=graph.text(iri, "rdfs:comment"),
        deprecated=graph.text(iri, "owl:deprecated") == "true",
        replaced_by=graph.links(last),
        candidates=graph.links(candidates),
        ontology=ONTOLOGIES.get(own.id.partition(":")[0], "Its source"),
        subsets=[_subset(graph, subset) for subset in graph.iris(iri, "oboInOwl:inSubset")],
    )


def _successors(graph: Statements, iri: str) -> list[str]:
    """Return ``iri`` and the terms of its chains of successors, as far as ``graph`` has them."""
    steps = [iri]
    for step in steps:
        steps += [successor for successor in graph.iris(step, "IAO:0100001") if successor not in steps]
    return steps


def _subset(graph: Statements, iri: str) -> Link:
    """Return the link to a subset, by its label or by the last part of its IRI."""
    link = graph.link(iri)
    return link if iri in graph.labels else link._replace(label=iri.rpartition("#")[2].replace("_", " "))


def _names(graph: Statements, iri: str) -> list[tuple[str, Sequence[str]]]:
    names: list[tuple[str, Sequence[str]]] = []
    seen = {title(graph, iri).casefold()}
    exact = set(graph.texts(iri, EXACT))
    for kind, curies in NAMES:
        spellings = reversed(graph.texts(iri, *curies))  # so that the first of several spellings is the one shown
        fits = (name for name in spellings if kind != LAY or name in exact)
        fresh = {name.casefold(): name for name in fits if name.casefold() not in seen}
        seen |= fresh.keys()
        if fresh:
            names.append((kind, sorted(fresh.values(), key=str.casefold)))
    return names


def other_names(graph: Statements, iri: str, curie: str) -> list[str]:
    """Return the values of a property that name ``iri`` in other words than its label, the shortest first."""
    names = {name.casefold(): name for name in reversed(graph.texts(iri, curie))}
    names.pop(title(graph, iri).casefold(), None)
    return sorted(names.values(), key=lambda name: (len(name), name.casefold()))


def _matches(graph: Statements, iri: str) -> list[tuple[str, Sequence[Link]]]:
    matches: list[tuple[str, Sequence[Link]]] = []
    seen: set[str] = set()
    for kind, curie in MATCHES:
        fresh = [graph.id_link(match) for match in graph.iris(iri, curie) if match not in seen]
        seen |= {match.iri for match in fresh}
        if fresh:
            matches.append((kind, sorted(fresh, key=lambda match: match.id)))
    return matches


def title(graph: Statements, iri: str) -> str:
    """Return the label of ``iri``, or its id if it has none."""
    return graph.labels.get(iri) or short(iri, graph.base)


def parents(graph: Statements, iri: str) -> list[Link]:
    """Return the terms directly above ``iri``, by label."""
    return [graph.link(parent) for parent in graph.iris(iri, "rdfs:subClassOf")]
