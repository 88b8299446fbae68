"""The formats of results and of graphs: their names here, and the media types that stand for each."""

from collections.abc import Mapping
from types import MappingProxyType

# https://www.w3.org/TR/sparql11-results-json/ and its sisters; the first of each is the one sent.
ROWS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "json": ("application/sparql-results+json", "application/json", "text/json"),
        "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
        "csv": ("text/csv",),
        "tsv": ("text/tab-separated-values",),
    }
)
GRAPHS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "turtle": ("text/turtle", "application/x-turtle"),
        "ntriples": ("application/n-triples", "text/plain"),
        "rdfxml": ("application/rdf+xml", "application/xml", "text/xml"),
        "jsonld": ("application/ld+json", "application/json"),
    }
)


def _offers(formats: Mapping[str, tuple[str, ...]]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, media_types in formats.items():
        found.setdefault(media_types[0], name)
    for name, media_types in formats.items():
        for media_type in media_types[1:]:
            found.setdefault(media_type, name)
    return MappingProxyType(found)


# Media type → name, for negotiation: those sent come first and so win where a client likes several as much.
ROW_OFFERS, GRAPH_OFFERS = _offers(ROWS), _offers(GRAPHS)


def content_type(name: str) -> str:
    """Return the Content-Type of results or graphs in the format ``name``; all that is text is UTF-8."""
    media_type = (ROWS.get(name) or GRAPHS[name])[0]
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
