"""What a text that stands for a thing says: the IRI of an id in any spelling, or the things that have a name."""

from collections.abc import Sequence
from typing import NamedTuple

from pyoxigraph import NamedNode

from rarekg.graph.search.meaning import meanings
from rarekg.graph.search.reader import Row, SearchIndex
from rarekg.graph.search.thing import KINDS, Kind
from rarekg.ontology.errors import QueryError
from rarekg.ontology.prefixes import compress, expand
from rarekg.ontology.spelling import prefixed, usual


class Asked(NamedTuple):
    """A ``text`` as it was given: ``iri`` is that of an id, '' for a name; ``named`` are the things with that name."""

    text: str
    iri: str
    named: tuple[Row, ...] = ()

    @property
    def iris(self) -> tuple[str, ...]:
        """The IRIs that the text may stand for, before any of them is followed."""
        return (self.iri,) if self.iri else tuple(row.iri for row in self.named)


def read(text: str, index: SearchIndex | None, base: str, kinds: Sequence[str] = ()) -> Asked:
    """Return what ``text`` says; with ``kinds`` a name is one of things of these kinds, if any has it.

    ``index`` is None for a build without one, which knows no names.

    >>> read("mondo_10580", None, "https://w3id.org/rarekg/").iri
    'http://purl.obolibrary.org/obo/MONDO_0010580'
    >>> read("IPEX syndrome", None, "https://w3id.org/rarekg/")
    Asked(text='IPEX syndrome', iri='', named=())

    Raises:
        QueryError: It is an IRI with characters that none has, or a known prefix with what is no id of its.
    """
    bare = text.strip().removeprefix("<").removesuffix(">")
    if "://" in bare or bare.startswith("urn:"):
        return Asked(text, _absolute(bare))
    if curie := usual(bare):
        return Asked(text, expand(curie))
    if prefix := prefixed(bare):
        raise QueryError(f"{text!r} is not a valid {prefix} id")
    if "/" in bare and " " not in bare and not _is_name(bare, index):
        return Asked(text, _absolute(base + bare))
    among: list[Kind] = [kind for kind in KINDS if kind in kinds]
    named = meanings(index, bare, among) or meanings(index, bare) if index else ()
    return Asked(text, "", named)


def _is_name(text: str, index: SearchIndex | None) -> bool:
    """Return whether a thing is called ``text``, so that a slash in it is not that of a local id."""
    return index is not None and bool(meanings(index, text))


def _absolute(iri: str) -> str:
    curie = compress(iri)
    try:
        return expand(curie) if curie else NamedNode(iri).value
    except ValueError as error:
        raise QueryError(f"{iri!r} is not an IRI: {error}") from error
