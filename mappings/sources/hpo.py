"""The Human Phenotype Ontology: terms, synonyms, hierarchy, and the successors of obsolete terms.

The release is an OBO file (https://owlcollab.github.io/oboformat/doc/GO.format.obo-1_2.html); its cross-references and
definition sources, which have many spellings, become CURIEs.
"""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from msgspec.structs import replace

from rarekg.mappings.catalog import SOURCES, describe
from rarekg.mappings.facts import Fact, Issue
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.reading.unread import UnreadFields
from rarekg.mappings.resolve.identifiers import Identifiers
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.merged import without_contested_ids
from rarekg.ontology import obo
from rarekg.ontology.terms import Term


def read(path: Path, known: Known) -> Iterator[Fact | Issue]:
    """Yield each term of ``hp.obo``, obsolete ones included, then the issues.

    ``known`` is not used, because an ontology is read first.

    Raises:
        SourceError: If the file is not OBO.
    """
    info = describe(files(SOURCES) / "hpo.toml")
    ids, unread = Identifiers(source=info.key, file=path.name), UnreadFields(info=info, file=path.name)
    issues = Issues(source=info.key, file=path.name)
    standardized = (standardize_ids(term, ids) for term in obo.read(path, unread.note))
    yield from without_contested_ids((term for term in standardized if term is not None), issues)
    yield from issues.drain()
    yield from ids.issues()
    yield from unread.issues()


def standardize_ids(term: Term, ids: Identifiers) -> Term | None:
    """Return ``term`` with its ids as CURIEs of ``prefixes.ttl``, or None if its own id is invalid."""
    if (own := ids.curie(term.id, term.label)) is None:
        return None
    return replace(
        term,
        id=own,
        definition_sources=ids.citations(term.definition_sources, own),
        parents=ids.curies(term.parents, own),
        alt_ids=ids.curies(term.alt_ids, own),
        xrefs=ids.citations(term.xrefs, own),
        replaced_by=term.replaced_by and ids.curie(term.replaced_by, own),
        consider=ids.curies(term.consider, own),
    )
