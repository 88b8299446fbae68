"""MONDO's own release ``mondo.obo``: terms, and the cross-references that are mappings.

The qualifier ``MONDO:equivalentTo`` of a cross-reference states that it is an exact match
(https://mondo.readthedocs.io/en/latest/editors-guide/xrefs/). The file also has the terms of other ontologies that
MONDO refers to; they are left out.
"""

from collections.abc import Iterator, Set
from pathlib import Path

from msgspec.structs import replace

from rarekg.mappings.facts import Mapping
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.reading.unread import UnreadFields
from rarekg.mappings.resolve.identifiers import Identifiers
from rarekg.mappings.resolve.merged import without_contested_ids
from rarekg.mappings.resolve.registries import REGISTRIES, registry
from rarekg.ontology import obo
from rarekg.ontology.prefixes import converter
from rarekg.ontology.terms import Synonym, Term

SOURCE = "mondo"


def facts(path: Path, ids: Identifiers, issues: Issues, unread: UnreadFields) -> Iterator[Term | Mapping]:
    """Yield each term of MONDO in the file, obsolete ones included, followed by its mappings.

    Raises:
        SourceError: If the file is not OBO.
    """
    own = (term for term in obo.read(path, unread.note) if term.id.startswith("MONDO:"))
    standardized = (to_term(term, ids) for term in unread.noted(own))
    for term in without_contested_ids((term for term in standardized if term is not None), issues):
        equivalents = frozenset(term.equivalents)
        others = tuple(xref for xref in term.xrefs if not _is_mapping(xref, equivalents))
        yield replace(term, xrefs=others, equivalents=())
        yield from to_mappings(term)


def to_term(term: Term, ids: Identifiers) -> Term | None:
    """Return ``term`` with its ids as CURIEs of ``prefixes.ttl``, or None if its own id is invalid.

    A parent in another ontology (``BFO:0000016``, disposition) and a synonym that repeats the label are left out.
    """
    return ids.term(
        replace(
            term,
            synonyms=tuple(name for name in term.synonyms if not _repeats_label(name, term)),
            parents=tuple(parent for parent in term.parents if parent.startswith("MONDO:")),
        )
    )


def to_mappings(term: Term) -> Iterator[Mapping]:
    """Yield the mappings of ``term``: to all that is equivalent, and to entries of other registries of diseases.

    An exact match with an entry of a terminology is a plain triple.
    """
    equivalents = frozenset(term.equivalents)
    for xref in term.xrefs:
        if _is_mapping(xref, equivalents):
            yield Mapping(
                subject=term.id,
                predicate="skos:exactMatch" if xref in equivalents else "oboInOwl:hasDbXref",
                object=xref,
                justification="semapv:UnspecifiedMatching",
                source=SOURCE,
                plain=registry(xref) not in REGISTRIES,
            )


def _is_mapping(xref: str, equivalents: Set[str]) -> bool:
    return registry(xref) in REGISTRIES or (xref in equivalents and _has_iri(xref))


def _has_iri(curie: str) -> bool:
    return converter().standardize_prefix(registry(curie)) is not None


def _repeats_label(name: Synonym, term: Term) -> bool:
    return name.scope == "exact" and name.text == term.label
