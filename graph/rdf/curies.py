"""Terms of the graph as people read them: as CURIE, as local id, or in full."""

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from rarekg.mappings.rdf.ntriples import BASE
from rarekg.ontology.prefixes import compress, expand

Shown = NamedNode | Literal | BlankNode | Triple


def short(iri: str, base: str = BASE) -> str:
    """Return the CURIE of ``iri``, the local id if it was minted below ``base``, else ``<iri>``.

    >>> short("http://purl.obolibrary.org/obo/HP_0000964"), short("https://hpo.jax.org/")
    ('HP:0000964', '<https://hpo.jax.org/>')
    >>> short("https://w3id.org/rarekg/association/0123", "https://w3id.org/rarekg/")
    'association/0123'
    """
    curie = compress(iri)
    if curie is not None:
        return curie
    return iri.removeprefix(base) if iri.startswith(base) else f"<{iri}>"


def shown(term: Shown, base: str = BASE) -> str:
    """Return ``term`` as people read it: IRIs by :func:`short`, literals by their text alone.

    >>> shown(Literal("eczema", language="en"))
    'eczema'
    """
    if isinstance(term, NamedNode):
        return short(term.value, base)
    return term.value if isinstance(term, Literal) else str(term)


def full(name: str, base: str = BASE) -> str:
    """Return the IRI of a CURIE, an IRI (with or without ``<>``) or a local id.

    >>> full("HP:0000964"), full("<https://hpo.jax.org/>")
    ('http://purl.obolibrary.org/obo/HP_0000964', 'https://hpo.jax.org/')

    Raises:
        ValueError: if ``name`` is none of them.
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
