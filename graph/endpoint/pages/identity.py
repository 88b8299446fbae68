"""What a term is called, which ids mean it elsewhere, how it is defined, and where it stands among others."""

from collections.abc import Sequence
from typing import NamedTuple

from rarekg.graph.endpoint.pages.links import Link, link
from rarekg.graph.endpoint.pages.statements import Statements
from rarekg.graph.rdf.curies import short

# Names, the better ones first.
NAMES = (
    ("Synonyms", ("oboInOwl:hasExactSynonym", "skos:altLabel")),
    ("Plain language", ("rkg:layName",)),
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


class Identity(NamedTuple):
    """Names by sort, ids elsewhere by how they match, and what a term means."""

    id: str
    iri: str
    outside: str
    names: Sequence[tuple[str, Sequence[str]]]
    matches: Sequence[tuple[str, Sequence[Link]]]
    definition: str
    comment: str
    deprecated: bool
    replaced_by: Sequence[Link]


def identity(found: Statements, iri: str, base: str) -> Identity:
    """Return the identity of ``iri``; no name or id is given twice."""
    seen = {labelled(found, iri, base).casefold()}
    names: list[tuple[str, Sequence[str]]] = []
    for sort, curies in NAMES:
        fresh = {text.casefold(): text for text in reversed(found.texts(iri, *curies)) if text.casefold() not in seen}
        seen |= fresh.keys()
        if fresh:
            names.append((sort, sorted(fresh.values(), key=str.casefold)))
    shown = link(iri, "", base)
    return Identity(
        id=shown.id,
        iri=iri,
        outside=shown.outside,
        names=names,
        matches=_matches(found, iri, base),
        definition=found.one(iri, "IAO:0000115"),
        comment=found.one(iri, "rdfs:comment"),
        deprecated=found.one(iri, "owl:deprecated") == "true",
        replaced_by=[link(each, found.labels.get(each, ""), base) for each in found.iris(iri, "IAO:0100001")],
    )


def _matches(found: Statements, iri: str, base: str) -> list[tuple[str, Sequence[Link]]]:
    matches: list[tuple[str, Sequence[Link]]] = []
    seen: set[str] = set()
    for how, curie in MATCHES:
        fresh = [link(each, "", base) for each in found.iris(iri, curie) if each not in seen]
        seen |= {each.iri for each in fresh}
        if fresh:
            matches.append((how, sorted(fresh, key=lambda each: each.id)))
    return matches


def labelled(found: Statements, iri: str, base: str) -> str:
    """Return what ``iri`` is called, its id where nothing calls it anything."""
    return found.labels.get(iri) or short(iri, base)


def place(found: Statements, iri: str, base: str) -> list[Link]:
    """Return what ``iri`` is a kind of, by label."""
    return [link(each, found.labels.get(each, ""), base) for each in found.iris(iri, "rdfs:subClassOf")]
