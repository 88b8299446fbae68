"""The Human Phenotype Ontology: terms, synonyms, hierarchy, and the successors of obsolete terms.

The release is an OBO file (https://owlcollab.github.io/oboformat/doc/GO.format.obo-1_2.html); its cross-references and
definition sources, which have many spellings, become CURIEs.
"""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from rarekg.mappings.catalog import SOURCES, describe
from rarekg.mappings.facts import Fact, Issue, TermKind
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.reading.unread import UnreadFields
from rarekg.mappings.resolve.identifiers import Identifiers
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.merged import without_contested_ids
from rarekg.ontology import obo

# What biolink:PhenotypicFeature is for HPO: all but modes of inheritance, onsets, modifiers and frequencies.
ABNORMALITY, KIND = "HP:0000118", "biolink:PhenotypicFeature"


def read(path: Path, known: Known) -> Iterator[Fact | Issue]:
    """Yield each term of ``hp.obo``, obsolete ones included, which of them are phenotypes, then the issues.

    ``known`` learns the terms as they are yielded.

    Raises:
        SourceError: If the file is not OBO.
    """
    info = describe(files(SOURCES) / "hpo.toml")
    ids, unread = Identifiers(source=info.key, file=path.name), UnreadFields(info=info, file=path.name)
    issues = Issues(source=info.key, file=path.name)
    standardized = (ids.term(term) for term in unread.noted(obo.read(path, unread.note)))
    terms = tuple(without_contested_ids((term for term in standardized if term is not None), issues))
    yield from terms
    current = (term.id for term in terms if not term.obsolete)
    yield from (TermKind(id=term, kind=KIND) for term in known.below(current, ABNORMALITY))
    yield from issues.drain()
    yield from ids.issues()
    yield from unread.issues()
