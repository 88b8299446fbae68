"""The Human Phenotype Ontology: its terms, what they are called, where they stand, what became of the old ones.

The release is an OBO file (https://obophenotype.github.io/human-phenotype-ontology/) whose cross-references and
sources of definitions are spelled in many ways; here they become CURIEs.
"""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from msgspec.structs import replace

from rarekg.mappings.catalog import SOURCES, describe
from rarekg.mappings.facts import Fact, Issue
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.reading.unread import Unread
from rarekg.mappings.resolve.identifiers import Identifiers
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.merged import settled
from rarekg.ontology import obo
from rarekg.ontology.terms import Term


def read(path: Path, known: Known) -> Iterator[Fact | Issue]:
    """Yield each term of ``hp.obo`` as a Term, obsolete ones included, then an Issue for what could not be used.

    ``known`` is not asked: nothing has to be read before an ontology. Raises SourceError where the file is not OBO.
    """
    info = describe(files(SOURCES) / "hpo.toml")
    ids, unread = Identifiers(source=info.key, file=path.name), Unread(info=info, file=path.name)
    noted = Issues(source=info.key, file=path.name)
    identified = (identify(term, ids) for term in obo.read(path, unread.note))
    yield from settled((term for term in identified if term is not None), noted)
    yield from noted.handed_on()
    yield from ids.issues()
    yield from unread.issues()


def identify(term: Term, ids: Identifiers) -> Term | None:
    """Return ``term`` with CURIEs of ``prefixes.ttl`` for its ids, or None where its own id is none."""
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
