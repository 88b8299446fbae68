"""Where the document on a thing is, and which thing the path of a request means.

What the graph minted has its own path, from which a 303 leads to the document; everything else is asked for by its
CURIE, or by its whole IRI. A suffix names the format: ``/MONDO:0010580.ttl``, ``/association/0123.jsonld``.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote

from rarekg.graph.rdf.formats import DOCUMENTS
from rarekg.mappings.rdf.ntriples import iri as encoded
from rarekg.ontology.prefixes import compress, expand, prefix_map, standardize

# The name of each format by its suffix.
SUFFIXES: Mapping[str, str] = MappingProxyType({form.suffix: form.name for form in DOCUMENTS.values()})
# What the local ids of things minted for this graph begin with (mappings/statements.py, graph/metadata.py).
MINTED = (
    *("association", "mapping", "prevalence", "resource", "question", "answer", "category", "disease"),
    *("page", "reference", "graph", "dataset", "partition"),
)
RESOURCE, VOCABULARY, SHAPES = "/resource", "/vocab", "/shapes"
_WHOLE = {"rkg": VOCABULARY, "shape": SHAPES}  # all of whose terms are in one document
_KEPT = "/:@!$'()*,;=~-._"


class Meant(NamedTuple):
    """The thing that a path means; ``format`` is named by its suffix, '' where it has none; ``path`` is without it.

    ``minted`` says that the path is the thing's own and not its document's. ``moved`` is where the document really is,
    where the path spells its CURIE in another way.
    """

    iri: str
    format: str
    path: str
    minted: bool
    moved: str = ""


def path(iri: str, base: str) -> str:
    """Return the path and query of the document on ``iri``, which for minted things is the path of the thing itself."""
    for prefix, whole in _WHOLE.items():
        namespace = prefix_map()[prefix]
        if iri.startswith(namespace):
            return f"{whole}#{quote(iri[len(namespace) :], safe=_KEPT)}"
    local = iri.removeprefix(base)
    if local != iri and local.partition("/")[0] in MINTED:
        return "/" + quote(local, safe=f"{_KEPT}#")
    curie = compress(iri)
    if curie is not None and not _split(curie)[1]:
        return "/" + quote(curie, safe=_KEPT)
    return f"{RESOURCE}?iri={quote(iri, safe='')}"


def suffixed(address: str, name: str) -> str:
    """Return the address, given by path and query, of a document in the format ``name``; a fragment is dropped."""
    way, question, query = address.partition("#")[0].partition("?")
    return f"{way}.{DOCUMENTS[name].suffix}{question}{query}"


def meant(name: str, base: str) -> Meant | None:
    """Return what ``name``, a path without its first slash and with nothing encoded, means; None where nothing."""
    local, form = _split(name)
    kind, slash, rest = local.partition("/")
    if ":" not in kind:
        if kind not in MINTED or not slash or not rest:
            return None
        iri = _iri(base + local)
        return Meant(iri, form, path(iri, base), minted=True) if iri else None
    try:
        curie = standardize(local)
        iri = _iri(expand(curie))
    except ValueError:
        return None
    there = path(iri, base)
    moved = "" if local == curie and there.startswith("/" + quote(curie, safe=_KEPT)) else there
    return Meant(iri, form, there, minted=False, moved=moved)


def _split(name: str) -> tuple[str, str]:
    """Return a name without the suffix that names a format, and that format."""
    rest, dot, suffix = name.rpartition(".")
    return (rest, SUFFIXES[suffix]) if dot and rest and suffix in SUFFIXES else (name, "")


def _iri(text: str) -> str:
    try:
        return encoded(text)[1:-1]
    except ValueError:
        return ""
