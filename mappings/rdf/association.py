"""Associations: nodes that state who claims a relation, on what evidence and in which words.

The model is OBAN's (https://github.com/EBISPOT/OBAN) with Biolink's classes, predicates and qualifiers
(https://biolink.github.io/biolink-model/Association/).
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from rarekg.mappings.facts import Origin
from rarekg.mappings.rdf.ntriples import Description, Mint, Node, date, node, text

RELATED = "biolink:related_to"
# Biolink's predicate of each of its classes; our own classes have none more exact than that they are related.
PREDICATES: Mapping[str, str] = MappingProxyType(
    {
        "biolink:DiseaseToPhenotypicFeatureAssociation": "biolink:has_phenotype",
        "biolink:CausalGeneToDiseaseAssociation": "biolink:causes",
        "biolink:GeneToDiseaseAssociation": "biolink:associated_with",
        "biolink:DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation": "biolink:has_mode_of_inheritance",
        "biolink:ChemicalOrDrugOrTreatmentToDiseaseOrPhenotypicFeatureAssociation": (
            "biolink:treats_or_applied_or_studied_to_treat"
        ),
    }
)


def association(
    mint: Mint, kind: str, subject: Node, object_: Node, origin: Origin, predicate: str | None = None
) -> Description:
    """Return an association with the statements that all kinds of association have.

    ``kind`` is the CURIE of its class; the vocabulary states what its subject and its object are. ``predicate`` is
    Biolink's, if it is not that of the class.
    """
    self = identifier(mint, kind, origin.source, origin.key)
    has_subject, has_object = node("oban:association_has_subject"), node("oban:association_has_object")
    statements = [
        *_kind(kind, predicate or PREDICATES.get(kind, RELATED), origin.level, origin.agent),
        f"{has_subject} {subject}",
        f"{has_object} {object_}",
        *provenance(mint, origin),
    ]
    return Description(self, statements, "node")


def identifier(mint: Mint, kind: str, source: str, key: Iterable[str]) -> Node:
    """Return the IRI of the association of class ``kind`` that ``source`` states, with the ``key`` of its origin."""
    return mint.hashed("association", source, kind, *key)


def triple_and_association(
    mint: Mint, kind: str, predicate: str, disease: Node, object_: Node, origin: Origin
) -> Iterator[Description]:
    """Yield the association of class ``kind`` with its provenance, and the plain triple."""
    yield association(mint, kind, disease, object_, origin)
    yield Description(disease, [f"{node(predicate)} {object_}"], "stated")


def provenance(mint: Mint, origin: Origin) -> list[str]:
    """Return the provenance of a statement: sources, evidence, publications, curation, section, the source's words."""
    statements = [
        *_sources(
            mint.source(origin.primary or origin.source),
            mint.source(origin.aggregator) if origin.aggregator else None,
            mint.source(origin.supporting) if origin.supporting else None,
            origin.evidence,
        ),
        *_curation(origin.curation, origin.curators, origin.curated_on),
    ]
    for reference in origin.references:
        statements.append(f"{node('biolink:publications')} {mint.node(reference)}")
    for record in origin.records:
        statements.append(f"{node('dcterms:source')} {node(record)}")
    if origin.section:
        statements.append(f"{node('dcterms:isPartOf')} {mint.node(origin.section)}")
    if origin.subject:
        statements.append(_original_subject(origin.subject))
    if origin.object:
        statements.append(f"{node('biolink:original_object')} {text(origin.object)}")
    if origin.words:
        statements.append(f"{node('rkg:sourceWords')} {text(origin.words, 'en')}")
    return statements


@lru_cache(maxsize=1 << 8)
def _original_subject(subject: str) -> str:
    # The statements of one disease are consecutive and share this one.
    return f"{node('biolink:original_subject')} {text(subject)}"


@lru_cache(maxsize=1 << 8)
def _kind(kind: str, predicate: str, level: str, agent: str) -> tuple[str, ...]:
    return (
        f"{node('rdf:type')} {node(kind)}",
        f"{node('rdf:type')} {node('biolink:Association')}",
        f"{node('biolink:predicate')} {node(predicate)}",
        f"{node('biolink:knowledge_level')} {text(level)}",
        f"{node('biolink:agent_type')} {text(agent)}",
    )


@lru_cache(maxsize=1 << 8)
def _sources(primary: Node, aggregator: Node | None, supporting: Node | None, evidence: str | None) -> tuple[str, ...]:
    statements = [f"{node('biolink:primary_knowledge_source')} {primary}"]
    if aggregator:
        statements.append(f"{node('biolink:aggregator_knowledge_source')} {aggregator}")
    if supporting:
        statements.append(f"{node('biolink:supporting_data_source')} {supporting}")
    if evidence:
        statements.append(f"{node('RO:0002558')} {node(evidence)}")
    return tuple(statements)


@lru_cache(maxsize=1 << 13)
def _curation(entries: tuple[str, ...], curators: tuple[str, ...], last: str | None) -> tuple[str, ...]:
    """Return the statements of a curation, which thousands of associations share."""
    statements = [f"{node('rkg:curation')} {text(entry)}" for entry in entries]
    statements += [f"{node('pav:curatedBy')} {node(curator)}" for curator in curators]
    if last is not None:
        statements.append(f"{node('rkg:curatedOn')} {date(last)}")
    return tuple(statements)
