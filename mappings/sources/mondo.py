"""The Mondo Disease Ontology: diseases, definitions, synonyms, hierarchy, and the successors of obsolete terms.

The pinned file is JSON that was made of the release (``mappings/mondo/ontology_guide.py``). The release itself,
``mondo.obo``, is read as well; its content, not its name, tells which of the two a file is.
"""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from rarekg.mappings.catalog import SOURCES, describe
from rarekg.mappings.facts import Fact, Issue, Mapping, Term, TermKind
from rarekg.mappings.mondo import ontology_guide, release
from rarekg.mappings.mondo.series import one_of_both
from rarekg.mappings.reading.issues import Issues
from rarekg.mappings.reading.unread import UnreadFields
from rarekg.mappings.resolve.identifiers import Identifiers
from rarekg.mappings.resolve.known import Known
from rarekg.mappings.resolve.registries import registry
from rarekg.ontology.errors import SourceError

# MONDO also has diseases of animals, injuries and characteristics of diseases.
HUMAN_DISEASE, KIND = "MONDO:0700096", "biolink:Disease"

_JSON = (b"{", b"[", ontology_guide.MAGIC)


def read(path: Path, known: Known) -> Iterator[Fact | Issue]:
    """Yield each disease as a Term, obsolete ones included, with its Mappings if the file has any.

    Then follow which of the terms are human diseases, and the issues.

    ``known`` learns which registries the file refers to, so that older cross-references to them are not read.

    Raises:
        SourceError: If the file is neither MONDO's release nor JSON made of it.
    """
    info = describe(files(SOURCES) / "mondo.toml")
    ids, unread = Identifiers(source=info.key, file=path.name), UnreadFields(info=info, file=path.name)
    issues, current = Issues(source=info.key, file=path.name), list[str]()
    for fact in one_of_both(_facts(path, known, ids, issues, unread), known, issues):
        if isinstance(fact, Term) and not fact.obsolete:
            current.append(fact.id)
        yield fact
    yield from (TermKind(id=term, kind=KIND) for term in known.below(current, HUMAN_DISEASE))
    yield from issues.drain()
    yield from ids.issues()
    yield from unread.issues()


def _facts(
    path: Path, known: Known, ids: Identifiers, issues: Issues, unread: UnreadFields
) -> Iterator[Term | Mapping]:
    if _start(path).startswith(_JSON):
        yield from ontology_guide.terms(path, ids, unread)
        return
    for fact in release.facts(path, ids, issues, unread):
        known.cross_referenced.update(map(registry, fact.xrefs if isinstance(fact, Term) else (fact.object,)))
        yield fact


def _start(path: Path) -> bytes:
    """Return the first bytes of the file that are not white space.

    Raises:
        SourceError: If the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(64).lstrip()
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", path=path) from error
