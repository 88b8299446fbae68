"""How a term of the graph is shown to people: as CURIE, as local id, or as it is."""

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from rarekg.mappings.rdf.ntriples import BASE
from rarekg.ontology.prefixes import compress, expand

Shown = NamedNode | Literal | BlankNode | Triple


def short(iri: str, base: str = BASE) -> str:
    """Return the CURIE of ``iri``, its local id where the graph minted it below ``base``, else ``<iri>``."""
    curie = compress(iri)
    if curie is not None:
        return curie
    return iri.removeprefix(base) if iri.startswith(base) else f"<{iri}>"


def shown(term: Shown, base: str = BASE) -> str:
    """Return ``term`` as people read it: names short, literals by their text alone."""
    if isinstance(term, NamedNode):
        return short(term.value, base)
    return term.value if isinstance(term, Literal) else str(term)


def full(name: str, base: str = BASE) -> str:
    """Return the IRI that a CURIE, an IRI (with or without ``<>``) or a local id means.

    ValueError where ``name`` can be none of them.
    """
    bare = name.removeprefix("<").removesuffix(">")
    if "://" in bare or bare.startswith("urn:"):
        return bare
    prefix, colon, _ = bare.partition(":")
    if colon and "/" not in prefix:
        return expand(bare)
    if "/" in bare and " " not in bare:
        return base + bare
    raise ValueError(f"{name!r} is no CURIE, IRI or local id")
