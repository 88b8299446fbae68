"""Where the document about a thing is, and which thing the path of a request names.

Things that were minted for the graph have paths of their own, from which a 303 leads to the document; every other
document is addressed by the thing's CURIE or by its whole IRI. A suffix names the format: ``/MONDO:0010580.ttl``,
``/association/0123.jsonld``.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote

from rarekg.graph.rdf.formats import DOCUMENTS
from rarekg.graph.rdf.minted import MINTED
from rarekg.mappings.rdf.ntriples import iri as encoded
from rarekg.ontology.prefixes import compress, expand, prefix_map
from rarekg.ontology.spelling import usual

# The name of each format by its suffix.
SUFFIXES: Mapping[str, str] = MappingProxyType({form.suffix: form.name for form in DOCUMENTS.values()})
RESOURCE, VOCABULARY, SHAPES = "/resource", "/vocab", "/shapes"
# What the graph says of its own endpoint, and of the saved queries in their document.
OF_THE_SERVICE = ("/sparql", "/.well-known/sparql-examples")
_IN_ONE_DOCUMENT = {"rkg": VOCABULARY, "shape": SHAPES}
_SAFE = "/:@!$'()*,;=~-._"  # characters that stay as they are in a path


class Target(NamedTuple):
    """The thing that a path names.

    ``format`` is the name that its suffix gives, '' without one; ``path`` is the document's, without suffix. ``minted``
    is true of a path that identifies the thing itself. ``moved`` is the right path of a CURIE spelled in another way.
    """

    iri: str
    format: str
    path: str
    minted: bool
    moved: str = ""


def path(iri: str, base: str) -> str:
    """Return the path and query of the document about ``iri``; for minted things it identifies the thing.

    >>> path("http://purl.obolibrary.org/obo/MONDO_0010580", "https://w3id.org/rarekg/")
    '/MONDO:0010580'
    >>> path("https://w3id.org/rarekg/association/0123", "https://w3id.org/rarekg/")
    '/association/0123'
    >>> path("https://w3id.org/rarekg/.well-known/sparql-examples#diseases-of-gene", "https://w3id.org/rarekg/")
    '/.well-known/sparql-examples#diseases-of-gene'
    >>> path("https://hpo.jax.org/", "https://w3id.org/rarekg/")
    '/resource?iri=https%3A%2F%2Fhpo.jax.org%2F'
    """
    for prefix, document in _IN_ONE_DOCUMENT.items():
        namespace = prefix_map()[prefix]
        if iri.startswith(namespace):
            return f"{document}#{quote(iri[len(namespace) :], safe=_SAFE)}"
    local = iri.removeprefix(base)
    if local != iri and local.partition("/")[0] in MINTED:
        return "/" + quote(local, safe=f"{_SAFE}#")
    if local != iri and "/" + local.partition("#")[0] in OF_THE_SERVICE:
        return "/" + quote(local, safe=f"{_SAFE}#")
    curie = compress(iri)
    if curie is not None and not split(curie)[1] and usual(curie) == curie:
        return "/" + quote(curie, safe=_SAFE)
    return f"{RESOURCE}?iri={quote(iri, safe='')}"


def suffixed(address: str, name: str) -> str:
    """Return the address of a document, a path and query, with the suffix of the format ``name``, without fragment.

    >>> suffixed("/page/GARD_0001850#summary", "turtle"), suffixed("/resource?iri=x", "rdfxml")
    ('/page/GARD_0001850.ttl', '/resource.rdf?iri=x')
    """
    before, mark, query = address.partition("#")[0].partition("?")
    return f"{before}.{DOCUMENTS[name].suffix}{mark}{query}"


def resolve(name: str, base: str) -> Target | None:
    """Return what ``name``, a decoded path without its first slash, names; None if it names nothing.

    >>> resolve("ORPHA:37042.ttl", "https://w3id.org/rarekg/").format
    'turtle'
    >>> resolve("Orphanet_37042", "https://w3id.org/rarekg/").moved
    '/ORPHA:37042'
    >>> resolve("favicon.ico", "https://w3id.org/rarekg/") is None
    True
    """
    # A slash at the end may belong to an id of a vocabulary.
    trimmed = name.endswith("/") and not usual(name)
    local, form = split(name.rstrip("/") if trimmed else name)
    kind, slash, rest = local.partition("/")
    if ":" not in kind and kind in MINTED:
        iri = _iri(base + local) if slash and rest else ""
        right = path(iri, base) if iri else ""
        return Target(iri, form, right, minted=True, moved=right if trimmed else "") if iri else None
    curie = usual(local)
    iri = _iri(expand(curie)) if curie else ""
    if not iri:
        return None
    right = path(iri, base)
    is_usual = local == curie and not trimmed and right.startswith("/" + quote(curie, safe=_SAFE))
    return Target(iri, form, right, minted=False, moved="" if is_usual else right)


def split(name: str) -> tuple[str, str]:
    """Return a name without the suffix that names a format, and that format, '' without one.

    >>> split("MONDO:0010580.ttl"), split("10.1000")
    (('MONDO:0010580', 'turtle'), ('10.1000', ''))
    """
    rest, dot, suffix = name.rpartition(".")
    return (rest, SUFFIXES[suffix]) if dot and rest and suffix in SUFFIXES else (name, "")


def _iri(text: str) -> str:
    try:
        return encoded(text)[1:-1]
    except ValueError:
        return ""
