"""The Human Phenotype Ontology: terms, synonyms, hierarchy, and the successors of obsolete terms.

The release is an OBO file (https://owlcollab.github.io/oboformat/doc/GO.format.obo-1_2.html); its cross-references and
definition sources, which have many spellings, become CURIEs.
"""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from rarekg.mappings.catalog import SOURCES, describe
from rarekg.mappings.facts import Fact, Issue
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.reading.unread import UnreadFields
from rarekg.mappings.resolve.identifiers import Identifiers
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.merged import without_contested_ids
from rarekg.ontology import obo


def read(path: Path, known: Known) -> Iterator[Fact | Issue]:
    """Yield each term of ``hp.obo``, obsolete ones included, then the issues.

    ``known`` is not used, because an ontology is read first.

    Raises:
        SourceError: If the file is not OBO.
    """
    info = describe(files(SOURCES) / "hpo.toml")
    ids, unread = Identifiers(source=info.key, file=path.name), UnreadFields(info=info, file=path.name)
    issues = Issues(source=info.key, file=path.name)
    standardized = (ids.term(term) for term in obo.read(path, unread.note))
    yield from without_contested_ids((term for term in standardized if term is not None), issues)
    yield from issues.drain()
    yield from ids.issues()
    yield from unread.issues()
